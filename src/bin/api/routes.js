// The routing query language of IoT Hub, for pages and Node. What goes in and out: routes.d.ts beside this file.
import start, { check as checkCondition, Messages as Held, numbering, Routes } from "./api.js";

const sourceNumbers = new Map();
const systemNumbers = new Map();
const IS_SYSTEM = 0x8000_0000;
const BODY_IS_TEXT = 1;
const HAS_TWIN = 2;
const HEADER = 16;
const LENGTHS = 8;

let loading;

export const load = (program) => {
  loading ??= start(program === undefined ? undefined : { module_or_path: program }).then(() => {
    const { sources, systemProperties } = JSON.parse(numbering());
    sources.forEach((name, number) => sourceNumbers.set(name, number));
    systemProperties.forEach((names, number) => names.forEach((name) => systemNumbers.set(name.toLowerCase(), number)));
  });
  return loading;
};

export const check = (condition, { source = "DeviceMessages", dialect, language } = {}) =>
  JSON.parse(checkCondition(condition, source, isEdge(dialect), spoken(language)));

export class CompileError extends Error {
  constructor(route, findings) {
    super(`${route.name}: ${findings[0].message}`);
    this.name = "CompileError";
    this.route = route.name;
    this.findings = findings;
  }
}

const isEdge = (dialect = "cloud") => {
  if (dialect !== "cloud" && dialect !== "edge") throw new RangeError(`there is no dialect ${dialect}`);
  return dialect === "edge";
};
const spoken = (language = "en") => language;

// Messages as bytes, one after the other; `codec/frames.rs` describes them.
export class Frames {
  #bytes = new Uint8Array(1 << 16);
  #words = new Uint32Array(this.#bytes.buffer);
  #encoder = new TextEncoder();
  #end = 0;
  #count = 0;

  get length() {
    return this.#count;
  }

  get bytes() {
    return this.#bytes.subarray(0, this.#end);
  }

  clear() {
    this.#end = 0;
    this.#count = 0;
  }

  add({ source = "DeviceMessages", body = "", appProperties, systemProperties, twin }) {
    const sourceNumber = sourceNumbers.get(source);
    if (sourceNumber === undefined) throw new RangeError(`there is no data source ${source}`);
    const start = this.#end;
    let properties = 0;
    for (const _ in appProperties) properties += 1;
    for (const _ in systemProperties) properties += 1;
    let lengths = (start + HEADER) >> 2;
    let at = start + HEADER + LENGTHS * properties;
    this.#reserve(at);
    for (const name in appProperties) {
      const nameEnd = this.#write(name, at);
      const valueEnd = this.#write(`${appProperties[name]}`, nameEnd);
      this.#words[lengths++] = nameEnd - at;
      this.#words[lengths++] = valueEnd - nameEnd;
      at = valueEnd;
    }
    for (const name in systemProperties) {
      const number = systemNumbers.get(name) ?? systemNumbers.get(name.toLowerCase());
      if (number === undefined) throw new RangeError(`there is no system property ${name}`);
      const end = this.#write(`${systemProperties[name]}`, at);
      this.#words[lengths++] = (IS_SYSTEM | number) >>> 0;
      this.#words[lengths++] = end - at;
      at = end;
    }
    const twinEnd = twin == null ? at : this.#encode(typeof twin === "string" ? twin : JSON.stringify(twin), at);
    let bodyEnd;
    if (typeof body === "string") {
      bodyEnd = this.#encode(body, twinEnd);
    } else {
      bodyEnd = twinEnd + body.length;
      this.#reserve(bodyEnd);
      this.#bytes.set(body, twinEnd);
    }
    const end = (bodyEnd + 3) & ~3;
    this.#reserve(end);
    this.#bytes.fill(0, bodyEnd, end);
    const flags = (typeof body === "string" ? BODY_IS_TEXT : 0) | (twin == null ? 0 : HAS_TWIN);
    const head = start >> 2;
    this.#words[head] = end - start;
    this.#words[head + 1] = sourceNumber | (flags << 8) | (properties << 16);
    this.#words[head + 2] = bodyEnd - twinEnd;
    this.#words[head + 3] = twinEnd - at;
    this.#end = end;
    this.#count += 1;
  }

