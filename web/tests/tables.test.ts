import assert from "node:assert/strict";
import { test } from "node:test";
import { passCards } from "../src/core/pass.ts";
import { standing } from "../src/core/tables.ts";
import { type TicketParts, ticket } from "./builders.ts";

/** A ticket whose only dish is being cooked since `queued_ms`. */
function cooking(id: string, queued_ms: number, parts: TicketParts = {}) {
  return ticket(id, { items: [{ tasks: [{ queued_ms }] }], ...parts });
}

function ready(id: string, parts: TicketParts = {}) {
  return ticket(id, { state: "ready", items: [{ state: "ready", tasks: [{ state: "done" }] }], ...parts });
}

/** "a 1/2": the first of two tickets of a table. */
function told(tickets: readonly ReturnType<typeof ticket>[]): readonly string[] {
  return standing(passCards(tickets)).map(({ id, atTable }) => `${id} ${atTable.place}/${atTable.count}`);
}

test("each external id is its own ticket, and the pass groups them by table", () => {
  const tickets = [
    cooking("a", 10, { table: "5" }),
    cooking("b", 20, { table: "7" }),
    cooking("c", 30, { table: "5" }),
  ];
  assert.deepEqual(told(tickets), ["a 1/2", "c 2/2", "b 1/1"]);
});

test("a table stands where its most urgent ticket would", () => {
  const tickets = [
    cooking("a", 10, { table: "7" }),
    cooking("b", 20, { table: "5" }),
    cooking("c", 30, { table: "5" }),
  ];
  const rushed = { ...cooking("d", 40, { table: "5" }), priority: 1 };
  assert.deepEqual(told([...tickets, rushed]), ["d 1/3", "b 2/3", "c 3/3", "a 1/1"]);
});

test("what is ready goes out first and takes its table along, itself in front", () => {
  const tickets = [cooking("a", 10, { table: "7" }), cooking("b", 20, { table: "5" }), ready("c", { table: "5" })];
  assert.deepEqual(told(tickets), ["c 1/2", "b 2/2", "a 1/1"]);
});

test("the same table of another area is another table", () => {
  const tickets = [cooking("a", 10, { table: "5", area: "hall" }), cooking("b", 20, { table: "5", area: "terrace" })];
  assert.deepEqual(told(tickets), ["a 1/1", "b 1/1"]);
});

test("what is taken away belongs to no table", () => {
  const away = { service: "takeaway", table: "5" } as const;
  assert.deepEqual(told([cooking("a", 10, away), cooking("b", 20, away)]), ["a 1/1", "b 1/1"]);
  assert.deepEqual(told([cooking("a", 10), cooking("b", 20)]), ["a 1/1", "b 1/1"]);
});

test("an order that is over, or not yet due, is not counted at its table", () => {
  const over = ticket("b", {
    state: "closed",
    cancelled: true,
    table: "5",
    items: [{ state: "void", tasks: [{ state: "void" }] }],
    changes: [{ kind: "cancelled", waits: ["expo"] }],
  });
  const later = ticket("c", {
    table: "5",
    items: [{ tasks: [{ state: "waiting", wait: "due", queued_ms: 0 }] }],
  });
  const counts = told([cooking("a", 10, { table: "5" }), over, later]);
  assert.deepEqual([...counts].sort(), ["a 1/1", "b 1/1", "c 1/1"]);
});

test("merged tickets are one card of their table", () => {
  const merged = { table: "5", merged_into: "a" };
  const tickets = [cooking("a", 10, { table: "5" }), cooking("b", 20, merged), cooking("c", 30, { table: "5" })];
  assert.deepEqual(told(tickets), ["a 1/2", "c 2/2"]);
});

test("a card whose place at the table is the same is the same card", () => {
  const once = standing(passCards([cooking("a", 10, { table: "5" }), cooking("b", 20, { table: "5" })]));
  assert.deepEqual(
    standing(once).map((card, index) => card === once[index]),
    [true, true],
  );
});
