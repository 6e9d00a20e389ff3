// Changing the hub: what takes effect, what starts another run, and input that is refused.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe } from "node:test";
import { journey, until } from "./rig.mjs";
import {
  act,
  button,
  choose,
  dialogOf,
  field,
  fillRoute,
  look,
  notice,
  openFile,
  openScenario,
  runs,
  standsAt,
  step,
  stepUntil,
  textOf,
} from "./workbench.mjs";

const routeOf = (page, name) => page.getByRole("button", { name: new RegExp(`^Route ${name} to `) });

// A form that was refused stays, and the world outside is as it was.
const isRefused = async (page, dialog, words, before) => {
  await dialog.getByText(words).waitFor();
  assert.deepEqual(await look(page), before, "something changed although the form was refused");
};

const scenarioFile = async (name) =>
  JSON.parse(await readFile(new URL(`../../static/scenarios/${name}.json`, import.meta.url), "utf8"));

describe("changing the hub", { concurrency: 3 }, () => {
  journey("a route that is added takes effect with the next message", {}, async (page) => {
    const before = await look(page);
    await act(await fillRoute(page, { name: "everything", condition: 'level = "critical" OR level = "storage"' }));
    await routeOf(page, "everything").waitFor();
    const walked = await stepUntil(page, /contoso-hub routes/, { most: 8 });
    const { sentence } = walked.at(-1);
    assert.match(sentence, /routes message_\d+ to (CriticalQueue, StorageContainer|StorageContainer, CriticalQueue): 2 endpoints matched/);
    const message = sentence.match(/message_\d+/)[0];
    await stepUntil(page, new RegExp(`delivers ${message} to StorageContainer`), { most: 8 });
    const { ledger } = await look(page);
    assert.equal(ledger.StorageContainer, before.ledger.StorageContainer + 1);
    // At the latest event nothing is overwritten, so there is still one run.
    assert.equal(await runs(page).count(), 0, "a second run was started at the latest event");
  });

  journey("an act in the past starts run 2, run 1 stays, and undo leads back", {}, async (page) => {
    const latest = await look(page);
    for (let presses = 0; presses < 6; presses += 1) await button(page, "Step back").click();
    const past = await standsAt(page, latest.event - 6);
    const dialog = await fillRoute(page, { name: "everything" });
    await dialog.getByText("This starts run 2 from here. Run 1 is kept.").waitFor();
    await act(dialog);
    await notice(page, "This starts run 2 from here. Run 1 is kept.").waitFor();
    const acted = await standsAt(page, past.event + 1);
    assert.equal(acted.sentence, "The route everything is added.");
    assert.equal(acted.place, `Event ${acted.event}, latest`);
    await runs(page).getByText("Run 2").waitFor();

    await choose(runs(page), "Run 1");
    await page.keyboard.press("End");
    assert.deepEqual(await standsAt(page, latest.event), latest);
    assert.equal(await routeOf(page, "everything").count(), 0, "run 1 has the route of run 2");

    await choose(runs(page), /^Run 2/);
    await page.keyboard.press("End");
    assert.deepEqual(await standsAt(page, acted.event), acted);
    await routeOf(page, "everything").waitFor();

    await button(page.getByRole("toolbar", { name: "Playback" }), "Undo").click();
    const back = await standsAt(page, past.event);
    assert.deepEqual(back, past);
    assert.equal(await routeOf(page, "everything").count(), 0, "the route is still there after Undo");
    await page.keyboard.press("End");
    assert.deepEqual(await standsAt(page, latest.event), latest);
  });

  journey("an act can be undone and done again by keyboard", {}, async (page) => {
    const before = await look(page);
    await act(await fillRoute(page, { name: "everything" }));
    const acted = await standsAt(page, before.event + 1);
    await page.keyboard.press("Control+z");
    assert.deepEqual(await standsAt(page, before.event), before);
    await page.keyboard.press("Control+Shift+z");
    assert.deepEqual(await standsAt(page, acted.event), acted);
  });

  journey("changing the start calculates the run again from 00:00", {}, async (page) => {
    await act(await fillRoute(page, { name: "everything" }), "Change the start");
    await page.keyboard.press("Home");
    assert.equal((await standsAt(page, 0)).next, "Next: add the route everything, 00:00.000");
    assert.equal((await step(page)).sentence, "The route everything is added.");
    const walked = await stepUntil(page, /contoso-hub routes message_0/, { most: 8 });
    assert.match(walked.at(-1).sentence, /StorageContainer/);
  });

  journey("a device, an endpoint and a consumer are added, used and removed", {}, async (page) => {
    await button(page, "Add endpoint").click();
    let dialog = dialogOf(page, "Add an endpoint");
    await field(dialog, "Name").fill("AlertQueue");
    await act(dialog);
    await act(await fillRoute(page, { name: "alerts", condition: "level = 'critical'", endpoint: "AlertQueue" }));
    await button(page, "Add consumer").click();
    dialog = dialogOf(page, "Add a consumer");
    await field(dialog, "Name").fill("ReadAlerts");
    await field(dialog, "Reads").selectOption("AlertQueue");
    await act(dialog);
    await button(page, "Add device").click();
    dialog = dialogOf(page, "Add a device");
    await field(dialog, "Device id").fill("SecondDevice");
    await act(dialog);
    await page.getByRole("button", { name: /^Device SecondDevice, / }).waitFor();

    const walked = await stepUntil(page, /^ReadAlerts (receives|reads)|delivers message_\d+ to ReadAlerts/, { most: 60 });
    const told = walked.map(({ sentence }) => sentence);
    assert.ok(told.some((said) => /routes message_\d+ to .*AlertQueue/.test(said)), told.join("\n"));

    const { event } = await look(page);
    // What was added last is selected.
    const inspector = page.getByRole("complementary", { name: "Inspector" });
    await inspector.getByRole("heading", { name: "SecondDevice", exact: true }).waitFor();
    await button(inspector, "Remove").click();
    await act(dialogOf(page, "Remove SecondDevice?"));
    const removed = await standsAt(page, event + 1);
    assert.equal(removed.sentence, "SecondDevice is removed.");
  });

  journey("a route is switched off and on again", {}, async (page) => {
    await routeOf(page, "critical").click();
    const inspector = page.getByRole("complementary", { name: "Inspector" });
    await button(inspector, "Disable the route").click();
    await button(inspector, "Enable the route").waitFor();
    const walked = await stepUntil(page, /contoso-hub routes message_\d+/, { most: 8 });
    assert.match(walked.at(-1).sentence, /by the fallback route/);
    await button(inspector, "Enable the route").click();
    await button(inspector, "Disable the route").waitFor();
  });
});

