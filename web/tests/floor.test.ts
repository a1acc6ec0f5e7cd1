import assert from "node:assert/strict";
import { test } from "node:test";
import { floorOf } from "../src/core/floor.ts";
import { askedKey, askedNow, newsOf } from "../src/core/news.ts";
import { ticket } from "./builders.ts";

const TABLES = [
  { id: "1", area: "hall" },
  { id: "2", area: "hall" },
  { id: "T1", area: "terrace" },
];

test("the tables of the file stand in its order, in their areas", () => {
  assert.deepEqual(
    floorOf(TABLES, []).rooms.map((room) => [room.area, room.spots.map((spot) => spot.table)]),
    [
      ["hall", ["1", "2"]],
      ["terrace", ["T1"]],
    ],
  );
});

test("a table that has an order is there though no file names it", () => {
  const rooms = floorOf(TABLES, [ticket("a", { table: "99" }), ticket("b", { table: "10" })]).rooms;
  assert.deepEqual(
    rooms.at(-1)?.spots.map((spot) => spot.table),
    ["10", "99"],
  );
});

test("a table tells its guests, its age, what cooks and what is ready since when", () => {
  const [spot] =
    floorOf(TABLES, [
      ticket("a", { table: "1", covers: 4, clock_ms: 50, items: [{ tasks: [{ late_ms: 900 }] }] }),
      ticket("b", { table: "1", clock_ms: 70, items: [{ state: "ready", tasks: [{ state: "done", done_ms: 80 }] }] }),
      ticket("c", { table: "1", clock_ms: 10, state: "closed" }),
    ]).rooms[0]?.spots ?? [];
  assert.deepEqual(
    [spot?.tickets.length, spot?.covers, spot?.sinceMs, spot?.lateMs, spot?.ready.length, spot?.readyMs, spot?.cooking],
    [2, 4, 50, 900, 1, 80, 1],
  );
});

test("an order without a table stands at the counter by itself", () => {
  const { counter } = floorOf([], [ticket("a", { service: "takeaway" }), ticket("b", { service: "takeaway" })]);
  assert.deepEqual(
    counter.map((spot) => spot.key),
    ["k/a", "k/b"],
  );
});

const RUSH = { asked_ms: 1, last_ms: 0, by: "", times: 1, reply: "2min", replied_ms: 5, replied_by: "" } as const;

test("a reply to a rush is news until it is read, and again when the cook says something else", () => {
  const tickets = [ticket("a", { table: "1", items: [{ rush: RUSH }] })];
  const [first] = newsOf(tickets, new Set());
  assert.deepEqual([first?.kind, first?.spot], ["reply", "t/1"]);
  const seen = new Set([first?.key ?? ""]);
  assert.deepEqual(newsOf(tickets, seen), []);
  const later = [ticket("a", { table: "1", items: [{ rush: { ...RUSH, reply: "5min", replied_ms: 9 } }] })];
  assert.equal(newsOf(later, seen).length, 1);
});

test("the answer to a void is news, also where the kitchen keeps the food", () => {
  const asked = ticket("a", { items: [{ void_asked: "pos" }] });
  const [item] = asked.items;
  assert.ok(item !== undefined);
  assert.deepEqual(askedNow([asked]), [askedKey(item)]);
  const seen = new Set(askedNow([asked]));
  assert.deepEqual(newsOf([asked], seen), []);
  const kept = newsOf([ticket("a", { items: [{}] })], seen);
  const voided = newsOf([ticket("a", { items: [{ state: "void", void_answer: "waste" }] })], seen);
  assert.deepEqual([kept[0]?.kind, voided[0]?.kind], ["kept", "voided"]);
});
