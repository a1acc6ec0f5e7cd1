/** How tickets, tables and stations are called on the glass. */

import type { ScreenLayout, Store, Ticket } from "../core/documents.ts";
import { ifKnown, listed, named, t } from "./text.ts";

/** The number with its source's mark: two sources may both call 38. */
export function ticketNumber(ticket: Pick<Ticket, "mark" | "number">): string {
  return ticket.mark === "" ? ticket.number : `${ticket.mark} ${ticket.number}`;
}

/** In half-width characters. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (one > "\u2e80" ? 2 : 1), 0);
}

/** Whose order it is, in one or two words. */
export function whose(ticket: Ticket): string {
  if (ticket.table !== "") return t("who.table", { table: ticket.table });
  return ticket.brand === "" ? t(`service.${ticket.service}`) : ticket.brand;
}

/** What else helps to bring it to the right person. */
export function aboutTicket(ticket: Ticket): string {
  const parts: string[] = [];
  // A table says "dine in" by itself.
  const known = ticket.table === "" ? ticket.brand === "" : ticket.service === "dine_in";
  if (!known) parts.push(t(`service.${ticket.service}`));
  if (ticket.area !== "") parts.push(ticket.area);
  if (ticket.covers > 0) parts.push(t("who.covers", { covers: ticket.covers }));
  if (ticket.guest !== "") parts.push(ticket.guest);
  if (ticket.tab !== "") parts.push(ticket.tab);
  if (ticket.seat !== "") parts.push(t("who.seat", { seat: ticket.seat }));
  if (ticket.server !== "") parts.push(ticket.server);
  return parts.join(" · ");
}

export function stationName(store: Store | null, id: string): string {
  const station = store?.stations.find((one) => one.id === id);
  return station === undefined ? id : named(station.name, id);
}

/** Of a screen of several, or of work at several. */
export function stationNames(store: Store | null, ids: readonly string[]): string {
  return ids.map((id) => stationName(store, id)).join(" + ");
}

/** What people call this screen: the name that a manager gave it, else the word behind its page. */
export function screenWord(layouts: readonly ScreenLayout[], device: string, word: string): string {
  return layouts.find((one) => one.id === device)?.called || word;
}

/** Allergens come as the menu's codes, which have texts, or as a guest's own words, which do not. */
export function allergenNames(allergens: readonly string[], has: (key: string) => boolean): string {
  return listed(allergens.map((one) => (has(`allergen.${one}`) ? (ifKnown(`allergen.${one}`) ?? one) : one)));
}
