// Measures the site itself at work: 10,000 messages in a queue played at 10x speed, and a run of 1,000,000 events that is
// stepped and sought. Prints its rows; nothing is asserted on time.
import { launchChromium } from "./chromium.mjs";

const LIVE_MESSAGES = 10_000;
const LONG_RUN = 1_000_000;
const PLAYS_MS = 6_000;
const LOOKS = 60;
const LONG_TASK_MS = 50;
const PATIENCE_MS = 10 * 60_000;

// Ten devices send a hundred messages a second between them into a queue that nobody reads.
const filling = {
  format: 1,
  name: { en: "Many messages", ko: "많은 메시지" },
  seed: 1,
  hub: { name: "contoso-hub", tier: "S1", partitions: 4 },
  endpoints: [{ name: "CriticalQueue", target: { "service-bus-queue": {} } }],
  routes: [{ name: "all", condition: "true", endpoint: "CriticalQueue" }],
  devices: Array.from({ length: 10 }, (_, n) => ({ id: `device-${n}`, program: { tutorial: { pace_ms: 100 } } })),
  consumers: [],
};
// The same with consumers that keep up, for as many events as one likes.
const flowing = {
  ...filling,
  name: { en: "Long run", ko: "긴 실행" },
  devices: filling.devices.slice(0, 1),
  consumers: [{ name: "worker", reads: "CriticalQueue", work_ms: 20 }],
};
const STEPS_A_MESSAGE = 5;

const documentOf = (scenario, steps) =>
  JSON.stringify({ format: 1, model_version: 1, scenario, runs: [{ seed: 1, steps }], current: 0 });

const percentile = (times, percent) => times.toSorted((a, b) => a - b)[Math.floor((times.length * percent) / 100)];

// Runs in the page: what a reader notices of `act`, from one frame to the one in which it is drawn.
const untilDrawn = (page, times, act) =>
  page.evaluate(
    async ([times, act]) => {
      const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      const key = (name) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
      const seek = () => {
        const handle = document.querySelector("[role=slider]");
        const { left, width, top, height } = handle.closest("svg").getBoundingClientRect();
        const at = { clientX: left + width * Math.random(), clientY: top + height / 2, bubbles: true, button: 0 };
        for (const type of ["pointerdown", "pointerup"]) {
          handle.dispatchEvent(new PointerEvent(type, { ...at, pointerId: 1, isPrimary: true }));
        }
      };
      const place = () => document.querySelector("[role=slider]").getAttribute("aria-valuetext");
      const measured = [];
      const places = new Set();
      for (let n = 0; n < times; n += 1) {
        await frame();
        const started = performance.now();
        act === "seek" ? seek() : key(act);
        await frame();
        measured.push(performance.now() - started);
        places.add(place());
      }
      if (places.size < times / 2) throw new Error(`${act} led to ${places.size} places only`);
      return measured;
    },
    [times, act],
  );

const open = async (page, name, text) => {
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("menu").getByText("Open a file").click(),
  ]);
  await chooser.setFiles({ name: "bench.run.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByTitle("Scenarios", { exact: true }).getByText(name).waitFor({ timeout: PATIENCE_MS });
};

const watch = (page) =>
  page.evaluate((long) => {
    window.watched = { frames: [], tasks: [], on: true };
    const { watched } = window;
    new PerformanceObserver((list) => {
      watched.tasks.push(...list.getEntries().map(({ duration }) => duration).filter((duration) => duration > long));
    }).observe({ type: "longtask" });
    const tick = (at) => {
      watched.frames.push(at);
      if (watched.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }, LONG_TASK_MS);

const watched = (page) =>
  page.evaluate(() => {
    window.watched.on = false;
    return window.watched;
  });

// Plays for a while and tells what the reader saw.
const playing = async (page, what, rows) => {
  await watch(page);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForTimeout(PLAYS_MS);
  const { frames, tasks } = await watched(page);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const gaps = frames.slice(1).map((at, n) => at - frames[n]);
  const length = frames.at(-1) - frames[0];
  rows.push({ name: `${what}: frames`, value: (gaps.length / length) * 1_000, unit: "per second" });
  rows.push({ name: `${what}: time between frames, 95th percentile`, value: percentile(gaps, 95), unit: "ms" });
  rows.push({ name: `${what}: tasks over ${LONG_TASK_MS} ms`, value: tasks.length, unit: `in ${PLAYS_MS / 1_000} s` });
  rows.push({ name: `${what}: longest task`, value: Math.max(0, ...tasks), unit: "ms (0: none is long)" });
};

export const measurePage = async (address) => {
  const rows = [];
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on("pageerror", (error) => {
      throw error;
    });
    await page.goto(address);
    await page.waitForSelector("html[data-started] main#stage");

    await open(page, "Many messages", documentOf(filling, LIVE_MESSAGES * STEPS_A_MESSAGE));
    await page.getByRole("button", { name: /^Speed/ }).click();
    await page.getByRole("menu").getByText("10×", { exact: true }).click();
    const queue = page.getByRole("button", { name: /^CriticalQueue, / }).first();
    const [, shown, thousands] = (await queue.getAttribute("aria-label")).match(/([\d.,]+)(k?) active/);
    const held = Number(shown.replaceAll(",", "")) * (thousands ? 1_000 : 1);
    rows.push({ name: "page: messages in the queue", value: held, unit: "live" });
    await playing(page, "page, 10x", rows);
    await queue.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("complementary").getByText("CriticalQueue").first().waitFor();
    await playing(page, "page, 10x, with the queue's panel", rows);

    await open(page, "Long run", documentOf(flowing, LONG_RUN));
    for (const [what, act] of [["step back", ","], ["step", "."], ["seek to anywhere", "seek"]]) {
      if (act === "seek") await page.getByRole("button", { name: "Show the whole run" }).click();
      const times = await untilDrawn(page, LOOKS, act);
      rows.push({ name: `page, ${LONG_RUN.toLocaleString("en")} events: ${what} until drawn, median`, value: percentile(times, 50), unit: "ms" });
      rows.push({ name: `page, ${LONG_RUN.toLocaleString("en")} events: ${what} until drawn, 95th percentile`, value: percentile(times, 95), unit: "ms" });
    }
  } finally {
    await browser.close();
  }
  return rows;
};

if (process.argv[1] === import.meta.filename) {
  for (const { name, value, unit } of await measurePage(process.argv[2])) {
    console.log(`${name.padEnd(70)}  ${value.toLocaleString("en", { maximumSignificantDigits: 4 }).padStart(14)} ${unit}`);
  }
}
