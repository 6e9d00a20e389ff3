// What the browser keeps: the draft of each tab, and what happens where storage is refused or damaged.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { journey, openContext, openPage, reload, until } from "./rig.mjs";
import { act, button, choose, drafts, fillRoute, look, notice, openScenario, runs, standsAt, step, textOf } from "./workbench.mjs";

const overwrite = (page, key, text) =>
  page.evaluate(
    ([key, text]) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("iot-hub-playground");
        opening.onsuccess = () => {
          const writing = opening.result.transaction("drafts", "readwrite");
          writing.objectStore("drafts").put(text, key);
          writing.onerror = () => reject(writing.error);
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [key, text],
  );

const tabOf = (page) => page.evaluate(() => sessionStorage.getItem("playground.tab"));

// Waits until the tab's draft stands at the step that the page shows, in a run as long as there.
const kept = async (page) => {
  const { event, place } = await look(page);
  const last = Number(place.match(/ of ([\d,]+)$/)?.[1].replaceAll(",", "") ?? event);
  const tab = await tabOf(page);
  await until(async () => {
    const { at_step, document } = JSON.parse((await drafts(page))[tab] ?? "{}");
    assert.deepEqual([at_step, document?.runs[document.current].steps], [event, last], "the work was not written down");
  });
};

const addRoute = async (page, name) => act(await fillRoute(page, { name }));

const notices = (page) => page.getByRole("status", { name: "Notices" });

describe("drafts", { concurrency: 3 }, () => {
  journey("a reload brings back the same step of the same run", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    const latest = await look(page);
    for (let presses = 0; presses < 3; presses += 1) await button(page, "Step back").click();
    await standsAt(page, latest.event - 3);
    await addRoute(page, "everything");
    await step(page);
    await button(page, "Step back").click();
    const before = await standsAt(page, latest.event - 2);
    await runs(page).getByText("Run 2").waitFor();
    await kept(page);

    await reload(page);
    assert.deepEqual(await standsAt(page, before.event), before);
    await runs(page).getByText("Run 2").waitFor();
    await page.getByRole("button", { name: /^Route everything to / }).waitFor();
    await choose(runs(page), "Run 1");
    await page.keyboard.press("End");
    assert.deepEqual(await standsAt(page, latest.event), latest);
  });

  journey("an act between two events of one instant comes back in its place", {}, async (page) => {
    await page.keyboard.press("Home");
    await standsAt(page, 0);
    await addRoute(page, "everything");
    const first = await standsAt(page, 1);
    assert.equal(first.sentence, "The route everything is added.");
    const second = await step(page);
    await kept(page);
    await reload(page);
    assert.deepEqual(await standsAt(page, 2), second);
    await button(page, "Step back").click();
    assert.equal((await standsAt(page, 1)).sentence, first.sentence);
  });

  test("two tabs keep two drafts, and a new tab takes over the draft of a closed one", async (t) => {
    const context = await openContext(t);
    const one = await openPage(context);
    await step(one);
    await kept(one);
    const two = await openPage(context);
    const opened = await look(two);
    assert.match(opened.next, /MyFirstPythonDevice sends/, "the second tab did not open the tutorial at its moment");
    await openScenario(two, "A lost PUBACK");
    await step(two);
    await kept(two);
    assert.notEqual(await tabOf(one), await tabOf(two));

    const [first, second] = [await look(one), await look(two)];
    await Promise.all([reload(one), reload(two)]);
    assert.deepEqual(await standsAt(one, first.event), first);
    assert.deepEqual(await standsAt(two, second.event), second);

    await two.close();
    const three = await openPage(context);
    assert.deepEqual(await standsAt(three, second.event), second);
    await notice(three, /^Your last work is restored: /).waitFor();
    await button(notices(three), "Start from the tutorial instead").click();
    await three.getByTitle("Scenarios").getByText("Tutorial: routing messages").waitFor();
    for (const page of [one, three]) assert.deepEqual(page.problems, []);
  });

  const refusals = {
    "IndexedDB is missing": () => Object.defineProperty(window, "indexedDB", { value: undefined }),
    "IndexedDB may not be touched": () =>
      Object.defineProperty(window, "indexedDB", {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      }),
    "every request fails": () => {
      IDBFactory.prototype.open = () => {
        const request = {};
        setTimeout(() => request.onerror?.(new Event("error", { cancelable: true })));
        return request;
      };
    },
    "no request is answered": () => {
      IDBFactory.prototype.open = () => ({});
    },
    "nothing may be stored at all": () => {
      const refuse = {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      };
      for (const storage of ["indexedDB", "localStorage", "sessionStorage"]) Object.defineProperty(window, storage, refuse);
    },
  };
  for (const [how, refuse] of Object.entries(refusals)) {
    test(`where ${how}, the page works and says so`, async (t) => {
      const context = await openContext(t);
      await context.addInitScript(refuse);
      const page = await openPage(context);
      await notice(page, /^This browser refuses to store data for this page\. The page works/).waitFor();
      await step(page);
      await addRoute(page, "everything");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        button(notices(page), "Download").click(),
      ]);
      assert.match(download.suggestedFilename(), /\.run\.json$/);
      await step(page);
      assert.deepEqual(page.problems, []);
    });
  }

  const damages = {
    "cut off": (text) => text.slice(0, text.length / 2),
    "not of our making": () => '{"saved": 1, "at_step": 3, "document": {"hello": "world"}}',
    empty: () => "",
  };
  for (const [what, damage] of Object.entries(damages)) {
    journey(`a stored draft that is ${what} is set aside, with a message and a way to download it`, {}, async (page) => {
      const opened = await look(page);
      await step(page);
      await kept(page);
      const tab = await tabOf(page);
      const damaged = damage((await drafts(page))[tab]);
      await overwrite(page, tab, damaged);
      await reload(page);
      await notice(page, /^The stored work could not be opened\. .* It is set aside and can be downloaded/).waitFor();
      assert.deepEqual(await standsAt(page, opened.event), opened);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        button(notices(page), "Download what was stored").click(),
      ]);
      assert.equal(await textOf(download), damaged);
      await step(page);
      // It does not come back to trouble the next visit.
      await kept(page);
      await reload(page);
      await standsAt(page, opened.event + 1);
      assert.equal(await notice(page, /could not be opened/).count(), 0);
    });
  }
});
