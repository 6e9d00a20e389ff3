// Long runs: what is asked for while one is made again or opened, and what is shown of a long log. Frames are held back
// where something has to happen in the middle, so that no speed matters.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { journey, until } from "./rig.mjs";
import { button, dialogOf, field, look, openFile, runs, scenarios } from "./workbench.mjs";

const STEPS = 60_000;
const flowing = {
  format: 1,
  name: { en: "Long run", ko: "긴 실행" },
  seed: 1,
  hub: { name: "contoso-hub", tier: "S1", partitions: 4 },
  endpoints: [{ name: "CriticalQueue", target: { "service-bus-queue": {} } }],
  routes: [{ name: "all", condition: "true", endpoint: "CriticalQueue" }],
  devices: [{ id: "wind", program: { tutorial: { pace_ms: 100 } } }],
  consumers: [{ name: "worker", reads: "CriticalQueue", work_ms: 20 }],
};
const longRun = JSON.stringify({ format: 1, model_version: 1, scenario: flowing, runs: [{ seed: 1, steps: STEPS }], current: 0 });

// From now on no frame comes until they are let go.
const holdFrames = (page) =>
  page.evaluate(() => {
    const { requestAnimationFrame, cancelAnimationFrame } = window;
    const held = new Map();
    let next = 1_000_000;
    window.requestAnimationFrame = (frame) => {
      held.set(++next, frame);
      return next;
    };
    window.cancelAnimationFrame = (frame) => held.delete(frame) || cancelAnimationFrame.call(window, frame);
    window.letFramesGo = () => {
      window.requestAnimationFrame = requestAnimationFrame;
      for (const [number, frame] of held) {
        requestAnimationFrame((now) => held.delete(number) && frame(now));
      }
    };
  });
const letFramesGo = (page) => page.evaluate(() => window.letFramesGo());

const place = (page) => page.getByRole("toolbar", { name: "Playback" }).locator(".place");
const details = (page) => page.getByRole("complementary", { name: "Inspector" });
const seed = (page) => page.getByRole("button", { name: /^Seed / });

const openLongRun = async (page) => {
  await openFile(page, "long.run.json", longRun);
  await scenarios(page).getByText("Long run").waitFor();
  await until(async () => assert.equal((await look(page)).event, STEPS));
};

const select = async (page, name) => {
  await page.getByRole("group", { name: "Message pipeline" }).getByRole("button", { name }).first().press("Enter");
  await details(page).getByRole("heading", { name: /./ }).first().waitFor();
};

const anotherSeed = async (page, value) => {
  await seed(page).click();
  const dialog = dialogOf(page, "Change the seed");
  await field(dialog, "Seed").fill(value);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
};

describe("long runs", { concurrency: 2 }, () => {
  journey("acts wait for a run that is made again, keep their order, and can be undone", {}, async (page) => {
    await openLongRun(page);
    const before = await look(page);
    await select(page, /wind/);
    await holdFrames(page);
    await anotherSeed(page, "7");
    await place(page).getByText(/^Running again: \d+ %$/).waitFor();
    await button(details(page), "Stop the device from sending").click();
    await page.getByRole("toolbar", { name: "Playback" }).getByRole("button", { name: "Step", exact: true }).click();
    await place(page).getByText(/^Running again: \d+ %, then what you asked for$/).waitFor();
    // Nothing has happened yet, and the page answers.
    await seed(page).getByText("Seed 1").waitFor();
    await button(details(page), "Stop the device from sending").waitFor();

    await letFramesGo(page);
    await seed(page).getByText("Seed 7").waitFor();
    await button(details(page), "Let the device send").waitFor();
    await runs(page).getByText("Run 2").waitFor();
    const acted = await until(async () => {
      const seen = await look(page);
      assert.match(seen.place, /, latest$/);
      return seen;
    });
    await page.keyboard.press("Control+z");
    await button(details(page), "Stop the device from sending").waitFor();
    assert.ok((await look(page)).event < acted.event, "the act was done before the step");
    await seed(page).getByText("Seed 7").waitFor();
    await page.keyboard.press("Control+z");
    await seed(page).getByText("Seed 1").waitFor();
    await until(async () => assert.equal((await look(page)).clock, before.clock));
  });

  journey("a document that opens says how far it is, and what is here goes on meanwhile", {}, async (page) => {
    const before = await look(page);
    await holdFrames(page);
    await openFile(page, "long.run.json", longRun);
    await place(page).getByText(/^Opening: \d+ %$/).waitFor();
    await button(page, "Step").click();
    await until(async () => assert.equal((await look(page)).event, before.event + 1));
    await letFramesGo(page);
    await scenarios(page).getByText("Long run").waitFor();
    await until(async () => assert.equal((await look(page)).event, STEPS));
  });

  journey("details, console and table of a long log are those of the playhead, there and back", {}, async (page) => {
    await openLongRun(page);
    await select(page, /wind/);
    const console = details(page).getByRole("region", { name: /wind/ });
    const confirmed = async () => Number((await console.innerText()).match(/Total calls confirmed: (\d+)(?![\s\S]*Total)/)[1]);
    const facts = async () => Number((await details(page).innerText()).match(/([\d,]+) confirmed/)[1].replaceAll(",", ""));
    assert.equal(await until(confirmed), await facts());
    const last = await confirmed();
    for (let presses = 0; presses < 12; presses += 1) await page.keyboard.press(",");
    await until(async () => assert.equal((await look(page)).event, STEPS - 12));
    assert.equal(await confirmed(), await facts());
    assert.ok((await confirmed()) < last, "the console did not go back");

    await page.keyboard.press("t");
    const table = page.getByRole("region", { name: "Messages" });
    await table.getByRole("row").nth(1).waitFor();
    const { Sent } = (await look(page)).ledger;
    const sent = async () => Number((await table.locator("caption").innerText()).match(/([\d,]+) row/)[1].replaceAll(",", ""));
    assert.equal(await sent(), Sent);
    await page.keyboard.press("Home");
    await until(async () => assert.equal((await look(page)).event, 0));
    await page.getByRole("table").last().getByText("0 rows").waitFor();
  });
});
