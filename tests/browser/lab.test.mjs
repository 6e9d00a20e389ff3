// The route lab: what is typed is judged at once, is never lost, and reaches the hub only when it is applied.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { axeViolations, journey, reload, until } from "./rig.mjs";
import { button, choose, field, look, openFile, openScenario } from "./workbench.mjs";

const query = (page) => field(page, "Routing query");
const result = async (page) => (await page.locator(".lab-result").innerText()).replaceAll("\n", " ");
const saysResult = (page, words) => until(async () => assert.match(await result(page), words));
const row = (page, route) => page.locator(".lab-table tr").filter({ has: page.getByRole("rowheader", { name: route }) });

const chooseSample = (page, name) => choose(page.locator(".lab-sample-head").getByRole("button"), name);

const openLab = async (page) => {
  await openScenario(page, "A lost PUBACK");
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Route lab" }).click();
  await query(page).waitFor();
};

journey("a body that is not declared: undefined, why, and a repair of the sample alone", {}, async (page) => {
  await openLab(page);
  await query(page).fill('level = "critical" AND $body.windSpeed > 15');
  await saysResult(page, /^Result: undefined\..*message_7/);
  assert.match(await page.locator(".lab-details").innerText(), /content type application\/json.*sets neither/s);
  assert.deepEqual(await page.locator(".lab-drawn .part-value").allInnerTexts(), ["true", "undefined"]);
  const tree = page.getByRole("treegrid", { name: "Explanation" });
  assert.equal(await tree.getByRole("row").count(), 1 + 7, "a head and seven parts");
  await button(page, "Set both on this sample only").click();
  await saysResult(page, /^Result: true\. This route matches message_7\./);
  assert.match(await row(page, "critical").innerText(), /true/);
  assert.match(await page.locator(".lab-sample-name").innerText(), /message_7, edited/);
});

journey("an error waits until nobody types, names its place and is repaired with one key", {}, async (page) => {
  await openLab(page);
  await query(page).fill('level == "critical"');
  assert.equal(await page.locator(".lab-problem").count(), 0, "not while it is typed");
  await page.locator(".lab-problem").waitFor();
  assert.match(await page.locator(".lab-problem").innerText(), /\^\^ column 7, 2 characters/);
  assert.equal(await button(page, "Apply to hub").getAttribute("aria-disabled"), "true");
  await page.getByText("The hub keeps the last valid query").waitFor();
  await query(page).press("Control+.");
  assert.equal(await query(page).inputValue(), 'level = "critical"');
  await saysResult(page, /^Result: true/);
  await query(page).press("Control+z");
  assert.equal(await query(page).inputValue(), 'level == "critical"', "the browser's own undo takes it back");
});

journey("what is typed outlives the view and the page; Revert takes it back", {}, async (page) => {
  await openLab(page);
  await query(page).fill("level = ");
  await page.locator("body").press("Escape");
  await page.getByRole("link", { name: "Workbench" }).click();
  await page.getByRole("link", { name: "Route lab" }).click();
  assert.equal(await query(page).inputValue(), "level = ");
  // The scenario is written down; what is typed was, at each key.
  await until(async () => {
    const kept = await page.evaluate(() => sessionStorage.getItem("playground.last-good"));
    assert.equal(JSON.parse(kept).scenario.name.en, "A lost PUBACK");
  });
  await reload(page);
  await query(page).waitFor();
  await until(async () => assert.equal(await query(page).inputValue(), "level = "));
  await button(page, "Revert").click();
  assert.equal(await query(page).inputValue(), 'level="critical"');
});

journey("Apply changes the hub's route and the run goes on with it", {}, async (page) => {
  await openLab(page);
  await query(page).fill("true");
  await query(page).press("Control+Enter");
  await page.getByText(/^Applied\./).waitFor();
  await button(page, "Revert").waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Workbench" }).click();
  assert.match((await look(page)).sentence, /critical/);
});

journey("completion offers what the messages hold, by keys alone", {}, async (page) => {
  await openLab(page);
  await query(page).fill("");
  await query(page).press("Control+Space");
  const list = page.getByRole("listbox", { name: "Completions" });
  await list.getByRole("option", { name: /^level/ }).waitFor();
  await query(page).pressSequentially("wind");
  assert.equal(await list.getByRole("option").count(), 1);
  await query(page).press("Enter");
  assert.equal(await query(page).inputValue(), "$body.windSpeed");
  assert.equal(await list.count(), 0);
});

