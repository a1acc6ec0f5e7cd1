/** One page load in a simulated browser: the real screen, driver, socket and vault, and when it is to be woken. */

import { AsyncLocalStorage } from "node:async_hooks";
import { signal } from "@preact/signals-core";
import { createScreen, type Driver } from "../../src/core/driver.ts";
import * as foresee from "../../src/core/foresee.ts";
import type { Painted, Sight } from "../../src/core/glass.ts";
import { hexOf, LOAD_RANDOM_BYTES } from "../../src/core/ids.ts";
import { type PageData, prefixOf, type Screen } from "../../src/core/screen.ts";
import type { Input } from "../../src/core/state.ts";
import { tell } from "../../src/core/tell.ts";
import type { Foresight } from "../../src/core/view.ts";
import { DeviceVault } from "../../src/sync/device-vault.ts";
import { LateVault } from "../../src/sync/late-vault.ts";
import { Socket } from "../../src/sync/socket.ts";
import { Chance } from "../chance.ts";
import type { Device } from "./device.ts";
import type { Disk } from "./disk.ts";
import { paintedOn } from "./glass.ts";
import { Witness } from "./witness.ts";

/** What the server wrote into the page, and who loads it. */
export interface Spec {
  readonly name: string;
  readonly page: "station" | "expo" | "pos";
  /** One, or several with a plus between them; none: a waiter's. */
  readonly station: string;
  readonly role: "cook" | "expo" | "waiter";
  readonly schema: string;
  readonly seed: number;
}

/** Shortest sleep of the ticker, ms, as in `src/sync/ticker.ts`. */
const LEAST_MS = 4;

/** From what was drawn to what is seen, ms. */
const PAINT_MS = 50;

const running = new AsyncLocalStorage<Page>();

/** The page whose script runs now. */
export function page(): Page {
  const current = running.getStore();
  if (current === undefined) throw new Error("no page runs now");
  return current;
}

export class Page {
  readonly name: string;
  readonly device: Device;
  readonly load: string;
  readonly chance: Chance;
  readonly driver: Driver;
  readonly witness: Witness;
  readonly stations: readonly string[];
  /** Where on its device this page keeps what it holds. */
  readonly shelf: string;
  readonly listeners = new Map<string, (() => void)[]>();
  dead = false;
  #wake = 0;
  /** A picture is on its way to the glass. */
  #painting = false;
  readonly #sights = new Set<string>();

  constructor(device: Device, spec: Spec) {
    const { name, station, role, schema, seed } = spec;
    this.name = name;
    this.device = device;
    this.stations = station === "" ? [] : station.split("+");
    this.shelf = `${spec.page}/${station}`;
    this.chance = new Chance(seed);
    this.load = hexOf(this.#bytes(LOAD_RANDOM_BYTES));
    const data: PageData = {
      page: spec.page,
      stations: this.stations,
      screens: {},
      role,
      schema,
      language: "en",
      languages: ["en"],
      texts: {},
      app: "simulated",
      store: "main",
      undo_ms: 5_000,
    };
    this.witness = new Witness(name, device.tell);
    const tell = (input: Input) => this.hear(input);
    this.driver = this.run(() =>
      createScreen({
        page: data,
        device: prefixOf(data) + name,
        load: this.load,
        transport: new Socket("ws://kitchen/ws", tell),
        vault: new LateVault(this.#vault(data, tell), tell),
        clock: { mono: () => device.mono(), wall: () => device.wall() },
        ids: { bytes: (count) => this.#bytes(count), random: () => this.chance.next() },
        foresight: signal<Foresight>(foresee),
      }),
    );
    this.hear({ on: "tick" });
  }

  get screen(): Screen {
    return this.driver.screen;
  }

  get disk(): Disk {
    return this.device.disk;
  }

  run<T>(work: () => T): T {
    return running.run(this, work);
  }

  hear(input: Input): void {
    if (this.dead) return;
    this.watched(() => this.driver.feed(input), input);
  }

  /** Whatever the page does, the witness sees what it knew before and after. */
  watched<T>(work: () => T, input: Input | null): T {
    const before = this.driver.machine;
    const result = this.run(work);
    const after = this.driver.machine;
    this.witness.look(before, after, input);
    if (after.visible && (after.replica !== before.replica || after.visible !== before.visible)) this.#paint();
    this.#sleep();
    return result;
  }

  /** What is drawn now is on the glass only with the next frame. */
  #paint(): void {
    if (this.#painting) return;
    this.#painting = true;
    const { position } = this.screen.sync.value;
    const painted = paintedOn(this.screen);
    this.device.agenda.at(this.device.agenda.now + PAINT_MS, () => {
      this.#painting = false;
      if (this.dead || !this.driver.machine.visible) return;
      this.device.tell("painted", this.name, position, this.#fresh(painted));
      this.watched(() => this.screen.painted(painted, position, tell), null);
      if (this.driver.machine.replica.seq !== position) this.#paint();
    });
  }

  /** What of it was never painted before. */
  #fresh({ glass }: Painted): readonly Sight[] {
    const fresh = glass.filter(([task, gen]) => !this.#sights.has(`${task} ${gen}`));
    for (const [task, gen] of fresh) this.#sights.add(`${task} ${gen}`);
    return fresh;
  }

  /** It ends; what it had asked of the disk and is not begun never happens. */
  end(politely: boolean): void {
    if (politely) for (const listener of this.listeners.get("pagehide") ?? []) this.run(listener);
    this.dead = true;
    this.device.forget(this);
  }

  #sleep(): void {
    const due = Math.max(LEAST_MS, this.driver.nextTick() - this.device.mono());
    const at = this.device.agenda.now + Math.ceil(due);
    if (this.#wake > this.device.agenda.now && this.#wake <= at) return;
    this.#wake = at;
    this.device.agenda.at(at, () => {
      if (this.#wake === at) this.hear({ on: "tick" });
    });
  }

  async #vault(data: PageData, tell: (input: Input) => void): Promise<DeviceVault> {
    const { schema, store } = data;
    const owner = { page: this.shelf, load: this.load, schema, store, born: this.device.wall() };
    const vault = new DeviceVault(owner, tell, () => this.device.wall());
    void vault.start();
    return vault;
  }

  #bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.chance.below(256));
  }
}
