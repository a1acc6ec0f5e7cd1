/** The cards of a screen's stations, in the order in which they should be cooked. */

import type { Card, Deadline, Line, Pending, Progress } from "./card.ts";
import { allergensWaiting, isNews, takenOf, waitsFor } from "./changes.ts";
import type { Change, Item, Level, Task, Ticket } from "./documents.ts";
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
  const lines = group.flatMap((ticket) => linesOf(ticket, at));
  const pending = unplaced(group, lines, at);
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

function linesOf(ticket: Ticket, at: At): readonly Line[] {
  return ticket.items.flatMap((item) =>
    item.tasks
      .filter((task) => isAt(task, at) && isDrawn(ticket, item, task, at))
      .map((task) => lineOf(ticket, item, task, at)),
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

/** The step before is not done, or the order is not due. Held food is not for later: the cook may see what comes. */
export function isForLater(task: Task): boolean {
  return task.state === "waiting" && task.wait !== "held";
}

function lineOf(ticket: Ticket, item: Item, task: Task, at: At): Line {
  const quantity = task.quantity || item.quantity;
  const unit = task.quantity === "" ? item.unit : "";
  const unconfirmed = allergensWaiting(ticket, item.id, at);
  const mine = ticket.changes.filter((change) => change.item === item.id && waitsFor(change, at));
  return {
    ticket,
    item,
    task,
    name: task.name || item.name,
    altName: task.name === "" ? item.alt_name : "",
    quantity,
    unit,
    loud: isLoud(quantity),
    allergens: [...new Set([...item.allergens, ...ticket.allergens])],
    unconfirmed: unconfirmed.map((change) => pendingOf(ticket, change)),
    changes: mine.filter((change) => change.kind !== "allergen").map((change) => pendingOf(ticket, change)),
  };
}

/** The changes of a ticket that `who` (stations, or the pass) has yet to acknowledge. */
export function waitingFor(ticket: Ticket, who: At): readonly Pending[] {
  return ticket.changes.filter((change) => waitsFor(change, who)).map((change) => pendingOf(ticket, change));
}

export function pendingOf(ticket: Ticket, change: Change): Pending {
  return { ticket: ticket.id, change, item: ticket.items.find((item) => item.id === change.item) ?? null };
}

/** Changes for `who` that stand on no line, now or when its turn comes; an allergy always stands on its lines. */
export function unplaced(
  tickets: readonly Ticket[],
  lines: readonly { readonly ticket: Ticket; readonly item: Item }[],
  who: At,
): readonly Pending[] {
  return tickets.flatMap((ticket) => {
    const drawn = new Set(lines.filter((line) => line.ticket === ticket).map((line) => line.item.id));
    return waitingFor(ticket, who).filter(({ change, item }) =>
      item === null
        ? change.kind !== "allergen"
        : !drawn.has(item.id) && !item.tasks.some((task) => isAt(task, who) && isForLater(task)),
    );
  });
}

/** Every station that works on these items, in the order in which they name them. */
export function progressOf(items: readonly Item[]): readonly Progress[] {
  const stations = new Map<string, Task[]>();
  for (const task of items.flatMap((item) => item.tasks)) {
    if (task.state !== "void") stations.set(task.station, [...(stations.get(task.station) ?? []), task]);
  }
  return [...stations].map(([station, tasks]) => ({
    station,
    done: tasks.filter((task) => task.state === "done").length,
    started: tasks.filter((task) => task.state === "started").length,
    total: tasks.length,
  }));
}

/** The nearest thresholds of the tasks that are being waited for. */
export function deadlineOf(tasks: readonly Task[]): Deadline {
  const running = tasks.filter((task) => task.state === "queued" || task.state === "started");
  if (running.length === 0) return { attentionMs: 0, lateMs: 0 };
  return {
    attentionMs: Math.min(...running.map((task) => task.attention_ms)),
    lateMs: Math.min(...running.map((task) => task.late_ms)),
  };
}

/** The colour of a card at a moment of the server's clock. */
export function levelAt(deadline: Deadline, nowMs: number): Level {
  if (deadline.lateMs > 0 && nowMs >= deadline.lateMs) return "late";
  return deadline.attentionMs > 0 && nowMs >= deadline.attentionMs ? "attention" : "";
}