journey("the explanation is walked with the arrow keys and lights up its source", {}, async (page) => {
  await openLab(page);
  await query(page).fill('level = "critical" AND $body.windSpeed > 15');
  const rows = page.locator(".lab-tree tbody tr");
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(".lab-drawn .lit").allInnerTexts().then((texts) => texts.join("")), 'level = "critical"');
  await page.keyboard.press("ArrowLeft");
  assert.equal(await rows.count(), 5, "its two operands are folded away");
  await page.keyboard.press("ArrowRight");
  assert.equal(await rows.count(), 7);
});

journey("an address opens a route in the lab; 1 and 2 switch the views", {}, async (page) => {
  await page.evaluate(() => (location.hash = "#view=routes&route=storage"));
  await page.getByRole("heading", { name: "storage" }).waitFor();
  await page.getByRole("heading", { name: "storage" }).click();
  await page.keyboard.press("1");
  await page.locator("[aria-label='Message pipeline'], .stage-diagram").first().waitFor();
  await page.keyboard.press("2");
  await page.getByRole("heading", { name: "storage" }).waitFor();
});

journey("a repair by click, and the doubt about what compiles", {}, async (page) => {
  await openLab(page);
  await query(page).fill("level = 'critical' && true");
  await page.getByRole("button", { name: /^Change to/ }).click();
  assert.equal(await query(page).inputValue(), "level = 'critical' AND true");
  await query(page).fill("Level <> 'critical' OR lvl='x'");
  await page.locator(".lab-doubts .warns").first().waitFor();
  await query(page).fill("level!='critical'");
  await page.locator(".lab-doubts .warns").first().waitFor();
  await query(page).press("Control+.");
  assert.notEqual(await query(page).inputValue(), "level!='critical'", "the key repairs the doubt");
});

journey("no key is lost while the run plays, and undo walks back through completions", {}, async (page) => {
  await openScenario(page, "A lost PUBACK");
  await button(page, "Play").click();
  await page.keyboard.press("2");
  await query(page).fill("");
  const text = 'NOT (level = "critical") OR ($body.windSpeed > 15.5 AND is_defined(other)) OR $messageId <> "x"';
  await query(page).pressSequentially(text);
  assert.equal(await query(page).inputValue(), text);
  assert.equal(await page.evaluate(() => document.querySelector("#lab-query").selectionStart), text.length);
  await query(page).press("Control+a");
  await query(page).press("Delete");
  await query(page).pressSequentially("star");
  await query(page).press("Control+Space");
  await page.getByRole("listbox", { name: "Completions" }).waitFor();
  await query(page).press("Enter");
  assert.equal(await query(page).inputValue(), "starts_with(");
  await query(page).press("Control+z");
  assert.equal(await query(page).inputValue(), "star");
  await query(page).press("Control+Shift+z");
  assert.equal(await query(page).inputValue(), "starts_with(");
});

journey("a composition is left alone until it ends", {}, async (page) => {
  await openLab(page);
  await query(page).fill("level = ''");
  await query(page).press("ArrowLeft");
  const devtools = await page.context().newCDPSession(page);
  for (const text of ["ㅎ", "하", "한"]) {
    await devtools.send("Input.imeSetComposition", { text, selectionStart: 1, selectionEnd: 1 });
    assert.equal(await query(page).inputValue(), `level = '${text}'`);
  }
  await devtools.send("Input.insertText", { text: "한" });
  await devtools.send("Input.imeSetComposition", { text: "그", selectionStart: 1, selectionEnd: 1 });
  await devtools.send("Input.insertText", { text: "글" });
  assert.equal(await query(page).inputValue(), "level = '한글'");
  await until(async () => assert.equal(await page.locator(".lab-drawn .text").innerText(), "'한글'"));
});

