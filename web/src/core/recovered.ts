/** Work that a screen brought back after a restore, and that nobody has decided about yet. */

import type { Item, Ticket } from "./documents.ts";

export function undecided(ticket: Ticket): readonly Item[] {
  if (ticket.state === "closed") return [];
  return ticket.items.filter((item) => item.recovered && item.state === "open");
}
