/** Changes that somebody has yet to acknowledge, and what acknowledging them leaves. */

import type { Taken } from "./card.ts";
import type { Change, Item, Ticket } from "./documents.ts";

/** Allergen changes of an item (or of the whole ticket) that this station has yet to confirm. */
export function allergensWaiting(ticket: Ticket, item: string, station: string): readonly Change[] {
  return ticket.changes.filter(
    (change) =>
      change.kind === "allergen" && (change.item === item || change.item === "") && change.waits.includes(station),
  );
}

/** Has `who` yet to see that this item differs, or that it went with its whole order? */
export function isNews(ticket: Ticket, item: Item, who: string): boolean {
  const gone = (change: Change) => change.kind === "cancelled" && item.state === "void";
  return ticket.changes.some((change) => (change.item === item.id || gone(change)) && change.waits.includes(who));
}

/** `tickets` are those that have something on the card, `items` what is drawn of them. */
export function takenOf(tickets: readonly Ticket[], items: readonly Item[]): Taken {
  if (tickets.length > 0 && tickets.every((ticket) => ticket.cancelled)) return "cancelled";
  return items.length > 0 && items.every((item) => item.state === "void") ? "voided" : "";
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
