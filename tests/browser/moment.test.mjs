// Links to a moment of a run: copied from the page, opened, damaged, and left again with Back.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { address, axeViolations, copied, hasStarted, journey, openContext, openPage, reload, until } from "./rig.mjs";
import { button, choose, dialogOf, kept, look, menu, notice, openScenario, scenarios, standsAt, step } from "./workbench.mjs";

const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };

// Opens the dialog with its key, and gives the link that is on the clipboard then.
const copyLink = async (page) => {
  await page.keyboard.press("c");
  const dialog = dialogOf(page, "Link to this moment");
  await dialog.getByText("The link is on the clipboard.").waitFor();
  const link = await copied(page);
  assert.equal(await dialog.getByLabel("Link", { exact: true }).inputValue(), link);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return link;
};

const goBackTo = async (page, event) => {
  while ((await look(page)).event > event) {
    const { event: at } = await look(page);
    await button(page, "Step back").click();
    await standsAt(page, at - 1);
  }
};

const selected = (page) => page.getByRole("complementary").getByRole("heading", { level: 2 }).first();

// What follows the # sign of a link.
const fragmentOf = (link) => link.slice(link.indexOf("#"));

// The page goes to another link by itself, as when it is pasted into the address.
const paste = async (page, fragment) => {
  const gone = page.waitForEvent("load");
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, fragment);
  await gone;
  await hasStarted(page);
};

