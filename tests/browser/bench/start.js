// Runs the `bench` program, whose export `bench()` returns JSON: [{ "name", "value", "unit" }, …], and then compares the
// JavaScript API with other engines.
import * as api from "./api/routes.js";
import start, * as ours from "./bench.js";
import * as cel from "./engines/cel-js/index.js";
import * as filtrex from "./engines/filtrex/filtrex.mjs";
import * as logic from "./engines/json-logic-engine/index.js";
import { measure } from "./queries.js";
import { pipelines } from "./queues.js";

const { memory } = await start();
const rows = JSON.parse(ours.bench());
rows.push(...pipelines(ours));
rows.push({ name: "wasm memory at the end", value: memory.buffer.byteLength / 2 ** 20, unit: "MiB" });
await api.load();
rows.push(...(await measure({ api, packages: { cel, filtrex, jsonata: window.jsonata, logic } })));
window.rows = rows;
