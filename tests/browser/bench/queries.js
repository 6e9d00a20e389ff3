// Routing conditions against what else a page could use: messages a second for each engine, in turns, and whether all
// agree on every match.
import { closure, engines, parsed, routing } from "./engines.js";
import { messages, routes } from "./workload.js";

const SIZES = [200, 1024, 8192];
const COUNTS = [1, 10, 100];
const ROUNDS = 7;
const SLICE_MS = 40;
const BATCH = 256;
const HAND_WRITTEN = "hand-written";

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

// Messages a second over a slice of time.
const speed = async (run, batch) => {
  const started = performance.now();
  let [elapsed, done] = [0, 0];
  while (elapsed < SLICE_MS) {
    const places = run(batch);
    if (places instanceof Promise) await places;
    done += batch.length;
    elapsed = performance.now() - started;
  }
  return (done * 1000) / elapsed;
};

const compare = async (tools, size, count) => {
  const batch = messages(BATCH, size, size + count);
  const trees = routes(count, 7 * count + 1);
  const prepared = [];
  let expected;
  for (const { name, prepare } of tools) {
    const run = prepare(trees, batch);
    const found = [...(await run(batch))];
    expected ??= found;
    const at = found.findIndex((place, n) => place !== expected[n]);
    if (at >= 0 || found.length !== expected.length) throw new Error(`${name} disagrees with ${tools[0].name} at ${at}`);
    prepared.push({ name, run, speeds: [] });
  }
  if (expected.length <= BATCH) throw new Error("no message matches any route: nothing is measured");
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { run, speeds } of prepared) speeds.push(await speed(run, batch));
  }
  const speeds = prepared.map(({ name, speeds }) => ({ name, value: median(speeds) }));
  const byHand = speeds.find(({ name }) => name === HAND_WRITTEN).value;
  return speeds.map(({ name, value }) => ({
    name: `${size} bytes, ${count} routes: ${name}`,
    value,
    unit: `messages/s, ${(value / byHand).toPrecision(3)} x hand-written`,
  }));
};

// From the text of many conditions to the first result of each. Every round has texts of its own, as browsers remember
// the functions that they made from a text.
const compiling = (api) => {
  const trees = routes(10_000, 3);
  const [message] = messages(1, 1024, 5);
  const ours = (texts) => {
    const set = new api.RouteSet(texts.map((condition, n) => ({ name: `r${n}`, condition })));
    const found = set.match(message).length;
    set.free();
    return found;
  };
  const byHand = (texts) => {
    const subject = parsed(message);
    return texts.filter((text) => new Function("m", text)(subject)).length;
  };
  const times = { ours: [], byHand: [] };
  for (let round = 0; round < 5; round += 1) {
    const own = (write) => trees.map((tree, n) => `${write(tree)} /* ${round}, ${n} */`);
    const [conditions, scripts] = [own(routing), own(closure)];
    const started = performance.now();
    const found = ours(conditions);
    const between = performance.now();
    if (byHand(scripts) !== found) throw new Error("the compiled conditions disagree");
    times.ours.push(between - started);
    times.byHand.push(performance.now() - between);
  }
  return [
    { name: "10,000 conditions, text to first result: ours", value: median(times.ours), unit: "ms" },
    { name: "10,000 conditions, text to first result: new Function", value: median(times.byHand), unit: "ms" },
  ];
};

export const measure = async ({ api, packages }, told = () => {}) => {
  const tools = engines({ api, packages });
  const rows = [];
  for (const size of SIZES) {
    for (const count of COUNTS) {
      const found = await compare(tools, size, count);
      found.forEach(told);
      rows.push(...found);
    }
  }
  return [...rows, ...compiling(api)];
};
