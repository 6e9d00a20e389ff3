// What axe finds against WCAG 2.2 AA: nothing, on the workbench, in the table, in every dialog, with every kind of thing
// selected, in both languages and both themes.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { describe } from "node:test";
import { axeViolations, journey, until } from "./rig.mjs";

const locales = new URL("../../static/locales/", import.meta.url);
// The words of a language by key; those with placeholders end before the first.
const wordsOf = async (language) => {
  const files = (await readdir(locales)).filter((file) => file.endsWith(`.${language}.ftl`));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, locales), "utf8")));
  const pairs = texts.flatMap((text) => [...text.matchAll(/^([a-z0-9-]+) = ([^{\n]*)/gm)]);
  return Object.fromEntries(pairs.map(([, key, word]) => [key, word.trim()]));
};

const languages = { "en-GB": await wordsOf("en"), "ko-KR": await wordsOf("ko") };
const themes = ["light", "dark"];
const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

// Collects the findings of several pictures, so that one failure does not hide the others.
class Findings {
  constructor(page) {
    this.page = page;
    this.all = [];
  }
  async of(picture, part) {
    const found = await axeViolations(this.page, part);
    this.all.push(...found.map((violation) => `${picture}: ${violation}`));
  }
}

const lostPuback = async (page, words) => {
  await page.getByTitle(words["scenario-menu"]).click();
  const name = words === languages["ko-KR"] ? "손실된 PUBACK" : "A lost PUBACK";
  await page.getByRole("menuitemradio", { name, exact: true }).click();
  await until(async () => assert.ok(await page.getByRole("heading", { name: "message_7" }).count()));
};

const dialogs = (page, words) => {
  const press = (name) => () => page.getByRole("button", { name: words[name], exact: true }).first().click();
  const fromMenu = (name) => async () => {
    await press("menu")();
    await page.getByRole("menuitem", { name: words[name], exact: true }).click();
  };
  return {
    device: press("add-device"),
    route: press("add-route"),
    endpoint: press("add-endpoint"),
    consumer: press("add-consumer"),
    fault: press("transport-inject-fault"),
    seed: () => page.getByTitle(words["dialog-change-seed"]).click(),
    messages: () => page.keyboard.press("/"),
    link: () => page.keyboard.press("c"),
    keys: () => page.keyboard.press("?"),
    settings: fromMenu("menu-settings"),
    log: fromMenu("part-log"),
    runs: fromMenu("run-list"),
    assumptions: fromMenu("menu-about-model"),
    compare: fromMenu("trouble-compare"),
    search: fromMenu("trouble-search"),
    library: async () => {
      await page.getByTitle(words["scenario-menu"]).click();
      await page.getByRole("menuitem", { name: words["shell-menu-library"], exact: true }).click();
    },
  };
};

