/** What the ids in the events of a timeline are called. */

import { completeTicket } from "./complete.ts";
import type { Change, Item } from "./documents.ts";
import type { LogEvent, Portion, Timeline } from "./past.ts";

/** Items as an event carries them, complete. */
export function itemsIn({ items, item }: LogEvent): readonly Item[] {
  const raw = [...(Array.isArray(items) ? items : []), item].filter((one) => typeof one === "object" && one !== null);
  return completeTicket({ items: raw }).items;
}

export function changesIn({ event, changes }: LogEvent): readonly Change[] {
  return event === "changes_raised" ? completeTicket({ changes }).changes : [];
}

export function portions(items: readonly Item[]): readonly Portion[] {
  return items.map(({ name, quantity, unit }) => ({ name, quantity, unit }));
}

/** What the ids in events are called, gathered from the events themselves and from the ticket. */
export class Names {
  readonly ticket: string;
  readonly #items = new Map<string, Item>();
  readonly #changes = new Map<number, Change>();

  constructor({ ticket, steps }: Timeline) {
    this.ticket = ticket.id;
    for (const event of steps.flatMap((step) => step.events)) {
      for (const item of itemsIn(event)) this.#items.set(item.id, item);
      for (const change of changesIn(event)) this.#changes.set(change.id, change);
    }
    for (const item of ticket.items) this.#items.set(item.id, item);
  }

  item(id: string): readonly Item[] {
    const item = this.#items.get(id);
    return item === undefined ? [] : [item];
  }

  /** The items and stations of tasks; a task's id begins with its item's. */
  tasks(ids: readonly string[]): { readonly dishes: readonly Portion[]; readonly stations: readonly string[] } {
    const wanted = new Set(ids);
    const items = [...new Set(ids.map((id) => id.slice(0, id.indexOf("."))))].flatMap((id) => this.item(id));
    const tasks = items.flatMap((item) =>
      item.tasks.filter((task) => wanted.has(task.id)).map((task) => ({ item, task })),
    );
    return {
      dishes: tasks.map(({ item, task }) => ({
        name: task.name || item.name,
        quantity: task.quantity || item.quantity,
        unit: item.unit,
      })),
      stations: [...new Set(tasks.map(({ task }) => task.station))],
    };
  }

  changes(ids: readonly number[]): readonly Change[] {
    return ids.flatMap((id) => this.#changes.get(id) ?? []);
  }
}
