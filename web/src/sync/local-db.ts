/** The database of this browser: what is in it, and how it is opened. One for all screens of a server. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Doc } from "../core/replica.ts";
import type { Base, KeptEntry, Trouble } from "../core/vault.ts";

const NAME = "kds";
const VERSION = 1;

/** Where the documents of a page stand; `writer` is the page load that wrote them last. */
export interface Head extends Omit<Base, "docs"> {
  readonly page: string;
  readonly writer: string;
}

export interface DocRow {
  readonly page: string;
  readonly key: string;
  readonly doc: Doc;
}

/** A command that waits, and the page load that made it; `born` orders page loads, by the device's clock. */
export interface OutboxRow extends KeptEntry {
  readonly page: string;
  readonly load: string;
  readonly born: number;
}

/** A command that the server has answered, kept for a day: after a fork the server may have lost it. */
export interface SentRow extends KeptEntry {
  readonly page: string;
  readonly seq: number;
}

/** A history that the server no longer has, until it is salvaged. */
export interface ForkRow {
  readonly head: Head;
  readonly common: number;
  readonly docs: readonly DocRow[];
  readonly sent: readonly SentRow[];
}

/** A page that lives, where the browser has no locks: its `beat` grows. */
export interface LoadRow {
  readonly load: string;
  readonly page: string;
  readonly born: number;
  readonly beat: number;
}

interface Schema extends DBSchema {
  base: { key: string; value: Head };
  docs: { key: [string, string]; value: DocRow };
  outbox: { key: string; value: OutboxRow; indexes: { load: [string, string] } };
  sent: { key: string; value: SentRow; indexes: { page: string; at: number } };
  fork: { key: number; value: ForkRow };
  loads: { key: string; value: LoadRow };
}

export type LocalDb = IDBPDatabase<Schema>;

/** `lost` is called when the browser ends the connection: its storage was cleared, or is broken. */
export async function openLocalDb(lost: () => void): Promise<LocalDb> {
  return openDB<Schema>(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore("base", { keyPath: "page" });
      db.createObjectStore("docs", { keyPath: ["page", "key"] });
      db.createObjectStore("outbox", { keyPath: "id" }).createIndex("load", ["page", "load"]);
      const sent = db.createObjectStore("sent", { keyPath: "id" });
      sent.createIndex("page", "page");
      sent.createIndex("at", "atMs");
      db.createObjectStore("fork");
      db.createObjectStore("loads", { keyPath: "load" });
    },
    blocking(_now, _wanted, event) {
      (event.target as IDBDatabase).close();
      lost();
    },
    terminated: lost,
  });
}

/** Every row of a store that is keyed by the page first. */
export function ofPage(page: string): IDBKeyRange {
  return IDBKeyRange.bound([page], [page, []]);
}

export function troubleOf(error: unknown): Trouble {
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused";
}
