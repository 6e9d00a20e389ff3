// Two runs compared, from the keyboard alone: lose an acknowledgement, follow the duplicate, step back, act otherwise, and
// see what became of each message in both.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { axeViolations, journey, until } from "./rig.mjs";
import { button, dialogOf, look, runs, standsAt, stepUntil, tabTo } from "./workbench.mjs";

const desktop = { width: 1440, height: 900 };

// Injects a fault with the form as it opens; the arrow keys choose the kind.
const inject = async (page, kind) => {
  await page.keyboard.press("f");
  const dialog = dialogOf(page, "Inject fault");
  const first = dialog.getByRole("radio", { name: "Lose a PUBACK" });
  await first.focus();
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

const compare = async (page) => {
  await runs(page).focus();
  await page.keyboard.press("Enter");
  const item = page.getByRole("menuitem", { name: "Compare runs" });
  await item.waitFor();
  await item.focus();
  await page.keyboard.press("Enter");
  const dialog = dialogOf(page, "Compare runs");
  await dialog.getByRole("table", { name: "Ledger" }).waitFor();
  return dialog;
};

const cells = (row) => row.getByRole("cell").allInnerTexts();

describe("runs", { concurrency: 2 }, () => {
  journey("two runs of one message are laid side by side", { viewport: desktop }, async (page) => {
    const onward = { press: () => page.keyboard.press(".") };
    const before = await look(page);
    const message = before.next.match(/message_\d+/)[0];
    await inject(page, "Lose a PUBACK");
    await stepUntil(page, new RegExp(`accepts ${message} again`), onward);

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
    await button(dialog, "Step back").focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("table", { name: "Ledger" }).waitFor();
    await dialog.getByLabel("Show those that fared the same, too").focus();
    await page.keyboard.press("Space");
    await dialog.getByRole("row", { name: /^message_0/ }).waitFor();

    // A message leads back to the page, where it is selected.
    await button(dialog, message).focus();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("complementary").getByRole("heading", { name: message, exact: true }).waitFor();
  });
});
