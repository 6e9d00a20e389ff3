// The workbench as a reader meets it: by roles and names, in English.
import assert from "node:assert/strict";
import { until } from "./rig.mjs";

export const button = (within, name) => within.getByRole("button", { name, exact: true });
export const field = (within, name) => within.getByLabel(name, { exact: true });

// Everything that tells where the playhead stands, read in one go.
export const look = (page) =>
  page.evaluate(() => {
    const named = (name) => document.querySelector(`[aria-label="${name}"]`);
    const text = (element) => element?.innerText.replaceAll("\n", " ").trim() ?? "";
    const narration = named("What happens now");
    const ledger = {};
    for (const button of named("Ledger")?.querySelectorAll("button[aria-label]") ?? []) {
      const [, label, number] = button.ariaLabel.match(/^(.*), ([\d,]+)$/);
      ledger[label] = Number(number.replaceAll(",", ""));
    }
    const playback = named("Playback");
    return {
      // Without an event the bar has no number.
      event: Number(narration.querySelector("button")?.innerText.replaceAll(",", "") ?? 0),
      sentence: text(narration.querySelector("[role=log]")),
      next: [...narration.querySelectorAll("p")].map(text).find((line) => line.startsWith("Next: ")) ?? "",
      clock: text(named("Virtual time")),
      place: text(playback).match(/Event [\d,]+(, latest| of [\d,]+)|Nothing has run yet/)?.[0] ?? "",
      balanced: /\bbalanced\b/.test(text(named("Ledger"))),
      ledger,
    };
  });

// Waits until the playhead stands at an event, and gives what the page shows there: all of its parts must agree.
export const standsAt = (page, event) =>
  until(async () => {
    const seen = await look(page);
    assert.equal(seen.event, event, `the sentence bar is at event ${seen.event}: ${seen.sentence}`);
    if (event > 0) {
      const number = event.toLocaleString("en");
      assert.ok(seen.place.startsWith(`Event ${number},`) || seen.place.startsWith(`Event ${number} of`), seen.place);
    }
    assert.ok(seen.balanced, `the ledger is not balanced at event ${event}`);
    return seen;
  });

// Presses Step once and gives what the page shows one event later.
export const step = async (page) => {
  const { event } = await look(page);
  await button(page, "Step").click();
  return standsAt(page, event + 1);
};

// Steps until a sentence fits, and gives what the page shows at each of the events; `press` makes one step.
export const stepUntil = async (page, wanted, { most = 80, press = () => button(page, "Step").click() } = {}) => {
  const walked = [await look(page)];
  while (!wanted.test(walked.at(-1).sentence)) {
    const told = walked.map(({ sentence }) => sentence).join("\n");
    assert.ok(walked.length <= most, `${wanted} did not come within ${most} events:\n${told}`);
    await press();
    walked.push(await standsAt(page, walked.at(-1).event + 1));
  }
  return walked;
};

// Chooses from a menu: what opens it, then the item.
export const choose = async (opener, item) => {
  await opener.click();
  await opener.page().getByRole("menu").getByText(item, { exact: typeof item === "string" }).click();
};

export const scenarios = (page) => page.getByTitle("Scenarios", { exact: true });
export const runs = (page) => page.getByTitle("Runs", { exact: true });
export const menu = (page) => button(page, "Menu");

export const openScenario = async (page, name) => {
  await choose(scenarios(page), name);
  await scenarios(page).getByText(name).waitFor();
};

// Opens a file of the reader's own.
export const openFile = async (page, name, text) => {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), choose(menu(page), "Open a file")]);
  await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
};

// The line in which the page tells something about itself.
export const notice = (page, words) => page.getByRole("status", { name: "Notices" }).getByText(words);

// Moves the focus with the Tab key alone until it is on `target`.
export const tabTo = async (page, target, most = 60) => {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; !(await isThere()); presses += 1) {
    assert.ok(presses < most, `${target} is not reached with ${most} presses of Tab`);
    await page.keyboard.press("Tab");
  }
};

export const dialogOf = (page, name) => page.getByRole("dialog", { name, exact: true });

// Opens the form that adds a route and fills it in.
export const fillRoute = async (page, { name, condition = "", endpoint = "StorageContainer" }) => {
  await button(page, "Add route").click();
  const dialog = dialogOf(page, "Add a route");
  await field(dialog, "Name").fill(name);
  await field(dialog, "Condition (routing query)").fill(condition);
  await field(dialog, "Endpoint").selectOption(endpoint);
  return dialog;
};

// Carries out what a form says; it closes when that is accepted.
export const act = async (dialog, when = "Act now") => {
  await button(dialog, when).click();
  await dialog.waitFor({ state: "detached" });
};

export const textOf = async (download) => {
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

// All drafts of this browser, by tab.
export const drafts = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("iot-hub-playground");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const store = opening.result.transaction("drafts").objectStore("drafts");
          const [keys, texts] = [store.getAllKeys(), store.getAll()];
          texts.onsuccess = () => {
            opening.result.close();
            resolve(Object.fromEntries(keys.result.map((key, at) => [key, texts.result[at]])));
          };
        };
      }),
  );

// Waits until a draft of this browser stands at an event.
export const kept = (page, event) =>
  until(async () => {
    const steps = Object.values(await drafts(page)).map((draft) => JSON.parse(draft).at_step);
    assert.ok(steps.includes(event), `no draft stands at ${event}: ${steps}`);
  });
