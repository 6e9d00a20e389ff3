// Playback: the first ten seconds, stepping there and back, playing, speed, and the playhead by keyboard.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { journey, openContext, openPage, until } from "./rig.mjs";
import { button, choose, look, runs, standsAt, step, stepUntil } from "./workbench.mjs";

// From now on; the result says what there was. Reported only: a busy machine makes every task long.
const watchLongTasks = async (page) => {
  await page.evaluate(() => {
    window.longTasks = [];
    const keep = (list) => window.longTasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)));
    new PerformanceObserver(keep).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => window.longTasks.map((duration) => `${duration} ms`).join(", ") || "none");
};

const FIRST_LOOK_MS = 10_000;

test("within ten seconds the tutorial stands at its telling moment, and Step is the thing to press", async (t) => {
  const context = await openContext(t);
  const opened = Date.now();
  const page = await openPage(context);
  await button(page, "Step").waitFor();
  const took = Date.now() - opened;
  t.diagnostic(`the page could be used after ${took} ms`);
  assert.ok(took < FIRST_LOOK_MS, `the page could be used after ${took} ms only`);

  await button(page, "Play").waitFor();
  const background = (name) => button(page, name).evaluate((it) => getComputedStyle(it).backgroundColor);
  const [primary, ...others] = await Promise.all(["Step", "Step back", "Play"].map(background));
  assert.ok(!others.includes(primary), `Step looks like its neighbours: ${primary}`);

  const before = await look(page);
  const [, message, time] = before.next.match(/^Next: MyFirstPythonDevice sends (message_\d+) ?, ([\d:.]+)$/) ?? [];
  assert.ok(message, `the next event is not a send: ${before.next}`);
  assert.equal(before.ledger.CriticalQueue, 0, "a critical message has been delivered before the page opened");

  const after = await step(page);
  assert.equal(after.sentence, `MyFirstPythonDevice sends ${message}: it is on its way to the hub.`);
  assert.equal(after.clock, time);
  assert.equal(after.ledger.Sent, before.ledger.Sent + 1);
  assert.equal(after.ledger["In flight"], before.ledger["In flight"] + 1);
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await inspector.getByText(new RegExp(`^${time}\\s+#${after.event}\\s.*\\ssent\\s+${message}\\b`)).waitFor();

  const routed = (await stepUntil(page, /routes/, { most: 5 })).at(-1);
  assert.match(routed.sentence, new RegExp(`routes ${message} to CriticalQueue: the route critical matched`));
  assert.deepEqual(page.problems, []);
});

