/** Documents for tests: complete ones, from the few fields that matter to the test. */

import { completeTicket } from "../src/core/complete.ts";
import type { Change, Item, Task, Ticket } from "../src/core/documents.ts";

type Some<T> = Partial<T>;

export interface ItemParts extends Omit<Some<Item>, "tasks"> {
  readonly tasks?: readonly Some<Task>[];
}

export interface TicketParts extends Omit<Some<Ticket>, "items" | "changes"> {
  readonly items?: readonly ItemParts[];
  readonly changes?: readonly Some<Change>[];
}

/** A task id that was not given is `{item}.0.{index}`, an item id `{ticket}-{index}`. */
export function ticket(id: string, parts: TicketParts = {}): Ticket {
  const { items = [], changes = [], ...rest } = parts;
  return completeTicket({
    id,
    source: "till",
    external_id: id,
    number: id,
    ...rest,
    items: items.map((item, index) => itemOf(`${id}-${index}`, item)),
    changes: changes.map((change, index) => ({ id: index + 1, kind: "added", at_ms: 0, ...change })),
  });
}

function itemOf(id: string, { tasks = [], ...rest }: ItemParts): object {
  const own = rest.id ?? id;
  return {
    id: own,
    uid: own,
    name: own,
    ...rest,
    tasks: tasks.map((task, index) => ({ id: `${own}.0.${index}`, station: "hot", queued_ms: 1, ...task })),
  };
}

/** The task with this id, wherever it is. */
export function taskOf(tickets: readonly Ticket[], id: string): Task {
  const found = tickets.flatMap((one) => one.items.flatMap((item) => item.tasks)).find((task) => task.id === id);
  if (found === undefined) throw new Error(`no task ${id}`);
  return found;
}
