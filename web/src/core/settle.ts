/** What follows from the states of the tasks, items and holds; the same rules as `kds/kitchen/settle.py`. */

import type { ChangeKind, Item, Task, Ticket } from "./documents.ts";

/** Kinds of change that a station must still see when the ticket is closed. */
const OUTLIVES_CLOSING: ReadonlySet<ChangeKind> = new Set(["voided", "cancelled"]);

const UNQUEUED = { state: "waiting", queued_ms: 0, attention_ms: 0, late_ms: 0 } as const;

/** The ticket with these items and every derived state: steps come free, items get ready, it closes and reopens. */
export function settled(before: Ticket, items: readonly Item[], atMs: number): Ticket {
  if (items.every((item, index) => item === before.items[index])) return before;
  const ticket = { ...before, items: items.map((item) => settledItem(before, item, atMs)) };
  if (ticket.clock_ms === 0 && ticket.items.some((item) => item.tasks.some((task) => task.queued_ms > 0))) {
    ticket.clock_ms = atMs;
  }
  if (ticket.close_reason === "abandoned") return ticket;
  const [state, close_reason] = stateOf(ticket);
  if (state === ticket.state) return { ...ticket, close_reason };
  return {
    ...ticket,
    state,
    close_reason,
    ready_ms: state !== "open" && ticket.items.some(isMade) ? ticket.ready_ms || atMs : 0,
    called_ms: state === "open" ? 0 : ticket.called_ms,
    calls: state === "open" ? 0 : ticket.calls,
    closed_ms: state === "closed" ? atMs : 0,
    changes: state === "closed" ? ticket.changes.filter((one) => OUTLIVES_CLOSING.has(one.kind)) : ticket.changes,
  };
}

function isMade(item: Item): boolean {
  return item.state === "ready" || item.state === "served";
}

function settledItem(ticket: Ticket, item: Item, atMs: number): Item {
  if (item.state === "void") return item;
  if (item.tasks.every(isFinal)) return { ...item, state: item.served_ms > 0 ? "served" : "ready" };
  const held = ticket.held.includes(0) || ticket.held.includes(item.course);
  return { ...item, state: "open", tasks: item.tasks.map((task) => settledTask(ticket, item, task, held, atMs)) };
}

function settledTask(ticket: Ticket, item: Item, task: Task, held: boolean, atMs: number): Task {
  if (task.state !== "waiting" && task.state !== "queued") return task;
  const wait = whyWait(item, task, held);
  if (wait === "") return task.state === "queued" ? task : queued(task, atMs, ticket.due_ms);
  return task.state === "queued" ? { ...task, ...UNQUEUED, wait } : { ...task, wait };
}

/** A chain that has begun flows on, held or not yet due: started food is not called back. */
function whyWait(item: Item, task: Task, held: boolean): Task["wait"] {
  if (item.recovered) return task.wait === "due" ? "due" : "recovered";
  const chain = item.tasks.filter((other) => other.chain === task.chain);
  const begun = chain.some((other) => other.state === "started" || other.state === "done");
  if (!begun && task.wait === "due") return "due";
  if (!begun && held && !task.remake) return "held";
  return chain.some((other) => other.step < task.step && !isFinal(other)) ? "step" : "";
}

function isFinal(task: Task): boolean {
  return task.state === "done" || task.state === "void";
}

/** The task on its station's queue; one that was there before (a recall) keeps its clock. */
export function queued(task: Task, atMs: number, dueMs: number): Task {
  const queued_ms = task.queued_ms || atMs;
  return { ...task, ...momentsOf(task, queued_ms, dueMs), state: "queued", wait: "", queued_ms };
}

/** When the task turns yellow and late: counted from the due time where the order has one, else from its queueing. */
export function momentsOf(
  task: Pick<Task, "attention_s" | "late_s">,
  queuedMs: number,
  dueMs: number,
): Pick<Task, "attention_ms" | "late_ms"> {
  const fromMs = dueMs || queuedMs;
  return { attention_ms: fromMs + task.attention_s * 1_000, late_ms: fromMs + task.late_s * 1_000 };
}

function stateOf(ticket: Ticket): readonly [Ticket["state"], Ticket["close_reason"]] {
  const live = ticket.items.filter((item) => item.state !== "void");
  if (live.length === 0) return ["closed", ticket.cancelled ? "cancelled" : "void"];
  if (live.some((item) => item.state === "open")) return ["open", ""];
  const served = live.every((item) => item.state === "served");
  const asked = live.some((item) => item.void_asked !== "");
  if (asked || (!served && ticket.close_on === "served")) return ["ready", ""];
  return ["closed", ticket.cancelled ? "cancelled" : served ? "served" : "ready"];
}
