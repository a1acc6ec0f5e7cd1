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
import type { FakeDevice } from "./fake-device.ts";
import type { FakeServer, Peer } from "./fake-server.ts";
import { FakeVault } from "./fake-vault.ts";

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

/** One tab on a device; it may be loaded anew at any time. */
export class SimulatedScreen {
  machine: Machine;
  wire: Wire | null = null;
  readonly lingering: Wire[] = [];
  readonly made: string[] = [];
  /** Command id → the row its answer named, told to this tab. */
  readonly #answered = new Map<string, number>();
  readonly #chance: Chance;
  readonly #name: string;
  readonly device: FakeDevice;
  #vault: FakeVault;
  #loads = 0;
  #now = 0;

  constructor(name: string, chance: Chance, device: FakeDevice) {
    this.#name = name;
    this.#chance = chance;
    this.device = device;
    [this.machine, this.#vault] = this.#loaded(0);
  }

  /** The page is loaded anew: by a person, after its renderer was killed, or with the device's power. */
  reload(now: number): void {
    this.device.kill(this.#vault, this.#chance);
    this.#part();
    [this.machine, this.#vault] = this.#loaded(now);
  }

  /** The same tab, whose page is new. */
  #loaded(now: number): [Machine, FakeVault] {
    this.#loads += 1;
    const load = `${this.#name}.${this.#loads}`;
    const vault: FakeVault = new FakeVault(this.device, load, now, (input) => this.feed(input, this.#now));
    const stations = ["hot"];
    const identity = { app: "a", schema: "s", role: "cook", device: load, stations, stream: "store", store: "one" };
    return [firstMachine(identity, load, now, now), vault];
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
    this.#now = now;
    if (input.on === "kept") for (const id of input.ids) this.device.durable.add(id);
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
        case "keep":
          this.#vault.keep(effect.entries);
          break;
        case "commit":
          this.#vault.commit(effect.commit, now);
          break;
        case "aside":
          this.#vault.setAside(effect.term, effect.common, effect.docs);
          break;
        case "salvaged":
          this.#vault.salvaged(effect.key, effect.entries);
          break;
        case "answered":
          for (const { id, result } of effect.entries) {
            this.device.ended.add(id);
            this.#answered.set(id, result?.seq ?? Number.NaN);
          }
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
      if (!kept.has(id)) assert.ok((this.#answered.get(id) ?? Number.NaN) <= after.replica.seq, `${id} left too early`);
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
    this.#now = now;
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
