// The same pipeline as a page would write it by hand: classes, a clock, a heap of callbacks. No time travel, no log.
// What it does for a message: build and publish it, store and acknowledge it, evaluate the routes, deliver a copy to the
// queue, hand it out under a lock that runs out, work, complete it, hear that it was completed. Whatever crosses a link
// is an event when it arrives, as in ours: there it can be late, and a lock can run out before.

const DAY = 86_400_000;

// What the tutorial's device writes: most readings have no level.
const level = (reading) => (reading > 0.8 ? { level: "critical" } : reading > 0.5 ? { level: "storage" } : {});

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

  constructor(id, { agenda, hub, ledger, seed, pace, latency }) {
    Object.assign(this, { id, agenda, hub, ledger, pace, latency });
    this.draws = new Draws(seed);
  }

  send() {
    const number = this.#sent++;
    const reading = this.draws.fraction();
    const body = `{"deviceId": "${this.id}","windSpeed": ${(10 + (reading * 4 + 2)).toFixed(2)}}`;
    const message = {
      messageId: `message_${number}`,
      correlationId: `correlation_${number}`,
      properties: level(reading),
      body,
    };
    this.ledger.sent += 1;
    this.#waiting.set(number, message);
    this.agenda.after(this.latency, () => {
      this.hub.accept({ ...message, connectionDeviceId: this.id, enqueuedTime: this.agenda.now });
      this.agenda.after(this.latency, () => {
        this.#waiting.delete(number);
      });
    });
    this.agenda.after(this.pace, () => this.send());
  }
}

class Hub {
  constructor(agenda, ledger, routes, latency) {
    Object.assign(this, { agenda, ledger, routes, latency });
  }

  accept(message) {
    this.ledger.accepted += 1;
    this.agenda.after(0, () => {
      const endpoints = new Set();
      for (const { condition, endpoint } of this.routes) if (condition(message)) endpoints.add(endpoint);
      this.ledger.routed += 1;
      this.ledger.opened += endpoints.size;
      this.ledger.waiting += endpoints.size;
      for (const endpoint of endpoints) this.agenda.after(this.latency, () => this.deliver(endpoint, { ...message }));
    });
  }

  deliver(endpoint, message) {
    endpoint.deliver(message);
    this.ledger.waiting -= 1;
    this.ledger.delivered += 1;
  }
}

class LockLost extends Error {}

class Queue {
  #agenda;
  #ledger;
  #draws;
  #lock;
  #next = 1;
  #messages = new Map();
  #available = [];
  #first = 0;
  #locks = new Map();
  #waiting = [];

  constructor(agenda, ledger, seed, lock) {
    this.#agenda = agenda;
    this.#ledger = ledger;
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
    this.#ledger.completed += 1;
  }

  #release(token) {
    const lock = this.#locks.get(token);
    if (lock === undefined) return;
    this.#locks.delete(token);
    this.#available.splice(this.#first, 0, lock.held.sequence);
  }
}

class Consumer {
  done = 0;

  constructor(agenda, queue, work, latency) {
    Object.assign(this, { agenda, queue, work, latency });
  }

  receive() {
    const delivery = this.queue.receive();
    if (delivery === undefined) return this.queue.wait(() => this.receive());
    this.agenda.after(this.latency, () => this.agenda.after(this.work, () => this.settle(delivery)));
  }

  settle({ token }) {
    this.agenda.after(this.latency, () => {
      const answer = this.#complete(token);
      // The program goes on when it has heard what became of its call.
      this.agenda.after(this.latency, () => {
        if (answer === undefined) this.done += 1;
        this.receive();
      });
    });
  }

  // What the queue answers: nothing, or its refusal.
  #complete(token) {
    try {
      this.queue.complete(token);
      return undefined;
    } catch (error) {
      if (error instanceof LockLost) return error;
      throw error;
    }
  }
}

export class PlainLine {
  constructor({ devices, pace, work, lock, latency, routes }) {
    this.agenda = new Agenda();
    this.ledger = { sent: 0, accepted: 0, routed: 0, opened: 0, waiting: 0, delivered: 0, completed: 0 };
    this.queue = new Queue(this.agenda, this.ledger, 1, lock);
    const endpoints = routes.map((condition) => ({ condition, endpoint: this.queue }));
    this.hub = new Hub(this.agenda, this.ledger, endpoints, latency);
    for (let n = 0; n < devices; n += 1) {
      const id = `device-${String(n).padStart(4, "0")}`;
      const { agenda, hub, ledger } = this;
      const device = new Device(id, { agenda, hub, ledger, seed: n, pace, latency });
      this.agenda.after(n * 3, () => device.send());
    }
    new Consumer(this.agenda, this.queue, work, latency).receive();
  }

  run(completed) {
    while (this.ledger.completed < completed) this.agenda.step();
    const { opened, waiting, delivered } = this.ledger;
    if (opened !== waiting + delivered) throw new Error("the books do not balance");
    return this.ledger.completed;
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
