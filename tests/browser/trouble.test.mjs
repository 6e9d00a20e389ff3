// Delivery guarantees compared, and the search for trouble: with progress, a way to stop, and a run to open.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { journey, until } from "./rig.mjs";
import { button, choose, dialogOf, field, look, menu, openScenario } from "./workbench.mjs";

const opened = async (page, name) => {
  await choose(menu(page), name);
  const dialog = dialogOf(page, name);
  await dialog.waitFor();
  return dialog;
};
const numbers = async (row) => (await row.getByRole("cell").allInnerTexts()).map((text) => Number.parseInt(text, 10));

describe("trouble", { concurrency: 3 }, () => {
  journey("three guarantees differ in what they lose and repeat, and a bad case opens", {}, async (page) => {
    await openScenario(page, "A lost PUBACK");
    const dialog = await opened(page, "Compare delivery guarantees");
    await dialog.getByRole("radio", { name: /^by chance/ }).check();
    await field(dialog, "Seeds").fill("12");
    await field(dialog, "In 1,000 occasions").fill("300");
    await button(dialog, "Start").click();
    await until(async () => assert.ok(await dialog.getByText("12 of 12 seeds").count()), 60_000);
    const row = (name) => dialog.getByRole("row", { name });
    const [deleted, locked, once] = await numbers(row(/^Seeds that lost a message/));
    assert.ok(deleted > 0 && locked === 0 && once === 0, `${deleted} ${locked} ${once}`);
    const repeated = await numbers(row(/^Seeds that repeated an effect/));
    assert.ok(repeated[1] > 0 && repeated[2] === 0, `${repeated}`);
    const sent = await numbers(row(/^Sent/));
    assert.ok(sent[0] > 0 && new Set(sent).size === 1, `${sent}`);

    const first = row(/^Seeds that lost a message/).getByRole("button", { name: /^First: seed / });
    const seed = (await first.innerText()).match(/\d+/)[0];
    await first.click();
    await dialog.waitFor({ state: "detached" });
    await button(page, `Seed ${seed}`).waitFor();
    assert.ok((await look(page)).ledger.Lost > 0);
  });

  journey("a search finds the smallest schedule and opens it at its moment", {}, async (page) => {
    const dialog = await opened(page, "Search for trouble");
    await dialog.getByRole("radio", { name: "a message is applied twice" }).check();
    await button(dialog, "Start").click();
    const found = dialog.getByRole("heading", { name: /^message_\d+ is applied twice at / });
    await until(async () => assert.ok(await found.count()), 60_000);
    await until(async () => assert.ok(await button(dialog, "Start").count()), 60_000);
    await dialog.getByText("One fault is enough:").waitFor();
    const step = (await found.innerText()).match(/step (\d+)/)[1];
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
    await until(async () => assert.ok(await dialog.getByText("Nothing found. 5 schedules were tried.").count()), 60_000);
  });
});
