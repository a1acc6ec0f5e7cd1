/** The order of cards: one key per ticket and station, lower first; the same rules as `kds/kitchen/priority.py`. */

import type { Reason } from "./card.ts";
import type { Item, Rush, Task, Ticket } from "./documents.ts";

/** Stands for "nobody asked to hurry". */
const NEVER = Number.MAX_SAFE_INTEGER;

export interface Key {
  /** Earliest rush of an unfinished task. */
  readonly rushMs: number;
  readonly priority: number;
  /** When a scheduled order is to start, else when its first task was queued. */
  readonly startMs: number;
  readonly ticket: string;
}

export function isUnfinished(task: Task): boolean {
  return task.state === "waiting" || task.state === "queued" || task.state === "started";
}

/** The stations of a screen; none: all there are, as the pass sees them. */
export type At = readonly string[];

export const EVERYWHERE: At = [];

export function isAt(task: Task, at: At): boolean {
  return at.length === 0 || at.includes(task.station);
}

/** The key at these stations; `over`: as it stood before. */
export function keyOf(ticket: Ticket, at: At, over = false): Key {
  let rushMs = NEVER;
  let firstMs = NEVER;
  for (const item of ticket.items) {
    for (const task of item.tasks) {
      if (!(over || isUnfinished(task)) || !isAt(task, at)) continue;
      if (item.rush !== null) rushMs = Math.min(rushMs, item.rush.asked_ms);
      if (task.queued_ms > 0) firstMs = Math.min(firstMs, task.queued_ms);
    }
  }
  return { rushMs, priority: ticket.priority, startMs: ticket.release_ms || firstMs, ticket: ticket.id };
}

export function compareKeys(left: Key, right: Key): number {
  return (
    left.rushMs - right.rushMs ||
    right.priority - left.priority ||
    left.startMs - right.startMs ||
    (left.ticket < right.ticket ? -1 : left.ticket > right.ticket ? 1 : 0)
  );
}

/**
 * Tickets that are drawn as one card stand where the first of them would. Where all is finished or taken off, and only
 * changes are left to see, the card stays where it stood.
 */
export function leastKey(tickets: readonly Ticket[], at: At): Key {
  const least = (over: boolean) =>
    tickets
      .map((ticket) => keyOf(ticket, at, over))
      .reduce((first, key) => (compareKeys(key, first) < 0 ? key : first));
  const key = least(false);
  return key.startMs < NEVER ? key : least(true);
}

/** The badges that explain the order, in the order in which they count. */
export function reasonsOf(tickets: readonly Ticket[], at: At): readonly Reason[] {
  const reasons: Reason[] = [];
  const asked = tickets.flatMap((ticket) => ticket.items.flatMap((item) => rushOf(item, at)));
  if (asked.length > 0) {
    const askedMs = Math.min(...asked.map((rush) => rush.asked_ms));
    reasons.push({ kind: "rush", askedMs, times: Math.max(...asked.map((rush) => rush.times)) });
  }
  const priority = Math.max(...tickets.map((ticket) => ticket.priority));
  if (priority > 0) reasons.push({ kind: "priority", priority });
  const due = tickets.filter((ticket) => ticket.release_ms > 0).map((ticket) => ticket.due_ms || ticket.release_ms);
  if (due.length > 0) reasons.push({ kind: "due", dueMs: Math.min(...due) });
  return reasons;
}

function rushOf(item: Item, at: At): readonly Rush[] {
  if (item.rush === null || item.state !== "open") return [];
  return item.tasks.some((task) => isUnfinished(task) && isAt(task, at)) ? [item.rush] : [];
}