journey("the sample: fields, encodings, Base64, the twin, presets, and messages of the log", {}, async (page) => {
  await openLab(page);
  const value = (name) => field(page, `Value of ${name}`);
  await query(page).fill("$body.t > 20 AND $twin.tags.site = 'north' AND mode = 'auto'");
  await chooseSample(page, "Blank message");
  await saysResult(page, /^Result: undefined/);
  await field(page, "Body").fill('{"t": 21}');
  await value("contentType").fill("application/json");
  await value("contentEncoding").fill("utf-16");
  await page.getByText("18 bytes, JSON object").waitFor();
  await button(page, "Base64").click();
  assert.equal(await field(page, "Body").inputValue(), Buffer.from('{"t": 21}', "utf16le").toString("base64"));
  await button(page, "Text").click();
  await button(page, "Add a property").click();
  await field(page, "Name of application property 1").fill("mode");
  await value("mode").fill("auto");
  await button(page, "Edit tags and properties").click();
  await field(page, "Device twin").fill('{"tags": {"site": "north"}');
  await page.getByText(/^The twin must be a JSON object/).waitFor();
  await field(page, "Device twin").fill('{"tags": {"site": "north"}}');
  await saysResult(page, /^Result: true/);
  await value("contentEncoding").fill("");
  await saysResult(page, /^Result: undefined/);
  await field(page, "Body").fill("{oops");
  await page.getByText("5 bytes, not JSON: line 1, column 2").waitFor();

  await chooseSample(page, "message_6");
  assert.equal(await value("messageId").inputValue(), "message_6");
  assert.equal(await field(page, "Device twin").count(), 0);
  await button(page, "This route, last 50 messages").click();
  await button(page, "message_7").click();
  assert.equal(await value("messageId").inputValue(), "message_7");
});

journey("one route against the last messages, by what is typed and by what is saved", {}, async (page) => {
  await openLab(page);
  await query(page).fill("true");
  await button(page, "This route, last 50 messages").click();
  const heads = await page.locator(".lab-table thead th").allInnerTexts();
  assert.ok(heads.includes("Saved query"), heads.join());
  const rows = page.locator(".lab-table tbody tr");
  const summary = await page.locator(".lab-scroll > .lab-goes").innerText();
  const count = await rows.count();
  assert.ok(summary.startsWith(`${count} of ${count} match. With the saved query: `), summary);
  assert.ok(!summary.endsWith(`: ${count}.`), "the saved query does not match them all");
});

journey("Edge decides otherwise than the documented cloud, and the lab says so", {}, async (page) => {
  await openLab(page);
  await chooseSample(page, "The same, declared as JSON");
  await query(page).fill("is_defined($body.gone)");
  await page.locator(".lab-differs").waitFor();
  const cloud = await result(page);
  await button(page, "Edge").click();
  await until(async () => assert.notEqual(await result(page), cloud));
  await reload(page);
  assert.equal(await button(page, "Edge").getAttribute("aria-pressed"), "true", "it is kept");
});

journey("the device declares its body from now on", {}, async (page) => {
  await openLab(page);
  await query(page).fill('level = "critical" AND $body.windSpeed > 0');
  await button(page, "Set both on the device").click();
  await page.getByText(/^Changed\. MyFirstPythonDevice/).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Workbench" }).click();
  assert.match((await look(page)).sentence, /MyFirstPythonDevice/);
});

journey("where there is no route, a starter makes one", {}, async (page) => {
  const scenario = JSON.parse(await readFile("static/scenarios/routing-tutorial.json", "utf8"));
  scenario.routes = [];
  await openFile(page, "bare.json", JSON.stringify(scenario));
  await page.keyboard.press("2");
  await page.getByRole("button", { name: /^Every message/ }).click();
  await page.getByRole("heading", { name: "all" }).waitFor();
  assert.equal(await query(page).inputValue(), "true");
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark, Korean", { colorScheme: "dark", locale: "ko-KR" }],
  ["on a phone", { viewport: { width: 390, height: 844 } }],
]) {
  journey(`axe finds nothing in the lab, ${name}`, options, async (page) => {
    await page.evaluate(() => (location.hash = "#view=routes&route=critical"));
    await page.locator("#lab-query").fill('level = "critical" AND $body.windSpeed > 15 AND x!="a"');
    await page.locator(".lab-tree").waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await page.locator("#lab-query").fill("level == 1");
    await page.locator(".lab-problem").waitFor();
    assert.deepEqual(await axeViolations(page), []);
    const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    assert.equal(await page.evaluate(wider), 0, "nothing scrolls sideways");
  });
}
