/** The storage of one device and the tabs that share it: transactions in order, some of them lost in a power cut. */

import * as work from "../src/core/bringing.ts";
import type { Ticket } from "../src/core/documents.ts";
import { planFork } from "../src/core/forks.ts";
import type { Base, Fork, KeptEntry, Leaving, Trouble } from "../src/core/vault.ts";
import type { Chance } from "./chance.ts";
import type { FakeVault } from "./fake-vault.ts";

interface Row extends KeptEntry {
  readonly load: string;
  readonly born: number;
}

export interface PutAside {
  readonly key: number;
  readonly base: Base;
  readonly common: number;
  readonly sent: ReadonlyMap<string, Leaving>;
}

export interface Disk {
  readonly base: Base | null;
  readonly writer: string;
  readonly outbox: ReadonlyMap<string, Row>;
  readonly sent: ReadonlyMap<string, Leaving>;
  readonly forks: readonly PutAside[];
}

const EMPTY: Disk = { base: null, writer: "", outbox: new Map(), sent: new Map(), forks: [] };

export class FakeDevice {
  /** While set, nothing can be written. */
  trouble: Trouble | "" = "";
  disk = EMPTY;
  asides = 0;
  /** States that a power cut may leave: the last one that is surely on the disk, and those after it. */
  #possible: Disk[] = [EMPTY];
  #queue: { readonly of: string; readonly run: () => void }[] = [];
  readonly tabs: FakeVault[] = [];
  /** Tickets that were on the disk when the server was last restored, and that no mishap has taken since. */
  readonly owed = new Map<string, Ticket>();
  /** Commands that were shown as done since they were durable. */
  readonly durable = new Set<string>();
  /** Commands that were answered, to whichever tab. */
  readonly ended = new Set<string>();

  ask(of: string, run: () => void): void {
    this.#queue.push({ of, run });
  }

  /** Some of the transactions that wait are carried out. */
  work(most: number): void {
    for (let count = 0; count < most; count++) this.#queue.shift()?.run();
  }

  write(disk: Disk, strict: boolean): void {
    this.disk = disk;
    this.#possible = strict ? [disk] : [...this.#possible, disk];
  }

  /** A tab ends without a word: what it had asked for is partly done. */
  kill(tab: FakeVault, chance: Chance): void {
    this.work(chance.below(3));
    this.#queue = this.#queue.filter((one) => one.of !== tab.load);
    this.tabs.splice(this.tabs.indexOf(tab), 1);
  }

  /** Nothing that was asked for is carried out any more; what was not yet on the disk may be lost. */
  losePower(chance: Chance): void {
    this.#queue = [];
    this.owed.clear();
    const left = chance.pick(this.#possible) ?? EMPTY;
    this.disk = left;
    this.#possible = [left];
  }

  /** Somebody clears it while tabs are open: they write anew what they hold, the rest is gone and nobody can help it. */
  wipe(): void {
    this.owed.clear();
    for (const id of this.disk.outbox.keys()) this.durable.delete(id);
    this.disk = EMPTY;
    this.#possible = [EMPTY];
    for (const tab of this.tabs) this.ask(tab.load, () => tab.tell({ on: "wiped" }));
  }

  /** The server was restored: what is here is owed to it. */
  owe(): void {
    for (const base of [...this.disk.forks.map((fork) => fork.base), this.disk.base])
      for (const doc of base?.docs.values() ?? []) if (doc.kind === "ticket") this.owed.set(doc.value.id, doc.value);
  }

  /** What is to be brought back. */
  plans(): readonly Fork[] {
    return this.disk.forks.map(({ key, common, base, sent }) =>
      planFork(key, common, base.docs.values(), [...sent.values()]),
    );
  }

  /** The eldest tab leads; it also looks for what the dead have left. */
  look(): void {
    const [eldest] = this.tabs;
    if (eldest === undefined) return;
    eldest.tell({ on: "lead" });
    eldest.tell({ on: "forks", forks: this.plans(), work });
    const alive = new Set(this.tabs.map((tab) => tab.load));
    const left = [...this.disk.outbox.values()].filter((row) => !alive.has(row.load));
    left.sort((one, other) => one.born - other.born || (one.load < other.load ? -1 : 1) || one.turn - other.turn);
    if (left.length > 0) eldest.tell({ on: "adopted", entries: left });
  }
}
