/** The storage of one browser on one device: transactions one after the other, strict and relaxed, and what befalls it. */

import type { Chance } from "../chance.ts";
import type { Agenda } from "./agenda.ts";

export type Key = string | number | readonly Key[];

/** Rows by the text of their keys; the key itself stands with the row. */
export type Rows = Map<string, { readonly key: Key; readonly value: unknown }>;

interface Write {
  readonly store: string;
  readonly key: Key;
  /** Undefined: the row goes. */
  readonly value: unknown;
}

/** One transaction as the disk sees it. */
export interface Work {
  /** Page load that asked. */
  readonly of: string;
  /** Carries out what was asked so far; false: nothing more was. */
  readonly proceed: () => boolean;
  readonly strict: boolean;
  readonly writes: readonly Write[];
  /** Through (null), or why not. */
  readonly ended: (error: DOMException | null) => void;
  readonly error: () => DOMException | null;
}

/** How long a transaction waits for the disk, and its page for the answer, ms: a page may end in between. */
const SLOWEST_MS = 25;

/** Everything that was promised in between is carried out: promises first, then this. */
const turn = (): Promise<void> => new Promise((resolve) => realSetImmediate(resolve));
const realSetImmediate = setImmediate;

export class Disk {
  /** Transactions that are being carried out at this moment, on whichever disk. */
  static working = 0;
  trouble: "" | "full" | "refused" = "";
  stores = new Map<string, Rows>();
  /** What is surely there after a power cut, and the transactions since, oldest first. */
  #flushed = new Map<string, Rows>();
  #tail: (readonly Write[])[] = [];
  #queue: Work[] = [];
  #busy = false;
  #wipes = 0;
  readonly #agenda: Agenda;
  readonly #chance: Chance;

  constructor(agenda: Agenda, chance: Chance) {
    this.#agenda = agenda;
    this.#chance = chance;
  }

  ask(work: Work): void {
    this.#queue.push(work);
    if (!this.#busy) this.#schedule();
  }

  #schedule(): void {
    this.#busy = this.#queue.length > 0;
    if (!this.#busy) return;
    this.#agenda.at(this.#agenda.now + this.#chance.below(SLOWEST_MS), () => void this.#carryOut(this.#queue.shift()));
  }

  async #carryOut(work: Work | undefined): Promise<void> {
    if (work !== undefined) {
      Disk.working += 1;
      while (work.proceed()) await turn();
      Disk.working -= 1;
      const error = work.error();
      if (error === null) this.#commit(work);
      const wipes = this.#wipes;
      this.#agenda.at(this.#agenda.now + this.#chance.below(SLOWEST_MS), () =>
        work.ended(wipes === this.#wipes ? error : deleted()),
      );
    }
    this.#schedule();
  }

  #commit({ writes, strict }: Work): void {
    apply(this.stores, writes);
    this.#tail.push(writes);
    if (!strict) return;
    for (const each of this.#tail) apply(this.#flushed, each);
    this.#tail = [];
  }

  /** A page ended without a word: what it had asked for and was not begun never happens. */
  forget(page: string): void {
    this.#queue = this.#queue.filter((work) => work.of !== page);
  }

  /** Nothing that waits is carried out, and of what was not yet synced only the first part may be there. */
  losePower(): void {
    this.#queue = [];
    for (const each of this.#tail.slice(0, this.#chance.below(this.#tail.length + 1))) apply(this.#flushed, each);
    this.#tail = [];
    this.stores = new Map([...this.#flushed].map(([name, rows]) => [name, new Map(rows)]));
  }

  wipe(): void {
    const waiting = this.#queue;
    this.#queue = [];
    this.stores = new Map();
    this.#flushed = new Map();
    this.#tail = [];
    this.#wipes += 1;
    for (const work of waiting) work.ended(deleted());
  }

  rows(store: string): Rows {
    return rowsOf(this.stores, store);
  }
}

function deleted(): DOMException {
  return new DOMException("the database was deleted", "AbortError");
}

function rowsOf(stores: Map<string, Rows>, store: string): Rows {
  const known = stores.get(store);
  if (known !== undefined) return known;
  const fresh: Rows = new Map();
  stores.set(store, fresh);
  return fresh;
}

function apply(stores: Map<string, Rows>, writes: readonly Write[]): void {
  for (const { store, key, value } of writes) {
    const rows = rowsOf(stores, store);
    if (value === undefined) rows.delete(textOf(key));
    else rows.set(textOf(key), { key, value });
  }
}

export function textOf(key: Key): string {
  return typeof key === "string" ? key : JSON.stringify(key);
}
