/** Tickets that are drawn on one card: a ticket and what was merged into it. */

import type { Ticket } from "./documents.ts";

/** The leader first; a ticket whose leader is not known leads itself, so that nothing is ever hidden. */
export function grouped(tickets: readonly Ticket[]): readonly (readonly [Ticket, ...Ticket[]])[] {
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const groups = new Map<string, [Ticket, ...Ticket[]]>();
  const drawn = tickets.filter((ticket) => !ticket.tombstone);
  for (const ticket of drawn) {
    const leader = leaderOf(ticket, byId);
    const group = groups.get(leader.id);
    if (group === undefined) groups.set(leader.id, [leader]);
    if (ticket !== leader) groups.get(leader.id)?.push(ticket);
  }
  return [...groups.values()];
}

/** Follows merges to their end; a chain cannot be longer than the tickets there are. */
function leaderOf(ticket: Ticket, byId: ReadonlyMap<string, Ticket>): Ticket {
  let leader = ticket;
  for (let hops = 0; hops < byId.size; hops++) {
    const next = leader.merged_into === "" ? undefined : byId.get(leader.merged_into);
    if (next === undefined || next === ticket || next.tombstone) return leader;
    leader = next;
  }
  return leader;
}
