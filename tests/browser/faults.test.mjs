// Faults that a reader injects: what is lost, what comes twice, and that the account of every message stays right.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { journey, until } from "./rig.mjs";
import {
  act,
  button,
  choose,
  dialogOf,
  field,
  look,
  openScenario,
  step,
  stepUntil,
  tabTo,
  textOf,
} from "./workbench.mjs";

const sentences = (walked) => walked.map(({ sentence }) => sentence);
const places = (walked, pattern) => sentences(walked).flatMap((said, at) => (pattern.test(said) ? [at] : []));
const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });

// Plans a fault of one kind with the form as it opens, changed by `fill`.
const inject = async (page, kind, fill = async () => {}) => {
  await button(page, "Inject fault").click();
  const dialog = dialogOf(page, "Inject fault");
  await dialog.getByRole("radio", { name: kind }).check();
  await fill(dialog);
  await act(dialog);
};

describe("faults", { concurrency: 3 }, () => {
  journey("a lost acknowledgement, by keyboard alone: the same message is accepted twice", {}, async (page) => {
    const before = await look(page);
    const message = before.next.match(/message_\d+/)[0];
    await page.keyboard.press("f");
    const dialog = dialogOf(page, "Inject fault");
    const puback = dialog.getByRole("radio", { name: "Lose a PUBACK" });
    await puback.waitFor();
    assert.ok(await puback.isChecked(), "the form does not offer to lose a PUBACK");
    const number = field(dialog, "Number of the message, counted from 0");
    assert.equal(`message_${await number.inputValue()}`, message);
    await tabTo(page, button(dialog, "Act now"));
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });

    const walked = await stepUntil(page, / accepts message_\d+ again/, { press: () => page.keyboard.press(".") });
    const lost = places(walked, new RegExp(`^The PUBACK for ${message} is lost`));
    const [first] = places(walked, new RegExp(`accepts ${message}:`));
    const [resent] = places(walked, new RegExp(`sends ${message} again, attempt 2`));
    const told = sentences(walked).join("\n");
    assert.equal(lost.length, 1, told);
    assert.ok(first < lost[0] && lost[0] < resent && resent < walked.length - 1, told);
    const { ledger, sentence } = walked.at(-1);
    assert.ok(sentence.includes(`accepts ${message} again, copy 2`), sentence);
    assert.equal(ledger.Duplicates, 1);
    assert.equal(ledger.Accepted, ledger.Sent + 1);
    assert.equal(ledger.Attempts, ledger.Sent + 1);
    await button(page, "Duplicates, 1").waitFor();

    // Both copies reach the queue.
    const arrived = await stepUntil(page, /: sequence number 2\./, { press: () => page.keyboard.press(".") });
    assert.ok(arrived.at(-1).sentence.includes(message), arrived.at(-1).sentence);
    await page.keyboard.press("/");
    const search = page.getByRole("dialog", { name: /^Messages sent: / });
    await search.getByLabel("Find by message id").waitFor();
    await until(async () =>
      assert.equal(await search.getByLabel("Find by message id").evaluate((it) => it === document.activeElement), true),
    );
    await page.keyboard.type(message);
    await tabTo(page, search.getByRole("button", { name: message, exact: true }));
    await page.keyboard.press("Enter");
    await search.waitFor({ state: "detached" });
    await inspector(page).getByRole("heading", { name: message, exact: true }).waitFor();
    const tree = (words) => inspector(page).getByRole("listitem").getByText(words);
    await tree("Sent once by the device").first().waitFor();
    await tree(/ accepted$/).first().waitFor();
    await tree(/ accepted again$/).first().waitFor();
    await tree("PUBACK lost").first().waitFor();
    await tree(/^CriticalQueue, seq 1$/).first().waitFor();
    await tree(/^CriticalQueue, seq 2$/).first().waitFor();
  });

  journey("a lost publish is sent again and accepted once", {}, async (page) => {
    const message = (await look(page)).next.match(/message_\d+/)[0];
    await inject(page, "Lose a PUBLISH");
    const walked = await stepUntil(page, new RegExp(` accepts ${message}`));
    assert.equal(places(walked, new RegExp(`^The PUBLISH of ${message} is lost`)).length, 1, sentences(walked).join("\n"));
    const { sentence, ledger } = walked.at(-1);
    assert.doesNotMatch(sentence, /again/);
    assert.equal(ledger.Attempts, ledger.Sent + 1);
    assert.equal(ledger.Accepted, ledger.Sent);
    assert.equal(ledger.Duplicates, 0);
  });

  journey("a crash of a peek-lock consumer brings a message twice", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    // What it works on at the opening, and which delivery of it that is: what the form proposes strikes this one.
    const reader = await page.getByRole("button", { name: /ReadCriticalQueue/ }).getAttribute("aria-label");
    const [, message, before] = reader.match(/orking on (\d+), delivery (\d+) of/);
    await inject(page, "Crash a consumer", async (dialog) => {
      await field(dialog, "What it strikes").selectOption("ReadCriticalQueue");
      await dialog.getByRole("radio", { name: "before it settles a message" }).check();
    });
    await stepUntil(page, /^ReadCriticalQueue crashes/);
    const again = `^ReadCriticalQueue receives message_${message}, delivery ${Number(before) + 1},`;
    await stepUntil(page, new RegExp(again), { most: 150 });
    assert.equal((await look(page)).ledger.Lost ?? 0, 0);
  });

  journey("a crash of a receive-and-delete consumer loses the message", {}, async (page) => {
    await inject(page, "Crash a consumer", async (dialog) => {
      await field(dialog, "What it strikes").selectOption("ReadCriticalQueue");
      await dialog.getByRole("radio", { name: "before it settles a message" }).check();
    });
    const walked = await stepUntil(page, /^ReadCriticalQueue crashes/);
    assert.equal(walked.at(-1).ledger.Lost, 1);
    await button(page, "Lost, 1").waitFor();
  });

  journey("an endpoint that is down gets its messages when it is up again", {}, async (page) => {
    const message = (await look(page)).next.match(/message_\d+/)[0];
    await inject(page, "Take an endpoint down", async (dialog) => {
      await field(dialog, "What it strikes").selectOption("CriticalQueue");
      await field(dialog, "For").fill("60");
    });
    const walked = await stepUntil(page, new RegExp(`delivers ${message} to CriticalQueue`), { most: 150 });
    assert.equal(places(walked, /^CriticalQueue goes down/).length, 1, sentences(walked).join("\n"));
    const failed = places(walked, new RegExp(`^CriticalQueue does not take ${message}`));
    const up = places(walked, /^CriticalQueue is up again/);
    assert.ok(failed.length > 0 && up.length === 1 && failed[0] < up[0], sentences(walked).join("\n"));
    assert.equal(walked[failed[0]].ledger.Retrying, 1);
    assert.equal(walked.at(-1).ledger.CriticalQueue, 1);
  });

  journey("the menu of a part strikes it: by the pointer and by the keyboard", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    const item = (name) => page.getByRole("menu", { name: "Inject fault" }).getByRole("menuitem", { name, exact: true });
    const queue = page.getByRole("button", { name: /^CriticalQueue, Service Bus queue, / });
    await queue.click({ button: "right", position: { x: 24, y: 14 } });
    await item("Take the endpoint down").click();
    await item("Take the endpoint down").waitFor({ state: "detached" });
    await stepUntil(page, /^CriticalQueue goes down/);
    await queue.click({ button: "right", position: { x: 24, y: 14 } });
    await item("End the outage now").waitFor();
    await page.keyboard.press("Escape");
    await item("End the outage now").waitFor({ state: "detached" });

    const device = page.getByRole("button", { name: /^Device MyFirstPythonDevice, / });
    await device.focus();
    await page.keyboard.press("Shift+F10");
    await item("Lose the next PUBACK").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await item("Lose the next PUBACK").waitFor({ state: "detached" });
    assert.equal(await device.evaluate((it) => it === document.activeElement), true);
    await stepUntil(page, /^The PUBACK for message_13 is lost/);
  });

  journey("a fault that was planned stands in the plan, and can be taken out of it", {}, async (page) => {
    await inject(page, "Lose a PUBACK");
    await button(page, "Inject fault").click();
    const dialog = dialogOf(page, "Inject fault");
    const plan = dialog.getByText(/^the PUBACK for message_\d+ of MyFirstPythonDevice is lost/);
    await plan.waitFor();
    await dialog.getByRole("button", { name: /^Delete: the PUBACK for/ }).click();
    await plan.waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    const walked = await stepUntil(page, /receives the PUBACK for message_/);
    assert.equal(walked.at(-1).ledger.Duplicates, 0);
  });

  journey("the run of the pictures: what the lost PUBACK and the crash have done", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    const seen = await look(page);
    assert.equal(seen.sentence, "MyFirstPythonDevice sends message_13: it is on its way to the hub.");
    assert.equal(seen.clock, "00:13.000");
    const { Sent, Attempts, Accepted, CriticalQueue, StorageContainer, events, Completed, Duplicates } = seen.ledger;
    assert.deepEqual(
      { Sent, Attempts, Accepted, InFlight: seen.ledger["In flight"], CriticalQueue, StorageContainer, events },
      { Sent: 14, Attempts: 15, Accepted: 14, InFlight: 1, CriticalQueue: 5, StorageContainer: 3, events: 6 },
    );
    assert.deepEqual({ Completed, Duplicates }, { Completed: 3, Duplicates: 1 });
    await inspector(page).getByRole("heading", { name: "message_7", exact: true }).waitFor();
    await step(page);
  });

  journey("a blob can be opened and downloaded", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    await choose(page.getByRole("button", { name: /^Step by: / }), "message");
    await page.getByRole("button", { name: /^StorageContainer, Storage container, / }).click();
    const blobs = inspector(page).getByRole("button", { name: /contoso-hub/ });
    await until(async () => {
      await button(page, "Step").click();
      assert.ok(await blobs.count(), `no blob has been written at ${(await look(page)).clock}`);
    }, 30_000);
    await blobs.first().click();
    const dialog = page.getByRole("dialog");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: /^Download/ }).click(),
    ]);
    const lines = (await textOf(download)).trim().split("\n").map((line) => JSON.parse(line));
    assert.ok(lines.length > 0);
    assert.ok(lines.every((line) => line.Properties.level === "storage"), JSON.stringify(lines[0]));
  });
});
