import assert from "node:assert/strict";
import { test } from "node:test";
import type { Dish, Ticket } from "../src/core/documents.ts";
import { added, type Draft, emptyDraft } from "../src/core/draft.ts";
import { floorOf } from "../src/core/floor.ts";
import { type Calling, COUNTER, waiterAlarms } from "../src/core/floor-alarms.ts";
import { newsOf } from "../src/core/news.ts";
import type { Call } from "../src/core/store.ts";
import { ticket } from "./builders.ts";

const TABLES = [
  { id: "3", area: "hall" },
  { id: "T1", area: "terrace" },
];
const DONE = { state: "done", done_ms: 5_000 } as const;

/** What this phone is called for, as `sound key`. */
function heard(tickets: readonly Ticket[], more: Partial<Calling> = {}): readonly string[] {
  const floor = floorOf(TABLES, tickets);
  const news = newsOf(tickets, new Set());
  const calls: Calling = { floor, tickets, news, calls: [], drafts: [], dishes: [], silent: new Set(), ...more };
  return waiterAlarms(calls).map(({ sound, key }) => `${sound} ${key}`);
}

function atTable(table: string, ...ready: readonly string[]): Ticket {
  const items = ready.map((id) => ({ id, state: "ready" as const, tasks: [DONE] }));
  return ticket(`k${table}`, { table, items });
}

function draft(parts: Partial<Draft> = {}): Draft {
  const empty = emptyDraft("w1", { table: "3", area: "hall", service: "dine_in" });
  return { ...added(empty, { sku: "R01", name: "Kung pao" }, "l1", 1), ...parts };
}

test("each dish that waits to be carried calls for itself, and again after it was made again", () => {
  assert.deepEqual(heard([atTable("3", "a", "b")]), ["ready ready a 5000", "ready ready b 5000"]);
});

test("an order without a table calls as well", () => {
  assert.deepEqual(heard([atTable("", "a")]), ["ready ready a 5000"]);
});

test("a phone does not ring for the part of the house that others look after", () => {
  const tickets = [atTable("3", "a"), atTable("T1", "b"), atTable("", "c")];
  assert.deepEqual(heard(tickets, { silent: new Set(["room/terrace"]) }), ["ready ready a 5000", "ready ready c 5000"]);
  assert.deepEqual(heard(tickets, { silent: new Set(["room/hall", COUNTER]) }), ["ready ready b 5000"]);
});

test("an answer of the kitchen calls", () => {
  const rush = { asked_ms: 1, last_ms: 0, by: "w", times: 1, reply: "2min", replied_ms: 7, replied_by: "hot" } as const;
  const rushed = ticket("k3", { table: "3", items: [{ id: "a", state: "open", rush }] });
  assert.deepEqual(heard([rushed]), ["changed reply a 7"]);
});

test("a table that calls is heard, and once more when it calls again", () => {
  const call: Call = { table: "3", at_ms: 1, about: "bill", times: 2, last_ms: 2 };
  assert.deepEqual(heard([], { calls: [call] }), ["changed call 3 2"]);
});

test("a guest's order that waits to be let in calls", () => {
  assert.deepEqual(heard([ticket("k3", { table: "3", to_approve: true })]), ["new approve k3"]);
});

test("a dish that is sold out while it is being written down calls, once the order is sent it does not", () => {
  const dishes = [{ sku: "R01", available: false } as Dish];
  assert.deepEqual(heard([], { drafts: [draft()], dishes }), ["changed out w1 R01"]);
  const sent = { command: "c", into: "", atMs: 1 };
  assert.deepEqual(heard([], { drafts: [draft({ sent })], dishes }), []);
  assert.deepEqual(heard([], { drafts: [draft()] }), []);
});

test("an order that came back calls harder than anything", () => {
  assert.deepEqual(heard([], { drafts: [draft({ why: "sold_out" })] }), ["void back w1 sold_out"]);
});
