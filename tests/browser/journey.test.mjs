// The journey of one message, from the keyboard alone: its steps, the moments that they lead to, what each party knows,
// the same as text, and the picture that is saved.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe } from "node:test";
import { axeViolations, journey, until } from "./rig.mjs";
import { button, openFile, openScenario, scenarios } from "./workbench.mjs";

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

const chart = (page) => page.getByRole("group", { name: "Journey of message_7" });
const steps = (page) => chart(page).getByRole("button");
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? "");
const clock = (page) => page.getByLabel("Virtual time", { exact: true }).innerText();
const press = async (page, name) => {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
};

// From the workbench, with the message that the scenario selects.
const openJourney = async (page) => {
  await openScenario(page, "A lost PUBACK");
  await page.locator("main#stage").focus();
  await page.keyboard.press("j");
  await page.getByRole("heading", { name: "message_7", exact: true }).waitFor();
};

// Walks with the arrow keys until the focused step says so.
const walkTo = async (page, wanted, key = "ArrowUp") => {
  const walked = [await focused(page)];
  while (!wanted.test(walked.at(-1))) {
    await page.keyboard.press(key);
    const now = await focused(page);
    assert.notEqual(now, walked.at(-1), `no step says ${wanted}:\n${walked.join("\n")}`);
    walked.push(now);
  }
};

