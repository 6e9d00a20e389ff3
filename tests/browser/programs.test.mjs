// Programs as text, from the keyboard alone: the line that runs, a line that stops the run, both kinds of libraries.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { axeViolations, journey, until } from "./rig.mjs";
import { look } from "./workbench.mjs";

const device = "MyFirstPythonDevice";
const views = {
  "wide": { viewport: { width: 1440, height: 900 } },
  "dark": { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
};

const select = async (page, name) => {
  await page.getByRole("region", { name: "Message pipeline" }).getByRole("button", { name }).first().focus();
  await page.keyboard.press("Enter");
};
const listing = (page) => page.getByRole("complementary").getByRole("list", { name: `Program of ${device} in Python` });
const code = (line) => line.evaluate((element) => element.querySelector("code").textContent.trim());
const focused = (page) => code(page.locator("*:focus"));

describe("programs", { concurrency: 2 }, () => {
  for (const [name, options] of Object.entries(views)) {
    journey(`a line that is chosen stops the run before it, ${name}`, options, async (page) => {
      await select(page, new RegExp(`^${device}, `));
      const lines = listing(page);
      const running = lines.locator("[aria-current=step]");
      await running.first().waitFor();
      assert.equal(await code(running), "await asyncio.sleep(30)");

      // One line takes the focus, and the arrows lead from one to the next.
      await running.focus();
      await page.keyboard.press("ArrowUp");
      assert.equal(await focused(page), "number += 1");
      await page.keyboard.press("ArrowUp");
      assert.equal(await focused(page), "asyncio.create_task(send(client, message, number))");
      await page.keyboard.press("Enter");
      await until(async () => assert.equal(await page.locator("*:focus").getAttribute("aria-pressed"), "true"));
      assert.deepEqual(await axeViolations(page, "aside"), []);

      // The other library has the same instructions, and so the same breakpoint.
      await page.getByRole("button", { name: "Tutorial", exact: true }).focus();
      await page.keyboard.press("Enter");
      const pressed = lines.locator("[aria-pressed=true]").first();
      assert.equal(await code(pressed), "client.send_event_async(message, confirmed, number)");

      // From the start, with something else selected: the run stops at once, and shows where.
      await page.locator("body").click({ position: { x: 700, y: 620 } });
      await page.keyboard.press("Home");
      await select(page, /^CriticalQueue, /);
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press("Space");
      const stop = page.getByRole("alert").filter({ hasText: /The run stopped before line \d+\./ });
      await stop.waitFor();
      assert.equal((await look(page)).event, 0);
      assert.equal(await code(running.first()), "asyncio.create_task(send(client, message, number))");
      assert.deepEqual(await axeViolations(page, "aside"), []);

      // It goes on from there, without stopping in the same place again.
      await page.keyboard.press("Space");
      await until(async () => assert.ok((await look(page)).event > 0));
      await page.keyboard.press("Space");
      assert.equal(await stop.count(), 0);
    });
  }

  journey("on a phone, in Korean, the program stands in its place", { viewport: { width: 390, height: 844 }, locale: "ko-KR" },
    async (page) => {
      await page.getByRole("button", { name: new RegExp(`^${device}`) }).first().click();
      const lines = page.getByRole("list", { name: `${device}의 Python 프로그램` });
      await lines.waitFor();
      assert.deepEqual(await axeViolations(page), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `the page is ${wide} wide`);
    });
});
