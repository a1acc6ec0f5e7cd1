/** One object store within one transaction, as the package `idb` offers it. */

import { type Disk, type Key, textOf } from "./disk.ts";
import { compare, type KeyPath, keyIn, Range } from "./keys-of-rows.ts";
import type { Transaction } from "./memory-idb.ts";

export interface Shape {
  readonly keyPath: KeyPath;
  readonly indexes: Map<string, string | readonly string[]>;
}

export class ObjectStore {
  readonly #tx: Transaction;
  readonly #disk: Disk;
  readonly #name: string;
  readonly #shape: Shape;

  constructor(tx: Transaction, disk: Disk, name: string, shape: Shape) {
    this.#tx = tx;
    this.#disk = disk;
    this.#name = name;
    this.#shape = shape;
  }

  get(key: Key): Promise<unknown> {
    return this.#tx.ask(() => this.#disk.rows(this.#name).get(textOf(key))?.value);
  }

  getAll(range?: Range | Key): Promise<unknown[]> {
    return this.#tx.ask(() => this.#found(range, null).map((row) => row.value));
  }

  getAllKeys(range?: Range | Key): Promise<Key[]> {
    return this.#tx.ask(() => this.#found(range, null).map((row) => row.key));
  }

  /** A row has its key in itself, or it comes with it. */
  put(value: unknown, key: Key = ""): Promise<void> {
    return this.#tx.ask(() => void this.#write(keyIn(value, this.#shape.keyPath) ?? key, value), true);
  }

  add(value: unknown, key: Key = ""): Promise<void> {
    return this.put(value, key);
  }

  openCursor() {
    const step = (rows: readonly { readonly key: Key; readonly value: unknown }[]): Promise<unknown> =>
      this.#tx.ask(() => {
        const [row, ...rest] = rows;
        return row === undefined ? null : { ...row, continue: () => step(rest) };
      });
    return this.#tx.ask(() => this.#found(undefined, null)).then(step);
  }

  delete(range: Range | Key): Promise<void> {
    return this.#tx.ask(() => {
      for (const { key } of this.#found(range, null)) this.#write(key, undefined);
    }, true);
  }

  index(name: string) {
    const path = this.#shape.indexes.get(name) ?? null;
    const found = (range?: Range | Key) => this.#found(range, path);
    return {
      getAll: (range?: Range | Key) => this.#tx.ask(() => found(range).map((row) => row.value)),
      getAllKeys: (range?: Range | Key) => this.#tx.ask(() => found(range).map((row) => row.key)),
      openKeyCursor: (range?: Range | Key, direction = "next") =>
        this.#tx.ask(() => {
          const keys = found(range).map((row) => row.by);
          const unique = (at: number) =>
            direction !== "nextunique" || textOf(keys[at] ?? "") !== textOf(keys[at - 1] ?? "");
          return this.#cursor(keys.filter((_, at) => at === 0 || unique(at)));
        }),
    };
  }

  #cursor([key, ...rest]: readonly Key[]): { key: Key; continue(): Promise<unknown> } | null {
    return key === undefined ? null : { key, continue: () => this.#tx.ask(() => this.#cursor(rest)) };
  }

  #found(range: Range | Key | undefined, path: KeyPath) {
    const { lower, upper } = range instanceof Range ? range : new Range(range ?? null, range ?? null);
    return [...this.#disk.rows(this.#name).values()]
      .map(({ key, value }) => ({ key, value, by: path === null ? key : (keyIn(value, path) ?? "") }))
      .filter(({ by }) => (lower === null || compare(by, lower) >= 0) && (upper === null || compare(by, upper) <= 0))
      .sort((left, right) => compare(left.by, right.by) || compare(left.key, right.key));
  }

  #write(key: Key, value: unknown): void {
    this.#tx.writes.push({ store: this.#name, key, value });
  }
}
