// Opens the page of wasm-bindgen-test-runner, prints what it reports, and fails when a test in it failed.
import { launchChromium } from "./chromium.mjs";

const MINUTES = 10;

const browser = await launchChromium();
try {
  const page = await browser.newPage();
  // The runner catches what a test throws; what reaches the page has stopped the runner itself.
  const stopped = new Promise((_, reject) => page.on("pageerror", reject));
  await page.goto(process.argv[2]);
  const finished = page.waitForFunction(
    () => document.getElementById("output").textContent.includes("\ntest result: "),
    undefined,
    { timeout: MINUTES * 60_000, polling: 200 },
  );
  const failure = await Promise.race([finished, stopped]).then(() => undefined, (error) => error);
  const report = await page.locator("#output").textContent();
  console.log(report.trim());
  if (failure) console.log(`the tests did not end: ${failure.message}`);
  process.exitCode = !failure && report.includes("\ntest result: ok. ") ? 0 : 1;
} finally {
  await browser.close();
}