describe("message journey", { concurrency: 2 }, () => {
  journey("its steps are walked, traced and gone to", { viewport: desktop }, async (page) => {
    await openJourney(page);
    assert.match(page.url(), /view=bench&message=message_7/);
    assert.equal(await steps(page).count(), 16);
    const account = page.getByRole("complementary", { name: "Journey of message_7" });
    assert.match(await account.innerText(), /PUBLISH packets\s+2\s+Accepted by the hub\s+2\s+Deliveries to consumers\s+3/);

    // One stop of the Tab key for the whole diagram: the step at the playhead.
    const stop = chart(page).locator('[tabindex="0"]');
    assert.equal(await stop.count(), 1);
    await stop.focus();
    assert.match(await focused(page), /^00:12\.300: CriticalQueue delivers message_7 again/);
    assert.deepEqual(await axeViolations(page), []);

    // What has to do with neither copy 1's second delivery nor what led to it, steps back.
    assert.ok((await chart(page).locator(".row.faint").count()) > 5);
    await walkTo(page, /^00:07\.080: The PUBACK for message_7 is lost/);
    const faint = await chart(page).locator(".row.faint").allTextContents();
    assert.ok(faint.some((text) => text.includes("lock on seq 2 expires")), `not faint: ${faint}`);
    assert.ok(!faint.some((text) => text.includes("PUBLISH again")), `faint: ${faint}`);

    // To that moment: nothing is forgotten, what comes later is drawn as later.
    await page.keyboard.press("Enter");
    await until(async () => assert.match(await clock(page), /00:07\.080/));
    assert.equal(await steps(page).count(), 16);
    assert.equal(await chart(page).locator(".row.ahead").count(), 13);
    assert.match(await account.innerText(), /PUBLISH packets\s+1\s+Accepted by the hub\s+1/);
    assert.deepEqual(await axeViolations(page), []);

    await page.keyboard.press("End");
    assert.match(await focused(page), /^00:12\.300/);
    await page.keyboard.press("Home");
    assert.match(await focused(page), /^00:07\.000: MyFirstPythonDevice sends message_7/);

    // A reason leads to its moment, and Escape up to the workbench.
    const why = page.getByRole("complementary", { name: "Why it went so" });
    assert.match(await why.innerText(), /The PUBACK was lost/);
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "Message pipeline" }).waitFor();
    assert.doesNotMatch(page.url(), /message=/);
  });

  journey("what a party cannot know is not there", { viewport: desktop }, async (page) => {
    await openJourney(page);
    await press(page, "MyFirstPythonDevice");
    const known = () => steps(page).evaluateAll((all) => all.map((step) => step.getAttribute("aria-label")));
    await until(async () => assert.equal((await known()).length, 5));
    const told = (await known()).join("\n");
    assert.match(told, /the outcome is unknown/);
    assert.doesNotMatch(told, /the hub stored it|accepts|CriticalQueue/);
    assert.equal(await page.getByText("What MyFirstPythonDevice cannot know is hidden.").count(), 1);
    assert.deepEqual(await axeViolations(page), []);

    await press(page, "ReadCriticalQueue");
    await until(async () => assert.equal((await known()).length, 6));
    assert.doesNotMatch((await known()).join("\n"), /PUBACK|PUBLISH|expires/);
    await press(page, "Everything");
    await until(async () => assert.equal((await known()).length, 16));
  });

  journey("what befell it is taken away in a second run, and the two are compared", { viewport: desktop }, async (page) => {
    await openJourney(page);
    const account = page.getByRole("complementary", { name: "Journey of message_7" });
    const before = await clock(page);
    await press(page, "The PUBACK had arrived");
    await until(async () => assert.match(await account.innerText(), /PUBLISH packets\s+1\s+Accepted by the hub\s+1/));
    assert.equal(await clock(page), before);
    // It is not offered again; the crash is still there, and so is the first run.
    assert.equal(await page.getByRole("button", { name: "The PUBACK had arrived", exact: true }).count(), 1, "the run's name");
    assert.deepEqual(await axeViolations(page), []);
    await press(page, "Compare with Run 1");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("1 message fared differently.").waitFor();
    await dialog.getByText("the left one is “The PUBACK had arrived”, the right one Run 1.").waitFor();
    await page.keyboard.press("Escape");
    await press(page, "ReadCriticalQueue skipped repeats");
    await press(page, "ReadCriticalQueue had not crashed");
    await until(async () => assert.match(await account.innerText(), /Deliveries to consumers\s+1\s+Completed\s+1/));

    // Undo leads back, run by run, to where nothing was wondered about.
    for (const packets of [1, 1, 2]) {
      await press(page, "Undo");
      await until(async () => assert.match(await account.innerText(), new RegExp(`PUBLISH packets\\s+${packets}`)));
    }
  });

  journey("it is read as text, copied and saved as a picture", { viewport: desktop }, async (page) => {
    await openJourney(page);
    await press(page, "Read as text");
    const lines = page.getByRole("list", { name: "Journey of message_7" }).getByRole("listitem");
    assert.equal(await lines.count(), 16);
    assert.match(await lines.nth(2).innerText(), /00:07\.080\s+The PUBACK for message_7 is lost/);
    assert.deepEqual(await axeViolations(page), []);

    const saved = page.waitForEvent("download");
    await press(page, "Download SVG");
    const file = await saved;
    assert.equal(file.suggestedFilename(), "message_7.svg");
    const picture = await readFile(await file.path(), "utf8");
    assert.match(picture, /^<svg [^>]*role="img"[^>]*>\n<title id="title">Journey of message_7<\/title>\n<desc id="text">00:07\.000 /);
    // It is well formed, and needs nothing from elsewhere.
    const root = await page.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").documentElement.nodeName, picture);
    assert.equal(root, "svg");
    assert.doesNotMatch(picture.replace("http://www.w3.org/2000/svg", ""), /https?:|url\(/);
  });

  journey("forty deliveries fold into one line, which opens", { viewport: desktop }, async (page) => {
    const scenario = JSON.parse(await readFile(new URL("../../static/scenarios/poison-to-dead-letter.json", import.meta.url)));
    scenario.endpoints[0].target["service-bus-queue"].max_delivery_count = 40;
    const document = { format: 1, model_version: 1, scenario, runs: [{ seed: scenario.seed, steps: 600 }], current: 0 };
    await openFile(page, "patient.run.json", JSON.stringify(document));
    await scenarios(page).getByText("A poison message").waitFor();
    await page.evaluate(() => {
      location.hash = "#view=bench&message=message_1";
    });
    const journeyOf = page.getByRole("group", { name: "Journey of message_1" });
    const line = button(page, "36 more deliveries: show them");
    await line.waitFor();
    const folded = await journeyOf.getByRole("button").count();
    assert.ok(folded < 30, `${folded} steps`);
    assert.deepEqual(await axeViolations(page), []);
    await line.focus();
    await page.keyboard.press("Enter");
    await until(async () => assert.ok((await journeyOf.getByRole("button").count()) > 100));
    await journeyOf.getByRole("button", { name: /delivery 20 of 40/ }).first().waitFor();
    // The same by a button beside it, which folds it again.
    await press(page, "Show every delivery and attempt");
    await line.waitFor();
    assert.equal(await journeyOf.getByRole("button").count(), folded);
  });

  journey("it opens from the inspector and from an address", { viewport: desktop }, async (page) => {
    await openScenario(page, "A lost PUBACK");
    await page.getByRole("link", { name: "Open message journey" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "message_7", exact: true }).waitFor();
    await page.evaluate(() => {
      location.hash = "#view=bench&message=message_999";
    });
    await page.getByText(/No message of this run is called message_999/).waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await page.getByRole("link", { name: "Back to the workbench" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Message pipeline" }).waitFor();
  });

  journey("on a phone, in Korean, in the dark", { viewport: phone, locale: "ko-KR", colorScheme: "dark" }, async (page) => {
    await page.getByTitle("시나리오").click();
    await page.getByRole("menu").getByText("손실된 PUBACK").click();
    await page.evaluate(() => {
      location.hash = "#view=bench&message=message_7";
    });
    await page.getByRole("heading", { name: "message_7", exact: true }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, "only the diagram scrolls sideways");
    assert.deepEqual(await axeViolations(page), []);
    await press(page, "글로 읽기");
    assert.equal(await page.getByRole("list", { name: "message_7 메시지의 여정" }).getByRole("listitem").count(), 16);
    assert.deepEqual(await axeViolations(page), []);
  });
});
