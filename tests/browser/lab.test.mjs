// The route lab: what is typed is judged at once, is never lost, and reaches the hub only when it is applied.
import assert from "node:assert/strict";
import { axeViolations, journey, until } from "./rig.mjs";
import { button, field, look, openScenario } from "./workbench.mjs";

const query = (page) => field(page, "Routing query");
const result = async (page) => (await page.locator(".lab-result").innerText()).replaceAll("\n", " ");
const saysResult = (page, words) => until(async () => assert.match(await result(page), words));
const row = (page, route) => page.locator(".lab-table tr").filter({ has: page.getByRole("rowheader", { name: route }) });

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
  await page.reload();
  await query(page).waitFor();
  assert.equal(await query(page).inputValue(), "level = ");
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
