/** What the server tells of the past: the tickets of a day that somebody looks for, and the steps of one ticket. */

import { completeTicket } from "./complete.ts";
import type { Ticket } from "./documents.ts";
import { type At, isAt } from "./priority.ts";
import { isMeant } from "./searching.ts";

/** An event of the log as it is kept; a field that holds its default is left out. */
export interface LogEvent {
  /** Its name; a newer server may have others than this page knows. */
  readonly event: string;
  readonly ticket: string;
  readonly by: string;
  readonly [field: string]: unknown;
}

/** How much of which dish. */
export interface Portion {
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
}

/** What one command did. */
export interface Step {
  /** Row of the log. */
  readonly seq: number;
  readonly at_ms: number;
  readonly events: readonly LogEvent[];
}

export interface Timeline {
  readonly ticket: Ticket;
  /** The oldest first. */
  readonly steps: readonly Step[];
  /** False: it began earlier than the server reads back. */
  readonly whole: boolean;
  /** Other tickets that are named, by id. */
  readonly others: Readonly<Record<string, { readonly number: string; readonly mark: string }>>;
}

export interface Found {
  /** Business day that was looked through. */
  readonly day: string;
  readonly tickets: readonly Ticket[];
  /** Where to look on; empty: that was all. */
  readonly after: string;
}

type Raw = Readonly<Record<string, unknown>>;

export function readFound(raw: Raw): Found {
  return { ...(raw as unknown as Found), tickets: (raw.tickets as readonly Raw[]).map(completeTicket) };
}

export function readTimeline(raw: Raw): Timeline {
  return { ...(raw as unknown as Timeline), ticket: completeTicket(raw.ticket as Raw) };
}

/** When something last happened to it. */
export function lastMs(ticket: Ticket): number {
  return Math.max(ticket.opened_ms, ticket.touched_ms, ticket.closed_ms, ticket.ready_ms);
}

function isOf(ticket: Ticket, at: At): boolean {
  return at.length === 0 || ticket.items.some((item) => item.tasks.some((task) => isAt(task, at)));
}

/** What this screen holds, and what the server found beside it; a ticket that is here is newer here. The latest first. */
export function joined(
  held: readonly Ticket[],
  found: readonly Ticket[],
  words: readonly string[],
  at: At,
): readonly Ticket[] {
  const here = held.filter((ticket) => isMeant(ticket, words) && isOf(ticket, at));
  const known = new Set(held.map((ticket) => ticket.id));
  const all = [...here, ...found.filter((ticket) => !known.has(ticket.id))];
  return all.sort((left, right) => lastMs(right) - lastMs(left));
}
