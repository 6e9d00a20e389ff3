// What every browser test uses: one Chromium for the file, one fresh context for each test, and a page that remembers
// what went wrong in it.
import { readFile } from "node:fs/promises";
import { after } from "node:test";
import { fileOfPackage, launchChromium, needed } from "./chromium.mjs";

// The front page of the site under test; ends with a slash.
export const address = () => needed("PLAYGROUND_ADDRESS");

let browser;
after(async () => (await browser)?.close());

// A context of its own for test `t`, closed with it. `options` are Playwright's: viewport, locale, colorScheme,
// reducedMotion and so on.
export const openContext = async (t, options = {}) => {
  browser ??= launchChromium();
  const context = await (await browser).newContext({ locale: "en-GB", ...options });
  t.after(() => context.close());
  return context;
};

// Opens the page in `context` and waits until the program runs. `page.problems` lists errors, failed requests, refused
// loads and requests to other hosts, in words; a test that expects none asserts that it is empty.
export const openPage = async (context, { at = "", started = true } = {}) => {
  const page = await context.newPage();
  const origin = new URL(address()).origin;
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") page.problems.push(`console: ${message.text()}`);
  });
  page.on("requestfailed", (request) => page.problems.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["data:", "blob:"].includes(url.protocol)) {
      page.problems.push(`another host: ${url.href}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) page.problems.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(address() + at);
  if (started) await page.waitForSelector("html[data-started]", { state: "attached" });
  return page;
};

// What axe finds against WCAG 2.2 AA on the page as it is now: one line for each rule, with the first place.
export const axeViolations = async (page) => {
  await page.evaluate(await readFile(fileOfPackage("axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate(() =>
    window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length} times, first ${nodes[0].target})`);
};
