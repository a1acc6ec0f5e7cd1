/** What was finished lately and can be taken back, latest first. */

import type { ScreenCommand } from "./commands.ts";
import type { Item, Task, Ticket } from "./documents.ts";
import { type At, isAt } from "./priority.ts";

/** The tasks of one ticket that one bump finished: taken back together, as they were bumped. */
export interface Bumped {
  readonly ticket: Ticket;
  /** Command id of the bump. */
  readonly bump: string;
  readonly doneMs: number;
  readonly doneBy: string;
  readonly lines: readonly { readonly item: Item; readonly task: Task }[];
  /** What takes it back. */
  readonly recall: ScreenCommand;
}

/** Rows in the recall list; the server keeps the last 50 closed tickets on the screens. */
const ROWS = 50;

/** The bumps that stand at these stations. */
export function recallable(tickets: readonly Ticket[], at: At): readonly Bumped[] {
  return tickets
    .filter((ticket) => !ticket.tombstone)
    .flatMap((ticket) => bumpsOf(ticket, at))
    .sort((left, right) => right.doneMs - left.doneMs)
    .slice(0, ROWS);
}

function bumpsOf(ticket: Ticket, at: At): readonly Bumped[] {
  const bumps = new Map<string, { item: Item; task: Task }[]>();
  for (const item of ticket.items) {
    if (item.state === "void") continue;
    for (const task of item.tasks) {
      if (task.state !== "done" || task.bump === "" || !isAt(task, at)) continue;
      bumps.set(task.bump, [...(bumps.get(task.bump) ?? []), { item, task }]);
    }
  }
  return [...bumps].map(([bump, lines]) => ({
    ticket,
    bump,
    lines,
    doneMs: Math.max(...lines.map(({ task }) => task.done_ms)),
    doneBy: lines[0]?.task.done_by ?? "",
    recall: {
      kind: "recall",
      ticket: ticket.id,
      tasks: lines.map(({ task }) => ({ task: task.id, gen: task.gen, bump: task.bump })),
    },
  }));
}
