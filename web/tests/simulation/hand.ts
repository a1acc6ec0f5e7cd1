/** What a person does who stands before the glass: mostly sensible, on what the glass shows now. */

import type { ScreenCommand } from "../../src/core/commands.ts";
import { type Item, PASS, type Ticket } from "../../src/core/documents.ts";
import { type Gap, gapsOf } from "../../src/core/gaps.ts";
import { type At, EVERYWHERE, isAt } from "../../src/core/priority.ts";
import type { Screen } from "../../src/core/screen.ts";
import type { Chance } from "../chance.ts";

function isSilent(gap: Gap): boolean {
  return gap.kind === "silent";
}

/** Null: there is nothing to do. */
export function choice(screen: Screen, chance: Chance): ScreenCommand | null {
  const tickets = screen.tickets.value;
  const ticket = chance.pick(tickets.filter((one) => one.state !== "closed" || chance.often(0.2)));
  if (ticket === undefined) return null;
  const { stations } = screen.page;
  const atPass = screen.page.page === "expo";
  // Nobody waits with this while guests do.
  const silent = atPass ? gapsOf(tickets, screen.store.value).find(isSilent) : undefined;
  const left = chance.pick(silent?.orders ?? []);
  if (silent !== undefined && left !== undefined)
    return { kind: "hand_over", ticket: left.ticket.id, station: silent.station };
  return (
    (chance.often(0.3) ? change(ticket, stations, chance, atPass) : null) ??
    cook(ticket, atPass ? EVERYWHERE : stations, chance)
  );
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

/** What is not cooking: confirm what changed, void, amend, serve, answer. */
function change(ticket: Ticket, at: At, chance: Chance, atPass: boolean): ScreenCommand | null {
  const where = atPass ? PASS : (chance.pick(at) ?? "");
  const unseen = ticket.changes.filter((one) => one.waits.includes(where));
  const item = chance.pick(ticket.items);
  if (unseen.length > 0 && chance.often(0.7))
    return { kind: "acknowledge", ticket: ticket.id, changes: unseen.map((one) => one.id), station: where };
  if (item === undefined) return null;
  if (!atPass) return null;
  return atThePass(ticket, item, chance);
}

function atThePass(ticket: Ticket, item: Item, chance: Chance): ScreenCommand {
  if (item.void_asked !== "") return { kind: "answer_void", ticket: ticket.id, item: item.id, answer: "stop" };
  switch (chance.below(8)) {
    case 0:
      return { kind: "amend", ticket: ticket.id, void: [{ item: item.id }] };
    case 1:
      return { kind: "amend", ticket: ticket.id, modify: [{ item: item.id, note: `note ${chance.below(100)}` }] };
    case 2:
      return { kind: "cancel", ticket: ticket.id };
    case 3:
      return { kind: "recall_serve", ticket: ticket.id, items: [item.id] };
    case 4:
      return { kind: "remake", ticket: ticket.id, item: item.id };
    default:
      return { kind: "serve", ticket: ticket.id };
  }
}
