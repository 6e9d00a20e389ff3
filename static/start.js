// Loads the program that the page's own script tag names. A failure reaches `failure.js` as an unhandled rejection.
const { program, wasm } = document.querySelector("script[data-program]").dataset;
const { default: start } = await import(new URL(program, document.baseURI));
await start({ module_or_path: new URL(wasm, document.baseURI) });
document.documentElement.dataset.started = "true";
