// Runs the `bench` program. Its export `bench()` returns JSON: [{ "name", "value", "unit" }, …].
import start, { bench } from "./bench.js";

const { memory } = await start();
const rows = JSON.parse(bench());
rows.push({ name: "wasm memory at the end", value: memory.buffer.byteLength / 2 ** 20, unit: "MiB" });
window.rows = rows;
