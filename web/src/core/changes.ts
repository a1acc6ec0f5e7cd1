/** Changes that somebody has yet to acknowledge, and what acknowledging them leaves. */

import type { Change, Ticket } from "./documents.ts";

/** Allergen changes of an item (or of the whole ticket) that this station has yet to confirm. */
export function allergensWaiting(ticket: Ticket, item: string, station: string): readonly Change[] {
  return ticket.changes.filter(
    (change) =>
      change.kind === "allergen" && (change.item === item || change.item === "") && change.waits.includes(station),
  );
}

/** The ticket once `station` has seen these changes; one that nobody waits for any more is gone. */
export function acknowledged(ticket: Ticket, station: string, about: (change: Change) => boolean): Ticket {
  const hers = (change: Change) => about(change) && change.waits.includes(station);
  if (!ticket.changes.some(hers)) return ticket;
  const changes = ticket.changes
    .map((change) => (hers(change) ? { ...change, waits: change.waits.filter((who) => who !== station) } : change))
    .filter((change) => change.waits.length > 0);
  return { ...ticket, changes };
}
