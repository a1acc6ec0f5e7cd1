/** Changes that somebody has yet to acknowledge, and what acknowledging them leaves. */

import type { Taken } from "./card.ts";
import type { Change, Item, Ticket } from "./documents.ts";
import type { At } from "./priority.ts";

/** Has any of these stations (or the pass) yet to see it? */
export function waitsFor(change: Change, who: At): boolean {
  return who.some((one) => change.waits.includes(one));
}

/** Allergen changes of an item (or of the whole ticket) that somebody here has yet to confirm. */
export function allergensWaiting(ticket: Ticket, item: string, who: At): readonly Change[] {
  return ticket.changes.filter(
    (change) => change.kind === "allergen" && (change.item === item || change.item === "") && waitsFor(change, who),
  );
}

/** Has `who` yet to see that this item differs, or that it went with its whole order? */
export function isNews(ticket: Ticket, item: Item, who: At): boolean {
  const gone = (change: Change) => change.kind === "cancelled" && item.state === "void";
  return ticket.changes.some((change) => (change.item === item.id || gone(change)) && waitsFor(change, who));
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
