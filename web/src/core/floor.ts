/** The dining room as a waiter sees it: every table with its open orders, and what calls for a walk. */

import { allergensWaiting } from "./changes.ts";
import { type Item, PASS, type Ticket } from "./documents.ts";
import type { TableSpot } from "./store.ts";

/** Where an order belongs: a table, or, without one, itself. */
export interface Spot {
  /** `t/{table}`, or `k/{ticket id}` for an order without a table. */
  readonly key: string;
  readonly table: string;
  readonly area: string;
  /** Open orders, the oldest first. */
  readonly tickets: readonly Ticket[];
  readonly covers: number;
  /** When the oldest of them began, server ms; 0: nothing is open. */
  readonly sinceMs: number;
  /** When the first unfinished dish turns late, server ms; 0: none will. */
  readonly lateMs: number;
  /** Dishes that wait to be carried. */
  readonly ready: readonly Item[];
  /** Since when the first of them has been waiting, server ms. */
  readonly readyMs: number;
  readonly cooking: number;
}

export interface Room {
  readonly area: string;
  readonly spots: readonly Spot[];
}

export interface Floor {
  readonly rooms: readonly Room[];
  /** Orders without a table: to take away, to deliver. */
  readonly counter: readonly Spot[];
}

/** Tables of the kitchen file in its order, then those that have orders all the same. */
export function floorOf(tables: readonly TableSpot[], tickets: readonly Ticket[]): Floor {
  const open = tickets.filter(isOpen).sort((left, right) => left.opened_ms - right.opened_ms);
  const byTable = new Map<string, Ticket[]>();
  for (const ticket of open) {
    if (ticket.table === "") continue;
    const others = byTable.get(ticket.table);
    if (others === undefined) byTable.set(ticket.table, [ticket]);
    else others.push(ticket);
  }
  const listed = new Set(tables.map((spot) => spot.id));
  const found = [...byTable.keys()].filter((table) => !listed.has(table)).sort(byName);
  const all = [
    ...tables.map(({ id, area }) => spotOf(id, area, byTable.get(id) ?? [])),
    ...found.map((table) => spotOf(table, byTable.get(table)?.[0]?.area ?? "", byTable.get(table) ?? [])),
  ];
  const areas = [...new Set(all.map((spot) => spot.area))];
  return {
    rooms: areas.map((area) => ({ area, spots: all.filter((spot) => spot.area === area) })),
    counter: open.filter((ticket) => ticket.table === "").map((ticket) => spotOf("", ticket.area, [ticket])),
  };
}

export function isOpen(ticket: Ticket): boolean {
  return !ticket.tombstone && ticket.state !== "closed";
}

/** "9" before "10". */
function byName(left: string, right: string): number {
  return left.localeCompare(right, undefined, { numeric: true });
}

/** Waits for hands, and nobody has first to confirm its allergy at the pass. */
export function canGoOut(ticket: Ticket, item: Item): boolean {
  return item.state === "ready" && allergensWaiting(ticket, item.id, [PASS]).length === 0;
}

export function spotKey(ticket: Pick<Ticket, "id" | "table">): string {
  return ticket.table === "" ? `k/${ticket.id}` : `t/${ticket.table}`;
}

function spotOf(table: string, area: string, tickets: readonly Ticket[]): Spot {
  const items = tickets.flatMap((ticket) => ticket.items);
  const ready = items.filter((item) => item.state === "ready");
  const cooking = items.filter((item) => item.state === "open");
  const tasks = cooking.flatMap((item) => item.tasks.filter((task) => task.state !== "done" && task.state !== "void"));
  return {
    key: spotKey({ id: tickets[0]?.id ?? "", table }),
    table,
    area,
    tickets,
    covers: Math.max(0, ...tickets.map((ticket) => ticket.covers)),
    sinceMs: least(tickets.map((ticket) => ticket.clock_ms || ticket.opened_ms)),
    lateMs: least(tasks.map((task) => task.late_ms)),
    ready,
    readyMs: least(ready.map(readySince)),
    cooking: cooking.length,
  };
}

/** When the item's last task was done. */
export function readySince(item: Item): number {
  return Math.max(0, ...item.tasks.map((task) => task.done_ms));
}

function least(moments: readonly number[]): number {
  const known = moments.filter((ms) => ms > 0);
  return known.length === 0 ? 0 : Math.min(...known);
}
