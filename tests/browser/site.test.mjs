// The site as a static host serves it: below a sub-path, under a strict content security policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { address, openContext, openPage } from "./rig.mjs";

const FIRST_LOAD_BYTES = 300 * 1024;

test("the program starts under the policy, below a sub-path, without asking another host", async (t) => {
  assert.notEqual(new URL(address()).pathname, "/");
  const answer = await fetch(address());
  assert.match(answer.headers.get("content-security-policy"), /script-src 'self' 'wasm-unsafe-eval';/);
  const page = await openPage(await openContext(t));
  assert.deepEqual(page.problems, []);
});

test("the policy is in force: an inline script is refused", async (t) => {
  const page = await openPage(await openContext(t));
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.inlineRan = true";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.inlineRan), undefined);
  assert.match(page.problems.join("\n"), /Content Security Policy/);
});

test("the front page has no inline script and no inline handler", async () => {
  const html = await (await fetch(address())).text();
  const scripts = [...html.matchAll(/<script\b([^>]*)>([^<]*)<\/script>/g)];
  assert.ok(scripts.length >= 2);
  for (const [tag, attributes, body] of scripts) {
    assert.match(attributes, /\bsrc=/, tag);
    assert.equal(body.trim(), "", tag);
  }
  assert.doesNotMatch(html, /<[^>]*\son[a-z]+\s*=/i);
});

// What the page asks for until it has been at rest for half a second, whoever asks: the front page or the program.
for (const [visitor, options] of [
  ["on a desk", {}],
  ["in Korean", { locale: "ko-KR" }],
  ["on a phone", { viewport: { width: 390, height: 844 } }],
]) {
  test(`the first load ${visitor}, as it is really asked for, keeps to its budget`, async (t) => {
    const context = await openContext(t, options);
    const bodies = [];
    context.on("response", (response) => bodies.push(response.body().then((body) => [response.url(), body])));
    const page = await openPage(context);
    await page.waitForLoadState("networkidle");
    const sizes = (await Promise.all(bodies)).map(([url, body]) => [url, brotliCompressSync(body).length]);
    assert.ok(sizes.some(([url]) => url.endsWith(".wasm")), "the program itself was loaded");
    const sum = sizes.reduce((total, [, size]) => total + size, 0);
    t.diagnostic(`${sum} bytes ${visitor}`);
    assert.ok(sum <= FIRST_LOAD_BYTES, `${sum} bytes:\n${sizes.map(([url, size]) => `${size} ${url}`).join("\n")}`);
  });
}
