// The failure panel: what a person sees when the program cannot go on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeViolations, copied, openContext, openPage } from "./rig.mjs";

const panel = (page) => page.locator("#failure");

test("nothing is shown while all is well", async (t) => {
  const page = await openPage(await openContext(t));
  assert.equal(await panel(page).isVisible(), false);
});

test("a panic shows its text and the run document, and can be copied", async (t) => {
  const context = await openContext(t, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = await openPage(context);
  await page.evaluate(() => {
    window.playgroundDocument = () => '{"format":1}';
    dispatchEvent(new CustomEvent("playground-panic", { detail: "panicked at agenda: time went back" }));
  });
  assert.match(await panel(page).innerText(), /time went back/);
  assert.equal(await page.locator("#failure-document").inputValue(), '{"format":1}');
  await page.locator("#failure-copy").click();
  await page.locator("#failure-copied:not(:empty)").waitFor();
  const text = await copied(page);
  assert.match(text, /time went back[^]*"format":1/);
});

test("a wasm trap shows the panel, and the first failure stays", async (t) => {
  const page = await openPage(await openContext(t));
  // The smallest module that traps: one function, exported as "f", whose body is `unreachable`.
  await page.evaluate(() => {
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
    setTimeout(exports.f);
    setTimeout(() => Promise.reject(new Error("second failure")), 50);
  });
  await panel(page).waitFor();
  assert.match(await page.locator("#failure-reason").textContent(), /RuntimeError: unreachable/);
  await page.waitForTimeout(100);
  assert.doesNotMatch(await page.locator("#failure-reason").textContent(), /second failure/);
});

test("a document function that fails falls back to the copy that was saved", async (t) => {
  const page = await openPage(await openContext(t));
  await page.evaluate(() => {
    sessionStorage.setItem("playground.last-good", "saved copy");
    window.playgroundDocument = () => {
      throw new Error("wasm is dead");
    };
    dispatchEvent(new CustomEvent("playground-panic", { detail: "x" }));
  });
  assert.equal(await page.locator("#failure-document").inputValue(), "saved copy");
});

for (const [button, how] of [["#failure-reload", "last-good"], ["#failure-afresh", "afresh"]]) {
  test(`${button} loads the page again and says how to restore`, async (t) => {
    const context = await openContext(t);
    // What the page finds when it starts again, before it takes it away.
    await context.addInitScript(() => {
      window.recover = sessionStorage.getItem("playground.recover");
    });
    const page = await openPage(context);
    assert.equal(await page.evaluate(() => window.recover), null);
    await page.evaluate(() => dispatchEvent(new CustomEvent("playground-panic", { detail: "x" })));
    await Promise.all([page.waitForEvent("load"), page.locator(button).click()]);
    assert.equal(await page.evaluate(() => window.recover), how);
    assert.equal(await panel(page).isVisible(), false);
  });
}

test("the panel speaks Korean where the page does", async (t) => {
  const page = await openPage(await openContext(t));
  await page.evaluate(() => {
    document.documentElement.lang = "ko";
    dispatchEvent(new CustomEvent("playground-panic", { detail: "x" }));
  });
  assert.match(await panel(page).innerText(), /멈췄습니다/);
});

test("a program that cannot be loaded shows the panel too, in the browser's language", async (t) => {
  const context = await openContext(t, { locale: "ko-KR" });
  await context.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  const page = await openPage(context, { started: false });
  await panel(page).waitFor();
  assert.notEqual(await page.locator("#failure-reason").textContent(), "");
  assert.match(await panel(page).innerText(), /멈췄습니다/);
  assert.equal(await panel(page).getAttribute("lang"), "ko");
});

for (const colorScheme of ["light", "dark"]) {
  test(`the panel can be read and used by everyone, ${colorScheme}`, async (t) => {
    const page = await openPage(await openContext(t, { colorScheme, viewport: { width: 320, height: 640 } }));
    await page.evaluate(() => dispatchEvent(new CustomEvent("playground-panic", { detail: "x".repeat(300) })));
    assert.deepEqual(await axeViolations(page), []);
    assert.ok(await page.evaluate(() => document.getElementById("failure").scrollWidth <= innerWidth));
    assert.equal(await page.evaluate(() => document.activeElement.id), "failure");
  });
}
