/** The cards of a screen's stations, in the order in which they should be cooked. */

import type { Card, Line } from "./card.ts";
import { deadlineOf, isForLater, pendingOf, progressOf, unplaced } from "./cards.ts";
import { allergensWaiting, isNews, takenOf, waitsFor } from "./changes.ts";
import type { Item, Task, Ticket } from "./documents.ts";
import { grouped } from "./groups.ts";
import { type At, compareKeys, isAt, isUnfinished, leastKey, reasonsOf } from "./priority.ts";
import { isLoud } from "./quantity.ts";
import { remembered } from "./remembered.ts";

/** Every card of these stations, first things first. */
export function stationCards(tickets: readonly Ticket[], at: At): readonly Card[] {
  // What nobody has let in is not the cooks' yet.
  const cards = grouped(tickets.filter((ticket) => !ticket.to_approve)).flatMap((group) =>
    group.length === 1 ? alone(group[0], at) : placed(group, at),
  );
  return cards.sort((left, right) => compareKeys(left.key, right.key)).map(({ card }) => card);
}

/** A card and its place in the order, if there is one. */
function placed(group: readonly [Ticket, ...Ticket[]], at: At) {
  const card = cardOf(group, at);
  return card === null ? [] : [{ card, key: leastKey(card.tickets, at) }];
}

const alone = remembered((ticket: Ticket, at: At) => placed([ticket], at));

/** Null: they have nothing to do or to acknowledge here. */
function cardOf(group: readonly [Ticket, ...Ticket[]], at: At): Card | null {
  const who = answering(group, at);
  const lines = group.flatMap((ticket) => linesOf(ticket, at, who));
  const pending = unplaced(group, lines, who);
  const open = lines.filter((line) => isUnfinished(line.task));
  const unseen = pending.length > 0 || lines.some((line) => line.changes.length + line.unconfirmed.length > 0);
  if (open.length === 0 && !unseen) return null;
  const live = lines.filter((line) => line.task.state !== "void");
  const queued = live.map((line) => line.task.queued_ms).filter((ms) => ms > 0);
  return {
    id: group[0].id,
    leader: group[0],
    tickets: group,
    lines,
    reasons: reasonsOf(group, at),
    deadline: deadlineOf(live.map((line) => line.task)),
    clockMs: queued.length > 0 ? Math.min(...queued) : 0,
    pending,
    taken: takenOf(
      group.filter(({ id }) => lines.some((line) => line.ticket.id === id) || pending.some((one) => one.ticket === id)),
      lines.map((line) => line.item),
    ),
    others: progressOf(group.flatMap((ticket) => ticket.items)).filter((other) => !at.includes(other.station)),
    done: live.filter((line) => line.task.state === "done").length,
    total: live.length,
    addons: open.filter((line) => line.item.addon).length,
  };
}

function linesOf(ticket: Ticket, at: At, who: At): readonly Line[] {
  return ticket.items.flatMap((item) =>
    item.tasks
      .filter((task) => isAt(task, at) && isDrawn(ticket, item, task, who))
      .map((task) => lineOf(ticket, item, task, who, at)),
  );
}

/**
 * Work for later (a step before it, a due time) is not on the glass. What was voided, and all of a closed
 * ticket, stays only until its changes are acknowledged, and only where the dish had been called up.
 */
function isDrawn(ticket: Ticket, item: Item, task: Task, at: At): boolean {
  if (task.state === "void" || ticket.state === "closed") {
    return task.queued_ms > 0 && isNews(ticket, item, at);
  }
  return !isForLater(task);
}

function lineOf(ticket: Ticket, item: Item, task: Task, who: At, at: At): Line {
  const quantity = task.quantity || item.quantity;
  const unit = task.quantity === "" ? item.unit : "";
  const unconfirmed = allergensWaiting(ticket, item.id, who);
  const mine = ticket.changes.filter((change) => change.item === item.id && waitsFor(change, who));
  return {
    ticket,
    item,
    task,
    covers: at.includes(task.station) ? "" : task.station,
    name: task.name || item.name,
    altName: task.name === "" ? item.alt_name : "",
    quantity,
    unit,
    loud: isLoud(quantity),
    allergens: [...new Set([...item.allergens, ...ticket.allergens])],
    unconfirmed: unconfirmed.map((change) => pendingOf(ticket, change, who)),
    changes: mine.filter((change) => change.kind !== "allergen").map((change) => pendingOf(ticket, change, who)),
  };
}

/** These stations, and those that they cover on these tickets: they are answered for here too. */
function answering(tickets: readonly Ticket[], at: At): At {
  const tasks = tickets.flatMap((ticket) => ticket.items.flatMap((item) => item.tasks));
  const covered = tasks.filter((task) => !at.includes(task.station) && isAt(task, at)).map((task) => task.station);
  return covered.length === 0 ? at : [...at, ...new Set(covered)];
}
