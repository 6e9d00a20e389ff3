/** Where a message or event comes from. */
export type Source =
  | "DeviceMessages"
  | "TwinChangeEvents"
  | "DeviceLifecycleEvents"
  | "DeviceJobLifecycleEvents"
  | "DeviceConnectionStateEvents"
  | "DigitalTwinChangeEvents";

/** Whose behaviour counts where the cloud's documentation and Edge Hub disagree. */
export type Dialect = "cloud" | "edge";

export type Language = "en" | "ko";

export type Verdict = "true" | "false" | "undefined";

/** A route as a hub's configuration writes it; other members are ignored. */
export interface Route {
  name: string;
  /** Default: `DeviceMessages`. */
  source?: Source;
  /** Default: `true`. */
  condition?: string;
  /** A route that is not enabled is not asked. Default: true. */
  isEnabled?: boolean;
}

/** A message as the service's test of routes takes it. */
export interface Message {
  /** Default: `DeviceMessages`. */
  source?: Source;
  /** Text is encoded as the message declares, else in UTF-8. */
  body?: string | Uint8Array;
  appProperties?: Record<string, string>;
  /** By keyword (`contentType`) or by the name on the wire (`content-type`), in any letter case. */
  systemProperties?: Record<string, string>;
  /** The twin of the sender, or its JSON. */
  twin?: object | string | null;
}

/** A place in a condition: both from 1, the column in UTF-16 units. */
export interface Place {
  line: number;
  column: number;
}

export interface Finding {
  severity: "error" | "warning" | "information";
  code: string;
  message: string;
  start: Place;
  /** The first place behind it. */
  end: Place;
}

export interface Reason {
  code: string;
  message: string;
}

/** One operation or operand of a condition, with its value for one message. */
export interface Node {
  kind: "literal" | "property" | "system-property" | "body" | "twin" | "operator" | "function";
  /** The operator or the function. */
  operator?: string;
  /** Of a node without operands. */
  text?: string;
  start: Place;
  end: Place;
  type: "undefined" | "null" | "bool" | "number" | "string" | "object" | "array";
  /** Absent for undefined, object and array. Infinities are the texts `Infinity` and `-Infinity`. */
  value?: null | boolean | number | string;
  /** Whether it took part in deciding the result. */
  decided: boolean;
  /** Their places among the nodes. */
  operands: number[];
  reason?: Reason;
}

export interface Explanation {
  result: Verdict;
  explanation: {
    /** About the result itself, where the whole condition is not boolean. */
    reason?: Reason;
    /** Operands before what uses them; the last one is the whole condition. */
    nodes: Node[];
    /** The nodes that the result goes back to. */
    causes: number[];
  };
}

/**
 * Loads the program; everything else works when the promise is fulfilled. In a page without an argument; in Node hand in
 * the bytes of `api_bg.wasm`.
 */
export function load(program?: BufferSource | WebAssembly.Module | string | URL | Request | Response): Promise<void>;

/** What is to be said of a condition; it compiles if no finding is an error. */
export function check(
  condition: string,
  options?: { source?: Source; dialect?: Dialect; language?: Language },
): Finding[];

/** A condition does not compile. */
export class CompileError extends Error {
  /** The name of the route. */
  route: string;
  findings: Finding[];
}

/** Messages as bytes, ready to be handed over. */
export class Frames {
  add(message: Message): void;
  clear(): void;
  readonly length: number;
  /** Valid until the next `add` or `clear`. */
  readonly bytes: Uint8Array;
}

/** Messages that stay in the module's memory. */
export class Messages {
  constructor(messages?: Iterable<Message> | Frames);
  add(messages: Iterable<Message> | Frames): void;
  readonly length: number;
  /** Gives the memory back. */
  free(): void;
}

/** Routes that are compiled once. */
export class RouteSet {
  /** @throws CompileError for the first condition that does not compile. */
  constructor(routes: Route[], options?: { dialect?: Dialect; language?: Language });
  /** The routes that are asked, in their order. */
  readonly names: string[];
  /** The names of the routes that match. */
  match(message: Message): string[];
  /** For each message the names of the routes that match. */
  matchAll(messages: Iterable<Message> | Frames | Messages): string[][];
  /** For each message the number of routes that match, then their places in `names`. */
  places(messages: Iterable<Message> | Frames | Messages): Uint32Array;
  /** What each route says, by name; `not-asked` if it reads another data source. */
  verdicts(message: Message): Record<string, Verdict | "not-asked">;
  /** Why one route says what it says. */
  explain(name: string, message: Message, options?: { language?: Language }): Explanation;
  /** Gives the memory back. */
  free(): void;
}
