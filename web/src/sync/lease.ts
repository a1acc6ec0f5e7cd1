/** Who lives, told by heartbeats in IndexedDB, where the browser has no locks. */

import type { LoadRow, LocalDb } from "./local-db.ts";
import type { Member, Tabs } from "./tabs.ts";

const BEAT_MS = 3_000;

/** A page whose heart stood still this long has ended; one that was only asleep does no harm when it wakes up. */
const DEAD_MS = 15_000;

/** Nobody's clock is compared with another's: a heart is watched on the watcher's own. */
export class LeaseTabs implements Tabs {
  readonly #me: Member;
  readonly #db: () => Promise<LocalDb>;
  readonly #seen = new Map<string, { readonly row: LoadRow; readonly atMs: number }>();
  #beat = 0;
  #lead: (() => void) | null = null;

  constructor(me: Member, db: () => Promise<LocalDb>) {
    this.#me = me;
    this.#db = db;
    const beat = () => this.#live().catch(() => undefined);
    setInterval(beat, BEAT_MS);
    addEventListener("pageshow", beat);
    addEventListener("pagehide", () => {
      db()
        .then((open) => open.delete("loads", me.load))
        .catch(() => undefined);
    });
  }

  leading(): Promise<void> {
    return new Promise((lead) => {
      this.#lead = lead;
      this.#live().catch(() => undefined);
    });
  }

  async ended(loads: readonly string[]): Promise<readonly string[]> {
    await this.#live();
    return loads.filter((load) => !this.#alive(load));
  }

  async open(pages: readonly string[]): Promise<ReadonlySet<string>> {
    await this.#live();
    const alive = [...this.#seen.values()].filter(({ row }) => this.#alive(row.load)).map(({ row }) => row.page);
    return new Set(pages.filter((page) => alive.includes(page)));
  }

  async #live(): Promise<void> {
    const { page, load, born } = this.#me;
    this.#beat += 1;
    const tx = (await this.#db()).transaction("loads", "readwrite", { durability: "relaxed" });
    const [rows] = await Promise.all([
      tx.store.getAll(),
      tx.store.put({ page, load, born, beat: this.#beat }),
      tx.done,
    ]);
    const now = performance.now();
    const there = new Set(rows.map((row) => row.load));
    for (const gone of [...this.#seen.keys()].filter((one) => !there.has(one))) this.#seen.delete(gone);
    for (const row of rows) {
      if (this.#seen.get(row.load)?.row.beat !== row.beat) this.#seen.set(row.load, { row, atMs: now });
    }
    const elders = rows.filter((row) => row.page === page && before(row, this.#me) && this.#alive(row.load));
    if (elders.length > 0) return;
    this.#lead?.();
    this.#lead = null;
    await this.#bury();
  }

  async #bury(): Promise<void> {
    const dead = [...this.#seen.keys()].filter((load) => !this.#alive(load));
    const db = await this.#db();
    await Promise.all(dead.map((load) => db.delete("loads", load)));
  }

  #alive(load: string): boolean {
    const seen = this.#seen.get(load);
    return load === this.#me.load || (seen !== undefined && performance.now() - seen.atMs < DEAD_MS);
  }
}

function before(row: LoadRow, me: Member): boolean {
  return row.born < me.born || (row.born === me.born && row.load < me.load);
}
