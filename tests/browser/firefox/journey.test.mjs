// A short journey in a second engine: Firefox, driven over WebDriver BiDi.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load, needed } from "../chromium.mjs";

const PATIENCE_MS = 20_000;

let browser;
let page;
const problems = [];

before(async () => {
  const puppeteer = await load("puppeteer-core");
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: needed("PLAYGROUND_FIREFOX"),
    headless: true,
    defaultViewport: { width: 1440, height: 900 },
    extraPrefsFirefox: { "intl.accept_languages": "en" },
  });
  page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
});

after(() => browser?.close());

// What the page shows at the playhead.
const look = () =>
  page.evaluate(() => {
    const part = (name) => document.querySelector(`[aria-label="${name}"]`);
    const counts = [...part("Ledger").querySelectorAll("button")].map(({ ariaLabel }) => ariaLabel.match(/^(.*), (\d+)$/));
    return {
      event: Number(part("What happens now").querySelector("button")?.innerText ?? 0),
      sentence: part("What happens now").querySelector("[role=log]").innerText.trim(),
      clock: part("Virtual time").innerText,
      ledger: Object.fromEntries(counts.map(([, label, count]) => [label, Number(count)])),
      balanced: part("Ledger").innerText.includes("balanced"),
    };
  });

const standsAt = async (event) => {
  const isThere = (event) =>
    Number(document.querySelector('[aria-label="What happens now"] button')?.innerText ?? 0) === event;
  await page.waitForFunction(isThere, {}, event);
  const seen = await look();
  assert.ok(seen.balanced, `the ledger is not balanced at event ${event}: ${seen.sentence}`);
  return seen;
};

const press = (name) => page.locator(`button[aria-label="${name}"]`).click();

test("the program starts", async () => {
  await page.goto(needed("PLAYGROUND_ADDRESS"));
  await page.waitForSelector("html[data-started] main#stage");
  assert.equal(await page.$eval("#failure", (panel) => panel.hidden), true);
  assert.deepEqual(problems, []);
});

test("Step makes one event happen, Step back unmakes it", async () => {
  const before = await look();
  await press("Step");
  const after = await standsAt(before.event + 1);
  assert.match(after.sentence, /^MyFirstPythonDevice sends message_\d+: it is on its way to the hub\.$/);
  assert.equal(after.ledger.Sent, before.ledger.Sent + 1);
  await press("Step back");
  assert.deepEqual(await standsAt(before.event), before);
});

test("a lost acknowledgement brings the same message twice", async () => {
  await page.keyboard.press("f");
  const act = await page.waitForSelector("dialog ::-p-text(Act now)");
  await act.click();
  await page.waitForSelector("dialog", { hidden: true });
  const sentences = [];
  let seen = await look();
  while (seen.ledger.Duplicates === 0) {
    assert.ok(sentences.length < 60, `no duplicate within 60 events:\n${sentences.join("\n")}`);
    await press("Step");
    seen = await standsAt(seen.event + 1);
    sentences.push(seen.sentence);
  }
  assert.match(seen.sentence, / accepts message_\d+ again, copy 2/);
  assert.equal(seen.ledger.Accepted, seen.ledger.Sent + 1);
  assert.ok(sentences.some((sentence) => /^The PUBACK for message_\d+ is lost/.test(sentence)), sentences.join("\n"));
  assert.deepEqual(problems, []);
});