describe("links to a moment", { concurrency: 3 }, () => {
  journey("a link opens the run at its event with its selection, and the draft stays", clipboard, async (page, t) => {
    await openScenario(page, "A lost PUBACK");
    await selected(page).getByText("message_7").waitFor();
    const { event } = await look(page);
    await goBackTo(page, event - 4);
    const there = await standsAt(page, event - 4);
    const link = await copyLink(page);
    assert.ok(link.length < 300, `${link.length} characters: ${link}`);
    assert.match(link, /#z1:[\w-]+&step=\d+&select=message:message_7&view=bench$/);

    // Somebody else opens it: there is no draft, so none is spoken of.
    const other = await openPage(await openContext(t), { at: fragmentOf(link) });
    assert.deepEqual(await standsAt(other, there.event), there);
    await selected(other).getByText("message_7").waitFor();
    await scenarios(other).getByText("A lost PUBACK").waitFor();
    assert.equal(await notice(other, /draft/).count(), 0);
    assert.deepEqual(await axeViolations(other), []);

    // Work goes on there; a reload brings it back, and not the link's moment.
    await step(other);
    const later = await step(other);
    await kept(other, later.event);
    await reload(other);
    assert.deepEqual(await standsAt(other, later.event), later);
    assert.deepEqual(other.problems, []);
  });

  journey("a link in a tab with work of its own: Back leads to the work, forward to the link", clipboard, async (page) => {
    const first = await step(page);
    const link = fragmentOf(await copyLink(page));
    await step(page);
    const mine = await step(page);
    await paste(page, link);
    assert.deepEqual(await standsAt(page, first.event), first);
    await notice(page, "The link is open as a run of its own. Your draft is kept.").waitFor();
    const further = await step(page);

    await page.goBack();
    await until(async () => assert.equal((await look(page)).event, mine.event));
    assert.deepEqual(await standsAt(page, mine.event), mine);
    await page.goForward();
    await until(async () => assert.equal((await look(page)).event, further.event));
    assert.deepEqual(await standsAt(page, further.event), further);
    // Places within the page change nothing about the run, and the skip link nothing about the address.
    await page.keyboard.press("2");
    await page.locator("main.lab").waitFor();
    await page.goBack();
    await page.getByRole("group", { name: "Message pipeline" }).waitFor();
    assert.deepEqual(await standsAt(page, further.event), further);
    const before = page.url();
    await page.getByRole("link", { name: "Skip to the simulation" }).focus();
    await page.keyboard.press("Enter");
    await until(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "stage"));
    assert.equal(page.url(), before);
  });

  journey("a link holds the acts of its run, and the notice leads back to the draft", clipboard, async (page) => {
    const opened = await look(page);
    await page.keyboard.press("f");
    await button(dialogOf(page, "Inject fault"), "Act now").click();
    await dialogOf(page, "Inject fault").waitFor({ state: "detached" });
    await step(page);
    const acted = await look(page);
    await choose(menu(page), "Copy link to this moment");
    const dialog = dialogOf(page, "Link to this moment");
    await dialog.getByText("The link is on the clipboard.").waitFor();
    await dialog.getByText(/1 act made by hand/).waitFor();
    assert.deepEqual(await axeViolations(page), []);
    const link = fragmentOf(await dialog.getByLabel("Link", { exact: true }).inputValue());
    await page.keyboard.press("Escape");
    await button(page, "To start").click();
    await standsAt(page, 0);

    await paste(page, link);
    assert.deepEqual(await standsAt(page, acted.event), acted);
    assert.ok(acted.event > opened.event);
    await button(page, "Back to my draft").click();
    await until(async () => assert.equal((await look(page)).event, 0));
    await button(page, "To end").click();
    assert.deepEqual(await standsAt(page, acted.event), acted);
  });

  const damages = {
    "cut off": [(link) => link.replace(/(#z1:.{20}).*/, "$1"), /could not be opened; nothing has changed here\. The link is damaged/],
    "from a newer version": [(link) => link.replace("#z1:", "#z2:"), /made by a newer version/],
  };
  for (const [what, [damage, told]] of Object.entries(damages)) {
    journey(`a link that is ${what} is told, and the work stays`, clipboard, async (page) => {
      await step(page);
      const mine = await step(page);
      const link = fragmentOf(await copyLink(page));
      await paste(page, damage(link));
      await notice(page, told).waitFor();
      assert.deepEqual(await standsAt(page, mine.event), mine);
      assert.doesNotMatch(page.url(), /z\d:/);
      await step(page);
    });
  }

  const steps = {
    99999999999999: /names event 99999999999999, but its run ends at event \d+\. It is open there/,
    "4294967295": /names event 4294967295, but its run ends/,
    soon: /names no event: soon is not a number/,
  };
  for (const [named, told] of Object.entries(steps)) {
    journey(`a link to the event ${named} opens at the end and says so`, clipboard, async (page) => {
      await step(page);
      const link = fragmentOf(await copyLink(page));
      const last = await look(page);
      await paste(page, link.replace(/step=\d+(&select=[^&]*)?/, `step=${named}&select=device:nobody`));
      await notice(page, told).waitFor();
      await notice(page, /selects device:nobody, which is not there/).waitFor();
      await standsAt(page, last.event);
    });
  }

  test("where nothing can be stored, a pasted link waits for a word of the reader", async (t) => {
    const context = await openContext(t, clipboard);
    await context.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
    const page = await openPage(context);
    const first = await step(page);
    const link = fragmentOf(await copyLink(page));
    const mine = await step(page);
    await page.evaluate((link) => {
      location.hash = link;
    }, link);
    await notice(page, /to open it here is to lose the work here/).waitFor();
    assert.deepEqual(await standsAt(page, mine.event), mine);
    const gone = page.waitForEvent("load");
    await button(page, "Open the link").click();
    await gone;
    await hasStarted(page);
    assert.deepEqual(await standsAt(page, first.event), first);
    assert.deepEqual(page.problems, []);
  });

  test("where the browser refuses to copy, the link stands there to be selected", async (t) => {
    const context = await openContext(t);
    await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
    const page = await openPage(context);
    await page.keyboard.press("c");
    const dialog = dialogOf(page, "Link to this moment");
    await dialog.getByText(/The browser refused to copy\. Select the link/).waitFor();
    const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
    assert.ok(link.startsWith(`${address()}#z1:`), link);
    assert.deepEqual(page.problems, []);
  });

  journey("in Korean", { ...clipboard, locale: "ko-KR" }, async (page) => {
    await page.keyboard.press("c");
    const dialog = dialogOf(page, "이 순간의 링크");
    await dialog.getByText("링크를 클립보드에 복사했습니다.").waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await page.keyboard.press("Escape");
    await paste(page, "#z1:AAAA&step=3");
    await page.getByText(/^링크를 열지 못했습니다\. 바뀐 내용은 없습니다\./).waitFor();
  });
});
