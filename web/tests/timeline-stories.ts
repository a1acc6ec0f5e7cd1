/** One event of each kind for the timeline, and what is read of it in English. */

import type { Ticket } from "../src/core/documents.ts";
import type { LogEvent, Step, Timeline } from "../src/core/past.ts";
import { ticket } from "./builders.ts";

export const SOUP = ticket("t", {
  number: "38",
  items: [
    { id: "i1", name: "Soup", quantity: "2", tasks: [{ id: "i1.0.0", station: "hot" }] },
    { id: "i2", name: "Rice", tasks: [{ id: "i2.0.0", station: "cold" }] },
  ],
});
export const ITEM = { id: "i3", uid: "3", name: "Tea", quantity: "1" };

export function step(...events: readonly Partial<LogEvent>[]): Step {
  const whole = events.map((one) => ({ ticket: "t", by: "hot-3f2a", event: "", ...one }));
  return { seq: 1, at_ms: 1_000, events: whole };
}

export function timeline(steps: readonly Step[], of: Ticket = SOUP): Timeline {
  return { ticket: of, steps, whole: true, others: { b: { number: "39", mark: "" } } };
}

/** Every event of the log that can be in a ticket's timeline, and what is read of it. */
export const STORIES: Readonly<Record<string, readonly [Partial<LogEvent>, string]>> = {
  ticket_placed: [{ header: { id: "t" } }, "Ordered: "],
  tombstone_laid: [{ header: { id: "t" } }, "Cancelled or changed before it came: "],
  items_added: [{ items: [ITEM] }, "Added: 1× Tea"],
  revision_taken: [{ revision: 2, note: "no salt" }, "Changed by its source: no salt"],
  parts_left_out: [{ parts: [{ what: "9", name: "Fish", why: "sold_out" }] }, "Not taken: Fish"],
  item_changed: [{ item: { ...ITEM, quantity: "3" } }, "Changed: 3× Tea"],
  item_voided: [{ item: "i1", reason: "cold", answer: "waste" }, "Taken off: 2× Soup · Waste · cold"],
  void_asked: [{ item: "i1", reason: "late" }, "Asked to take off: 2× Soup · late"],
  void_answered: [{ item: "i1", answer: "keep", reason: "" }, "Not taken off: 2× Soup · Keep it"],
  ticket_cancelled: [{ reason: "guest left" }, "Cancelled: guest left"],
  ticket_moved: [{ table: "9", area: "", seat: "" }, "Moved: Table 9"],
  ticket_merged: [{ into: "b" }, "Joined with 39: "],
  items_split_off: [{ to: "b", items: ["i2"] }, "Split off to 39: 1× Rice"],
  items_taken_over: [{ origin: "b", items: [ITEM] }, "Split from 39: 1× Tea"],
  course_held: [{ course: 2 }, "Held: Course 2"],
  course_fired: [{ course: 0 }, "Fired: all of it"],
  ticket_released: [{}, "Its time came: "],
  rush_asked: [{ items: ["i1"] }, "Rush asked: 2× Soup"],
  rush_replied: [{ items: ["i1"], reply: "2min" }, "Answer to the rush: 2× Soup · 2 min"],
  tasks_started: [{ tasks: ["i1.0.0"] }, "Started: 2× Soup · hot"],
  tasks_bumped: [{ tasks: ["i1.0.0", "i2.0.0"], bump: "x" }, "Done: 2× Soup, 1× Rice · hot, cold"],
  tasks_recalled: [{ tasks: ["i1.0.0"] }, "Recalled: 2× Soup · hot"],
  item_remade: [{ item: ITEM, reason: "burnt" }, "Made again: 1× Tea · burnt"],
  items_served: [{ items: ["i1"] }, "Served: 2× Soup"],
  ticket_recovered: [{ document: { id: "t" } }, "Brought back by a screen after a restore: "],
  recovered_confirmed: [{ items: ["i1"] }, "To be cooked after all: 2× Soup"],
  called_again: [{}, "Called again: "],
  serve_recalled: [{ items: ["i1"] }, "Serve taken back: 2× Soup"],
  changes_raised: [
    { changes: [{ id: 1, kind: "modified", at_ms: 1, item: "i1", was: "mild", now: "hot" }] },
    "Changed: 2× Soup · mild → hot",
  ],
  changes_acknowledged: [{ changes: [], station: "expo" }, "Change seen: Pass"],
  threshold_passed: [{ tasks: ["i1.0.0"], level: "late" }, "Late: 2× Soup · hot"],
  tasks_shown: [
    { tasks: ["i1.0.0"], station: "hot", screen: "hot-3f2a", shown_ms: 1 },
    "On screen: 2× Soup · hot-3f2a",
  ],
  tasks_unshown: [{ tasks: ["i1.0.0"] }, "On no screen yet, the pass was told: 2× Soup · hot"],
  tasks_covered: [
    { tasks: ["i1.0.0"], station: "cold", why: "unshown" },
    "Covered, no screen of its own showed it: 2× Soup · cold",
  ],
  cover_ended: [{ tasks: ["i1.0.0"] }, "Back at its own station: 2× Soup · hot"],
  close_rule_taken: [{ close_on: "ready" }, "No pass any more: closes when it is ready: "],
  ticket_abandoned: [{}, "Left over, closed at the start of the day: "],
};

/** What happens to the store, and so in no ticket's timeline. */
export const STORES = [
  "availability_set",
  "waiter_called",
  "call_answered",
  "station_fell_silent",
  "station_came_back",
  "number_taken",
  "day_started",
  "kitchen_adopted",
  "layout_set",
];
