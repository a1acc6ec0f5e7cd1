/** What a screen keeps in IndexedDB: writes in the order they are asked for, and says what became of each. */

import type { Input } from "../core/state.ts";
import { type Base, type Commit, difference, type KeptEntry, type Trouble, type Vault } from "../core/vault.ts";
import { type Head, type LocalDb, type OutboxRow, ofPage, openLocalDb, troubleOf } from "./local-db.ts";
import { type Tabs, tabsOf } from "./tabs.ts";

/** Commands that were answered are kept this long: as long as a backup may be old, ms. */
const SENT_MS = 24 * 3600 * 1000;

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
  #db: Promise<LocalDb> | null = null;

  constructor(owner: Owner, tell: (input: Input) => void, wall: () => number) {
    this.#owner = owner;
    this.#tell = tell;
    this.#wall = wall;
    this.#tabs = tabsOf(owner, () => this.#open());
  }

  /** Tells what is there, then takes part in who leads. */
  async start(): Promise<void> {
    try {
      this.#tell({ on: "restored", base: await this.#read(), trouble: "" });
    } catch (error) {
      this.#tell({ on: "restored", base: null, trouble: troubleOf(error) });
    }
    // Without it a browser that is short of room may clear this origin first; it may also say no.
    navigator.storage?.persist?.().catch(() => false);
    await this.#tabs.leading();
    this.#tell({ on: "lead" });
    const look = () => this.#adopt().catch(() => undefined);
    await look();
    setInterval(look, ADOPT_MS);
  }

  keep(entries: readonly KeptEntry[]): void {
    const ids = entries.map((entry) => entry.id);
    const { page, load, born } = this.#owner;
    this.#run(
      async (db) => {
        const tx = db.transaction("outbox", "readwrite", { durability: "strict" });
        const puts = entries.map((entry) => tx.store.put({ ...plain(entry), page, load, born }));
        await through(tx.done, puts);
        this.#tell({ on: "kept", ids });
      },
      (trouble) => this.#tell({ on: "unkept", ids, trouble }),
    );
  }

  commit(commit: Commit, serverMs: number): void {
    this.#run(
      async (db) => this.#tell({ on: "committed", dropped: await this.#write(db, commit, serverMs) }),
      (trouble) => this.#tell({ on: "uncommitted", trouble }),
    );
  }

  setAside(term: string, common: number): void {
    this.#run(
      (db) => this.#moveAside(db, term, common),
      (trouble) => this.#tell({ on: "uncommitted", trouble }),
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

  async #lost(): Promise<void> {
    this.#db = null;
    try {
      const db = await this.#open();
      if ((await db.get("base", this.#owner.page)) === undefined) this.#tell({ on: "wiped" });
    } catch (error) {
      this.#tell({ on: "uncommitted", trouble: troubleOf(error) });
    }
  }

  async #read(): Promise<Base | null> {
    const tx = (await this.#open()).transaction(["base", "docs"]);
    const { page } = this.#owner;
    const [head, docs] = await Promise.all([
      tx.objectStore("base").get(page),
      tx.objectStore("docs").getAll(ofPage(page)),
      tx.done,
    ]);
    return head === undefined ? null : { ...head, docs: new Map(docs.map(({ key, doc }) => [key, doc])) };
  }

  async #write(db: LocalDb, commit: Commit, serverMs: number): Promise<readonly string[]> {
    const { page, load, schema, store } = this.#owner;
    const tx = db.transaction(["base", "docs", "outbox", "sent"], "readwrite", { durability: "relaxed" });
    const [heads, docs, outbox, sent] = [
      tx.objectStore("base"),
      tx.objectStore("docs"),
      tx.objectStore("outbox"),
      tx.objectStore("sent"),
    ];
    const [known, old] = await Promise.all([
      heads.get(page),
      sent.index("at").getAllKeys(IDBKeyRange.upperBound(serverMs - SENT_MS)),
    ]);
    const { term, seq } = commit;
    const head: Head = { page, writer: load, term, seq, schema, store, serverMs, aheadMs: serverMs - this.#wall() };
    const works: Promise<unknown>[] = old.map((id) => sent.delete(id));
    if (commit.leads) {
      works.push(heads.put(head));
      // What another tab has written in the meantime is not known here.
      const mine = commit.before !== null && known?.writer === load;
      if (!mine) works.push(docs.delete(ofPage(page)));
      const { puts, dels } = difference(mine ? commit.before : new Map(), commit.docs);
      for (const [key, doc] of puts) works.push(docs.put({ page, key, doc }));
      for (const key of dels) works.push(docs.delete([page, key]));
    }
    const held = commit.leads ? head : known;
    const gone = commit.leaving.filter((entry) => held?.term === term && held.seq >= entry.seq);
    for (const entry of gone) {
      works.push(outbox.delete(entry.id));
      if (entry.result !== "rejected") works.push(sent.put({ ...plain(entry), page, seq: entry.seq }));
    }
    await through(tx.done, works);
    return gone.map((entry) => entry.id);
  }

  async #moveAside(db: LocalDb, term: string, common: number): Promise<void> {
    const { page } = this.#owner;
    const tx = db.transaction(["base", "docs", "sent", "fork"], "readwrite", { durability: "strict" });
    const [head, docs, sent] = await Promise.all([
      tx.objectStore("base").get(page),
      tx.objectStore("docs").getAll(ofPage(page)),
      tx.objectStore("sent").index("page").getAll(page),
    ]);
    // Another tab may have been quicker.
    if (head?.term !== term) return;
    await through(tx.done, [
      tx.objectStore("fork").add({ head, common, docs, sent }),
      tx.objectStore("base").delete(page),
      tx.objectStore("docs").delete(ofPage(page)),
      ...sent.map(({ id }) => tx.objectStore("sent").delete(id)),
    ]);
  }

  async #adopt(): Promise<void> {
    const db = await this.#open();
    const loads = new Set<string>();
    const index = db.transaction("outbox").store.index("load");
    for (let at = await index.openKeyCursor(ofPage(this.#owner.page), "nextunique"); at; at = await at.continue())
      loads.add(at.key[1]);
    loads.delete(this.#owner.load);
    if (loads.size === 0) return;
    const dead = await this.#tabs.ended([...loads]);
    const rows = await Promise.all(
      dead.map((load) => db.getAllFromIndex("outbox", "load", IDBKeyRange.only([this.#owner.page, load]))),
    );
    const entries = rows.flat().sort(byAge);
    if (entries.length > 0) this.#tell({ on: "adopted", entries: entries.map(plain) });
  }
}

function byAge(left: OutboxRow, right: OutboxRow): number {
  return left.born - right.born || (left.load < right.load ? -1 : left.load > right.load ? 1 : left.turn - right.turn);
}

/** What is kept of a command, without what only this page load knows of it. */
function plain({ cid, n, id, command, atMs, turn }: KeptEntry): KeptEntry {
  return { cid, n, id, command, atMs, turn };
}

/** The connection was closed under the work, or could not be used any more. */
function isClosed(error: unknown): boolean {
  return error instanceof DOMException && ["InvalidStateError", "AbortError", "UnknownError"].includes(error.name);
}

/** Until the transaction is through; where it is not, its own reason is the one that counts. */
async function through(done: Promise<void>, requests: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled([...requests, done]);
  await done;
}
