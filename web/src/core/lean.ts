/** A ticket as it travels: without the fields that hold their defaults. */

import { CHANGE, ITEM, MODIFIER, RUSH, TASK, TICKET } from "./complete.ts";
import type { Item, Modifier, Ticket } from "./documents.ts";
import type { HeldTicket } from "./vault.ts";

type Raw = Readonly<Record<string, unknown>>;

export function lean(ticket: Ticket): HeldTicket {
  const items = ticket.items.map(leanItem);
  const changes = ticket.changes.map((change) => without(change, CHANGE));
  return without({ ...ticket, items, changes }, TICKET) as HeldTicket;
}

function leanItem(item: Item): Raw {
  const tasks = item.tasks.map((task) => without(task, TASK));
  const rush = item.rush && without(item.rush, RUSH);
  return without({ ...item, tasks, rush, modifiers: item.modifiers.map(leanModifier) }, ITEM);
}

function leanModifier(modifier: Modifier): Raw {
  return without({ ...modifier, modifiers: modifier.modifiers.map(leanModifier) }, MODIFIER);
}

function without(value: object, defaults: object): Raw {
  const usual = defaults as Raw;
  return Object.fromEntries(Object.entries(value).filter(([key, field]) => !(key in usual && same(field, usual[key]))));
}

/** Defaults are plain values, and lists and maps that are empty. */
function same(value: unknown, usual: unknown): boolean {
  return value === usual || (isEmpty(value) && isEmpty(usual));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
