// From 320 to 2560 pixels: nothing hangs over the edge, Step is in sight, and everything can be hit.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { journey, until } from "./rig.mjs";
import { openScenario } from "./workbench.mjs";

const SMALLEST_TARGET = 24;
const sizes = [
  [320, 640],
  [390, 844],
  // 1280 × 900 at 200 %.
  [640, 450],
  [768, 1024],
  [1024, 768],
  [1440, 900],
  [2560, 1440],
];
const languages = { "en-GB": "Step", "ko-KR": "한 단계" };

// Everything that can be pressed and is smaller than it may be, with its size. What stands in the middle of a line may
// be as high as the line; a box with a label is as large as both.
const smallTargets = (page) =>
  page.evaluate((smallest) => {
    const pressable = "button, a[href], input, select, textarea, summary, [role=button], [role=slider], [role=tab]";
    const found = [];
    for (const element of document.querySelectorAll(pressable)) {
      const style = getComputedStyle(element);
      const target = element.matches("input[type=checkbox], input[type=radio]") ? element.closest("label") : element;
      const { width, height, bottom } = target.getBoundingClientRect();
      const hidden = width === 0 || style.visibility === "hidden" || style.pointerEvents === "none" || bottom < 0;
      if (hidden || style.display === "inline") continue;
      if (Math.min(width, height) < smallest - 0.5) {
        const name = element.ariaLabel ?? element.textContent.trim();
        found.push(`${element.tagName.toLowerCase()} “${name}”: ${width.toFixed(1)} × ${height.toFixed(1)}`);
      }
    }
    return found;
  }, SMALLEST_TARGET);

// What reaches over the right edge, if the page scrolls sideways.
const overhang = (page) =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const beyond = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > innerWidth + 0.5);
    const outermost = beyond.filter((it) => !beyond.includes(it.parentElement));
    const name = (it) => `<${it.tagName.toLowerCase()} class="${it.getAttribute("class") ?? ""}">`;
    return [`the page is ${document.documentElement.scrollWidth} px wide`, ...outermost.map(name)];
  });

describe("layout", { concurrency: 3 }, () => {
  for (const [locale, step] of Object.entries(languages)) {
    for (const [width, height] of sizes) {
      journey(`${width} × ${height}, ${locale}`, { locale, viewport: { width, height } }, async (page) => {
        assert.deepEqual(await overhang(page), []);
        const button = page.getByRole("button", { name: step, exact: true });
        const inSight = async (what, it) => {
          const box = await it.boundingBox();
          assert.ok(box, `there is no ${what}`);
          const { x, y } = box;
          const inside = x >= 0 && y >= 0 && x + box.width <= width && y + box.height <= height;
          assert.ok(inside, `${what} is out of sight: ${JSON.stringify(box)}`);
        };
        await inSight("Step", button);
        await inSight("sentence", page.locator(".sentence-now"));
        await inSight("device", page.locator(".part.device"));
        assert.deepEqual(await smallTargets(page), []);
        await button.click();
        assert.deepEqual(await overhang(page), []);
      });
    }
  }

  const low = { locale: "ko-KR", viewport: { width: 1024, height: 768 } };
  journey("1024 × 768, ko-KR: also above a sentence of two lines the boxes are whole", low, async (page) => {
    const lines = new Set();
    for (let event = 0; event < 12; event += 1) {
      const { cut, high } = await page.evaluate(() => {
        const bottom = (it) => it.getBoundingClientRect().bottom;
        const last = Math.max(...[...document.querySelectorAll(".pipe-art .frame")].map(bottom));
        const cut = last - bottom(document.querySelector(".pipe-scroll"));
        return { cut, high: document.querySelector(".sentence-now").offsetHeight };
      });
      lines.add(high);
      assert.ok(cut <= 0, `${cut} px are cut off above a sentence of ${high} px`);
      await page.keyboard.press(".");
    }
    assert.ok(lines.size > 1, "no sentence took two lines");
  });

  journey("at 320 px every part of the workbench is a tab away", { viewport: { width: 320, height: 640 } }, async (page) => {
    await openScenario(page, "A lost PUBACK");
    for (const name of ["Timeline", "Ledger", "Event log", "Diagram"]) {
      const tab = page.getByRole("tab", { name, exact: true });
      await tab.click();
      assert.equal(await tab.getAttribute("aria-selected"), "true");
      const shown = () => page.getByRole("tabpanel").innerText();
      await until(async () => assert.notEqual((await shown()).trim(), "", `${name} is empty`));
      assert.deepEqual(await overhang(page), [], name);
      assert.deepEqual(await smallTargets(page), [], name);
    }
  });
});
