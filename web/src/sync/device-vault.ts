/** What a screen keeps in IndexedDB: writes in the order they are asked for, and says what became of each. */

import type { Input } from "../core/state.ts";
import type { Commit, Held, KeptEntry, Leaving, Trouble, Vault } from "../core/vault.ts";
import { Aside } from "./aside.ts";
import { unsentElsewhere } from "./elsewhere.ts";
import { type LocalDb, type OutboxRow, openLocalDb, troubleOf } from "./local-db.ts";
import { type Tabs, tabsOf } from "./tabs.ts";
import { entriesOf, loadsOf, plain, readBase, replaceFork, writeCommit, writeEntries } from "./transactions.ts";

/** The tab that leads looks for what ended page loads have left this often, ms. */
const ADOPT_MS = 5_000;

/** Whose things these are. */
export interface Owner {
  /** Name of the page; each keeps its own documents. */
  readonly page: string;
  readonly load: string;
  readonly schema: string;
  readonly store: string;
  /** When this page was loaded, device clock in ms. */
  readonly born: number;
}

export class DeviceVault implements Vault {
  readonly #owner: Owner;
  readonly #tell: (input: Input) => void;
  readonly #wall: () => number;
  readonly #tabs: Tabs;
  readonly #aside: Aside;
  #db: Promise<LocalDb> | null = null;
  /** Documents of this page were seen in the database. */
  #there = false;
  #leads = false;
  /** What was told last. */
  #elsewhere = "[]";

  constructor(owner: Owner, tell: (input: Input) => void, wall: () => number) {
    this.#owner = owner;
    this.#tell = tell;
    this.#wall = wall;
    this.#tabs = tabsOf(owner, () => this.#open());
    this.#aside = new Aside(owner, tell, wall);
  }

  /** Tells what is there, then takes part in who leads. */
  async start(): Promise<void> {
    try {
      const base = await readBase(await this.#open(), this.#owner.page);
      this.#there = base !== null;
      this.#tell({ on: "restored", base, trouble: "" });
    } catch (error) {
      this.#tell({ on: "restored", base: null, trouble: troubleOf(error) });
    }
    // Without it a browser that is short of room may clear this origin first; it may also say no.
    navigator.storage?.persist?.().catch(() => false);
    await this.#tabs.leading();
    this.#leads = true;
    this.#tell({ on: "lead" });
    const nothing = () => undefined;
    this.#run((db) => this.#aside.forks(db, true), nothing);
    const look = () => Promise.all([this.#adopt(), this.#lookElsewhere()]).catch(nothing);
    await look();
    setInterval(look, ADOPT_MS);
  }

  keep(entries: readonly KeptEntry[]): void {
    this.#keep(entries, writeEntries);
  }

  salvaged(key: number, entries: readonly KeptEntry[]): void {
    this.#aside.issued(entries);
    this.#keep(entries, (db, rows) => replaceFork(db, key, rows));
  }

  #keep(entries: readonly KeptEntry[], write: (db: LocalDb, rows: readonly OutboxRow[]) => Promise<void>): void {
    const { page, load, born } = this.#owner;
    const ids = entries.map((entry) => entry.id);
    const rows = entries.map((entry) => ({ ...plain(entry), page, load, born }));
    this.#run(
      async (db) => {
        await write(db, rows);
        this.#tell({ on: "kept", ids });
      },
      (trouble) => this.#tell({ on: "unkept", ids, trouble }),
    );
  }

  commit(commit: Commit, serverMs: number): void {
    const { page, load: writer, schema, store } = this.#owner;
    const { term, seq } = commit;
    const head = { page, writer, term, seq, schema, store, serverMs, aheadMs: serverMs - this.#wall() };
    this.#run(
      async (db) => {
        if (commit.leads && commit.unread && (await this.#aside.putUnread(db))) this.#there = false;
        const leaving = commit.leaving.filter((entry) => !this.#aside.isPast(entry));
        const { dropped, replaced } = await writeCommit(db, { ...commit, leaving }, head);
        this.#tell({ on: "committed", dropped });
        if (commit.leads && this.#there && !replaced) await this.#missed(db);
        this.#there ||= commit.leads;
      },
      (trouble) => this.#tell({ on: "uncommitted", trouble }),
    );
  }

  setAside(held: Held, common: number, leaving: readonly Leaving[]): void {
    this.#run(
      async (db) => {
        await this.#aside.put(db, this.#leads, held, common, leaving);
        this.#there &&= !this.#leads;
      },
      (trouble) => {
        this.#tell({ on: "uncommitted", trouble });
        this.#aside.own(held, common, leaving);
      },
    );
  }

  #open(): Promise<LocalDb> {
    const opening = this.#db ?? openLocalDb(() => this.#lost());
    this.#db = opening;
    opening.catch(() => {
      if (this.#db === opening) this.#db = null;
    });
    return opening;
  }

  /** A write that met the end of its connection is tried once on a new one. */
  async #run(work: (db: LocalDb) => Promise<void>, failed: (trouble: Trouble) => void): Promise<void> {
    for (let last = false; ; last = true) {
      const opening = this.#open();
      try {
        return await work(await opening);
      } catch (error) {
        if (last || !isClosed(error)) return failed(troubleOf(error));
        if (this.#db === opening) this.#db = null;
      }
    }
  }

  /** The connection was ended: by somebody who clears the storage, most likely. What it held is looked for again. */
  #lost(): void {
    this.#db = null;
    this.#run(
      async (db) => {
        if (this.#there && (await readBase(db, this.#owner.page)) === null) await this.#missed(db);
      },
      (trouble) => this.#tell({ on: "uncommitted", trouble }),
    );
  }

  /** What was there is not: it was cleared, unless another tab has put it aside, which only the tab that leads takes up. */
  async #missed(db: LocalDb): Promise<void> {
    if (await this.#aside.any(db)) return;
    this.#there = false;
    this.#tell({ on: "wiped" });
  }

  async #adopt(): Promise<void> {
    const { page, load } = this.#owner;
    const db = await this.#open();
    const loads = await loadsOf(db);
    const others = loads.flatMap(([of, one]) => (of === page && one !== load ? [one] : []));
    if (others.length === 0) return;
    const entries = await entriesOf(db, page, await this.#tabs.ended(others));
    if (entries.length > 0) this.#tell({ on: "adopted", entries });
  }

  async #lookElsewhere(): Promise<void> {
    const unsent = await unsentElsewhere(await this.#open(), (pages) => this.#tabs.open(pages));
    const told = JSON.stringify(unsent);
    if (told === this.#elsewhere) return;
    this.#elsewhere = told;
    this.#tell({ on: "elsewhere", unsent });
  }
}

/** The connection was closed under the work, or could not be used any more. */
function isClosed(error: unknown): boolean {
  return error instanceof DOMException && ["InvalidStateError", "AbortError", "UnknownError"].includes(error.name);
}
