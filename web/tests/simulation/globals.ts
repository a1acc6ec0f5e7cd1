/** What scripts find around them in a browser, for each simulated page its own. */

import { Range } from "./keys-of-rows.ts";
import { page } from "./pages.ts";

interface Handlers {
  onopen: (() => void) | null;
  onmessage: ((message: { readonly data: ArrayBuffer }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
}

/** Sockets by their number, which is all that the network knows of them. */
export const sockets = new Map<number, SimulatedSocket>();

export class SimulatedSocket implements Handlers {
  static readonly OPEN = 1;
  static count = 0;
  readonly id: number;
  readonly page = page();
  readyState = 0;
  binaryType = "";
  onopen: Handlers["onopen"] = null;
  onmessage: Handlers["onmessage"] = null;
  onclose: Handlers["onclose"] = null;

  constructor() {
    SimulatedSocket.count += 1;
    this.id = SimulatedSocket.count;
    sockets.set(this.id, this);
    this.page.device.tell("open", this.page.name, this.id);
  }

  send(bytes: Uint8Array): void {
    this.page.device.tell("send", this.id, bytes);
  }

  close(): void {
    if (this.readyState < 2) this.page.device.tell("close", this.id);
    this.readyState = 2;
  }

  opened(): void {
    if (this.readyState !== 0) return;
    this.readyState = SimulatedSocket.OPEN;
    this.page.run(() => this.onopen?.());
  }

  frame(bytes: Uint8Array): void {
    if (this.readyState !== SimulatedSocket.OPEN) return;
    const data = new Uint8Array(bytes).buffer;
    this.page.run(() => this.onmessage?.({ data }));
  }

  closed(code: number): void {
    sockets.delete(this.id);
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.page.run(() => this.onclose?.({ code }));
  }
}

const navigator = {
  get locks() {
    const of = page();
    const { locks } = of.device;
    if (locks === null) return undefined;
    return {
      request: (name: string, grant: () => unknown) => locks.request(of, name, grant),
      query: async () => ({ held: locks.names() }),
    };
  },
  storage: { persist: async () => true },
};

/** `run` again and again for as long as the page lives. */
function every(run: () => void, ms: number): void {
  const of = page();
  const { agenda } = of.device;
  const again = () => {
    if (of.dead) return;
    of.run(run);
    agenda.at(agenda.now + ms, again);
  };
  agenda.at(agenda.now + ms, again);
}

function listen(name: string, listener: () => void): void {
  const { listeners } = page();
  listeners.set(name, [...(listeners.get(name) ?? []), listener]);
}

export function furnish(): void {
  const things = {
    navigator,
    performance: { now: () => page().device.mono() },
    setInterval: every,
    addEventListener: listen,
    IDBKeyRange: Range,
    WebSocket: SimulatedSocket,
  };
  for (const [name, value] of Object.entries(things)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
