// Messages and routes to measure with, drawn from seeds. A route is a tree that each engine writes in its own language:
//   ["=" | "!=" | ">" | "<", path, constant], ["starts" | "contains", path, text], ["and" | "or", …], ["not", tree]
// with a path such as "body.location.floor", "props.level" or "system.connectionDeviceId". Every path is in every message:
// the engines disagree about what is missing, and that is not what is measured.

const LEVELS = ["normal", "normal", "normal", "storage", "critical", "warning"];
const SITES = ["lyon", "busan", "porto", "austin", "osaka", "turin", "quito", "accra"];
const KINDS = ["freezer", "boiler", "pump", "fan", "valve"];
const STATES = ["ok", "ok", "ok", "degraded", "failed"];

const drawing = (seed) => {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(fraction() * n);
  return { below, oneOf: (list) => list[below(list.length)] };
};

// Messages whose bodies have about `bytes` bytes.
export const messages = (count, bytes, seed) => {
  const { below, oneOf } = drawing(seed);
  const reading = () => ({ sensor: `s-${below(1000)}`, value: below(10_000) / 100, unit: "celsius", quality: oneOf(STATES) });
  return Array.from({ length: count }, (_, number) => {
    const document = {
      temperature: below(1200) / 10 - 20,
      state: oneOf(STATES),
      alarm: below(10) === 0,
      location: { building: `B${below(6)}`, floor: below(12) },
      battery: { percent: below(101), volts: below(500) / 100 },
      readings: [],
      note: "",
    };
    while (JSON.stringify(document).length + 90 < bytes) document.readings.push(reading());
    document.note = "x".repeat(Math.max(0, bytes - JSON.stringify(document).length));
    return {
      body: JSON.stringify(document),
      appProperties: {
        level: oneOf(LEVELS),
        site: oneOf(SITES),
        kind: oneOf(KINDS),
        firmware: `2.${below(5)}.${below(10)}`,
      },
      systemProperties: {
        contentType: "application/json",
        contentEncoding: "utf-8",
        connectionDeviceId: `${oneOf(KINDS)}-${below(50)}`,
        messageId: `m-${number}`,
      },
    };
  });
};

const single = ({ below, oneOf }) => {
  const kinds = [
    () => ["=", "props.level", oneOf(LEVELS)],
    () => ["=", "props.site", oneOf(SITES)],
    () => ["!=", "props.kind", oneOf(KINDS)],
    () => [">", "body.temperature", below(100)],
    () => ["<", "body.temperature", below(60) - 20],
    () => ["=", "body.state", oneOf(STATES)],
    () => ["=", "body.alarm", true],
    () => ["=", "body.location.building", `B${below(6)}`],
    () => [">", "body.location.floor", below(12)],
    () => ["<", "body.battery.percent", below(101)],
    () => ["starts", "system.connectionDeviceId", `${oneOf(KINDS)}-`],
    () => ["contains", "props.firmware", `.${below(10)}`],
  ];
  return oneOf(kinds)();
};

export const routes = (count, seed) => {
  const draw = drawing(seed);
  const some = (operator, n) => [operator, ...Array.from({ length: n }, () => single(draw))];
  return Array.from({ length: count }, () => {
    switch (draw.below(5)) {
      case 0:
        return single(draw);
      case 1:
        return ["and", single(draw), ["not", single(draw)]];
      case 2:
        return ["and", single(draw), some("or", 2)];
      default:
        return some("and", 2 + draw.below(2));
    }
  });
};
