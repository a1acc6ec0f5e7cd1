/** What a waiting command will do to a ticket: only a preview, the server decides. */

import { acknowledged, allergensWaiting } from "./changes.ts";
import type { ScreenCommand, Seen } from "./commands.ts";
import { type ChangeKind, type Dish, type Item, PASS, type Task, type Ticket } from "./documents.ts";
import { queued, settled } from "./settle.ts";

/** The waiting command as it bears on the preview: its id becomes the bump, its time the task's times. */
export interface Made {
  readonly id: string;
  readonly atMs: number;
  readonly command: ScreenCommand;
}

/** A bump at a station says that these changes of the item were seen. */
const SEEN_WITH_THE_FOOD: ReadonlySet<ChangeKind> = new Set(["added", "modified", "less", "recovered"]);

/** A recalled task keeps the clock of its first queueing; settling says whether its turn has come. */
const AGAIN = { state: "waiting", started_ms: 0, done_ms: 0, started_by: "", done_by: "", bump: "" } as const;

/** The ticket as it will be; the same object where the command changes nothing or cannot be foreseen. */
export function foreseeTicket(ticket: Ticket, made: Made): Ticket {
  const { command } = made;
  switch (command.kind) {
    case "start":
      return withTasks(ticket, command.tasks, made, (task) =>
        isBefore(task, "started")
          ? { ...queued(task, made.atMs, ticket.due_ms), state: "started", started_ms: made.atMs }
          : task,
      );
    case "bump":
      return unconfirmed(ticket, command.tasks) ? ticket : bumped(ticket, command.tasks, made);
    case "recall":
      return recalled(ticket, command.tasks, command.both === true, made);
    case "acknowledge": {
      const ids = new Set(command.changes);
      return acknowledged(ticket, command.station, (change) => ids.has(change.id));
    }
    case "serve":
      return served(ticket, command.items, made);
    case "confirm_recovered":
      return withItems(ticket, undefined, made, (item) => (item.recovered ? { ...item, recovered: false } : item));
    case "call_again":
      return ticket.state === "open" ? ticket : { ...ticket, called_ms: made.atMs, calls: ticket.calls + 1 };
    case "recall_serve":
      return withItems(ticket, command.items, made, (item) =>
        item.state === "served" ? { ...item, served_ms: 0 } : item,
      );
    case "reply_rush":
      return withItems(ticket, command.items, made, (item) =>
        item.rush === null || item.state !== "open" || item.rush.reply === command.reply
          ? item
          : { ...item, rush: { ...item.rush, reply: command.reply, replied_ms: made.atMs } },
      );
    default:
      return ticket;
  }
}

export function foreseeDish(dish: Dish, made: Made): Dish {
  const { command } = made;
  if (command.kind !== "set_availability") return dish;
  const remaining = command.remaining || null;
  if (dish.available === command.available && dish.remaining === remaining) return dish;
  return { ...dish, available: command.available, remaining, since_ms: made.atMs, by: "" };
}

/** An allergen that the station has not confirmed holds the whole bump back. */
function unconfirmed(ticket: Ticket, tasks: readonly Seen[]): boolean {
  const gens = new Map(tasks.map((seen) => [seen.task, seen.gen]));
  return ticket.items.some((item) =>
    item.tasks.some(
      (task) =>
        gens.get(task.id) === task.gen &&
        isBefore(task, "done") &&
        allergensWaiting(ticket, item.id, [task.station]).length > 0,
    ),
  );
}

function isBefore(task: Task, state: "started" | "done"): boolean {
  return task.state === "waiting" || task.state === "queued" || (task.state === "started" && state === "done");
}

function bumped(ticket: Ticket, tasks: readonly Seen[], made: Made): Ticket {
  const next = withTasks(ticket, tasks, made, (task) =>
    isBefore(task, "done")
      ? { ...clocked(task, made.atMs, ticket.due_ms), state: "done", wait: "", done_ms: made.atMs, bump: made.id }
      : task,
  );
  const done = next.items.flatMap((item) =>
    item.tasks.filter((task) => task.bump === made.id).map((task) => ({ item: item.id, station: task.station })),
  );
  return done.reduce(
    (seen, { item, station }) =>
      acknowledged(seen, station, (change) => change.item === item && SEEN_WITH_THE_FOOD.has(change.kind)),
    next,
  );
}

/** Food that was never queued (held, or a step ahead) is queued and done in one. */
function clocked(task: Task, atMs: number, dueMs: number): Task {
  return task.queued_ms > 0 ? task : queued(task, atMs, dueMs);
}

/** Only the bumps that stand; a next step that has begun is recalled with them, or nothing is. */
function recalled(ticket: Ticket, named: readonly Seen[], both: boolean, made: Made): Ticket {
  const tasks = ticket.items.flatMap((item) => item.tasks.map((task) => ({ item, task })));
  const bumps = new Map(named.map((seen) => [seen.task, seen.bump]));
  const standing = tasks.filter(({ task }) => task.state === "done" && bumps.get(task.id) === task.bump);
  const begun = tasks.filter(
    ({ item, task }) =>
      (task.state === "started" || task.state === "done") &&
      standing.every((one) => one.task !== task) &&
      standing.some((one) => one.item === item && one.task.chain === task.chain && one.task.step < task.step),
  );
  if (begun.length > 0 && !both) return ticket;
  const pairs = [...standing, ...begun].map(({ task }) => ({ task: task.id, gen: task.gen }));
  const wait = ticket.release_ms > made.atMs ? "due" : "";
  return withTasks(ticket, pairs, made, (task) => ({ ...task, ...AGAIN, wait, gen: task.gen + 1 }));
}

function served(ticket: Ticket, named: readonly string[] | undefined, made: Made): Ticket {
  const ready = ticket.items.filter((item) => item.state === "ready" && isNamed(item, named));
  if (ready.length === 0 || ready.some((item) => allergensWaiting(ticket, item.id, [PASS]).length > 0)) return ticket;
  const ids = new Set(ready.map((item) => item.id));
  const moot = { void_asked: "", withdrawn: false };
  const handed = withItems(ticket, [...ids], made, (item) => ({ ...item, ...moot, served_ms: made.atMs }));
  return acknowledged(handed, PASS, (change) => ids.has(change.item) && SEEN_WITH_THE_FOOD.has(change.kind));
}

/** None named: all of them. */
function isNamed(item: Item, named: readonly string[] | undefined): boolean {
  return named === undefined || named.length === 0 || named.includes(item.id);
}

function withTasks(ticket: Ticket, seen: readonly Seen[], made: Made, change: (task: Task) => Task): Ticket {
  const named = new Map(seen.map((pair) => [pair.task, pair]));
  const items = ticket.items.map((item) => {
    if (!item.tasks.some((task) => named.has(task.id))) return item;
    const tasks = item.tasks.map((task) => {
      const pair = named.get(task.id);
      return pair !== undefined && pair.gen === task.gen ? change(task) : task;
    });
    const same = tasks.every((task, index) => task === item.tasks[index]);
    const served_ms = tasks.every((task) => task.state === "done" || task.state === "void") ? item.served_ms : 0;
    return same ? item : { ...item, tasks, served_ms };
  });
  return settled(ticket, items, made.atMs);
}

function withItems(
  ticket: Ticket,
  named: readonly string[] | undefined,
  made: Made,
  change: (item: Item) => Item,
): Ticket {
  const items = ticket.items.map((item) => (isNamed(item, named) ? change(item) : item));
  return settled(ticket, items, made.atMs);
}
