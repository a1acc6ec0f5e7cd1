/** The cards of one station, in the order in which they should be cooked. */

import type { Card, Deadline, Line, Pending, Progress } from "./card.ts";
import { allergensWaiting, isNews, takenOf } from "./changes.ts";
import type { Change, Item, Level, Task, Ticket } from "./documents.ts";
import { grouped } from "./groups.ts";
import { compareKeys, isAt, isUnfinished, leastKey, reasonsOf } from "./priority.ts";
import { isLoud } from "./quantity.ts";
import { remembered } from "./remembered.ts";

/** Every card of the station, first things first. */
export function stationCards(tickets: readonly Ticket[], station: string): readonly Card[] {
  // What nobody has let in is not the cooks' yet.
  const cards = grouped(tickets.filter((ticket) => !ticket.to_approve)).flatMap((group) =>
    group.length === 1 ? alone(group[0], station) : placed(group, station),
  );
  return cards.sort((left, right) => compareKeys(left.key, right.key)).map(({ card }) => card);
}

/** A card and its place in the order, if there is one. */
function placed(group: readonly [Ticket, ...Ticket[]], station: string) {
  const card = cardOf(group, station);
  return card === null ? [] : [{ card, key: leastKey(card.tickets, station) }];
}

const alone = remembered((ticket: Ticket, station: string) => placed([ticket], station));

/** Null: the station has nothing to do or to acknowledge here. */
function cardOf(group: readonly [Ticket, ...Ticket[]], station: string): Card | null {
  const lines = group.flatMap((ticket) => linesOf(ticket, station));
  const pending = unanswered(group, lines, station);
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
    reasons: reasonsOf(group, station),
    deadline: deadlineOf(live.map((line) => line.task)),
    clockMs: queued.length > 0 ? Math.min(...queued) : 0,
    pending,
    taken: takenOf(
      group.filter(({ id }) => lines.some((line) => line.ticket.id === id) || pending.some((one) => one.ticket === id)),
      lines.map((line) => line.item),
    ),
    others: progressOf(group.flatMap((ticket) => ticket.items)).filter((other) => other.station !== station),
    done: live.filter((line) => line.task.state === "done").length,
    total: live.length,
    addons: open.filter((line) => line.item.addon).length,
  };
}

function linesOf(ticket: Ticket, station: string): readonly Line[] {
  return ticket.items.flatMap((item) =>
    item.tasks
      .filter((task) => isAt(task, station) && isDrawn(ticket, item, task))
      .map((task) => lineOf(ticket, item, task, task.station === station ? "" : task.station)),
  );
}

/**
 * Work for later (a step before it, a due time) is not on the glass. What was voided, and all of a closed
 * ticket, stays only until its changes are acknowledged, and only where the dish had been called up.
 */
function isDrawn(ticket: Ticket, item: Item, task: Task): boolean {
  if (task.state === "void" || ticket.state === "closed") {
    return task.queued_ms > 0 && isNews(ticket, item, task.station);
  }
  return !isForLater(task);
}

/** The step before is not done, or the order is not due. Held food is not for later: the cook may see what comes. */
export function isForLater(task: Task): boolean {
  return task.state === "waiting" && task.wait !== "held";
}

function lineOf(ticket: Ticket, item: Item, task: Task, covers: string): Line {
  const { station } = task;
  const quantity = task.quantity || item.quantity;
  const unit = task.quantity === "" ? item.unit : "";
  const unconfirmed = allergensWaiting(ticket, item.id, station);
  const mine = ticket.changes.filter((change) => change.item === item.id && change.waits.includes(station));
  return {
    ticket,
    item,
    task,
    covers,
    name: task.name || item.name,
    altName: task.name === "" ? item.alt_name : "",
    quantity,
    unit,
    loud: isLoud(quantity),
    allergens: [...new Set([...item.allergens, ...ticket.allergens])],
    unconfirmed: unconfirmed.map((change) => pendingOf(ticket, change, station)),
    changes: mine.filter((change) => change.kind !== "allergen").map((change) => pendingOf(ticket, change, station)),
  };
}

/** The changes of a ticket that `who` (a station, or the pass) has yet to acknowledge. */
export function waitingFor(ticket: Ticket, who: string): readonly Pending[] {
  return ticket.changes.filter((change) => change.waits.includes(who)).map((change) => pendingOf(ticket, change, who));
}

export function pendingOf(ticket: Ticket, change: Change, waits: string): Pending {
  return { ticket: ticket.id, change, waits, item: ticket.items.find((item) => item.id === change.item) ?? null };
}

/** What stands on no line, for the station and for those it covers; what several of them wait for stands here once. */
function unanswered(tickets: readonly Ticket[], lines: readonly Line[], station: string): readonly Pending[] {
  const covered = new Set(lines.filter((line) => line.covers !== "").map((line) => line.covers));
  const all = [station, ...covered].flatMap((who) => unplaced(tickets, lines, who));
  const same = (one: Pending) => all.find((other) => other.ticket === one.ticket && other.change.id === one.change.id);
  return covered.size === 0 ? all : all.filter((one) => same(one) === one);
}

/** Changes for `who` that stand on no line, now or when its turn comes; an allergy always stands on its lines. */
export function unplaced(
  tickets: readonly Ticket[],
  lines: readonly { readonly ticket: Ticket; readonly item: Item }[],
  who: string,
): readonly Pending[] {
  return tickets.flatMap((ticket) => {
    const drawn = new Set(lines.filter((line) => line.ticket === ticket).map((line) => line.item.id));
    return waitingFor(ticket, who).filter(({ change, item }) =>
      item === null
        ? change.kind !== "allergen"
        : !drawn.has(item.id) && !item.tasks.some((task) => task.station === who && isForLater(task)),
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
