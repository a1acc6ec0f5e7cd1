/** What one tab keeps on a fake device, answered when the device gets to it. */

import * as work from "../src/core/bringing.ts";
import { planFork } from "../src/core/forks.ts";
import type { Docs } from "../src/core/replica.ts";
import type { Input } from "../src/core/state.ts";
import { type Base, type Commit, difference, type KeptEntry, type Trouble, type Vault } from "../src/core/vault.ts";
import type { Disk, FakeDevice } from "./fake-device.ts";

export class FakeVault implements Vault {
  readonly load: string;
  readonly tell: (input: Input) => void;
  readonly #device: FakeDevice;
  readonly #born: number;

  constructor(device: FakeDevice, load: string, born: number, tell: (input: Input) => void) {
    this.#device = device;
    this.load = load;
    this.#born = born;
    this.tell = tell;
    device.tabs.push(this);
    device.ask(load, () => tell({ on: "restored", base: device.disk.base, trouble: device.trouble }));
    device.ask(load, () => device.look());
  }

  keep(entries: readonly KeptEntry[]): void {
    const ids = entries.map((entry) => entry.id);
    this.#try(
      { on: "kept", ids },
      (trouble) => ({ on: "unkept", ids, trouble }),
      (disk) => {
        const rows = entries.map((entry) => [entry.id, { ...entry, load: this.load, born: this.#born }] as const);
        this.#device.write({ ...disk, outbox: new Map([...disk.outbox, ...rows]) }, true);
      },
    );
  }

  commit(commit: Commit, serverMs: number): void {
    const dropped: string[] = [];
    this.#try(
      { on: "committed", dropped },
      (trouble) => ({ on: "uncommitted", trouble }),
      (disk) => {
        const base = commit.leads ? this.#merged(disk, commit, serverMs) : disk.base;
        const gone = commit.leaving.filter((one) => base?.term === commit.term && base.seq >= one.seq);
        dropped.push(...gone.map((one) => one.id));
        const outbox = new Map([...disk.outbox].filter(([id]) => !dropped.includes(id)));
        const sent = new Map([...disk.sent, ...gone.map((one) => [one.id, one] as const)]);
        this.#device.write({ ...disk, base, writer: commit.leads ? this.load : disk.writer, outbox, sent }, false);
      },
    );
  }

  setAside(term: string, common: number, docs: Docs): void {
    this.#device.ask(this.load, () => {
      const { disk, trouble, tabs } = this.#device;
      if (trouble !== "") return this.tell({ on: "forks", forks: [planFork(0, common, docs.values(), [])], work });
      if (disk.base?.term === term) {
        this.#device.asides += 1;
        const fork = { key: this.#device.asides, base: disk.base, common, sent: disk.sent };
        this.#device.write({ ...disk, base: null, sent: new Map(), forks: [...disk.forks, fork] }, true);
      }
      this.tell({ on: "forks", forks: tabs[0] === this ? this.#device.plans() : [], work });
    });
  }

  salvaged(key: number, entries: readonly KeptEntry[]): void {
    const ids = entries.map((entry) => entry.id);
    this.#try(
      { on: "kept", ids },
      (trouble) => ({ on: "unkept", ids, trouble }),
      (disk) => {
        const rows = entries.map((entry) => [entry.id, { ...entry, load: this.load, born: this.#born }] as const);
        const forks = disk.forks.filter((fork) => fork.key !== key);
        this.#device.write({ ...disk, outbox: new Map([...disk.outbox, ...rows]), forks }, true);
      },
    );
  }

  #merged(disk: Disk, { before, docs, term, seq }: Commit, serverMs: number): Base {
    const mine = before !== null && disk.writer === this.load && disk.base !== null;
    const merged = new Map(mine ? disk.base.docs : []);
    const { puts, dels } = difference(mine ? before : new Map(), docs);
    for (const [key, doc] of puts) merged.set(key, doc);
    for (const key of dels) merged.delete(key);
    return { docs: merged, term, seq, schema: "s", store: "one", aheadMs: 0, serverMs };
  }

  #try(done: Input, failed: (trouble: Trouble) => Input, work: (disk: Disk) => void): void {
    this.#device.ask(this.load, () => {
      const { trouble } = this.#device;
      if (trouble === "") work(this.#device.disk);
      this.tell(trouble === "" ? done : failed(trouble));
    });
  }
}

/** Keeps at once whatever it is given, and answers before the call returns. */
export function instantVault(tell: (input: Input) => void): Vault {
  return {
    keep: (entries) => tell({ on: "kept", ids: entries.map((entry) => entry.id) }),
    commit: (commit) => tell({ on: "committed", dropped: commit.leaving.map((one) => one.id) }),
    setAside: () => tell({ on: "forks", forks: [], work }),
    salvaged: (_, entries) => tell({ on: "kept", ids: entries.map((entry) => entry.id) }),
  };
}
