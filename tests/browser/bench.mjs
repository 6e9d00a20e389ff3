// Opens the bench page and prints its table.
import { launchChromium } from "./chromium.mjs";

const MINUTES = 20;

const browser = await launchChromium();
try {
  // Some of the engines, and the hand-written conditions, are made with `new Function`.
  const page = await browser.newPage({ bypassCSP: true });
  const failed = new Promise((_, reject) => page.on("pageerror", reject));
  await page.goto(process.argv[2]);
  const done = page.waitForFunction(() => window.rows, undefined, { timeout: MINUTES * 60_000, polling: 500 });
  const rows = await (await Promise.race([done, failed])).jsonValue();
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, value, unit } of rows) {
    const shown = value.toLocaleString("en", { maximumSignificantDigits: 4 });
    console.log(`${name.padEnd(width)}  ${shown.padStart(14)} ${unit}`);
  }
} finally {
  await browser.close();
}