describe("playback", { concurrency: 3 }, () => {
  journey("step back makes the event unhappen, and step brings the same one", {}, async (page) => {
    const before = await look(page);
    const after = await step(page);
    const twice = await step(page);
    await button(page, "Step back").click();
    assert.deepEqual(await standsAt(page, after.event), { ...after, place: `Event ${after.event} of ${twice.event}` });
    await button(page, "Step back").click();
    assert.deepEqual(await standsAt(page, before.event), { ...before, place: `Event ${before.event} of ${twice.event}` });
    await button(page, "Step").click();
    await button(page, "Step").click();
    assert.deepEqual(await standsAt(page, twice.event), twice);
  });

  journey("play goes on by itself at the chosen speed until it is paused", {}, async (page, t) => {
    const before = await look(page);
    await choose(page.getByRole("button", { name: /^Speed / }), "100×");
    await button(page, "Speed 100×").waitFor();
    const longTasks = await watchLongTasks(page);
    await button(page, "Play").click();
    await button(page, "Pause").waitFor();
    await until(async () => {
      const { Sent } = (await look(page)).ledger;
      assert.ok(Sent >= before.ledger.Sent + 3, `it plays, but Sent is ${Sent}`);
    });
    await button(page, "Pause").click();
    await button(page, "Play").waitFor();
    const paused = await look(page);
    await standsAt(page, paused.event);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.deepEqual(await look(page), paused, "it went on after Pause");
    t.diagnostic(`tasks over 50 ms at 100×: ${await longTasks()}`);
  });

  journey("at 1× the clock runs while nothing happens, in short tasks", {}, async (page, t) => {
    const longTasks = await watchLongTasks(page);
    const before = await look(page);
    await button(page, "Play").click();
    const seconds = (clock) => clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
    await until(async () => {
      const { clock } = await look(page);
      assert.ok(seconds(clock) >= seconds(before.clock) + 1.5, `the clock shows ${clock}`);
    });
    await button(page, "Pause").click();
    await button(page, "Play").waitFor();
    assert.equal((await look(page)).event, before.event);
    t.diagnostic(`tasks over 50 ms at 1×: ${await longTasks()}`);
  });

  journey("the keys of the help play, pause, step, and change the speed", {}, async (page) => {
    const before = await look(page);
    await page.keyboard.press("ArrowRight");
    await standsAt(page, before.event + 1);
    await page.keyboard.press(".");
    await standsAt(page, before.event + 2);
    await page.keyboard.press(",");
    await page.keyboard.press("ArrowLeft");
    await standsAt(page, before.event);
    await page.keyboard.press("]");
    await button(page, "Speed 2×").waitFor();
    await page.keyboard.press("[");
    await page.keyboard.press("[");
    await button(page, "Speed 0.5×").waitFor();
    await page.keyboard.press("Space");
    await button(page, "Pause").waitFor();
    await page.keyboard.press("Space");
    await button(page, "Play").waitFor();
  });

  journey("Home shows the start, where nothing has happened, and End the latest event", {}, async (page) => {
    const latest = await look(page);
    await page.keyboard.press("Home");
    const start = await standsAt(page, 0);
    assert.equal(start.sentence, "Nothing has been sent yet.");
    assert.equal(start.clock, "00:00.000");
    assert.deepEqual(Object.values(start.ledger).filter((count) => count !== 0), [], JSON.stringify(start.ledger));
    assert.equal(await button(page, "Step back").getAttribute("aria-disabled"), "true");
    await page.keyboard.press("End");
    assert.deepEqual(await standsAt(page, latest.event), latest);
  });

  journey("the playhead is a slider that the keys move", {}, async (page) => {
    const latest = await look(page);
    const slider = page.getByRole("slider", { name: "Position in time" }).first();
    await slider.focus();
    assert.ok((await slider.getAttribute("aria-valuetext")).includes(latest.clock));
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    const earlier = await standsAt(page, latest.event - 2);
    const told = await slider.getAttribute("aria-valuetext");
    assert.equal(told, `${earlier.clock}, event ${earlier.event} of ${latest.event}, ${earlier.sentence}`);
    await page.keyboard.press("ArrowRight");
    await standsAt(page, latest.event - 1);
    await page.keyboard.press("Home");
    await standsAt(page, 0);
    await page.keyboard.press("End");
    assert.deepEqual(await standsAt(page, latest.event), latest);
  });

  journey("Step by message goes to the next send", {}, async (page) => {
    await choose(page.getByRole("button", { name: /^Step by: / }), "message");
    await button(page, "Step by: message").waitFor();
    const sends = [];
    for (let presses = 0; presses < 2; presses += 1) {
      const { event } = await look(page);
      await button(page, "Step").click();
      sends.push(
        await until(async () => {
          const seen = await look(page);
          assert.notEqual(seen.event, event, "Step did nothing");
          return seen;
        }),
      );
    }
    const numbers = sends.map(({ sentence }) => Number(sentence.match(/^MyFirstPythonDevice sends message_(\d+): /)?.[1]));
    assert.equal(numbers[1], numbers[0] + 1, sends.map(({ sentence }) => sentence).join("\n"));
    await button(page, "Step back").click();
    await standsAt(page, sends[0].event);
  });

  journey("another seed is another run, and the old one stays", {}, async (page) => {
    const before = await look(page);
    await button(page, "Seed 42").click();
    const dialog = page.getByRole("dialog", { name: "Change the seed" });
    await dialog.getByLabel("Seed", { exact: true }).fill("seven");
    await dialog.getByText(/^A seed is a whole number from 0 to/).waitFor();
    await dialog.getByLabel("Seed", { exact: true }).fill("7");
    await button(dialog, "Run again with this seed").click();
    await dialog.waitFor({ state: "detached" });
    await button(page, "Seed 7").waitFor();
    await choose(runs(page), "Run 1");
    await button(page, "Seed 42").waitFor();
    await page.keyboard.press("End");
    assert.equal((await standsAt(page, before.event)).sentence, before.sentence);
  });
});
