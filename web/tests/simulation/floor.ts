/** What a waiter does, or the pass for one: order, say where an order belongs, when it is begun, and that it hurries. */

import type { ScreenCommand } from "../../src/core/commands.ts";
import type { Ticket } from "../../src/core/documents.ts";
import { emptyDraft, orderOf, ticketFor, WAITERS } from "../../src/core/draft.ts";
import { ticketId } from "../../src/core/uuid5.ts";
import { Chance } from "../chance.ts";

const TABLES = ["5", "6", "7", "8"] as const;
const SKUS = ["tofu", "soup", "fish", "salad", "steak", "platter"] as const;
const COURSES = [1, 2] as const;

/** Orders of all waiters of a world; the same one twice is the same order sent again. */
const DRAFTS = 1e9;

/** A new order, one that was sent before, or something about a ticket. */
export function waits(tickets: readonly Ticket[], chance: Chance): readonly ScreenCommand[] {
  const own = chance.pick(tickets.filter((one) => one.source === WAITERS && !one.external_id.includes("/")));
  if (own !== undefined && chance.often(0.1)) return [order(Number(own.external_id), [])];
  const ticket = chance.pick(tickets.filter((one) => one.state !== "closed"));
  if (ticket === undefined || chance.often(0.3)) return [order(chance.below(DRAFTS), tickets)];
  return onTheFloor(ticket, tickets, chance);
}

/** Its number says all of it, so that it can be sent again. */
function order(number: number, tickets: readonly Ticket[]): ScreenCommand {
  const chance = new Chance(number);
  const table = picked(TABLES, chance);
  const lines = Array.from({ length: 1 + chance.below(3) }, (_, at) => {
    const sku = picked(SKUS, chance);
    const line = { uid: `${number}-${at}`, sku, name: sku, quantity: String(1 + chance.below(2)), note: "", seat: "" };
    return { ...line, course: picked(COURSES, chance), modifiers: [], allergens: [] };
  });
  const held = chance.often(0.3) ? [2] : [];
  const draft = { ...emptyDraft(String(number), { table, area: "", service: "dine_in" }), lines, held };
  return orderOf(draft, ticketFor(draft, tickets));
}

export function onTheFloor(ticket: Ticket, tickets: readonly Ticket[], chance: Chance): readonly ScreenCommand[] {
  const { id } = ticket;
  const other = chance.pick(tickets.filter((one) => one.id !== id && one.state !== "closed"));
  if (ticket.held.length > 0 && chance.often(0.5)) return [{ kind: "fire", ticket: id, course: ticket.held[0] ?? 0 }];
  switch (chance.below(7)) {
    case 0:
      return [{ kind: "move", ticket: id, table: picked(TABLES, chance) }];
    case 1:
      return other === undefined ? [] : [{ kind: "merge", ticket: id, into: other.id }];
    case 2:
    case 3:
      return splitOff(ticket, chance.often(0.3) ? other : undefined, chance);
    case 4:
      return [{ kind: "hold", ticket: id, course: chance.below(3) }];
    default: {
      const item = chance.pick(ticket.items);
      return [{ kind: "rush", ticket: id, items: item === undefined || chance.often(0.5) ? [] : [item.id] }];
    }
  }
}

/** Some of its items on a ticket of their own, or on the card of another: both go out together, as in `ticket-sheet.ts`. */
function splitOff(ticket: Ticket, into: Ticket | undefined, chance: Chance): readonly ScreenCommand[] {
  const { id, source, number } = ticket;
  const items = ticket.items.filter((item) => item.state !== "void" && chance.often(0.5)).map((item) => item.id);
  const external_id = `${ticket.external_id}/${chance.below(DRAFTS)}`;
  const split: ScreenCommand = { kind: "split", ticket: id, items, external_id, number: `${number}-2` };
  if (into === undefined) return [{ ...split, table: picked(TABLES, chance) }];
  const part = ticketId(source, external_id);
  return [
    split,
    { kind: "move", ticket: part, table: into.table, area: into.area },
    { kind: "merge", ticket: part, into: into.id },
  ];
}

function picked<T>(from: readonly [T, ...T[]], chance: Chance): T {
  return chance.pick(from) ?? from[0];
}
