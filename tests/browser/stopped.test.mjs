// The program itself stops: a panic of its own code and a trap in its callbacks, and the way back from both.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { copied, hasStarted, openContext, openPage, until } from "./rig.mjs";
import { button, look, standsAt, step } from "./workbench.mjs";

const panel = (page) => page.getByRole("alert").filter({ hasText: "The playground has stopped" });

// How far the one run of a document has run: nothing here moves the playhead back, so it stands there.
const playhead = (document) => {
  const { runs } = JSON.parse(document);
  assert.equal(runs.length, 1);
  return runs[0].steps ?? 0;
};
const writtenDown = async (page) => playhead(await page.evaluate(() => sessionStorage.getItem("playground.last-good")));
const shownIn = async (panel) => playhead(await panel.getByRole("textbox", { name: "Run document" }).inputValue());

// What the page shows at an event, reached by Step alone.
const walkTo = async (page, event) => {
  let seen = await look(page);
  while (seen.event < event) seen = await step(page);
  return seen;
};

// From now on the program meets a browser that calls it back while it works: it presses the key for a higher speed inside
// of the call for the time, which the program makes in each frame that it plays. Its own guard panics.
const provokePanic = (page) =>
  page.evaluate(() => {
    let playing = false;
    let pressing = false;
    const request = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (frame) =>
      request((time) => {
        playing = true;
        try {
          frame(time);
        } finally {
          playing = false;
        }
      });
    const now = performance.now.bind(performance);
    performance.now = () => {
      if (playing && !pressing) {
        pressing = true;
        document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "BracketRight", key: "]", bubbles: true }));
        pressing = false;
      }
      return now();
    };
  });

// From now on every frame that the program asked for runs into a trap of wasm: the smallest module that has one exports
// "f", whose body is `unreachable`.
const provokeTrap = (page) =>
  page.evaluate(() => {
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
    const request = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = () => request(() => exports.f());
  });

const stops = {
  panic: { provoke: provokePanic, reason: /panicked at src\/ui\/desk\.rs/ },
  trap: { provoke: provokeTrap, reason: /RuntimeError: unreachable/ },
};

describe("the program stops", { concurrency: 3 }, () => {
  for (const [kind, { provoke, reason }] of Object.entries(stops)) {
    test(`a ${kind} while it plays shows the reason and the run, and leads back to the last good state`, async (t) => {
      const context = await openContext(t, { permissions: ["clipboard-read", "clipboard-write"] });
      const page = await openPage(context);
      await step(page);
      const before = await step(page);
      // Written down: `Start afresh` and the last good state differ from here on.
      await until(async () => assert.equal(await writtenDown(page), before.event));
      await provoke(page);
      await button(page, "Play").click();
      await panel(page).waitFor();
      await panel(page).getByText(reason).waitFor();
      // It may have played on and written that down before it stopped: what returns is what the panel shows.
      const stoppedAt = await shownIn(panel(page));
      assert.ok(stoppedAt >= before.event, `written down at event ${stoppedAt}, after event ${before.event}`);
      await button(panel(page), "Copy reason and run document").click();
      await panel(page).getByText("Copied", { exact: true }).waitFor();
      const text = await copied(page);
      assert.match(text, reason);
      assert.ok(text.includes('"runs"'), text);

      // Whatever of it still runs writes nothing down any more.
      await page.waitForTimeout(1_000);
      await button(panel(page), "Reload into the last good state").click();
      await hasStarted(page);
      const after = await standsAt(page, stoppedAt);
      assert.equal(await panel(page).count(), 0);
      await step(page);
      assert.deepEqual(after, await walkTo(await openPage(await openContext(t)), stoppedAt));
    });
  }

  test("it stops before anything was written down: there is a run to copy all the same", async (t) => {
    const page = await openPage(await openContext(t));
    const opened = await look(page);
    await provokeTrap(page);
    await button(page, "Play").click();
    await panel(page).waitFor();
    assert.equal(await shownIn(panel(page)), 0);
    await button(panel(page), "Start afresh").click();
    await hasStarted(page);
    assert.deepEqual(await standsAt(page, opened.event), opened);
  });

  test("Start afresh leaves the work behind and opens the tutorial", async (t) => {
    const page = await openPage(await openContext(t));
    const opened = await look(page);
    await step(page);
    await provokeTrap(page);
    await button(page, "Play").click();
    await panel(page).waitFor();
    await button(panel(page), "Start afresh").click();
    await hasStarted(page);
    assert.deepEqual(await standsAt(page, opened.event), opened);
  });
});
