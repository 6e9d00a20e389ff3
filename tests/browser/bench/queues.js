// The simulation beside plain classes that do the same (`plain.js`), a queue's cost at depth, and its copies beside
// `structuredClone`.
import { PlainLine, plainQueue } from "./plain.js";

const MESSAGES = 1_000_000;
const ROUNDS = 10;
const SETTING = { devices: 1_000, pace: 30_000, work: 5, lock: 60_000, latency: 2 };
// Each message of the tutorial's device meets one of them, here and there.
const ROUTES = [
  ['level="critical"', ({ properties }) => properties.level === "critical"],
  ['level="storage"', ({ properties }) => properties.level === "storage"],
  ["NOT is_defined(level)", ({ properties }) => properties.level === undefined],
];
const DEEP = 1_000_000;
const SHALLOW = 1_000;
const TURNS = 20_000;
const QUEUED = 10_000;

const timed = (work) => {
  const started = performance.now();
  const made = work();
  return { ms: performance.now() - started, made };
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

const scenario = ({ devices, pace, work, lock, latency }) => ({
  format: 1,
  name: { en: "Pipeline", ko: "Pipeline" },
  seed: 1,
  hub: { name: "contoso-hub", tier: "S1", partitions: 4 },
  latencies: {
    device_to_hub_ms: latency,
    hub_to_device_ms: latency,
    hub_to_endpoint_ms: latency,
    hand_out_ms: 0,
    response_ms: latency,
    settle_ms: latency,
    settle_answer_ms: latency,
  },
  endpoints: [{ name: "CriticalQueue", target: { "service-bus-queue": { lock_duration_ms: lock } } }],
  routes: ROUTES.map(([condition], n) => ({ name: `route-${n}`, condition, endpoint: "CriticalQueue" })),
  devices: Array.from({ length: devices }, (_, n) => ({
    id: `device-${String(n).padStart(4, "0")}`,
    starts_ms: n * 3,
    program: { tutorial: { pace_ms: pace } },
  })),
  consumers: [{ name: "ReadCriticalQueue", reads: "CriticalQueue", receive_mode: "peek-lock", work_ms: work }],
});

const wholePipeline = ({ Pipeline, RecordedPipeline }) => {
  const text = JSON.stringify(scenario(SETTING));
  const routes = ROUTES.map(([, meets]) => meets);
  const runs = [
    { name: "ours, recording off", line: new Pipeline(text), times: [] },
    { name: "plain classes", line: new PlainLine({ ...SETTING, routes }), times: [] },
    { name: "ours, recording on", line: new RecordedPipeline(text), times: [] },
  ];
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const { name, line, times } of runs) {
      const target = (MESSAGES / ROUNDS) * round;
      const { ms, made } = timed(() => line.run(target));
      if (made < target) throw new Error(`${name} stopped at ${made} of ${target} messages`);
      times.push(ms);
    }
  }
  const plain = sum(runs[1].times);
  const rows = runs.map(({ name, times }) => ({
    name: `1,000,000 messages sent, routed, enqueued, locked, completed: ${name}`,
    value: (MESSAGES / sum(times)) * 1_000,
    unit: `messages/s, ${(plain / sum(times)).toPrecision(3)} x plain classes`,
  }));
  runs[0].line.free();
  runs[2].line.free();
  return rows;
};

const depths = ({ Depth }) => {
  const [deep, shallow] = [new Depth(DEEP), new Depth(SHALLOW)];
  const times = { deep: [], shallow: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.shallow.push(timed(() => shallow.turn(TURNS)).ms);
    times.deep.push(timed(() => deep.turn(TURNS)).ms);
  }
  const cost = { deep: (median(times.deep) / TURNS) * 1_000, shallow: (median(times.shallow) / TURNS) * 1_000 };
  if (deep.messages() !== DEEP || shallow.messages() !== SHALLOW) throw new Error("a queue lost its depth");
  deep.free();
  shallow.free();
  return [
    { name: "receive, complete, send at a depth of 1,000", value: cost.shallow, unit: "µs" },
    { name: "the same at a depth of 1,000,000", value: cost.deep, unit: `µs, ${(cost.deep / cost.shallow).toPrecision(3)} x` },
  ];
};

const copies = ({ Depth }) => {
  const ours = new Depth(QUEUED);
  const plain = plainQueue(QUEUED);
  const often = 2_000;
  const times = { ours: [], plain: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.ours.push(timed(() => ours.snapshot_and_restore(often)).ms / often);
    times.plain.push(timed(() => structuredClone(plain)).ms);
  }
  if (ours.messages() !== QUEUED) throw new Error("a queue was not restored");
  ours.free();
  const [own, theirs] = [median(times.ours), median(times.plain)];
  return [
    { name: "10,000 queued messages: snapshot, one message, restore", value: own * 1_000, unit: "µs" },
    {
      name: "10,000 queued messages: structuredClone of plain objects",
      value: theirs * 1_000,
      unit: `µs, ours ${(theirs / own).toPrecision(3)} x as fast`,
    },
  ];
};

export const pipelines = (ours) => [...wholePipeline(ours), ...depths(ours), ...copies(ours)];
