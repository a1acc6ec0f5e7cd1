/** What the cards of the stations and those of the pass have in common. */

import type { Deadline, Pending, Progress } from "./card.ts";
import { waitsFor } from "./changes.ts";
import type { Change, Item, Level, Task, Ticket } from "./documents.ts";
import { type At, isAt } from "./priority.ts";

/** The step before is not done, or the order is not due. Held food is not for later: the cook may see what comes. */
export function isForLater(task: Task): boolean {
  return task.state === "waiting" && task.wait !== "held";
}

/** The changes of a ticket that `who` (stations, or the pass) has yet to acknowledge. */
export function waitingFor(ticket: Ticket, who: At): readonly Pending[] {
  return ticket.changes.filter((change) => waitsFor(change, who)).map((change) => pendingOf(ticket, change, who));
}

export function pendingOf(ticket: Ticket, change: Change, who: At): Pending {
  return { ticket: ticket.id, change, who, item: ticket.items.find((item) => item.id === change.item) ?? null };
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
