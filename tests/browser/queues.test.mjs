// Calls by hand on queues, from the keyboard alone: what the tutorials do in Python, and what happens when it is too late.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { axeViolations, journey, until } from "./rig.mjs";

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

const panel = (page) => page.getByRole("complementary");
const press = async (page, where, name, options = {}) => {
  await where.getByRole("button", { name, ...options }).first().focus();
  await page.keyboard.press("Enter");
};
const select = async (page, name, region = "Message pipeline") => {
  await page.getByRole("region", { name: region }).getByRole("button", { name }).first().focus();
  await page.keyboard.press("Enter");
};
const says = (page, text) => panel(page).getByText(text).first().waitFor();
const answer = (page) => panel(page).getByRole("status").filter({ hasText: /./ }).first();

const openQueue = async (page) => {
  await select(page, /^CriticalQueue, /);
  await panel(page).getByRole("heading", { name: "CriticalQueue", exact: true }).waitFor();
};

const send = async (page) => {
  if (!(await panel(page).getByLabel("Body").count())) await press(page, panel(page), "Send a message", { exact: true });
  await press(page, panel(page), "Send", { exact: true });
  await says(page, /Sent: sequence number/);
};

describe("queues", { concurrency: 2 }, () => {
  journey("a lock that ran out, a dead letter, and its way back", { viewport: desktop }, async (page) => {
    const aside = panel(page);
    await openQueue(page);
    await send(page);
    await press(page, aside, "Receive", { exact: true });
    await says(page, "1 message received");
    await says(page, "In your hands");
    await says(page, "held by you");
    assert.deepEqual(await axeViolations(page, "aside"), []);

    // Until the lock is over: a minute later.
    await page.locator("body").click({ position: { x: 700, y: 620 } });
    await until(async () => {
      await page.keyboard.press("ArrowRight");
      assert.ok(await aside.getByText("This lock is over").count());
    });
    await press(page, aside, "Complete", { exact: true });
    await until(async () => assert.match(await answer(page).innerText(), /MessageLockLost\s+404/));
    assert.match(await aside.getByRole("region", { name: "The call in Python" }).innerText(), /receiver\.complete_message\(message\)/);
    await press(page, aside, "Tutorial", { exact: true });
    assert.match(await aside.getByRole("region", { name: "The call in Python" }).innerText(), /peek_lock=True\)\nmsg\.delete\(\)/);
    assert.deepEqual(await axeViolations(page, "aside"), []);

    await send(page);
    await press(page, aside, "Receive", { exact: true });
    await says(page, "held by you");
    await press(page, aside, "Dead-letter", { exact: true });
    await aside.getByLabel("Dead-letter reason").focus();
    await page.keyboard.type("unreadable");
    await press(page, aside, "Dead-letter now", { exact: true });
    await press(page, aside, /^1 Dead-letter$/);
    await says(page, "unreadable");
    await press(page, aside, "Receive", { exact: true });
    await press(page, aside, "Dead-letter", { exact: true });
    await press(page, aside, "Dead-letter now", { exact: true });
    await until(async () => assert.match(await answer(page).innerText(), /InvalidOperation\s+400/));
    await press(page, aside, "Resubmit", { exact: true });
    await aside.getByRole("button", { name: /^0 Dead-letter$/ }).waitFor();
    await aside.getByRole("button", { name: /^2 Active$/ }).waitFor();
    assert.deepEqual(await axeViolations(page, "aside"), []);
  });

  journey("a Service Bus queue of one's own, with the options of the tutorial", { viewport: desktop }, async (page) => {
    const aside = panel(page);
    const dialog = page.getByRole("dialog");
    const program = (where) => where.getByRole("region", { name: "The call in Python" }).innerText();
    await press(page, page.getByRole("region", { name: "Message pipeline" }), /Add endpoint/);
    await press(page, dialog, "Create a Service Bus queue");
    await dialog.getByLabel("Name").fill("taskqueue");
    await dialog.getByLabel("Max size").selectOption("5120");
    await dialog.getByLabel("Default time to live").fill("60");
    await press(page, dialog, "Tutorial", { exact: true });
    assert.match(await program(dialog), /max_size_in_megabytes = '5120'\nqueue_options.default_message_time_to_live = 'PT1M'\n/);
    await dialog.getByText("More: status, forwarding, idle time").click();
    await dialog.getByLabel("Forwards messages to").fill("nowhere");
    await press(page, dialog, "Act now");
    await dialog.getByText("MessagingEntityNotFound 404: There is no queue nowhere").waitFor();
    assert.deepEqual(await axeViolations(page, "dialog"), []);
    await dialog.getByLabel("Forwards messages to").fill("");
    await press(page, dialog, "Act now");
    await aside.getByRole("heading", { name: "taskqueue", exact: true }).waitFor();

    await send(page);
    await press(page, aside, "Properties", { exact: true });
    await says(page, "taskqueue: 1 active, 0 scheduled");
    await press(page, aside, "List the queues", { exact: true });
    await says(page, "CriticalQueue: 0 active");
    await press(page, aside, "Edit", { exact: true });
    await dialog.getByText("More: status, forwarding, idle time").click();
    await dialog.getByLabel("Status").selectOption("SendDisabled");
    assert.match(await program(dialog), /queue.status = EntityStatus.SEND_DISABLED\nadmin.update_queue\(queue\)/);
    await press(page, dialog, "Act now");
    await press(page, aside, "Send", { exact: true });
    await until(async () => assert.match(await answer(page).innerText(), /MessagingEntityDisabled\s+403/));
    assert.deepEqual(await axeViolations(page, "aside"), []);

    await press(page, aside, "Delete the queue", { exact: true });
    await says(page, "The queue is deleted");
    await press(page, aside, "Send", { exact: true });
    await until(async () => assert.match(await answer(page).innerText(), /MessagingEntityNotFound\s+410/));
    await press(page, aside, "Create", { exact: true });
    await says(page, "taskqueue: 0 active");
  });

  journey("a Storage queue of one's own: put, get, and a stale pop receipt", { viewport: desktop }, async (page) => {
    const aside = panel(page);
    await press(page, page.getByRole("region", { name: "Message pipeline" }), /Add endpoint/);
    const dialog = page.getByRole("dialog");
    await press(page, dialog, "Create a Storage queue");
    await dialog.getByLabel("Name").fill("Task_Queue");
    await page.keyboard.press("Enter");
    await dialog.getByText("InvalidResourceName 400").waitFor();
    await dialog.getByLabel("Name").fill("taskqueue");
    await page.keyboard.press("Enter");
    await aside.getByRole("heading", { name: "taskqueue", exact: true }).waitFor();

    await press(page, aside, "Put a message", { exact: true });
    await press(page, aside, "Put", { exact: true });
    await says(page, "1 visible, 0 invisible");
    await press(page, aside, "Get", { exact: true });
    await says(page, "0 visible, 1 invisible");
    await says(page, "stale receipt: the message was got or updated since");
    assert.match(await aside.getByRole("region", { name: "The call in Python" }).innerText(), /queue\.receive_messages\(max_messages=1\)/);
    assert.deepEqual(await axeViolations(page, "aside"), []);

    const card = (text) => aside.getByRole("listitem").filter({ hasText: text });
    await press(page, card("stale receipt"), "Delete", { exact: true });
    await until(async () => assert.match(await answer(page).innerText(), /MessageNotFound\s+404/));
    await press(page, card("the receipt is good"), "Update", { exact: true });
    const hide = card("the receipt is good").getByLabel("Invisible for");
    await hide.fill("abc");
    await press(page, card("the receipt is good"), "Update now", { exact: true });
    await says(page, "This must be a whole number.");
    await press(page, card("the receipt is good"), "Delete", { exact: true });
    await says(page, "0 visible, 0 invisible");

    await press(page, aside, "Metadata", { exact: true });
    await aside.getByLabel("Metadata").fill("team=ops");
    await press(page, aside, "Set the metadata", { exact: true });
    await press(page, aside, "Count", { exact: true });
    await says(page, "ops");
    await press(page, aside, "List the queues", { exact: true });
    await says(page, "1 queue");
    assert.deepEqual(await axeViolations(page, "aside"), []);
    await press(page, aside, "Delete the queue", { exact: true });
    await press(page, aside, "Create", { exact: true });
    await until(async () => assert.match(await answer(page).innerText(), /QueueBeingDeleted\s+409/));
  });

  journey("a program makes messages for a Storage queue alone", { viewport: desktop }, async (page) => {
    const aside = panel(page);
    const dialog = page.getByRole("dialog");
    await press(page, page.getByRole("region", { name: "Message pipeline" }), /Add consumer/);
    await dialog.getByLabel("Name").fill("producer");
    await dialog.getByLabel("Reads").selectOption({ label: "nothing: it makes messages itself" });
    await dialog.getByLabel("Interval between sends").fill("5");
    await press(page, dialog, "Act now");
    await dialog.getByText("A value is needed here.").waitFor();
    const queue = dialog.getByLabel("Storage queue", { exact: true });
    await queue.fill("AB-C");
    await dialog.getByText("The name AB-C is not allowed.").waitFor();
    await queue.fill("alerts");
    await dialog.getByLabel("Text").fill("reading {n}");
    await press(page, dialog, "Act now");
    await aside.getByRole("heading", { name: "producer", exact: true }).waitFor();
    await says(page, "pauses");
    await says(page, "time.sleep(5)");
    assert.equal(await aside.getByRole("button", { name: /lock/ }).count(), 0, "it has no lock that could run out");
    await page.locator("body").click({ position: { x: 700, y: 620 } });
    const stored = page.getByRole("button", { name: /^Storage queue alerts, 2 visible/ });
    await until(async () => {
      await page.keyboard.press(".");
      assert.ok(await stored.count());
    });
    await select(page, /^Storage queue alerts/);
    await says(page, "reading 1");
    assert.deepEqual(await axeViolations(page, "aside"), []);
  });

  journey("many messages are shown a page at a time", { viewport: desktop }, async (page) => {
    const aside = panel(page);
    await openQueue(page);
    for (let n = 0; n < 25; n += 1) await send(page);
    const rows = () => aside.getByRole("button", { name: /seq \d+/ }).count();
    await until(async () => assert.equal(await rows(), 10));
    await press(page, aside, "Last page");
    await says(page, "16–25 of 25");
    await press(page, aside, "Previous page");
    await says(page, "6–15 of 25");
    await press(page, aside, "First page");
    await says(page, "1–10 of 25");
  });

  const korean = { viewport: phone, locale: "ko-KR", colorScheme: "dark" };
  journey("the panel of a queue on a phone, in Korean and dark", korean, async (page) => {
    await page.getByRole("button", { name: /^CriticalQueue/ }).first().click();
    const aside = panel(page);
    await press(page, aside, "메시지 보내기", { exact: true });
    await press(page, aside, "보내기", { exact: true });
    await press(page, aside, "수신", { exact: true });
    await aside.getByText("직접 받은 메시지").first().waitFor();
    assert.deepEqual(await axeViolations(page, "aside"), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px wider than the screen`);
  });
});
