// Two runs compared, from the keyboard alone: lose an acknowledgement, follow the duplicate, step back, act otherwise, and
// see what became of each message in both.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { axeViolations, journey, until } from "./rig.mjs";
import { button, dialogOf, look, runs, standsAt, stepUntil, tabTo } from "./workbench.mjs";

const desktop = { width: 1440, height: 900 };

// Nothing here may be pointed at.
const keysOnly = (page) =>
  page.evaluate(() => addEventListener("pointerdown", () => console.error("something was pointed at"), true));

// Injects a fault with the form as it opens; the arrow keys choose the kind.
const inject = async (page, kind) => {
  await page.keyboard.press("f");
  const dialog = dialogOf(page, "Inject fault");
  await tabTo(page, dialog.getByRole("radio", { name: "Lose a PUBACK" }));
  const wanted = dialog.getByRole("radio", { name: kind });
  await until(async () => {
    if (await wanted.isChecked()) return;
    await page.keyboard.press("ArrowDown");
    assert.ok(await wanted.isChecked());
  });
  await tabTo(page, button(dialog, "Act now"));
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
};

// Finds a message by its id and selects it.
const find = async (page, message) => {
  await page.keyboard.press("/");
  const dialog = page.getByRole("dialog", { name: /^Messages sent: / });
  const id = dialog.getByLabel("Find by message id");
  await until(async () => assert.ok(await id.evaluate((field) => field === document.activeElement)));
  await page.keyboard.type(message);
  await tabTo(page, button(dialog, message));
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
};

const compare = async (page) => {
  await tabTo(page, runs(page), 150);
  await page.keyboard.press("Enter");
  const item = page.getByRole("menuitem", { name: "Compare runs" });
  await item.waitFor();
  await until(async () => {
    if (await item.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("ArrowDown");
    assert.fail("the arrow keys do not reach it");
  });
  await page.keyboard.press("Enter");
  const dialog = dialogOf(page, "Compare runs");
  await dialog.getByRole("table", { name: "Ledger" }).waitFor();
  return dialog;
};

const cells = (row) => row.getByRole("cell").allInnerTexts();

describe("runs", { concurrency: 2 }, () => {
  journey("lose an acknowledgement, follow the duplicate, step back, fork, compare", { viewport: desktop }, async (page) => {
    await keysOnly(page);
    const onward = { press: () => page.keyboard.press(".") };
    const before = await look(page);
    const message = before.next.match(/message_\d+/)[0];
    await inject(page, "Lose a PUBACK");
    await stepUntil(page, new RegExp(`accepts ${message} again`), onward);

    // The duplicate is followed until it has been worked on, event by event of this message alone.
    await find(page, message);
    const told = [];
    while (!/ has done its work on /.test(told.at(-1))) {
      const { event } = await look(page);
      await page.keyboard.press("Shift+ArrowRight");
      await until(async () => assert.notEqual((await look(page)).event, event));
      const { sentence } = await look(page);
      assert.ok(sentence.includes(message) || /PUBACK|hears/.test(sentence), sentence);
      told.push(sentence);
      assert.ok(told.length < 40, told.join("\n"));
    }
    await page.keyboard.press("j");
    await page.getByRole("group", { name: `Journey of ${message}` }).waitFor();
    await page.keyboard.press("j");
    await page.getByRole("group", { name: "Message pipeline" }).waitFor();

    // Back to the moment before the loss; there the packet itself is lost instead.
    while ((await look(page)).event > before.event) {
      const { event } = await look(page);
      await page.keyboard.press(",");
      await standsAt(page, event - 1);
    }
    await inject(page, "Lose a PUBLISH");
    await runs(page).getByText("Run 2").waitFor();
    await stepUntil(page, new RegExp(`accepts ${message}:`), onward);
    await stepUntil(page, new RegExp(`receives the PUBACK for ${message}`), onward);

    const dialog = await compare(page);
    assert.deepEqual(await cells(dialog.getByRole("row", { name: /^Duplicates/ })), ["0", "1"]);
    await dialog.getByText("1 message fared differently.").waitFor();
    const row = dialog.getByRole("row", { name: new RegExp(`^${message}`) });
    assert.equal((await cells(row))[0], "1 | 2");
    assert.deepEqual(await axeViolations(page), []);

    // The runs go on together.
    await tabTo(page, button(dialog, "Step back"));
    await page.keyboard.press("Enter");
    await dialog.getByRole("table", { name: "Ledger" }).waitFor();
    await tabTo(page, dialog.getByLabel("Show those that fared the same, too"));
    await page.keyboard.press("Space");
    await dialog.getByRole("row", { name: /^message_0/ }).waitFor();

    // A message leads back to the page, where it is selected.
    await tabTo(page, button(dialog, message));
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("complementary").getByRole("heading", { name: message, exact: true }).waitFor();
  });
});
