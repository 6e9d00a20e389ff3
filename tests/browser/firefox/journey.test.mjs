// A short journey in a second engine: Firefox, driven over WebDriver BiDi.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load, needed } from "../chromium.mjs";

let browser;
let page;
const problems = [];

before(async () => {
  const puppeteer = await load("puppeteer-core");
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: needed("PLAYGROUND_FIREFOX"),
    headless: true,
    extraPrefsFirefox: { "intl.accept_languages": "en" },
  });
  page = await browser.newPage();
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
});

after(() => browser?.close());

test("the program starts", async () => {
  await page.goto(needed("PLAYGROUND_ADDRESS"));
  await page.waitForSelector("html[data-started]");
  assert.equal(await page.$eval("#failure", (panel) => panel.hidden), true);
  assert.deepEqual(problems, []);
});
