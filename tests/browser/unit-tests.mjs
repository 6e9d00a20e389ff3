// Opens the page of wasm-bindgen-test-runner, prints what it reports, and fails when a test in it failed.
import { launchChromium } from "./chromium.mjs";

const MINUTES = 10;

const browser = await launchChromium();
try {
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(process.argv[2]);
  const report = page.locator("#output");
  const finished = page.waitForFunction(
    () => /test result: |error/i.test(document.getElementById("output").textContent.split("\n").slice(-4).join("\n")),
    undefined,
    { timeout: MINUTES * 60_000, polling: 200 },
  );
  await finished.catch(() => errors.push(`no result after ${MINUTES} minutes`));
  const text = await report.textContent();
  console.log(text.trim());
  errors.forEach((error) => console.log(`error in the page: ${error}`));
  process.exitCode = /test result: ok\./.test(text) && errors.length === 0 ? 0 : 1;
} finally {
  await browser.close();
}
