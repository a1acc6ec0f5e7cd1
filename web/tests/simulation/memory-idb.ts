/** Stands where the package `idb` stands in the bundle: the part of it that our database uses, on a simulated disk. */

import type { Disk, Key } from "./disk.ts";
import type { KeyPath, Range } from "./keys-of-rows.ts";
import { ObjectStore, type Shape } from "./object-store.ts";
import { page } from "./pages.ts";

interface Callbacks {
  upgrade?(db: Database): void;
  terminated?(): void;
}

/** Every connection of this disk that is open. */
export const connections = new WeakMap<Disk, Set<Database>>();

export async function openDB(_name: string, _version: number, callbacks: Callbacks): Promise<Database> {
  const { disk, load, dead } = page();
  if (dead) return new Promise(() => undefined);
  if (disk.trouble === "refused") throw new DOMException("no storage here", "SecurityError");
  const db = new Database(disk, load, () => callbacks.terminated?.());
  callbacks.upgrade?.(db);
  const open = connections.get(disk) ?? new Set();
  connections.set(disk, open.add(db));
  return db;
}

export class Database {
  readonly shapes = new Map<string, Shape>();
  readonly disk: Disk;
  readonly load: string;
  readonly end: () => void;
  closed = false;
  /** Its page has ended: nothing that it asks for is heard any more. */
  deaf = false;

  constructor(disk: Disk, load: string, end: () => void) {
    this.disk = disk;
    this.load = load;
    this.end = end;
  }

  createObjectStore(name: string, { keyPath = null }: { keyPath?: KeyPath } = {}) {
    const shape: Shape = { keyPath, indexes: new Map() };
    this.shapes.set(name, shape);
    return { createIndex: (index: string, path: string | readonly string[]) => shape.indexes.set(index, path) };
  }

  transaction(names: string | readonly string[], mode = "readonly", { durability = "default" } = {}): Transaction {
    if (this.closed) throw new DOMException("the connection is closed", "InvalidStateError");
    return new Transaction(this, typeof names === "string" ? [names] : names, mode, durability === "strict");
  }

  close(): void {
    this.closed = true;
  }

  get(store: string, key: Key): Promise<unknown> {
    return this.transaction(store).store.get(key);
  }

  getAll(store: string, range?: Range | Key): Promise<unknown[]> {
    return this.transaction(store).store.getAll(range);
  }

  getAllFromIndex(store: string, index: string, range?: Range | Key): Promise<unknown[]> {
    return this.transaction(store).store.index(index).getAll(range);
  }

  async countFromIndex(store: string, index: string, range?: Range | Key): Promise<number> {
    return (await this.getAllFromIndex(store, index, range)).length;
  }

  async put(store: string, value: unknown): Promise<void> {
    const tx = this.transaction(store, "readwrite");
    await Promise.all([tx.store.put(value), tx.done]);
  }

  async delete(store: string, key: Range | Key): Promise<void> {
    const tx = this.transaction(store, "readwrite");
    await Promise.all([tx.store.delete(key), tx.done]);
  }
}

export class Transaction {
  readonly done: Promise<void>;
  readonly writes: { store: string; key: Key; value: unknown }[] = [];
  readonly #names: readonly string[];
  readonly #db: Database;
  readonly #mode: string;
  #asked: (() => void)[] = [];
  #error: DOMException | null = null;

  constructor(db: Database, names: readonly string[], mode: string, strict: boolean) {
    this.#db = db;
    this.#names = names;
    this.#mode = mode;
    this.done = new Promise((through, failed) => {
      if (db.deaf) return;
      db.disk.ask({
        of: db.load,
        strict,
        writes: this.writes,
        proceed: () => this.#proceed(),
        error: () => this.#error,
        ended: (error) => {
          if (error === null) return through();
          this.#error ??= error;
          this.#proceed();
          failed(error);
        },
      });
    });
    // Whoever awaits it hears of it; nobody has to.
    this.done.catch(() => undefined);
  }

  get store(): ObjectStore {
    return this.objectStore(this.#names[0] ?? "");
  }

  objectStore(name: string): ObjectStore {
    const shape = this.#db.shapes.get(name);
    if (shape === undefined || !this.#names.includes(name)) throw new DOMException(name, "NotFoundError");
    return new ObjectStore(this, this.#db.disk, name, shape);
  }

  abort(): void {
    this.#error ??= new DOMException("aborted", "AbortError");
  }

  ask<T>(run: () => T, writes = false): Promise<T> {
    const answer = new Promise<T>((resolve, reject) => {
      this.#asked.push(() => {
        if (writes && this.#mode !== "readwrite") this.#error ??= new DOMException("read only", "ReadOnlyError");
        if (writes && this.#db.disk.trouble === "full")
          this.#error ??= new DOMException("no room", "QuotaExceededError");
        if (this.#error !== null) reject(this.#error);
        else resolve(run());
      });
    });
    answer.catch(() => undefined);
    return answer;
  }

  #proceed(): boolean {
    const asked = this.#asked;
    this.#asked = [];
    for (const one of asked) one();
    return asked.length > 0;
  }
}
