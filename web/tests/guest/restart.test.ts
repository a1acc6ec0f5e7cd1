/** A server that was started anew, or a new day: what a phone brings along, and what it does not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { heardCart, next, press, put } from "../../src/core/guest/table.ts";
import { cart, ids, line, NOW, seated, settled } from "./phones.ts";

test("after a restart of the server a phone brings its own lines again, and not the others'", () => {
  const before = seated([line("a", { rev: 2 }), line("b", { rev: 1, phone: "ben" })]);
  const [, request] = next(heardCart(before, cart(0, [], { state: "again.0" }), NOW), NOW);
  assert.deepEqual(request?.what === "cart" && request.lines.map((one) => [one.id, one.rev]), [["a", 2]]);
});

test("after a restart that forgot the sitting a phone goes on with it", () => {
  const before = put(seated(), line("a"), NOW);
  const after = heardCart(settled(before), cart(0, [], { state: "again.0", sitting: "two" }), NOW + 60_000);
  const [, request] = next(after, NOW + 60_000);
  assert.equal(request?.what === "cart" && request.sitting, "one");
  assert.deepEqual(ids(after), ["a"]);
});

test("what was chosen yesterday is not brought along", () => {
  const before = settled(put(seated(), line("a"), NOW));
  const after = heardCart(before, cart(0, [], { state: "again.0", sitting: "two" }), NOW + 24 * 3_600_000);
  assert.deepEqual(ids(after), []);
  assert.equal(next(after, NOW)[1], null);
});

test("a guest who presses in the moment of a restart is asked to look again, where the lines are another phone's", () => {
  const before = seated([line("b", { rev: 1, phone: "ben" })]);
  const pressed = press(before, "order", NOW);
  const after = heardCart(pressed, cart(0, [], { state: "again.0", sitting: "two" }), NOW);
  assert.equal(after.pending, null);
  assert.deepEqual(
    after.notices.map((one) => one.key),
    ["guest_refused.cart_changed"],
  );
});
