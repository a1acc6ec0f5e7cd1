/** The database of a browser as one test needs it: rows in memory, every transaction through at once, none refused unless told. */

import type { Doc } from "../src/core/replica.ts";
import { ticket } from "./builders.ts";

type Row = Readonly<Record<string, unknown>>;

const KEYS: Readonly<Record<string, readonly string[]>> = {
  base: ["page"],
  docs: ["page", "key"],
  outbox: ["id"],
  sent: ["id"],
  loads: ["load"],
};

export class Shelf {
  readonly #stores = new Map<string, Map<string, Row>>();
  /** Nothing more can be written. */
  full = false;

  rows(store: string): readonly Row[] {
    return [...this.#of(store).values()];
  }

  transaction(names: string | readonly string[]) {
    const [first = ""] = [names].flat();
    return {
      store: this.#store(first),
      objectStore: (name: string) => this.#store(name),
      done: Promise.resolve(),
      abort: () => undefined,
    };
  }

  async getAllFromIndex(store: string, _index: string, [page, load]: readonly string[]): Promise<readonly Row[]> {
    return this.rows(store).filter((row) => row.page === page && row.load === load);
  }

  async countFromIndex(store: string, index: string, key: readonly string[]): Promise<number> {
    return (await this.getAllFromIndex(store, index, key)).length;
  }

  #of(store: string): Map<string, Row> {
    const known = this.#stores.get(store) ?? new Map<string, Row>();
    this.#stores.set(store, known);
    return known;
  }

  #store(name: string) {
    const rows = this.#of(name);
    const put = async (row: Row, key?: unknown) => {
      if (this.full) throw new DOMException("no room", "QuotaExceededError");
      rows.set(String(key ?? KEYS[name]?.map((part) => row[part]).join()), row);
    };
    const cursor = (at: number): unknown => {
      const entry = [...rows][at];
      if (entry === undefined) return null;
      return { key: Number(entry[0]), value: entry[1], continue: async () => cursor(at + 1) };
    };
    const loads = (at: number): unknown => {
      const all = new Map([...rows.values()].map(({ page, load }) => [`${page} ${load}`, [page, load]]));
      const key = [...all.values()][at];
      return key === undefined ? null : { key, continue: async () => loads(at + 1) };
    };
    return {
      get: async (key: string) => rows.get(key),
      getAll: async () => [...rows.values()],
      getAllKeys: async () => [...rows.keys()].map(Number),
      put,
      add: put,
      // A range is all of a page, and there is one.
      delete: async (key: unknown) => (key === null ? rows.clear() : rows.delete(String(key))),
      openCursor: async () => cursor(0),
      index: () => ({
        getAll: async () => [...rows.values()],
        getAllKeys: async () => [],
        openKeyCursor: async () => loads(0),
      }),
    };
  }
}

/** Open tickets of these ids. */
export const docs = (...ids: readonly string[]): ReadonlyMap<string, Doc> =>
  new Map(ids.map((id) => [`ticket/${id}`, { kind: "ticket", ver: 1, value: ticket(id, {}) }]));

export async function everythingPromised(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
}
