/** Screens, a server and a bad network in one seeded world; time passes only when it is told to. */

import assert from "node:assert/strict";
import { decode, encode } from "@msgpack/msgpack";
import type { ScreenCommand } from "../src/core/commands.ts";
import type { Ticket } from "../src/core/documents.ts";
import * as foresee from "../src/core/foresee.ts";
import type { ScreenFrame } from "../src/core/frames.ts";
import { deadline, step } from "../src/core/machine.ts";
import { firstMachine, type Input, type Machine } from "../src/core/state.ts";
import { view } from "../src/core/view.ts";
import type { Chance } from "./chance.ts";
import type { FakeServer, Peer } from "./fake-server.ts";

/** One step of the world, ms. */
export const STEP_MS = 50;

/** One socket: what is under way in each direction, and who has noticed that it is gone. */
class Wire implements Peer {
  readonly up: Uint8Array[] = [];
  readonly down: Uint8Array[] = [];
  /** Nothing more arrives at the screen; what it sends may still reach the server. */
  cut = false;
  /** Nothing reaches the server either. */
  mute = false;
  /** The screen has been told of the end. */
  told = false;
  greeted = false;

  send(frame: Readonly<Record<string, unknown>>): void {
    if (!this.cut) this.down.push(encode(frame));
  }

  drop(): void {
    this.cut = true;
    this.up.length = 0;
    this.told = true;
  }
}

export class SimulatedScreen {
  machine: Machine;
  wire: Wire | null = null;
  readonly lingering: Wire[] = [];
  /** Command id → the row its answer named. */
  readonly ended = new Map<string, number>();
  readonly made: string[] = [];
  readonly #chance: Chance;
  readonly #name: string;

  constructor(name: string, chance: Chance) {
    this.#name = name;
    this.#chance = chance;
    this.machine = firstMachine(
      { app: "a", schema: "s", role: "cook", device: name, stations: ["hot"], stream: "store" },
      name,
      0,
      0,
    );
  }

  tickets(): readonly Ticket[] {
    return view(this.machine.replica.docs, this.machine.outbox.entries, foresee).tickets;
  }

  act(command: ScreenCommand, now: number): void {
    const id = `${this.#name}:${this.made.length + 1}`;
    this.made.push(id);
    this.feed({ on: "command", id, command }, now);
  }

  feed(input: Input, now: number): void {
    const before = this.machine;
    const [after, effects] = step(before, input, { mono: now, wall: now, random: this.#chance.next() });
    this.machine = after;
    for (const effect of effects) {
      switch (effect.do) {
        case "open":
          this.#part();
          this.wire = new Wire();
          break;
        case "close":
          this.#part();
          break;
        case "send":
          this.wire?.up.push(encode(effect.frame));
          break;
        case "answered":
          for (const { id, result } of effect.entries) this.ended.set(id, result?.seq ?? Number.NaN);
          break;
        case "refused":
          assert.fail("the outbox is never full here");
      }
    }
    this.#checkLeaving(before, after);
    const { phase, seq } = before.replica;
    assert.ok(after.replica.seq >= seq || (phase.at === "snapping" && phase.fork), "a position falls only on a fork");
  }

  /** Nothing flickers: an entry leaves only when it is answered and the documents have reached its row. */
  #checkLeaving(before: Machine, after: Machine): void {
    const kept = new Set(after.outbox.entries.map((entry) => entry.id));
    for (const { id } of before.outbox.entries) {
      if (!kept.has(id)) assert.ok((this.ended.get(id) ?? Number.NaN) <= after.replica.seq, `${id} left too early`);
    }
  }

  /** An old socket lingers: what it sent may reach the server after the new one has opened. */
  #part(): void {
    if (this.wire === null) return;
    this.wire.cut = true;
    this.lingering.push(this.wire);
    this.wire = null;
  }

  /** Carries some frames, in order, and the news of a lost socket. */
  carry(server: FakeServer, now: number, most: number): void {
    for (const old of this.lingering) uplink(old, server, now, this.#chance.below(3));
    const { wire } = this;
    if (wire !== null && !wire.greeted && !wire.cut) {
      wire.greeted = true;
      this.feed({ on: "opened" }, now);
    }
    if (wire !== null) uplink(wire, server, now, most);
    for (let count = 0; count < most && this.wire === wire; count++) {
      const bytes = wire?.down.shift();
      if (bytes === undefined) break;
      this.feed({ on: "frame", frame: decode(bytes) as Readonly<Record<string, unknown>> }, now);
    }
    if (wire !== null && this.wire === wire && wire.told) {
      server.hangUp(wire);
      this.lingering.push(wire);
      this.wire = null;
      this.feed({ on: "closed", code: 1006 }, now);
    }
    const due = deadline(this.machine);
    if (due !== null && due <= now) this.feed({ on: "tick" }, now);
  }
}

function uplink(wire: Wire, server: FakeServer, now: number, most: number): void {
  for (let count = 0; count < most; count++) {
    const bytes = wire.up.shift();
    if (bytes === undefined || wire.mute) return;
    server.hear(wire, decode(bytes) as ScreenFrame, now);
  }
}
