/** Fills what the encoding left out: documents travel without the fields that hold their defaults. */

import type { Change, Cover, Item, Modifier, Rush, Sighting, Task, Ticket } from "./documents.ts";

export type Raw = Readonly<Record<string, unknown>>;

export const MODIFIER: Omit<Modifier, "name"> = { action: "add", quantity: "1", sku: "", alt_name: "", modifiers: [] };

export const TASK: Omit<Task, "id" | "station"> = {
  state: "queued",
  gen: 1,
  chain: 0,
  step: 0,
  wait: "",
  name: "",
  quantity: "",
  remake: false,
  estimate_s: 0,
  attention_s: 0,
  late_s: 0,
  attention_ms: 0,
  late_ms: 0,
  level: "",
  queued_ms: 0,
  started_ms: 0,
  done_ms: 0,
  started_by: "",
  done_by: "",
  bump: "",
  shown: null,
  unshown: 0,
  cover: null,
};

export const RUSH: Omit<Rush, "asked_ms"> = { last_ms: 0, by: "", times: 1, reply: "", replied_ms: 0, replied_by: "" };

export const ITEM: Omit<Item, "id" | "uid" | "name"> = {
  sku: "",
  alt_name: "",
  category: "",
  tags: [],
  quantity: "1",
  unit: "",
  note: "",
  course: 1,
  seat: "",
  allergens: [],
  modifiers: [],
  set_name: "",
  state: "open",
  tasks: [],
  addon: false,
  unrouted: false,
  sold_out: false,
  void_asked: "",
  void_answer: "",
  reason: "",
  withdrawn: false,
  rush: null,
  served_ms: 0,
  recovered: false,
};

export const CHANGE: Omit<Change, "id" | "kind" | "at_ms"> = { item: "", was: "", now: "", waits: [] };

export const TICKET: Omit<Ticket, "id" | "source" | "external_id"> = {
  number: "",
  mark: "",
  revision: 0,
  digest: "",
  state: "open",
  close_on: "served",
  close_reason: "",
  cancelled: false,
  tombstone: false,
  service: "dine_in",
  table: "",
  area: "",
  tab: "",
  seat: "",
  guest: "",
  server: "",
  covers: 0,
  brand: "",
  note: "",
  payment: "",
  priority: 0,
  allergens: [],
  merged_into: "",
  held: [],
  to_approve: false,
  day: "",
  placed_ms: 0,
  opened_ms: 0,
  clock_ms: 0,
  due_ms: 0,
  release_ms: 0,
  ready_ms: 0,
  called_ms: 0,
  calls: 0,
  closed_ms: 0,
  recovered_ms: 0,
  touched_ms: 0,
  items: [],
  changes: [],
  next_change: 1,
  gone: {},
  split_from: "",
  left_out: [],
  pending: [],
};

export function each<T>(value: unknown, build: (raw: Raw) => T): readonly T[] {
  return Array.isArray(value) ? value.map(build) : [];
}

function modifier(raw: Raw): Modifier {
  return { ...MODIFIER, ...raw, modifiers: each(raw.modifiers, modifier) } as Modifier;
}

function sighting(raw: unknown): Sighting | null {
  return raw == null ? null : ({ by: "", ...(raw as Raw) } as Sighting);
}

function cover(raw: Raw): Cover {
  return { why: "unshown", by: "", ...raw, shown: sighting(raw.shown) } as Cover;
}

function task(raw: Raw): Task {
  if (raw.shown == null && raw.cover == null) return { ...TASK, ...raw } as Task;
  const covered = raw.cover == null ? null : cover(raw.cover as Raw);
  return { ...TASK, ...raw, shown: sighting(raw.shown), cover: covered } as Task;
}

function item(raw: Raw): Item {
  const rush = raw.rush == null ? null : ({ ...RUSH, ...(raw.rush as Raw) } as Rush);
  return { ...ITEM, ...raw, modifiers: each(raw.modifiers, modifier), tasks: each(raw.tasks, task), rush } as Item;
}

function change(raw: Raw): Change {
  return { ...CHANGE, ...raw } as Change;
}

/** A `ticket/…` document with every field. */
export function completeTicket(raw: Raw): Ticket {
  return { ...TICKET, ...raw, items: each(raw.items, item), changes: each(raw.changes, change) } as Ticket;
}