describe("accessibility", { concurrency: 3 }, () => {
  for (const [locale, words] of Object.entries(languages)) {
    for (const colorScheme of themes) {
      const options = { locale, colorScheme, viewport: desktop };
      // Every picture in both languages and both themes, but only the workbench in all four pairs: axe takes its time.
      const isDiagonal = (locale === "en-GB") === (colorScheme === "light");

      journey(`the workbench, what is selected, and the table: ${locale}, ${colorScheme}`, options, async (page) => {
        const findings = new Findings(page);
        await findings.of("as it opens");
        await lostPuback(page, words);
        await findings.of("a lost PUBACK");
        const pipeline = page.getByRole("region", { name: words["part-pipeline"] });
        for (const [kind, name] of Object.entries({
          device: /MyFirstPythonDevice/,
          route: /level="critical"/,
          fallback: new RegExp(words["route-fallback"]),
          queue: new RegExp(`CriticalQueue.*${words["kind-service-bus-queue"]}`),
          container: new RegExp(`StorageContainer.*${words["kind-storage-container"]}`),
          events: new RegExp(`events.*${words["kind-built-in"]}`),
          consumer: /ReadCriticalQueue/,
        })) {
          const part = pipeline.getByRole("button", { name }).first();
          await part.click();
          await until(async () => assert.equal(await part.getAttribute("aria-pressed"), "true", `${kind} is not selected`));
          await findings.of(`${kind} selected`, "aside");
        }
        await page.keyboard.press("Escape");
        await findings.of("nothing selected", "aside");
        await page.keyboard.press("Home");
        await findings.of("at the start");
        await page.keyboard.press("End");
        await page.getByRole("button", { name: words["part-table"], exact: true }).click();
        await page.getByRole("table").first().waitFor();
        await findings.of("the table");
        assert.deepEqual(findings.all, []);
      });

      if (!isDiagonal) continue;

      journey(`every dialog: ${locale}, ${colorScheme}`, options, async (page) => {
        const findings = new Findings(page);
        await lostPuback(page, words);
        for (const [name, open] of Object.entries(dialogs(page, words))) {
          await open();
          const dialog = page.getByRole("dialog");
          await dialog.waitFor();
          if (name === "route") {
            const condition = dialog.getByLabel(words["field-condition"]);
            await condition.fill("level = = 3");
            await dialog.locator("[aria-invalid=true]").waitFor();
          }
          await findings.of(name, "dialog");
          await page.keyboard.press("Escape");
          await dialog.waitFor({ state: "detached" });
        }
        assert.deepEqual(findings.all, []);
      });

      const small = { ...options, viewport: phone };
      journey(`on a phone: ${locale}, ${colorScheme}`, small, async (page) => {
        const findings = new Findings(page);
        for (const part of ["part-diagram", "part-timeline", "part-ledger", "part-log"]) {
          await page.getByRole("tab", { name: words[part], exact: true }).click();
          await findings.of(words[part]);
        }
        await page.getByRole("tab", { name: words["part-diagram"], exact: true }).click();
        const queue = new RegExp(`CriticalQueue.*${words["kind-service-bus-queue"]}`);
        await page.getByRole("button", { name: queue }).first().click();
        await page.getByRole("complementary").waitFor();
        await findings.of("the inspector");
        assert.deepEqual(findings.all, []);
      });
    }
  }

  journey("every dialog has a name, keeps the focus, and gives it back", { viewport: desktop }, async (page) => {
    const focus = () => page.evaluate(() => document.activeElement.closest("dialog, body").tagName);
    for (const [name, open] of Object.entries(dialogs(page, languages["en-GB"]))) {
      await page.getByRole("button", { name: "Step", exact: true }).focus();
      await open();
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      assert.ok(await dialog.getAttribute("aria-label"), `${name} has no name`);
      assert.equal(await focus(), "DIALOG", `${name} does not take the focus`);
      await page.keyboard.press("Shift+Tab");
      // Tab may go round through the browser's own buttons, but never to the page behind.
      const behind = () => page.evaluate(() => document.activeElement !== document.body && !document.activeElement.closest("dialog"));
      assert.equal(await behind(), false, `Shift+Tab leaves ${name}`);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      assert.ok(await page.evaluate(() => document.activeElement !== document.body), `the focus is lost after ${name}`);
    }
  });

  journey("the skip link comes first and leads to the simulation", {}, async (page) => {
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the simulation" });
    assert.ok(await skip.evaluate((link) => link === document.activeElement));
    const box = await skip.boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0, "it is not in sight when it has the focus");
    await page.keyboard.press("Enter");
    await until(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "stage"));
  });

  journey("everything in the diagram can be reached and used by keyboard", { viewport: desktop }, async (page) => {
    const pipeline = page.getByRole("region", { name: "Message pipeline" });
    await pipeline.getByRole("button", { name: /^Route critical to / }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Inspector" }).getByRole("heading", { name: "critical", exact: true }).waitFor();
    await pipeline.getByRole("button", { name: /^CriticalQueue, / }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("complementary", { name: "Inspector" }).getByRole("heading", { name: "CriticalQueue", exact: true }).waitFor();
    const unfocusable = await pipeline.evaluate((region) =>
      [...region.querySelectorAll("[role=button], button")].filter((it) => it.tabIndex < 0).map((it) => it.ariaLabel),
    );
    assert.deepEqual(unfocusable, []);
  });
});
