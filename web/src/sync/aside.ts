/** Histories that the server no longer has: put aside on the device, and told to the page that brings them back. */

import * as work from "../core/bringing.ts";
import { planFork, UNKNOWN_COMMON } from "../core/forks.ts";
import type { Input } from "../core/state.ts";
import type { Held, KeptEntry, Leaving } from "../core/vault.ts";
import type { Owner } from "./device-vault.ts";
import type { Head, LocalDb } from "./local-db.ts";
import { forksOf, moveAside } from "./transactions.ts";

export class Aside {
  readonly #owner: Owner;
  readonly #tell: (input: Input) => void;
  readonly #wall: () => number;
  /** The last key of a fork that is kept nowhere. */
  #alone = 0;
  /** Commands that had settled in a history that was lost, and their cids then. */
  readonly #left = new Map<string, string>();
  /** Commands that were issued again: they wait once more. */
  readonly #again = new Set<string>();

  constructor(owner: Owner, tell: (input: Input) => void, wall: () => number) {
    this.#owner = owner;
    this.#tell = tell;
    this.#wall = wall;
  }

  /** Moves what was written; what this page holds beyond that, or where another tab leads, it brings back by itself. */
  async put(db: LocalDb, leads: boolean, held: Held, common: number, leaving: readonly Leaving[]): Promise<void> {
    const isIt = ({ term }: Head) => term === held.term;
    const moved = (await moveAside(db, this.#owner.page, isIt, common, this.#wall())) ?? -1;
    if (!leads || moved < held.seq) this.own(held, common, leaving);
    await this.forks(db, leads);
  }

  /** Moves what an earlier page load has left and this one never read, and so never asked the server about. */
  async putUnread(db: LocalDb): Promise<boolean> {
    const { page, load, store } = this.#owner;
    const isIt = (head: Head) => head.writer !== load && head.store === store;
    const moved = await moveAside(db, page, isIt, UNKNOWN_COMMON, this.#wall());
    if (moved !== null) await this.forks(db, true);
    return moved !== null;
  }

  /** What this page holds. What is offered twice comes back once. */
  own({ docs }: Held, common: number, leaving: readonly Leaving[]): void {
    const sent = leaving.filter((entry) => entry.result !== "rejected");
    for (const { id, cid } of sent) this.#left.set(id, cid);
    const fork = planFork(--this.#alone, common, docs.values(), sent);
    this.#tell({ on: "forks", forks: [fork], work });
  }

  /** Only the tab that leads brings back what this page has put aside, whenever that was. */
  async forks(db: LocalDb, leads: boolean): Promise<void> {
    const rows = leads ? await forksOf(db, this.#owner.page, this.#owner.store) : [];
    const forks = rows.map(([key, { common, docs, sent }]) => {
      const held = docs.map(({ doc }) => doc);
      return planFork(key, common, held, sent);
    });
    this.#tell({ on: "forks", forks, work });
  }

  async any(db: LocalDb): Promise<boolean> {
    return (await forksOf(db, this.#owner.page, this.#owner.store)).length > 0;
  }

  /** These are issued again. */
  issued(entries: readonly KeptEntry[]): void {
    for (const { id } of entries) this.#again.add(id);
  }

  /** Had settled before it was issued again: it is kept for what becomes of it now. */
  isPast({ id, cid }: Leaving): boolean {
    return this.#again.has(id) && this.#left.get(id) === cid;
  }
}
