/** What a person does who stands before the glass: mostly sensible, on what the glass shows now. */

import type { ScreenCommand } from "../../src/core/commands.ts";
import { type Dish, type Item, PASS, type Ticket } from "../../src/core/documents.ts";
import { type Gap, gapsOf } from "../../src/core/gaps.ts";
import { type At, EVERYWHERE, isAt } from "../../src/core/priority.ts";
import { undecided } from "../../src/core/recovered.ts";
import type { Screen } from "../../src/core/screen.ts";
import type { Chance } from "../chance.ts";
import { onTheFloor, waits } from "./floor.ts";

const REPLIES = ["2min", "5min", "plating", "sold_out"] as const;
const ANSWERS = ["stop", "reuse", "waste", "keep"] as const;

function isSilent(gap: Gap): boolean {
  return gap.kind === "silent";
}

/** What is asked of the kitchen at once; empty: there is nothing to do. */
export function choice(screen: Screen, chance: Chance): readonly ScreenCommand[] {
  const tickets = screen.tickets.value;
  const { page, stations } = screen.page;
  if (page === "pos") return waits(tickets, chance);
  const soldOut = chance.often(0.04) ? availability(screen.dishes.value, chance) : null;
  if (soldOut !== null) return [soldOut];
  const ticket = chance.pick(tickets.filter((one) => one.state !== "closed" || chance.often(0.2)));
  if (ticket === undefined) return [];
  if (page !== "expo") {
    const changed = chance.often(0.3) ? change(ticket, chance.pick(stations) ?? "", chance) : null;
    return alone(changed ?? cook(ticket, stations, chance));
  }
  const first = waiting(screen, chance);
  if (first !== null) return [first];
  if (chance.often(0.15)) return onTheFloor(ticket, tickets, chance);
  const changed = chance.often(0.3) ? (change(ticket, PASS, chance) ?? atThePass(ticket, chance)) : null;
  return alone(changed ?? cook(ticket, EVERYWHERE, chance));
}

function alone(command: ScreenCommand | null): readonly ScreenCommand[] {
  return command === null ? [] : [command];
}

/** Nobody at the pass waits with this while guests do: what nobody has in hand. */
function waiting(screen: Screen, chance: Chance): ScreenCommand | null {
  const tickets = screen.tickets.value;
  const silent = gapsOf(tickets, screen.store.value).find(isSilent);
  const left = chance.pick(silent?.orders ?? []);
  if (silent !== undefined && left !== undefined)
    return { kind: "hand_over", ticket: left.ticket.id, station: silent.station };
  const brought = chance.pick(tickets.filter((one) => undecided(one).length > 0));
  if (brought === undefined || chance.often(0.3)) return null;
  return { kind: chance.often(0.7) ? "confirm_recovered" : "drop_recovered", ticket: brought.id };
}

/** What was sold out is mostly to be had again. */
function availability(dishes: readonly Dish[], chance: Chance): ScreenCommand | null {
  const dish = chance.pick(dishes.filter((one) => !one.available)) ?? chance.pick(dishes);
  if (dish === undefined) return null;
  const { sku } = dish;
  if (!dish.available) return { kind: "set_availability", sku, available: true };
  const remaining = chance.below(6);
  return chance.often(0.5)
    ? { kind: "set_availability", sku, available: false }
    : { kind: "set_availability", sku, available: remaining > 0, remaining };
}

/** Start, bump one or the whole card, or take back what was bumped. */
function cook(on: Ticket, at: At, chance: Chance): ScreenCommand | null {
  const { id: ticket } = on;
  const tasks = on.items.flatMap((item) => item.tasks).filter((task) => isAt(task, at));
  const task = chance.pick(tasks);
  if (task === undefined) return null;
  const seen = { task: task.id, gen: task.gen };
  if (task.state === "done")
    return { kind: "recall", ticket, tasks: [{ ...seen, bump: task.bump }], both: chance.often(0.5) };
  if (task.state === "queued" && chance.often(0.3)) return { kind: "start", ticket, tasks: [seen] };
  const card = tasks.filter(
    (one) => one.station === task.station && (one.state === "queued" || one.state === "started"),
  );
  const bumped = card.length > 0 && chance.often(0.6) ? card.map((one) => ({ task: one.id, gen: one.gen })) : [seen];
  return { kind: "bump", ticket, tasks: bumped };
}

/** What is not cooking: confirm what changed, say how long it takes. */
function change(ticket: Ticket, where: string, chance: Chance): ScreenCommand | null {
  const unseen = ticket.changes.filter((one) => one.waits.includes(where));
  if (unseen.length > 0 && chance.often(0.7))
    return { kind: "acknowledge", ticket: ticket.id, changes: unseen.map((one) => one.id), station: where };
  const asked = ticket.items.some((item) => item.rush !== null && item.state === "open");
  const reply = chance.pick(REPLIES);
  return asked && reply !== undefined ? { kind: "reply_rush", ticket: ticket.id, reply } : null;
}

/** Void, amend, serve, answer. */
function atThePass({ id: ticket, items }: Ticket, chance: Chance): ScreenCommand | null {
  const item = chance.pick(items);
  if (item === undefined) return null;
  if (item.void_asked !== "") return answered(ticket, item, chance);
  switch (chance.below(9)) {
    case 0:
      return { kind: "amend", ticket, void: [{ item: item.id }] };
    case 1:
      return { kind: "amend", ticket, modify: [{ item: item.id, note: `note ${chance.below(100)}` }] };
    case 2:
      return { kind: "cancel", ticket };
    case 3:
      return { kind: "recall_serve", ticket, items: [item.id] };
    case 4:
      return { kind: "remake", ticket, item: item.id };
    case 5:
      return { kind: "call_again", ticket };
    default:
      return { kind: "serve", ticket };
  }
}

function answered(ticket: string, item: Item, chance: Chance): ScreenCommand {
  return { kind: "answer_void", ticket, item: item.id, answer: chance.pick(ANSWERS) ?? "stop" };
}
