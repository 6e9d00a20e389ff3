// What every browser test uses: one Chromium for the file, one fresh context for each test, and a page that remembers
// what went wrong in it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { fileOfPackage, launchChromium, needed } from "./chromium.mjs";

// Longer than anything here takes, even on a busy machine.
const PATIENCE_MS = 10_000;

// The front page of the site under test; ends with a slash.
export const address = () => needed("PLAYGROUND_ADDRESS");

let browser;
after(async () => (await browser)?.close());

// A context of its own for test `t`, closed with it. `options` are Playwright's: viewport, locale, colorScheme,
// reducedMotion and so on.
export const openContext = async (t, options = {}) => {
  browser ??= launchChromium();
  const context = await (await browser).newContext({ locale: "en-GB", reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  // The clipboard is one for all pages that run at a time: each remembers what it copied itself.
  await context.addInitScript(() => {
    const { clipboard } = navigator;
    const write = clipboard?.writeText.bind(clipboard);
    if (write) clipboard.writeText = (text) => write(text).then(() => void (window.copied = text));
  });
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
  page.on("requestfailed", (request) => {
    // What a reload cuts off has not failed.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") page.problems.push(`failed: ${request.url()}`);
  });
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
  if (started) await hasStarted(page);
  return page;
};

// The program puts its own workbench in the place of the first picture.
export const hasStarted = (page) => page.waitForSelector("html[data-started] main#stage", { state: "attached" });

export const reload = async (page) => {
  await page.reload();
  await hasStarted(page);
};

// What the page has put on the clipboard.
export const copied = (page) => page.evaluate(() => window.copied);

// Tries again and again until `check` no longer throws, and gives what it returns; at last it throws what is still wrong.
export const until = async (check, patience = PATIENCE_MS) => {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((again) => setTimeout(again, 20));
  }
};

// A test that walks through a page of its own. The page must not complain, whatever else the walk asserts; and if the
// walk ends early, it says what the page told at that moment. `options` are those of the context.
export const journey = (name, options, walk) =>
  test(name, async (t) => {
    const page = await openPage(await openContext(t, options));
    try {
      await walk(page, t);
      assert.deepEqual(page.problems, [], "the page complained");
    } catch (error) {
      const told = (selector) => page.locator(selector).allInnerTexts().catch(() => []);
      const shown = [...(await told(".sentence, .notice, dialog, #failure:not([hidden])")), ...page.problems];
      t.diagnostic(`${name}: when it failed the page showed\n${shown.join("\n")}`);
      throw error;
    }
  });

// What axe finds against WCAG 2.2 AA on the page as it is now, or on the part that a selector names: one line for each
// rule, with the first place and what is wrong there.
export const axeViolations = async (page, part = "html") => {
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.evaluate(await readFile(fileOfPackage("axe-core/axe.min.js"), "utf8"));
  }
  const { violations } = await page.evaluate(
    (part) =>
      window.axe.run(part, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        resultTypes: ["violations"],
      }),
    part,
  );
  return violations.map(({ id, help, nodes }) => {
    const why = nodes[0].failureSummary.split("\n")[1]?.trim();
    return `${id}: ${help} (${nodes.length} times, first ${nodes[0].target}: ${why})`;
  });
};
