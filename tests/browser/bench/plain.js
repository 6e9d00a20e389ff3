// The same pipeline as a page would write it by hand: classes, a clock, a heap of callbacks. No time travel, no log.
// What it does for a message: build and publish it, store and acknowledge it, evaluate the routes, deliver a copy to the
// queue, hand it out under a lock that runs out, work, complete it.

const DAY = 86_400_000;
const LEVELS = [
  [0.7, "normal"],
  [0.9, "storage"],
  [1, "critical"],
];

class Agenda {
  now = 0;
  #heap = [];
  #order = 0;

  after(delay, run) {
    const heap = this.#heap;
    const entry = { at: this.now + delay, order: this.#order++, run };
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!Agenda.#before(entry, heap[above])) break;
      heap[at] = heap[above];
      at = above;
    }
    heap[at] = entry;
  }

  step() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length > 0) {
      let at = 0;
      for (;;) {
        let below = 2 * at + 1;
        if (below >= heap.length) break;
        if (below + 1 < heap.length && Agenda.#before(heap[below + 1], heap[below])) below += 1;
        if (!Agenda.#before(heap[below], last)) break;
        heap[at] = heap[below];
        at = below;
      }
      heap[at] = last;
    }
    this.now = first.at;
    first.run();
  }

  static #before(a, b) {
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }
}

class Draws {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  bits() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  fraction() {
    return this.bits() / 2 ** 32;
  }

  token() {
    const part = () => this.bits().toString(16).padStart(8, "0");
    return `${part()}-${part()}-${part()}-${part()}`;
  }
}

class Device {
  #sent = 0;
  #waiting = new Map();

  constructor(id, { agenda, hub, seed, pace, latency }) {
    Object.assign(this, { id, agenda, hub, pace, latency });
    this.draws = new Draws(seed);
  }

  send() {
    const number = this.#sent++;
    const reading = this.draws.fraction();
    const level = LEVELS.find(([below]) => reading < below)[1];
    const body = `{"deviceId":"${this.id}","windSpeed":${(10 + reading * 4).toFixed(2)}}`;
    const message = {
      messageId: `message_${number}`,
      correlationId: `correlation_${number}`,
      properties: { level },
      body,
    };
    this.#waiting.set(number, message);
    this.agenda.after(this.latency, () => {
      this.hub.accept({ ...message, connectionDeviceId: this.id, enqueuedTime: this.agenda.now });
      this.agenda.after(this.latency, () => {
        this.#waiting.delete(number);
        this.agenda.after(this.pace, () => this.send());
      });
    });
  }
}

class Hub {
  accepted = 0;

  constructor(agenda, routes, latency) {
    Object.assign(this, { agenda, routes, latency });
  }

  accept(message) {
    this.accepted += 1;
    this.agenda.after(0, () => {
      const endpoints = new Set();
      for (const { condition, endpoint } of this.routes) if (condition(message)) endpoints.add(endpoint);
      for (const endpoint of endpoints) this.agenda.after(this.latency, () => endpoint.deliver({ ...message }));
    });
  }
}

class LockLost extends Error {}

class Queue {
  completed = 0;
  #agenda;
  #draws;
  #lock;
  #next = 1;
  #messages = new Map();
  #available = [];
  #first = 0;
  #locks = new Map();
  #waiting = [];

  constructor(agenda, seed, lock) {
    this.#agenda = agenda;
    this.#draws = new Draws(seed);
    this.#lock = lock;
  }

  deliver(message) {
    const sequence = this.#next++;
    const now = this.#agenda.now;
    this.#messages.set(sequence, { sequence, message, deliveries: 0, enqueuedAt: now, expiresAt: now + 14 * DAY });
    this.#available.push(sequence);
    this.#waiting.shift()?.();
  }

  // Calls back when there may be something to receive.
  wait(told) {
    this.#waiting.push(told);
  }

  receive() {
    while (this.#first < this.#available.length) {
      const held = this.#messages.get(this.#available[this.#first++]);
      if (this.#first > 1024 && this.#first * 2 > this.#available.length) {
        this.#available = this.#available.slice(this.#first);
        this.#first = 0;
      }
      if (held === undefined || held.expiresAt <= this.#agenda.now) continue;
      held.deliveries += 1;
      const token = this.#draws.token();
      this.#locks.set(token, { held, until: this.#agenda.now + this.#lock });
      this.#agenda.after(this.#lock, () => this.#release(token));
      return { token, deliveryCount: held.deliveries, message: held.message };
    }
    return undefined;
  }

  complete(token) {
    const lock = this.#locks.get(token);
    if (lock === undefined || lock.until <= this.#agenda.now) throw new LockLost(token);
    this.#locks.delete(token);
    this.#messages.delete(lock.held.sequence);
    this.completed += 1;
  }

  #release(token) {
    const lock = this.#locks.get(token);
    if (lock === undefined) return;
    this.#locks.delete(token);
    this.#available.splice(this.#first, 0, lock.held.sequence);
  }
}

class Consumer {
  constructor(agenda, queue, work, latency) {
    Object.assign(this, { agenda, queue, work, latency });
  }

  receive() {
    const delivery = this.queue.receive();
    if (delivery === undefined) return this.queue.wait(() => this.receive());
    this.agenda.after(this.latency + this.work, () => {
      this.agenda.after(this.latency, () => {
        this.queue.complete(delivery.token);
        this.receive();
      });
    });
  }
}

export class PlainLine {
  constructor({ devices, pace, work, lock, latency, routes }) {
    this.agenda = new Agenda();
    this.queue = new Queue(this.agenda, 1, lock);
    const endpoints = routes.map((condition) => ({ condition, endpoint: this.queue }));
    this.hub = new Hub(this.agenda, endpoints, latency);
    for (let n = 0; n < devices; n += 1) {
      const id = `device-${String(n).padStart(4, "0")}`;
      const device = new Device(id, { agenda: this.agenda, hub: this.hub, seed: n, pace, latency });
      this.agenda.after(n * 3, () => device.send());
    }
    new Consumer(this.agenda, this.queue, work, latency).receive();
  }

  run(completed) {
    while (this.queue.completed < completed) this.agenda.step();
    return this.queue.completed;
  }
}

// A queue of so many messages as plain data, to be copied by `structuredClone`.
export const plainQueue = (messages) => {
  const held = (_, n) => [
    n + 1,
    {
      sequence: n + 1,
      message: {
        messageId: `message_${n}`,
        correlationId: `correlation_${n}`,
        properties: { level: "critical" },
        body: '{"deviceId":"device-0001","windSpeed":11.37}',
      },
      deliveries: 0,
      enqueuedAt: n,
      expiresAt: n + 14 * DAY,
    },
  ];
  return { next: messages + 1, messages: new Map(Array.from({ length: messages }, held)), locks: new Map() };
};
