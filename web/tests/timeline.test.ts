import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { completeScreen } from "../src/core/complete-store.ts";
import type { Store } from "../src/core/documents.ts";
import type { LogEvent } from "../src/core/past.ts";
import { TELL } from "../src/core/telling.ts";
import { entriesOf, phasesOf } from "../src/core/timeline.ts";
import type { Told } from "../src/core/told.ts";
import { speak } from "../src/ui/text.ts";
import { toldText, whoText } from "../src/ui/timeline-words.ts";
import { ticket } from "./builders.ts";
import { ITEM, STORES, STORIES, step, timeline } from "./timeline-stories.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const LANGUAGES = ["en", "zh-Hans", "zh-Hant"] as const;
const CATALOGS = Object.fromEntries(LANGUAGES.map((tag) => [tag, JSON.parse(read(`kds/locales/${tag}.json`))]));

function tell(...events: readonly Partial<LogEvent>[]): readonly Told[] {
  return entriesOf(timeline([step(...events)])).flatMap((entry) => entry.told);
}

function words(...events: readonly Partial<LogEvent>[]): readonly string[] {
  speak(CATALOGS, "en");
  return tell(...events).map((told) => toldText(told, null, { b: { number: "39", mark: "" } }).join(": "));
}

const EVENTS = read("kds/kitchen/events.py") + read("kds/kitchen/glass_events.py");
const TAGS = [...EVENTS.matchAll(/tag="(\w+)"/g)].map(([, tag]) => tag ?? "");

test("every event of the log is told, or is known to be the store's", () => {
  assert.ok(TAGS.length > 30);
  assert.deepEqual(Object.keys(TELL).sort(), [...TAGS].sort());
  assert.deepEqual([...Object.keys(STORIES), ...STORES].sort(), [...TAGS].sort());
});

for (const [event, [fields, said]] of Object.entries(STORIES)) {
  test(`${event} is told in words, in every language`, () => {
    assert.deepEqual(words({ event, ...fields }), [said]);
    for (const language of LANGUAGES) {
      speak(CATALOGS, language);
      for (const told of tell({ event, ...fields })) {
        const [verb, about] = toldText(told, null, { b: { number: "39", mark: "" } });
        assert.ok(verb !== "" && !`${verb}${about}`.includes("…") && !/[{}]/.test(verb), `${language}: ${verb}`);
      }
    }
  });
}

for (const event of STORES)
  test(`${event} is in no ticket's timeline`, () => assert.deepEqual(words({ event, ticket: "" }), []));

test("an event that this page does not know is passed over", () => {
  assert.deepEqual(words({ event: "drone_launched" }), []);
});

test("an order is told with its dishes, once", () => {
  const placed = words({ event: "ticket_placed", header: { id: "t" } }, { event: "items_added", items: [ITEM] });
  assert.deepEqual(placed, ["Ordered: 1× Tea"]);
});

test("an order of a guest's phone says that it waits", () => {
  assert.deepEqual(words({ event: "ticket_placed", header: { id: "t", to_approve: true } }), [
    "Ordered by phone, waits to be let in: ",
  ]);
});

test("what split off another order says so, and not that it was ordered", () => {
  const split = words(
    { event: "ticket_placed", header: { id: "t" } },
    { event: "items_taken_over", origin: "b", items: [] },
  );
  assert.deepEqual(split, ["Split from 39: "]);
});

test("a ticket that was joined by another names it", () => {
  assert.deepEqual(words({ event: "ticket_merged", ticket: "b", into: "t" }), ["39 joined it: "]);
});

test("a changed dish is told once, as was and now", () => {
  const changed = words(
    { event: "item_changed", item: { ...ITEM, id: "i1" } },
    { event: "changes_raised", changes: [{ id: 1, kind: "less", at_ms: 1, item: "i1", was: "3", now: "2" }] },
  );
  assert.deepEqual(changed, ["Changed: 2× Soup · 3 → 2"]);
});

