/** What is read from and written to the database of a screen, each in one transaction: all of it or nothing. */

import { type Base, type Commit, difference, type KeptEntry } from "../core/vault.ts";
import { type ForkRow, type Head, type LocalDb, type OutboxRow, ofPage } from "./local-db.ts";

/** Commands that were answered are kept this long: as long as a backup may be old, ms. */
const SENT_MS = 24 * 3600 * 1000;

export async function readBase(db: LocalDb, page: string): Promise<Base | null> {
  const tx = db.transaction(["base", "docs"]);
  const [head, docs] = await Promise.all([
    tx.objectStore("base").get(page),
    tx.objectStore("docs").getAll(ofPage(page)),
    tx.done,
  ]);
  return head === undefined ? null : { ...head, docs: new Map(docs.map(({ key, doc }) => [key, doc])) };
}

/** On the disk when it is fulfilled, as far as the system tells the truth. */
export async function writeEntries(db: LocalDb, rows: readonly OutboxRow[]): Promise<void> {
  const tx = db.transaction("outbox", "readwrite", { durability: "strict" });
  await through(tx, () => rows.map((row) => tx.store.put(row)));
}

export interface Written {
  /** Commands that are no longer kept. */
  readonly dropped: readonly string[];
  /** Were there documents of this page before? */
  readonly replaced: boolean;
}

/** `head` is where the documents will stand, if this tab writes them. */
export async function writeCommit(db: LocalDb, commit: Commit, head: Head): Promise<Written> {
  const { page } = head;
  const tx = db.transaction(["base", "docs", "outbox", "sent"], "readwrite", { durability: "relaxed" });
  const [heads, docs] = [tx.objectStore("base"), tx.objectStore("docs")];
  const [outbox, sent] = [tx.objectStore("outbox"), tx.objectStore("sent")];
  const [known, old] = await Promise.all([
    heads.get(page),
    sent.index("at").getAllKeys(IDBKeyRange.upperBound(head.serverMs - SENT_MS)),
  ]);
  // What another tab has written in the meantime is not known here.
  const mine = commit.before !== null && known?.writer === head.writer;
  const held = commit.leads ? head : known;
  const gone = commit.leaving.filter((entry) => held?.term === commit.term && held.seq >= entry.seq);
  await through(tx, () => {
    const works: Promise<unknown>[] = old.map((id) => sent.delete(id));
    if (commit.leads) {
      if (!mine) works.push(docs.delete(ofPage(page)));
      const { puts, dels } = difference(mine ? commit.before : new Map(), commit.docs);
      for (const [key, doc] of puts) works.push(docs.put({ page, key, doc }));
      for (const key of dels) works.push(docs.delete([page, key]));
      works.push(heads.put(head));
    }
    for (const entry of gone) {
      works.push(outbox.delete(entry.id));
      if (entry.result !== "rejected") works.push(sent.put({ ...plain(entry), page, seq: entry.seq }));
    }
    return works;
  });
  return { dropped: gone.map((entry) => entry.id), replaced: known !== undefined };
}

/** Puts a history that the server may no longer have out of the way; up to which row it went, null: nothing of it was there. */
export async function moveAside(
  db: LocalDb,
  page: string,
  isIt: (head: Head) => boolean,
  common: number,
  wallMs: number,
): Promise<number | null> {
  const tx = db.transaction(["base", "docs", "sent", "fork"], "readwrite", { durability: "strict" });
  const [head, docs, sent, keys] = await Promise.all([
    tx.objectStore("base").get(page),
    tx.objectStore("docs").getAll(ofPage(page)),
    tx.objectStore("sent").index("page").getAll(page),
    tx.objectStore("fork").getAllKeys(),
  ]);
  // Another tab may have been quicker, or none could ever be written.
  if (head === undefined || !isIt(head)) return null;
  await through(tx, () => [
    // The oldest first, and no key twice: not in a storage that was cleared either, while a tab still has one of before.
    tx.objectStore("fork").add({ head, common, docs, sent }, Math.max(wallMs, ...keys.map((key) => key + 1))),
    tx.objectStore("base").delete(page),
    tx.objectStore("docs").delete(ofPage(page)),
    ...sent.map(({ id }) => tx.objectStore("sent").delete(id)),
  ]);
  return head.seq;
}

/** What this page has put aside of this store, and where. */
export async function forksOf(
  db: LocalDb,
  page: string,
  store: string,
): Promise<readonly (readonly [number, ForkRow])[]> {
  const forks: [number, ForkRow][] = [];
  for (let at = await db.transaction("fork").store.openCursor(); at; at = await at.continue()) {
    const { head } = at.value;
    if (head.page === page && head.store === store) forks.push([at.key, at.value]);
  }
  return forks;
}

/** It was brought back: the commands that are issued again for it take its place. */
export async function replaceFork(db: LocalDb, key: number, rows: readonly OutboxRow[]): Promise<void> {
  const tx = db.transaction(["outbox", "fork"], "readwrite", { durability: "strict" });
  await through(tx, () => [
    tx.objectStore("fork").delete(key),
    ...rows.map((row) => tx.objectStore("outbox").put(row)),
  ]);
}

/** Page loads that have commands here, each after its page. */
export async function loadsOf(db: LocalDb): Promise<readonly (readonly [page: string, load: string])[]> {
  const loads: [string, string][] = [];
  const index = db.transaction("outbox").store.index("load");
  for (let at = await index.openKeyCursor(null, "nextunique"); at; at = await at.continue()) loads.push(at.key);
  return loads;
}

/** The commands of these page loads, in the order in which they were made. */
export async function entriesOf(db: LocalDb, page: string, loads: readonly string[]): Promise<readonly KeptEntry[]> {
  const rows = await Promise.all(loads.map((load) => db.getAllFromIndex("outbox", "load", [page, load])));
  return rows.flat().sort(byAge).map(plain);
}

function byAge(left: OutboxRow, right: OutboxRow): number {
  return left.born - right.born || (left.load < right.load ? -1 : left.load > right.load ? 1 : left.turn - right.turn);
}

/** What is kept of a command, without what only a page load knows of it. */
export function plain({ cid, n, id, command, atMs, turn }: KeptEntry): KeptEntry {
  return { cid, n, id, command, atMs, turn };
}

/** Where it does not go through, the transaction's own reason is the one that counts. */
async function through(
  tx: { readonly done: Promise<void>; abort(): void },
  requests: () => readonly Promise<unknown>[],
): Promise<void> {
  let asked: readonly Promise<unknown>[];
  try {
    asked = requests();
  } catch (error) {
    tx.done.catch(() => undefined);
    tx.abort();
    throw error;
  }
  await Promise.allSettled([...asked, tx.done]);
  await tx.done;
}
