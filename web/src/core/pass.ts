/** Whole tickets as the pass sees them: every item with every station's progress. */

import type { PassCard, PassLine } from "./card.ts";
import { deadlineOf, pendingOf, progressOf, unplaced, waitingFor } from "./cards.ts";
import { isNews, takenOf } from "./changes.ts";
import { type Item, PASS, type Ticket } from "./documents.ts";
import { grouped } from "./groups.ts";
import { compareKeys, EVERYWHERE, isUnfinished, leastKey, reasonsOf } from "./priority.ts";
import { isLoud } from "./quantity.ts";
import { remembered } from "./remembered.ts";

/** Until the cards are put in their order (`standing`), each counts as the only one of its table. */
const ALONE = { place: 1, count: 1 };

/** Every ticket that is not closed, or whose changes the pass has yet to acknowledge, first things first. */
export function passCards(tickets: readonly Ticket[]): readonly PassCard[] {
  const cards = grouped(tickets).flatMap((group) => (group.length === 1 ? alone(group[0], undefined) : placed(group)));
  return cards.sort((left, right) => compareKeys(left.key, right.key)).map(({ card }) => card);
}

/** A card and its place in the order, if there is one. */
function placed(group: readonly [Ticket, ...Ticket[]]) {
  const live = group.filter((ticket) => ticket.state !== "closed" || waitingFor(ticket, [PASS]).length > 0);
  return live.length === 0 ? [] : [{ card: cardOf(group[0], live), key: leastKey(live, EVERYWHERE) }];
}

const alone = remembered((ticket: Ticket, _: undefined) => placed([ticket]));

function cardOf(leader: Ticket, tickets: readonly Ticket[]): PassCard {
  const lines = tickets
    .flatMap((ticket) => ticket.items.filter((item) => isDrawn(ticket, item)).map((item) => lineOf(ticket, item)))
    .sort((left, right) => left.item.course - right.item.course);
  const live = lines.filter((line) => line.item.state !== "void");
  const items = live.map((line) => line.item);
  const tasks = items.flatMap((item) => item.tasks);
  const clocks = tickets.map((ticket) => ticket.clock_ms).filter((ms) => ms > 0);
  return {
    id: leader.id,
    leader,
    tickets,
    lines,
    reasons: reasonsOf(tickets, EVERYWHERE),
    deadline: deadlineOf(tasks),
    clockMs: clocks.length > 0 ? Math.min(...clocks) : 0,
    pending: unplaced(tickets, lines, [PASS]),
    taken: takenOf(
      tickets,
      lines.map((line) => line.item),
    ),
    progress: progressOf(items),
    stage: stageOf(tickets, items),
    ready: items.filter((item) => item.state === "ready").length,
    total: items.filter((item) => item.state !== "served").length,
    served: items.filter((item) => item.state === "served").length,
    atTable: ALONE,
  };
}

/** A void stays until the pass has acknowledged it. */
function isDrawn(ticket: Ticket, item: Item): boolean {
  return item.state !== "void" || isNews(ticket, item, [PASS]);
}

function lineOf(ticket: Ticket, item: Item): PassLine {
  const mine = ticket.changes
    .filter((change) => change.item === item.id && change.waits.includes(PASS))
    .map((change) => pendingOf(ticket, change));
  return {
    ticket,
    item,
    progress: progressOf([item]),
    held: item.tasks.some((task) => task.state === "waiting" && task.wait === "held"),
    rush: item.rush,
    loud: isLoud(item.quantity),
    unconfirmed: mine.filter(({ change }) => change.kind === "allergen"),
    changes: mine.filter(({ change }) => change.kind !== "allergen"),
  };
}

function stageOf(tickets: readonly Ticket[], items: readonly Item[]): PassCard["stage"] {
  if (tickets.every((ticket) => ticket.state === "closed")) return "gone";
  const tasks = items.filter((item) => item.state === "open").flatMap((item) => item.tasks.filter(isUnfinished));
  if (tasks.length > 0 && tasks.every((task) => task.wait === "due" || (task.wait === "step" && isScheduled(items)))) {
    return "scheduled";
  }
  return items.every((item) => item.state !== "open") ? "ready" : "cooking";
}

/** Nothing has been queued yet and something waits for its time. */
function isScheduled(items: readonly Item[]): boolean {
  const tasks = items.flatMap((item) => item.tasks);
  return (
    tasks.some((task) => task.wait === "due") &&
    tasks.every((task) => task.state === "waiting" || task.state === "void")
  );
}
