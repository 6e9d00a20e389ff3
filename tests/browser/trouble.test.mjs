// Delivery guarantees compared, and the search for trouble: in a worker, with progress, a way to stop, and a run to open.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { axeViolations, journey, openContext, openPage, until } from "./rig.mjs";
import { button, choose, dialogOf, field, look, menu, openScenario } from "./workbench.mjs";

// What `hubsim` says, as `tests/hubsim.rs` holds it.
const told = JSON.parse(await readFile(new URL("trouble.json", import.meta.url), "utf8"));
const SLOW_MS = 60_000;

const opened = async (page, name) => {
  await choose(menu(page), name);
  const dialog = dialogOf(page, name);
  await dialog.waitFor();
  return dialog;
};
const numbers = async (row) => (await row.getByRole("cell").allInnerTexts()).map((text) => Number.parseInt(text, 10));
const isOver = (dialog) => until(async () => assert.ok(await button(dialog, "Start").count()), SLOW_MS);

// Starts a comparison of the scenario at hand with faults by chance.
const compare = async (page, seeds) => {
  const dialog = await opened(page, "Compare delivery guarantees");
  await dialog.getByRole("radio", { name: /^by chance/ }).check();
  await field(dialog, "Seeds").fill(String(seeds));
  await field(dialog, "In 1,000 occasions").fill("300");
  await button(dialog, "Start").click();
  return dialog;
};

// The table of a comparison against what `hubsim` says of the same one.
const assertCompared = async (dialog) => {
  const row = (name) => dialog.getByRole("row", { name });
  const books = { Sent: "sent", Accepted: "accepted", Completed: "completed", Lost: "lost", Skipped: "skipped" };
  for (const [name, field] of Object.entries(books)) {
    const expected = told.compare.guarantees.map(({ ledger }) => ledger[field]);
    assert.deepEqual(await numbers(row(new RegExp(`^${name}\\b`)).first()), expected, name);
  }
  for (const [name, field] of [["Seeds that lost a message", "lost"], ["Seeds that repeated an effect", "repeated"]]) {
    const cells = row(new RegExp(`^${name}`)).getByRole("cell");
    for (const [at, { [field]: spread }] of told.compare.guarantees.entries()) {
      const counts = Object.entries(spread.seeds);
      const struck = counts.reduce((sum, [count, seeds]) => (count === "0" ? sum : sum + seeds), 0);
      const told = await cells.nth(at).evaluate((cell) => ({
        struck: Number(cell.querySelector("b").textContent),
        bars: Object.fromEntries([...cell.querySelectorAll("li")].map((bar) => bar.innerText.split(/\s+/).map(Number))),
        seeds: [...cell.querySelectorAll("button")].map((button) => Number(button.textContent.match(/\d+$/)[0])),
      }));
      const bad = [...new Set([spread.first, spread.worst?.[0]])].filter((seed) => seed != null);
      assert.deepEqual(told, { struck, bars: spread.seeds, seeds: bad }, `${name}, column ${at}`);
    }
  }
};

