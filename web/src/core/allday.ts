/** How many of each dish are still to cook; the same rules as `kds/kitchen/allday.py`. */

import type { Item, Task, Ticket } from "./documents.ts";
import { type At, isAt, isUnfinished } from "./priority.ts";
import { spell, thousandths } from "./quantity.ts";
import { remembered } from "./remembered.ts";

/** A dish with its unit: 3.5 斤 in 2 lines is two portions by weight. */
export interface Count {
  /** The sku, or the name where there is none; of a modifier's task always the name. */
  readonly key: string;
  readonly name: string;
  readonly altName: string;
  readonly unit: string;
  readonly quantity: string;
  readonly lines: number;
}

type Portion = Omit<Count, "lines">;

/**
 * Open work grouped by dish and unit, the most lines first, then by key and unit.
 *
 * An item with several tasks of its own here counts once, and each modifier's task under the
 * modifier's name. Everywhere, every item counts once, modifiers not at all.
 */
export function allDay(tickets: readonly Ticket[], at: At): readonly Count[] {
  const rows = new Map<string, { first: Portion; sum: number; lines: number }>();
  for (const portion of tickets.flatMap((ticket) => portionsOf(ticket, at))) {
    const key = `${portion.key}\n${portion.unit}`;
    const row = rows.get(key) ?? { first: portion, sum: 0, lines: 0 };
    rows.set(key, { ...row, sum: row.sum + thousandths(portion.quantity), lines: row.lines + 1 });
  }
  return [...rows.values()]
    .map(({ first, sum, lines }) => ({ ...first, quantity: spell(sum), lines }))
    .sort((left, right) => right.lines - left.lines || order(left.key, right.key) || order(left.unit, right.unit));
}

const portionsOf = remembered((ticket: Ticket, at: At): readonly Portion[] => {
  if (ticket.state === "closed") return [];
  return ticket.items.filter((item) => item.state === "open").flatMap((item) => itemPortions(item, at));
});

function itemPortions(item: Item, at: At): readonly Portion[] {
  const tasks = item.tasks.filter((task) => counts(task, at));
  const own = tasks.some((task) => task.name === "") || (tasks.length > 0 && at.length === 0);
  const { name, alt_name: altName, unit, quantity } = item;
  const dish: readonly Portion[] = own ? [{ key: item.sku || name, name, altName, unit, quantity }] : [];
  if (at.length === 0) return dish;
  const added = tasks.filter((task) => task.name !== "");
  const first = added.filter(
    (task) => task === added.find((one) => one.chain === task.chain && one.name === task.name),
  );
  return [...dish, ...first.map((task) => modifierPortion(task, quantity))];
}

function modifierPortion(task: Task, itemQuantity: string): Portion {
  return { key: task.name, name: task.name, altName: "", unit: "", quantity: task.quantity || itemQuantity };
}

/** Held and not yet due food is not to be cooked now; a later step's is on its way. */
function counts(task: Task, at: At): boolean {
  return isAt(task, at) && isUnfinished(task) && (task.wait === "" || task.wait === "step");
}

/** As Python sorts, whatever the locale. */
function order(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
