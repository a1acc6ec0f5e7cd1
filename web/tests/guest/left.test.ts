/** Portions that are counted, on a guest's phone: the last ones are not chosen twice, and what was too many is told. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { MenuState, Table } from "../../src/core/guest/phone.ts";
import { heardCart, press, put, roomFor } from "../../src/core/guest/table.ts";
import { confirmed } from "../../src/core/guest/telling.ts";
import { cart, line, NOW, seated, sentBy, settled } from "./phones.ts";

function counting(table: Table, left: Readonly<Record<string, number>>): Table {
  const menu: MenuState = { digest: "one", taking: "on", sold_out: [], left };
  return { ...table, menu };
}

test("a dish that nobody counts can be had as often as one likes", () => {
  assert.equal(roomFor(counting(seated(), {}), "S1"), null);
  assert.equal(roomFor(seated(), "S1"), null);
});

test("what other lines of the table's cart have taken is not there for one more", () => {
  const table = counting(seated([line("a", { rev: 1, quantity: 2 }), line("b", { rev: 1, phone: "ben" })]), { S1: 4 });
  assert.equal(roomFor(table, "S1"), 1);
  assert.equal(roomFor(table, "S1", "a"), 3);
});

test("where less is left than was chosen there is room for none, not for less than none", () => {
  assert.equal(roomFor(counting(seated([line("a", { rev: 1, quantity: 3 })]), { S1: 1 }), "S1"), 0);
});

test("the guest is told how many are left of what was left out for being too many", () => {
  const ordering = press(settled(put(seated(), line("a", { quantity: 2 }), NOW)), "order", NOW);
  const told = confirmed(ordering, { order: "order", number: "A001", lines: [], left: { a: 1 } });
  const [sent, few] = told.notices;
  assert.equal(sent?.key, "guest.told_sent");
  assert.deepEqual([few?.key, few?.skus, few?.left], ["guest.told_few", ["S1"], { S1: 1 }]);
});

test("the other phones of the table are told as well", () => {
  const before = seated([line("a", { rev: 1, quantity: 2 })]);
  const sent = { ...sentBy("ben", "order", []), few: { S1: 1 } };
  const told = heardCart(before, cart(2, [], { sent }), NOW);
  assert.deepEqual(
    told.notices.map((notice) => notice.key),
    ["guest.told_other", "guest.told_few"],
  );
});
