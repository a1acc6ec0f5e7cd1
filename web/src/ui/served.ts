/** What was handed over lately and can be taken back, latest first. */

import type { Item, Ticket } from "../core/documents.ts";

/** Items of one ticket that were served together. */
export interface Served {
  readonly ticket: Ticket;
  readonly items: readonly Item[];
  readonly atMs: number;
}

/** Rows in the list: what a pass can still remember. */
const ROWS = 20;

export function recallableServes(tickets: readonly Ticket[]): readonly Served[] {
  return tickets
    .flatMap((ticket) => {
      const moments = new Map<number, Item[]>();
      for (const item of ticket.items)
        if (item.state === "served") moments.set(item.served_ms, [...(moments.get(item.served_ms) ?? []), item]);
      return [...moments].map(([atMs, items]) => ({ ticket, items, atMs }));
    })
    .sort((left, right) => right.atMs - left.atMs)
    .slice(0, ROWS);
}
