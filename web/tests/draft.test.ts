import assert from "node:assert/strict";
import { test } from "node:test";
import { added, changed, counted, type Draft, emptyDraft, orderOf, portions, ticketFor } from "../src/core/draft.ts";
import { ticket } from "./builders.ts";

const TOFU = { sku: "T1", name: "麻婆豆腐" };
const EMPTY = emptyDraft("w1", { table: "5", area: "", service: "dine_in" });

function draft(...dishes: readonly (typeof TOFU)[]): Draft {
  return dishes.reduce((so_far, dish, index) => added(so_far, dish, `u${index}`, 1), EMPTY);
}

test("the same dish again is one more of it", () => {
  assert.deepEqual(
    draft(TOFU, TOFU).lines.map((line) => [line.uid, line.quantity]),
    [["u0", "2"]],
  );
});

test("a dish that differs keeps its line, one more of the plain dish is another", () => {
  const spicy = changed(draft(TOFU), "u0", (line) => ({ ...line, note: "extra spicy" }));
  assert.deepEqual(
    added(spicy, TOFU, "u9", 1).lines.map((line) => [line.uid, line.quantity, line.note]),
    [
      ["u0", "1", "extra spicy"],
      ["u9", "1", ""],
    ],
  );
});

test("the last portion taken off takes the line off", () => {
  assert.deepEqual(counted(draft(TOFU), "u0", -1).lines, []);
});

test("a weight is counted as one portion", () => {
  const fish = changed(draft(TOFU), "u0", (line) => ({ ...line, quantity: "0.8" }));
  assert.equal(portions(fish), 1);
});

test("a new order carries everything that was written, and the same order is the same command", () => {
  const order = orderOf({ ...draft(TOFU), covers: 4, held: [1, 7] }, "");
  assert.equal(order.kind, "place");
  assert.deepEqual(order.kind === "place" && [order.source, order.external_id, order.table, order.covers, order.held], [
    "pos-web",
    "w1",
    "5",
    4,
    [1],
  ]);
  assert.deepEqual(order, orderOf({ ...draft(TOFU), covers: 4, held: [1, 7] }, ""));
});

test("more for a table goes on the ticket that a waiter opened there", () => {
  const tickets = [
    ticket("till", { table: "5" }),
    ticket("old", { table: "5", source: "pos-web", opened_ms: 1 }),
    ticket("new", { table: "5", source: "pos-web", opened_ms: 2 }),
    ticket("closed", { table: "5", source: "pos-web", opened_ms: 3, state: "closed" }),
    ticket("cancelled", { table: "5", source: "pos-web", opened_ms: 4, cancelled: true }),
    ticket("next door", { table: "6", source: "pos-web", opened_ms: 5 }),
  ];
  assert.equal(ticketFor(draft(TOFU), tickets), "new");
  const order = orderOf(draft(TOFU), "new");
  assert.deepEqual(order.kind === "amend" && [order.ticket, order.key, order.add?.length], ["new", "w1", 1]);
});

test("nothing is added to a till's ticket, whose next version would take it off", () => {
  assert.equal(ticketFor(draft(TOFU), [ticket("till", { table: "5" })]), "");
});

test("an order with its own note or a held course is a ticket of its own", () => {
  const tickets = [ticket("open", { table: "5", source: "pos-web" })];
  assert.equal(ticketFor({ ...draft(TOFU), note: "birthday" }, tickets), "");
  assert.equal(ticketFor({ ...draft(TOFU), held: [1] }, tickets), "");
});