describe("input that is refused", { concurrency: 3 }, () => {
  journey("a condition with an error shows what is wrong and keeps every keystroke", {}, async (page) => {
    const before = await look(page);
    const dialog = await fillRoute(page, { name: "broken" });
    const condition = field(dialog, "Condition (routing query)");
    const typed = 'level = "critical" ANDD $body.x >> 3';
    await condition.focus();
    await page.keyboard.type(typed);
    assert.equal(await condition.inputValue(), typed);
    await dialog.getByText(/line 1, column 2\d/).first().waitFor();
    assert.equal(await condition.getAttribute("aria-invalid"), "true");
    await button(dialog, "Act now").click();
    assert.equal(await condition.inputValue(), typed);
    assert.equal(await field(dialog, "Name").inputValue(), "broken");
    await isRefused(page, dialog, /line 1, column 2\d/, before);
    await condition.fill('level = "critical"');
    await act(dialog);
    await routeOf(page, "broken").waitFor();
  });

  journey("an unknown function is named and a likely one is offered", {}, async (page) => {
    const dialog = await fillRoute(page, { name: "typo", condition: "abss(1) = 1" });
    await field(dialog, "Name").focus();
    await dialog.getByText(/abss/).nth(1).waitFor();
    assert.equal(await field(dialog, "Condition (routing query)").inputValue(), "abss(1) = 1");
  });

  for (const [name, words] of [
    ["critical", "The name critical is in use. Names are unique, also across kinds of endpoints. Choose another name."],
    ["not allowed!", "not allowed! cannot be used as a name. A name has at most 64 characters: letters, digits, - . and _. Choose another name."],
  ]) {
    journey(`a route cannot be called “${name}”`, {}, async (page) => {
      const before = await look(page);
      const dialog = await fillRoute(page, { name, condition: "level = 'x'" });
      await button(dialog, "Act now").click();
      await isRefused(page, dialog, words, before);
      assert.equal(await field(dialog, "Name").getAttribute("aria-invalid"), "true");
      assert.equal(await field(dialog, "Name").inputValue(), name);
      assert.equal(await field(dialog, "Condition (routing query)").inputValue(), "level = 'x'");
      await button(dialog, "Cancel").click();
      await dialog.waitFor({ state: "detached" });
      assert.deepEqual(await look(page), before);
    });
  }

  journey("an endpoint cannot have a name of another one, or a reserved one", {}, async (page) => {
    const before = await look(page);
    await button(page, "Add endpoint").click();
    const dialog = dialogOf(page, "Add an endpoint");
    await field(dialog, "Lock duration").fill("42");
    await field(dialog, "Name").fill("CriticalQueue");
    await button(dialog, "Act now").click();
    await isRefused(page, dialog, /^The name CriticalQueue is in use\./, before);
    await field(dialog, "Name").fill("events");
    await button(dialog, "Act now").click();
    await isRefused(page, dialog, /^The name events is reserved\./, before);
    assert.equal(await field(dialog, "Lock duration").inputValue(), "42");
  });

  journey("a second endpoint on an F1 hub is refused, with the rule of the tier", {}, async (page) => {
    const scenario = await scenarioFile("routing-tutorial");
    scenario.name = { en: "A free hub", ko: "무료 허브" };
    scenario.hub.tier = "F1";
    scenario.endpoints.pop();
    scenario.routes.pop();
    await openFile(page, "free.json", JSON.stringify(scenario));
    await page.getByTitle("Scenarios").getByText("A free hub").waitFor();
    const before = await look(page);
    await button(page, "Add endpoint").click();
    const dialog = dialogOf(page, "Add an endpoint");
    await dialog.getByText("Custom endpoints: 1 of 1 in tier F1").waitFor();
    await field(dialog, "Name").fill("Second");
    await button(dialog, "Act now").click();
    const words = "The endpoint Second cannot be added. Tier F1 allows 1 custom endpoint. Remove one, or use a hub of another tier.";
    await isRefused(page, dialog, words, before);
    assert.equal(await field(dialog, "Name").inputValue(), "Second");
  });

  journey("a file that is no scenario is refused by name, and the run stays", {}, async (page) => {
    await step(page);
    const before = await look(page);
    const scenario = await scenarioFile("routing-tutorial");
    const wrong = [];
    for (const [name, text, words] of [
      ["empty.json", "", /empty\.json could not be opened; nothing has changed here\. The file is empty\./],
      ["cut.json", JSON.stringify(scenario).slice(0, 200), /cut\.json could not be opened.* The file is not JSON\. Line 1, column \d+/],
      ["other.json", '{"hello": 1}', /other\.json could not be opened/],
      ["newer.json", JSON.stringify({ ...scenario, format: 99 }), /newer\.json could not be opened.* The file has format 99\./],
      [
        "free.json",
        JSON.stringify({ ...scenario, hub: { ...scenario.hub, tier: "F1" } }),
        /free\.json could not be opened.* endpoints\[1\].* Tier F1 allows 1 custom endpoint\./,
      ],
      [
        "two.json",
        JSON.stringify({ ...scenario, endpoints: [scenario.endpoints[0], scenario.endpoints[0]] }),
        /two\.json could not be opened.* endpoints\[1\].* The name CriticalQueue is in use\./,
      ],
    ]) {
      await openFile(page, name, text);
      await notice(page, name).waitFor();
      const told = await page.getByRole("status", { name: "Notices" }).innerText();
      if (!words.test(told)) wrong.push(`${words} is not what was told: ${told}`);
      assert.deepEqual(await look(page), before, `${name} changed the run`);
    }
    assert.deepEqual(wrong, []);
  });

  journey("opening another scenario over work can be taken back", {}, async (page) => {
    await act(await fillRoute(page, { name: "everything" }));
    const before = await look(page);
    await openScenario(page, "A lost PUBACK");
    const told = page.getByRole("status", { name: "Notices" });
    await notice(page, "A lost PUBACK is open. What was here before can be undone.").waitFor();
    await button(told, "Undo").click();
    await until(async () => assert.deepEqual(await look(page), before));
    await routeOf(page, "everything").waitFor();
  });

  journey("a run file that was downloaded opens as the same run", {}, async (page) => {
    await act(await fillRoute(page, { name: "everything" }));
    const acted = await step(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
    const text = await textOf(download);
    await openScenario(page, "A lost PUBACK");
    await openFile(page, download.suggestedFilename(), text);
    await routeOf(page, "everything").waitFor();
    const { event } = await look(page);
    for (let at = event; at < acted.event; at += 1) await step(page);
    const { sentence, clock, ledger } = await look(page);
    assert.deepEqual({ sentence, clock, ledger }, { sentence: acted.sentence, clock: acted.clock, ledger: acted.ledger });
  });
});