  #reserve(end) {
    if (end <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, (end + 3) & ~3));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#words = new Uint32Array(grown.buffer);
  }

  // A short text: a call of the encoder costs more than the characters.
  #write(text, at) {
    const { length } = text;
    this.#reserve(at + 3 * length);
    const bytes = this.#bytes;
    for (let n = 0; n < length; n += 1) {
      const unit = text.charCodeAt(n);
      if (unit > 0x7f) return this.#encode(text, at);
      bytes[at + n] = unit;
    }
    return at + length;
  }

  #encode(text, at) {
    // Three bytes a unit are the most, and rarely needed.
    this.#reserve(at + text.length);
    let { read, written } = this.#encoder.encodeInto(text, this.#bytes.subarray(at));
    if (read < text.length) {
      this.#reserve(at + 3 * text.length);
      ({ written } = this.#encoder.encodeInto(text, this.#bytes.subarray(at)));
    }
    return at + written;
  }
}

// Messages that stay in the module's memory, so that many sets of routes can be asked about them.
export class Messages {
  #held = new Held();

  constructor(messages = []) {
    this.add(messages);
  }

  add(messages) {
    this.#held.add(asFrames(messages).bytes);
  }

  get length() {
    return this.#held.length;
  }

  free() {
    this.#held.free();
  }

  static heldBy(messages) {
    return messages.#held;
  }
}

const asFrames = (messages) => {
  if (messages instanceof Frames) return messages;
  const frames = new Frames();
  for (const message of messages) frames.add(message);
  return frames;
};

export class RouteSet {
  #routes;
  #names;
  #one = new Frames();

  constructor(routes, { dialect, language } = {}) {
    const enabled = routes.filter(({ isEnabled = true }) => isEnabled);
    this.#names = enabled.map(({ name }) => name);
    const conditions = enabled.map(({ condition }) => condition ?? "true");
    const sources = enabled.map(({ source = "DeviceMessages" }) => source);
    try {
      this.#routes = new Routes(conditions, sources, isEdge(dialect), spoken(language));
    } catch (error) {
      if (!error.message.startsWith("{")) throw error;
      const { route, findings } = JSON.parse(error.message);
      throw new CompileError(enabled[route], findings);
    }
  }

  // The routes that are asked, in their order: those that are not disabled.
  get names() {
    return [...this.#names];
  }

  match(message) {
    return this.#named(this.#routes.matchFrames(this.#frame(message)))[0];
  }

  matchAll(messages) {
    return this.#named(this.places(messages));
  }

  // For each message the number of routes that match it, then their places in `names`: without an object for each.
  places(messages) {
    if (messages instanceof Messages) return this.#routes.matchMessages(Messages.heldBy(messages));
    return this.#routes.matchFrames(asFrames(messages).bytes);
  }

  verdicts(message) {
    const words = ["false", "true", "undefined", "not-asked"];
    const verdicts = this.#routes.verdicts(this.#frame(message));
    return Object.fromEntries(this.#names.map((name, at) => [name, words[verdicts[at]]]));
  }

  explain(name, message, { language } = {}) {
    const place = this.#names.indexOf(name);
    if (place < 0) throw new RangeError(`there is no route ${name}`);
    return JSON.parse(this.#routes.explain(place, this.#frame(message), spoken(language)));
  }

  free() {
    this.#routes.free();
  }

  #frame(message) {
    this.#one.clear();
    this.#one.add(message);
    return this.#one.bytes;
  }

  #named(places) {
    const all = [];
    for (let at = 0; at < places.length; ) {
      const end = at + 1 + places[at];
      const names = [];
      for (at += 1; at < end; at += 1) names.push(this.#names[places[at]]);
      all.push(names);
    }
    return all;
  }
}
