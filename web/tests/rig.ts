/** One screen under test with its clock in the hand of the test, and the frames a server sends it. */

import { restored } from "../src/core/local.ts";
import { step } from "../src/core/machine.ts";
import { type Effect, firstMachine, type Input, type Machine } from "../src/core/state.ts";

export const IDENTITY = {
  app: "a1",
  schema: "s1",
  role: "cook",
  device: "hot-1",
  stations: ["hot"],
  stream: "store",
  store: "one",
};
export const TERM = "0123456789abcdef";
export const BUMP = { kind: "bump", ticket: "t", tasks: [{ task: "t-0.0.0", gen: 1 }] } as const;

export class Rig {
  machine: Machine = restored(firstMachine(IDENTITY, "load", 0, 0), null, "", 0);
  mono = 0;
  /** How far the device's wall clock is ahead of its monotonic one. */
  wallAhead = 0;
  random = 0.5;
  effects: Effect[] = [];

  feed(input: Input, mono = this.mono): this {
    this.mono = mono;
    const [machine, effects] = step(this.machine, input, { mono, wall: mono + this.wallAhead, random: this.random });
    this.machine = machine;
    this.effects.push(...effects);
    return this;
  }

  frame(frame: object, mono = this.mono): this {
    return this.feed({ on: "frame", frame: frame as Readonly<Record<string, unknown>> }, mono);
  }

  /** What happened since the last look, in short; what is written on the device has its own tests. */
  look(): readonly string[] {
    const seen = this.effects
      .filter((effect) => effect.do !== "keep" && effect.do !== "commit")
      .map((effect) => (effect.do === "send" ? effect.frame.t : effect.do));
    this.effects = [];
    return seen;
  }

  sent(): readonly { readonly t: string; readonly [key: string]: unknown }[] {
    return this.effects.flatMap((effect) => (effect.do === "send" ? [effect.frame] : []));
  }

  /** The commands of the first `cmd` that was sent: its cid, and number and id of each. */
  commands(): readonly [string, readonly (readonly [number, string])[]] {
    const [cmd] = this.effects.flatMap((effect) =>
      effect.do === "send" && effect.frame.t === "cmd" ? [effect.frame] : [],
    );
    return [cmd?.cid ?? "", cmd?.items.map(({ n, id }) => [n, id] as const) ?? []];
  }

  /** How many commands each frame that was sent holds. */
  sizes(): readonly number[] {
    return this.effects.flatMap((effect) =>
      effect.do === "send" && effect.frame.t === "cmd" ? [effect.frame.items.length] : [],
    );
  }

  /** Connected, with an empty snapshot at `seq`. */
  join(seq = 10): this {
    this.feed({ on: "tick" }).feed({ on: "opened" }).frame(welcome());
    this.frame(sub("snap", seq)).frame(snap(seq, 0, true));
    this.effects = [];
    return this;
  }
}

export const welcome = (version = 1) => ({
  t: "welcome",
  version,
  term: TERM,
  schema: "s1",
  t0: 0,
  t1: 0,
  t2: 0,
  limits: {},
  oldest_app: "",
});
export const sub = (mode: string, head: number, lmid = {}) => ({
  t: "sub",
  stream: "store",
  mode,
  head,
  floor: 0,
  common: 0,
  lmid,
});
export const snap = (seq: number, part: number, last: boolean, docs: readonly object[] = []) => ({
  t: "snap",
  stream: "store",
  term: TERM,
  seq,
  part,
  last,
  docs,
});
export const ev = (from: number, to: number, more = {}) => ({
  t: "ev",
  stream: "store",
  term: TERM,
  from,
  to,
  puts: [],
  dels: [],
  cause: [],
  lmid: {},
  ...more,
});
export const ping = (head: number, more = {}) => ({
  t: "ping",
  time: 0,
  heads: { store: head },
  health: "ok",
  ...more,
});
export const ack = (n: number, seq: number, more = {}) => ({
  t: "ack",
  cid: "load",
  items: [{ n, result: "ok", seq, ...more }],
});
export const put = (id: string, ver: number) => ({ id: `dish/${id}`, ver, doc: { sku: id, name: id } });

export const waiting = (rig: Rig) => rig.machine.outbox.entries.map((entry) => entry.n);
