// Where the packages and the browser are; `cargo xtask` sets the variables.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const needed = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests are run by \`cargo xtask test\``);
  return value;
};

// The packages lie outside the checkout, where `import` does not look.
const packages = createRequire(join(needed("PLAYGROUND_PACKAGES"), "package.json"));
export const fileOfPackage = (name) => packages.resolve(name);
export const load = async (name) => (await import(pathToFileURL(fileOfPackage(name)).href)).default;

// For root, for a machine without a graphics card, and without requests of the browser's own.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launchChromium = async () => {
  const { chromium } = await load("playwright-core");
  return chromium.launch({
    executablePath: needed("PLAYGROUND_CHROMIUM"),
    ignoreDefaultArgs: ["--headless"],
    args: ["--headless=new", ...flags],
  });
};