// The page with its worker's script changed.
const openWithWorker = async (t, change) => {
  const context = await openContext(t);
  await context.route("**/worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });
  const page = await openPage(context);
  await openScenario(page, "A lost PUBACK");
  return page;
};

describe("trouble", { concurrency: 3 }, () => {
  journey("a worker compares the guarantees as hubsim does, and a bad case opens", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    const dialog = await compare(page, 12);
    await until(async () => assert.ok(await dialog.getByText("12 of 12 seeds").count()), SLOW_MS);
    await isOver(dialog);
    await assertCompared(dialog);

    const row = dialog.getByRole("row", { name: /^Seeds that lost a message/ });
    const first = row.getByRole("button", { name: /^First: seed / });
    const seed = (await first.innerText()).match(/\d+/)[0];
    await first.click();
    await dialog.waitFor({ state: "detached" });
    await button(page, `Seed ${seed}`).waitFor();
    assert.ok((await look(page)).ledger.Lost > 0);
  });

  journey("one message has three journeys, under each seed that tells something", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    const dialog = await compare(page, 12);
    await isOver(dialog);
    const same = dialog.getByRole("region", { name: "One message, three journeys" });
    const worst = told.compare.guarantees[0].lost.worst[0];
    await same.getByLabel("Seeds").selectOption(String(worst));
    await same.getByRole("status").waitFor({ state: "detached" });
    const chosen = () => same.getByLabel("Message").evaluate((field) => field.selectedOptions[0].textContent);
    const [, message, fates] = (await chosen()).match(/^(message_\d+): (.*)$/);
    assert.match(fates, /^(lost \/ applied (once|\d times)|applied (once|\d times) \/ applied \d times) \/ applied once$/);
    const pictures = same.getByRole("img", { name: new RegExp(`^Journey of ${message}, `) });
    assert.equal(await pictures.count(), 3);
    const verdicts = await same.locator("figcaption > span").allInnerTexts();
    assert.equal(verdicts.join(" / "), fates);
    const tops = await pictures.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
    assert.equal(new Set(tops).size, 1, "they stand side by side");
    assert.deepEqual(await axeViolations(page, "dialog"), []);

    await page.setViewportSize({ width: 390, height: 844 });
    await until(async () => {
      const lefts = await pictures.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
      assert.equal(new Set(lefts).size, 1, "they stand one below the other");
    });
    await page.setViewportSize({ width: 1280, height: 720 });

    await button(same, "Open this journey: Receive-and-delete").click();
    await dialog.waitFor({ state: "detached" });
    await page.locator("main.journey").getByRole("heading", { name: message, exact: true }).waitFor();
    await button(page, `Seed ${worst}`).waitFor();
  });

  journey("a worker runs what the page has compiled while the page stays awake, and stops at once", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    await opened(page, "Compare delivery guarantees");
    await page.keyboard.press("Escape");
    const programs = [];
    page.on("request", (request) => request.url().endsWith(".wasm") && programs.push(request.url()));
    const [worker, dialog] = await Promise.all([page.waitForEvent("worker"), compare(page, 100_000)]);
    assert.match(worker.url(), /\/worker\.js$/);
    const progress = dialog.getByRole("progressbar");
    const done = async () => Number(await progress.getAttribute("value"));
    await until(async () => assert.ok((await done()) > 10), SLOW_MS);
    assert.deepEqual(programs, [], "nothing was fetched a second time");
    // The worker is busy all the time; the page has nearly nothing to do.
    const busy = await page.evaluate(async () => {
      let long = 0;
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) long += duration;
      });
      observer.observe({ type: "longtask" });
      await new Promise((over) => setTimeout(over, 1_000));
      observer.disconnect();
      return long;
    });
    assert.ok(busy < 300, `${busy} ms of a second were spent in long tasks`);

    const closed = worker.waitForEvent("close");
    await button(dialog, "Stop").click();
    await closed;
    await button(dialog, "Start").waitFor();
    const stopped = await done();
    assert.ok(stopped < 100_000);
    await page.waitForTimeout(300);
    assert.equal(await done(), stopped);

    // Closing the dialog stops it, too.
    const [other] = await Promise.all([page.waitForEvent("worker"), button(dialog, "Start").click()]);
    const gone = other.waitForEvent("close");
    await page.keyboard.press("Escape");
    await gone;
  });

  test("where workers are refused the page does it itself and comes to the same", async (t) => {
    const context = await openContext(t);
    await context.addInitScript(() => {
      window.Worker = class {
        constructor() {
          throw new DOMException("refused", "SecurityError");
        }
      };
    });
    const page = await openPage(context);
    await openScenario(page, "A lost PUBACK");
    const dialog = await compare(page, 12);
    await until(async () => assert.ok(await dialog.getByText("12 of 12 seeds").count()), SLOW_MS);
    await assertCompared(dialog);
    assert.deepEqual(page.workers(), []);
    assert.deepEqual(page.problems, []);
  });

  test("a worker that cannot load the program leaves it to the page", async (t) => {
    const page = await openWithWorker(t, (script) => script.replace("import(", "Promise.reject("));
    const dialog = await compare(page, 12);
    await until(async () => assert.ok(await dialog.getByText("12 of 12 seeds").count()), SLOW_MS);
    await assertCompared(dialog);
    assert.equal(await dialog.getByRole("alert").count(), 0);
  });

  test("a worker's panic is told, and the page goes on", async (t) => {
    const page = await openWithWorker(t, (script) => script.replace("playgroundTask = task", 'playgroundTask = "none"'));
    const dialog = await compare(page, 12);
    await dialog.getByRole("alert").filter({ hasText: /^The work broke off: panicked at / }).waitFor();
    await isOver(dialog);
    await page.keyboard.press("Escape");
    assert.equal(await page.getByText("The playground has stopped").isVisible(), false);
    await button(page, "Step").click();
  });

  test("what stops a worker in the middle is told", async (t) => {
    const stop = "\nsetTimeout(() => { throw new Error('out of breath'); }, 1500);";
    const page = await openWithWorker(t, (script) => script + stop);
    const dialog = await compare(page, 100_000);
    await dialog.getByRole("alert").filter({ hasText: "The work broke off: Uncaught Error: out of breath" }).waitFor();
    assert.ok(Number(await dialog.getByRole("progressbar").getAttribute("value")) > 0);
  });

  journey("a search finds the smallest schedule, as hubsim does, and opens it at its moment", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    const dialog = await opened(page, "Search for trouble");
    await dialog.getByRole("radio", { name: "a message is applied twice" }).check();
    await button(dialog, "Start").click();
    const { message, step, seed, tried } = told.search;
    const found = dialog.getByRole("heading", { name: new RegExp(`^${message} is applied twice at `) });
    await until(async () => assert.ok(await found.count()), SLOW_MS);
    await isOver(dialog);
    assert.match(await found.innerText(), new RegExp(`, step ${step}, under seed ${seed}\\.$`));
    await dialog.getByText("One fault is enough:").waitFor();
    await dialog.locator("p").getByText(`${tried} schedules were tried.`).waitFor();
    await button(dialog, "Open it at that moment").click();
    await dialog.waitFor({ state: "detached" });
    const { ledger } = await look(page);
    assert.equal(ledger["Applied again"], 1);
    await page.getByText(`Event ${step}, latest`).waitFor();
  });

  journey("a search can be stopped, and finding nothing says how many were tried", {}, async (page) => {
    const dialog = await opened(page, "Search for trouble");
    await dialog.getByRole("radio", { name: "a message is dead-lettered" }).check();
    await button(dialog, "Start").click();
    await button(dialog, "Stop").click();
    await button(dialog, "Start").waitFor();
    await field(dialog, "Schedules to try").fill("5");
    await button(dialog, "Start").click();
    await until(async () => assert.ok(await dialog.getByText("Nothing found. 5 schedules were tried.").count()), SLOW_MS);
  });
});
