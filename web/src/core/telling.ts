/** The events of the log told one by one, for words in any language. */

import { completeTicket } from "./complete.ts";
import type { Change, RushReply } from "./documents.ts";
import type { LogEvent, Step } from "./past.ts";
import { changesIn, itemsIn, type Names, portions } from "./past-names.ts";
import type { Told, What } from "./told.ts";

/** Where an event stands. */
interface At {
  readonly step: Step;
  readonly names: Names;
}

type Teller = (event: LogEvent, at: At) => readonly Told[];

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function has({ step }: At, ...events: readonly string[]): boolean {
  return step.events.some((one) => events.includes(one.event));
}

/** Items that the event names by id. */
function named(what: What): Teller {
  return ({ items }, { names }) => [{ what, dishes: portions(strings(items).flatMap((id) => names.item(id))) }];
}

function worked(what: What): Teller {
  return ({ tasks }, { names }) => [{ what, ...names.tasks(strings(tasks)) }];
}

function ofCourse(what: What): Teller {
  return ({ course }) => [{ what, course: Number(course ?? 0) }];
}

function about(what: What): Teller {
  return ({ item, reason, answer }, { names }) => [
    { what, dishes: portions(names.item(text(item))), reason: text(reason), answer: text(answer) },
  ];
}

const silent: Teller = () => [];

/** What a difference is told as; the rest are told by the events that made them. */
const DIFFERENCES: Readonly<Partial<Record<Change["kind"], What>>> = {
  modified: "changed",
  less: "changed",
  allergen: "allergen",
  sold_out: "sold_out",
};

/** Every event there is; those of the store and of dishes are in no ticket's timeline. */
export const TELL: Readonly<Record<string, Teller>> = {
  ticket_placed: ({ header }, at) => {
    if (has(at, "items_taken_over")) return [];
    const { to_approve } = completeTicket(header as Readonly<Record<string, unknown>>);
    const items = at.step.events.filter((one) => one.event === "items_added").flatMap(itemsIn);
    return [{ what: to_approve ? "to_approve" : "placed", dishes: portions(items) }];
  },
  tombstone_laid: () => [{ what: "early" }],
  items_added: (event, at) => (has(at, "ticket_placed") ? [] : [{ what: "added", dishes: portions(itemsIn(event)) }]),
  revision_taken: ({ note }) => [{ what: "revised", now: text(note) }],
  parts_left_out: ({ parts }) => [
    {
      what: "left_out",
      dishes: (Array.isArray(parts) ? parts : []).map((part) => ({ name: text(part.name), quantity: "", unit: "" })),
    },
  ],
  item_changed: (event, { step }) => {
    const told = new Set(step.events.flatMap(changesIn).map((change) => change.item));
    const items = itemsIn(event).filter((item) => !told.has(item.id));
    return items.length === 0 ? [] : [{ what: "changed", dishes: portions(items) }];
  },
  item_voided: about("voided"),
  void_asked: about("void_asked"),
  void_answered: about("void_kept"),
  ticket_cancelled: ({ reason }) => [{ what: "cancelled", reason: text(reason) }],
  ticket_moved: ({ table }) => [{ what: "moved", table: text(table) }],
  ticket_merged: ({ ticket, into }, { names }) =>
    ticket === names.ticket ? [{ what: "merged", other: text(into) }] : [{ what: "joined", other: ticket }],
  items_split_off: (event, at) => named("split_off")(event, at).map((told) => ({ ...told, other: text(event.to) })),
  items_taken_over: (event) => [{ what: "split_from", other: text(event.origin), dishes: portions(itemsIn(event)) }],
  course_held: ofCourse("held"),
  course_fired: ofCourse("fired"),
  ticket_released: () => [{ what: "released" }],
  rush_asked: named("rushed"),
  rush_replied: (event, at) =>
    named("replied")(event, at).map((told) => ({ ...told, reply: event.reply as RushReply })),
  tasks_started: worked("started"),
  tasks_bumped: worked("bumped"),
  tasks_recalled: worked("recalled"),
  item_remade: (event) => [{ what: "remade", dishes: portions(itemsIn(event)), reason: text(event.reason) }],
  items_served: named("served"),
  ticket_recovered: () => [{ what: "recovered" }],
  recovered_confirmed: named("refired"),
  called_again: () => [{ what: "called" }],
  serve_recalled: named("unserved"),
  changes_raised: (event, { names }) =>
    changesIn(event).flatMap(({ kind, item, was, now }) => {
      const what = DIFFERENCES[kind];
      return what === undefined ? [] : [{ what, dishes: portions(names.item(item)), was, now }];
    }),
  // Whoever bumps or serves has seen what changed; that is no step of its own.
  changes_acknowledged: ({ changes, station }, at) => {
    if (has(at, "tasks_bumped", "items_served")) return [];
    const seen = at.names.changes(changes as readonly number[]);
    const what = seen.some((change) => change.kind === "allergen") ? "confirmed" : "seen";
    const dishes = portions([...new Set(seen.map((change) => change.item))].flatMap((id) => at.names.item(id)));
    return [{ what, dishes, stations: [text(station)] }];
  },
  threshold_passed: (event, at) => worked(event.level === "late" ? "late" : "attention")(event, at),
  tasks_shown: ({ tasks, station, screen }, { names }) => [
    { what: "shown", ...names.tasks(strings(tasks)), stations: [text(station)], now: text(screen) },
  ],
  tasks_unshown: worked("unshown"),
  tasks_covered: (event, at) => {
    const what = event.why === "silent" ? "handed_over" : event.station ? "covered" : "uncovered";
    return worked(what)(event, at).map((told) => (event.station ? { ...told, stations: [text(event.station)] } : told));
  },
  cover_ended: worked("cover_ended"),
  close_rule_taken: () => [{ what: "close_rule" }],
  ticket_abandoned: () => [{ what: "abandoned" }],
  availability_set: silent,
  waiter_called: silent,
  call_answered: silent,
  station_fell_silent: silent,
  station_came_back: silent,
  number_taken: silent,
  day_started: silent,
  kitchen_adopted: silent,
  layout_set: silent,
};