test("an allergy warning and its confirmation are told by name", () => {
  speak(CATALOGS, "en");
  const raised = step({
    event: "changes_raised",
    changes: [{ id: 4, kind: "allergen", at_ms: 1, item: "i1", now: "peanut" }],
  });
  const seen = step({ event: "changes_acknowledged", changes: [4], station: "hot" });
  const told = entriesOf(timeline([raised, seen])).flatMap((entry) => entry.told);
  assert.deepEqual(
    told.map((one) => toldText(one, null, {}).join(": ")),
    ["Allergy warning: 2× Soup · peanut", "Allergy warning confirmed: 2× Soup · hot"],
  );
});

test("whoever bumps has seen what changed: that is one step", () => {
  const bumped = words(
    { event: "tasks_bumped", tasks: ["i1.0.0"], bump: "x" },
    { event: "changes_acknowledged", changes: [1], station: "hot" },
  );
  assert.deepEqual(bumped, ["Done: 2× Soup · hot"]);
});

test("a step of which nothing is told is left out", () => {
  assert.deepEqual(entriesOf(timeline([step({ event: "number_taken" })])), []);
});

test("a dish that is no longer on the ticket is still called by its name", () => {
  const added = step({ event: "items_added", items: [{ ...ITEM, tasks: [{ id: "i3.0.0", station: "bar" }] }] });
  const bumped = step({ event: "tasks_bumped", tasks: ["i3.0.0"], bump: "x" });
  speak(CATALOGS, "en");
  const [, done] = entriesOf(timeline([added, bumped])).flatMap((entry) => entry.told);
  assert.deepEqual(done && toldText(done, null, {}), ["Done", "1× Tea · bar"]);
});

test("the stretches of an order's life are counted from one to the next", () => {
  const served = ticket("t", {
    opened_ms: 1_000,
    ready_ms: 61_000,
    closed_ms: 70_000,
    state: "closed",
    items: [{ state: "served", served_ms: 70_000, tasks: [{ state: "done", started_ms: 11_000, done_ms: 61_000 }] }],
  });
  assert.deepEqual(
    phasesOf(served).map(({ what, tookMs }) => [what, tookMs]),
    [
      ["ordered", 0],
      ["started", 10_000],
      ["ready", 50_000],
      ["served", 9_000],
    ],
  );
});

test("an order that nobody served says when it was closed", () => {
  const cancelled = ticket("t", { opened_ms: 1_000, closed_ms: 5_000, state: "closed", items: [{ state: "void" }] });
  assert.deepEqual(
    phasesOf(cancelled).map(({ what }) => what),
    ["ordered", "closed"],
  );
});

test("screens, guests, the clock and sources are told by name", () => {
  speak(CATALOGS, "en");
  const named = (id: string, en: string) => ({ id, name: { en }, kind: "prep", start: false });
  const store = { stations: [named("hot", "Wok"), named("hot-2", "Second wok")] };
  const who = (by: string) => whoText(by, store as unknown as Store);
  assert.equal(who("hot-3f2a"), "Wok, screen 3f2a");
  assert.equal(who("hot-2-3f2a"), "Second wok, screen 3f2a");
  assert.equal(who("hot+hot-2-by-the-door"), "Wok + Second wok, screen by-the-door");
  const layouts = [completeScreen({ id: "hot-3f2a", called: "left of the door" })];
  assert.equal(whoText("hot-3f2a", store as unknown as Store, layouts), "Wok, screen left of the door");
  assert.equal(who("expo-77aa"), "Pass, screen 77aa");
  assert.equal(who("pos-12ab"), "Waiters, screen 12ab");
  assert.equal(who("table 12"), "guest at table 12");
  assert.equal(who("clock"), "the clock");
  assert.equal(who("kitchen file"), "the kitchen file");
  assert.equal(who("till-1"), "till-1");
  assert.equal(who("app-beef"), "app-beef");
});
