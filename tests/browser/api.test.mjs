// The JavaScript API, in Node and in the page's browser: one set of checks for both.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { needed } from "./chromium.mjs";
import { address, openContext, openPage } from "./rig.mjs";

// Runs in both places: works with what it is given alone.
const checks = ({ CompileError, Frames, Messages, RouteSet, check }) => {
  const found = {};
  const routes = [
    { name: "critical", source: "DeviceMessages", condition: "level = 'critical'", endpointNames: ["q"], isEnabled: true },
    { name: "hot", condition: "$body.reading.celsius > 30 AND NOT is_defined(maintenance)" },
    { name: "off", condition: "true", isEnabled: false },
    { name: "twin", condition: "$twin.tags.floor = 2" },
    { name: "changed", source: "TwinChangeEvents", condition: "twin_change_includes(tags.floor)" },
    { name: "all" },
  ];
  const json = { contentType: "application/json", "Content-Encoding": "utf-8" };
  const messages = [
    { appProperties: { LEVEL: "critical" } },
    { body: '{"reading":{"celsius":31.5}}', systemProperties: json, twin: { tags: { Floor: 2 } } },
    { body: new TextEncoder().encode('{"reading":{"celsius":31}}'), systemProperties: json },
    { body: '{"tags":{"floor":1}}', systemProperties: json, source: "TwinChangeEvents" },
    { body: '{"reading":{"celsius":99,"é":"가😀"}}', systemProperties: { ...json, "Content-Encoding": "utf-16" } },
    { body: new Uint8Array([0xff]), appProperties: { größe: "é가😀" }, twin: '{"tags":{"floor":2}}' },
  ];
  const set = new RouteSet(routes);
  found.names = set.names;
  found.single = messages.map((message) => set.match(message));
  found.batch = set.matchAll(messages);
  const frames = new Frames();
  messages.forEach((message) => frames.add(message));
  found.frames = [frames.length, set.matchAll(frames)];
  const held = new Messages(messages.slice(0, 2));
  held.add(messages.slice(2));
  found.held = [held.length, set.matchAll(held)];
  found.places = [...set.places(held)];
  held.free();
  found.verdicts = set.verdicts(messages[0]);
  const { result, explanation } = set.explain("hot", messages[0], { language: "en" });
  found.why = [result, ...explanation.causes.map((at) => explanation.nodes[at].reason.message)];
  set.free();

  const large = new RouteSet([{ name: "end", condition: "ends_with($body.x, '!')" }]);
  const long = "가".repeat(60_000);
  found.large = ["!", "?"].map((end) => large.match({ body: JSON.stringify({ x: long + end }), systemProperties: json }));
  found.edge = ["cloud", "edge"].map((dialect) =>
    new RouteSet([{ name: "r", condition: "$body.none = null" }], { dialect }).match({ body: "{}", systemProperties: json }),
  );
  found.check = check("level == 'x'", { language: "ko" });
  const refused = (what) => {
    try {
      what();
    } catch (error) {
      return error;
    }
  };
  const wrong = refused(() => new RouteSet([{ name: "good" }, { name: "bad", condition: "n > 3" }]));
  found.wrong = [wrong instanceof CompileError, wrong.route, wrong.findings[0].code, wrong.findings[0].start];
  found.refused = [
    () => new RouteSet([{ name: "r", source: "Nowhere" }]),
    () => new RouteSet([], { dialect: "fog" }),
    () => check("true", { source: "Nowhere" }),
    () => new Frames().add({ source: "Nowhere" }),
    () => new Frames().add({ systemProperties: { nonsense: "1" } }),
    () => new RouteSet([]).match({ twin: "[]" }),
    () => new RouteSet([]).explain("r", {}),
  ].map((what) => refused(what)?.message ?? "was not refused");
  return found;
};

const verify = (found) => {
  const names = [
    ["critical", "all"],
    ["hot", "twin", "all"],
    ["hot", "all"],
    ["changed"],
    ["hot", "all"],
    ["twin", "all"],
  ];
  assert.deepEqual(found.names, ["critical", "hot", "twin", "changed", "all"]);
  for (const matches of [found.single, found.batch, found.frames[1], found.held[1]]) assert.deepEqual(matches, names);
  assert.deepEqual([found.frames[0], found.held[0]], [6, 6]);
  assert.deepEqual(found.places, [2, 0, 4, 3, 1, 2, 4, 2, 1, 4, 1, 3, 2, 1, 4, 2, 2, 4]);
  assert.deepEqual(found.verdicts, {
    critical: "true",
    hot: "undefined",
    twin: "undefined",
    changed: "not-asked",
    all: "true",
  });
  assert.equal(found.why[0], "undefined");
  assert.match(found.why[1], /content type is not set/);
  assert.deepEqual(found.large, [["end"], []]);
  assert.deepEqual(found.edge, [[], ["r"]]);
  assert.deepEqual(found.check.map(({ code, start, end }) => [code, start, end]), [
    ["double-equals", { line: 1, column: 7 }, { line: 1, column: 9 }],
  ]);
  assert.match(found.check[0].message, /[가-힣]/);
  assert.deepEqual(found.wrong, [true, "bad", "property-compared-with-number", { line: 1, column: 3 }]);
  const [source, dialect, checked, framed, system, twin, route] = found.refused;
  for (const message of [source, checked, framed]) assert.match(message, /no data source Nowhere/);
  assert.match(dialect, /no dialect fog/);
  assert.match(system, /no system property nonsense/);
  assert.match(twin, /twin is not a JSON object/);
  assert.match(route, /no route r/);
};

test("in Node", async () => {
  const folder = pathToFileURL(`${needed("PLAYGROUND_SITE")}/api/`);
  const api = await import(new URL("routes.js", folder).href);
  await api.load(await readFile(new URL("api_bg.wasm", folder)));
  verify(checks(api));
});

test("in a page, under its policy", async (t) => {
  const context = await openContext(t);
  await context.addInitScript(`window.checks = ${checks}`);
  const page = await openPage(context);
  const found = await page.evaluate(async (module) => {
    const api = await import(module);
    await api.load();
    return window.checks(api);
  }, `${address()}api/routes.js`);
  verify(found);
  assert.deepEqual(page.problems, []);
});
