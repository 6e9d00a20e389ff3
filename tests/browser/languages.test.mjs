// English and Korean, light and dark: what the browser asks for, what the reader chooses, and that it stays.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { journey, reload, until } from "./rig.mjs";
import { button } from "./workbench.mjs";

const speaks = (page, language) =>
  until(async () => assert.equal(await page.locator("html").getAttribute("lang"), language));
// Text of the page that is in the other language and does not say so.
const foreign = (page, pattern) =>
  page.evaluate((pattern) => {
    const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      const said = parentElement.closest("[lang]") === document.documentElement;
      if (said && new RegExp(pattern, "u").test(data) && !parentElement.closest("code, svg title")) found.push(data.trim());
    }
    for (const element of document.querySelectorAll("#app [aria-label], #app [title]")) {
      if (element.closest("[lang]") !== document.documentElement) continue;
      for (const name of ["aria-label", "title"]) {
        const words = element.getAttribute(name) ?? "";
        if (new RegExp(pattern, "u").test(words)) found.push(`${name}: ${words}`);
      }
    }
    return found;
  }, pattern);

describe("languages and themes", { concurrency: 3 }, () => {
  journey("a Korean browser gets Korean; English can be chosen, and stays chosen", { locale: "ko-KR" }, async (page) => {
    await speaks(page, "ko");
    await page.getByRole("link", { name: "시뮬레이션", exact: true }).waitFor();
    await button(page, "한 단계").click();
    const log = page.getByRole("region", { name: "지금 일어나는 일" }).getByRole("log").or(page.getByRole("log"));
    assert.match(await log.first().innerText(), /message_6/);
    assert.match(await log.first().innerText(), /\p{Script=Hangul}/u);

    await button(page, "English").click();
    await speaks(page, "en");
    await page.getByRole("link", { name: "Workbench", exact: true }).waitFor();
    await reload(page);
    await speaks(page, "en");
    await button(page, "한국어").click();
    await speaks(page, "ko");
    await page.getByRole("link", { name: "시뮬레이션", exact: true }).waitFor();
    await reload(page);
    await speaks(page, "ko");
  });

  journey("no English sentence is left on the Korean page", { locale: "ko-KR", viewport: { width: 1440, height: 900 } }, async (page) => {
    await speaks(page, "ko");
    // Three English words in a row are no name.
    assert.deepEqual(await foreign(page, String.raw`\b[A-Za-z]+ [a-z]+ [a-z]+\b`), []);
  });

  journey("no Korean is left on the English page", { viewport: { width: 1440, height: 900 } }, async (page) => {
    assert.deepEqual(await foreign(page, String.raw`\p{Script=Hangul}`), []);
  });

  journey("a browser of another language gets English", { locale: "fi-FI" }, async (page) => {
    await speaks(page, "en");
    await page.getByRole("link", { name: "Workbench", exact: true }).waitFor();
  });

  journey("the theme is the system's until another is chosen, and stays chosen", { colorScheme: "dark" }, async (page) => {
    const brightness = async () => {
      const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const [red, green, blue] = color.match(/[\d.]+/g).map(Number);
      return red + green + blue;
    };
    const dark = await brightness();
    await button(page, "Light theme").click();
    await button(page, "Dark theme").waitFor();
    const light = await brightness();
    assert.ok(dark < light, `dark ${dark}, light ${light}`);
    await reload(page);
    await button(page, "Dark theme").waitFor();
    assert.equal(await brightness(), light);
  });
});
