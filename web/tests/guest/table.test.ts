/** A phone at a table: nothing is lost, nothing is ordered twice, and the guest is told. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING_KEPT } from "../../src/core/guest/phone.ts";
import {
  cartOf,
  cartTaken,
  heardCart,
  heardOrders,
  next,
  opened,
  press,
  put,
  refused,
} from "../../src/core/guest/table.ts";
import { confirmed, STALE_MS } from "../../src/core/guest/telling.ts";
import { cart, ids, line, NOW, seated, sentBy, settled } from "./phones.ts";

test("nothing is sent before the server has been heard", () => {
  const table = put(opened({ ...NOTHING_KEPT, cart: cart(3, []) }, "anna"), line("a"), NOW);
  assert.equal(next(table, NOW)[1], null);
});

test("a dish stands in the cart at once, marked unsent until the server has it", () => {
  const chosen = put(seated(), line("a"), NOW);
  assert.deepEqual(
    cartOf(chosen).map((one) => [one.id, one.unsent]),
    [["a", true]],
  );
  assert.deepEqual(
    cartOf(settled(chosen)).map((one) => [one.id, one.unsent]),
    [["a", false]],
  );
});

test("changes of the cart go before the order of it", () => {
  const pressed = press(put(seated(), line("a"), NOW), "order", NOW);
  assert.equal(next(pressed, NOW)[1]?.what, "cart");
  const [, request] = next(settled(pressed), NOW);
  assert.deepEqual(request, { what: "send", sitting: "one", order: "order", cart: "boot.1" });
});

test("an order is repeated under the same name until it is answered", () => {
  const pressed = press(settled(put(seated(), line("a"), NOW)), "order", NOW);
  assert.deepEqual(next(pressed, NOW)[1], next(pressed, NOW + STALE_MS)[1]);
});

test("a change made while the request was under way is sent after it", () => {
  const chosen = put(seated(), line("a"), NOW);
  const [, request] = next(chosen, NOW);
  assert.equal(request?.what, "cart");
  const again = put(chosen, line("a", { rev: 1, quantity: 2 }), NOW);
  const after = cartTaken(again, request.lines, cart(1, request.lines), NOW);
  assert.deepEqual(
    cartOf(after).map((one) => [one.quantity, one.unsent]),
    [[2, true]],
  );
});

test("a dish that another phone adds while the order waits makes the guest look again", () => {
  const pressed = press(settled(put(seated(), line("a"), NOW)), "order", NOW);
  const other = heardCart(pressed, cart(2, [line("a", { rev: 1 }), line("b", { rev: 1, phone: "ben" })]), NOW);
  const [after, request] = next(other, NOW);
  assert.equal(request, null);
  assert.equal(after.pending, null);
  assert.deepEqual(
    after.notices.map((one) => one.key),
    ["guest_refused.cart_changed"],
  );
});

test("an order that arrived is told once, whether its answer or the stream comes first", () => {
  const pressed = press(settled(put(seated(), line("a"), NOW)), "order", NOW);
  const answer = { order: "order", number: "A001", lines: ["a"] };
  const empty = cart(2, [], { sent: sentBy("anna", "order", ["a"]) });
  for (const done of [heardCart(confirmed(pressed, answer), empty, NOW), heardCart(pressed, empty, NOW)]) {
    assert.deepEqual(
      done.notices.map((one) => one.key),
      ["guest.told_sent"],
    );
    assert.equal(done.pending, null);
    assert.deepEqual(ids(done), []);
  }
});

test("what was sold out in that moment is named", () => {
  const both = settled(put(put(seated(), line("a"), NOW), line("b", { sku: "S2" }), NOW));
  const done = confirmed(press(both, "order", NOW), { order: "order", number: "A001", lines: ["a"] });
  assert.deepEqual(
    done.notices.map((one) => [one.key, one.skus]),
    [
      ["guest.told_sent", undefined],
      ["guest.told_sold_out", ["S2"]],
    ],
  );
});

test("a phone whose cart another one ordered is told so and orders nothing", () => {
  const pressed = press(settled(put(seated(), line("a"), NOW)), "mine", NOW);
  const done = heardCart(pressed, cart(2, [], { sent: sentBy("ben", "theirs", ["a"]) }), NOW);
  assert.equal(done.pending, null);
  assert.deepEqual(
    done.notices.map((one) => one.key),
    ["guest.told_other"],
  );
  assert.equal(next(done, NOW)[1], null);
});

test("an order that was pressed long ago is not sent behind the guest's back", () => {
  const pressed = press(settled(put(seated(), line("a"), NOW)), "order", NOW);
  assert.equal(next(pressed, NOW + STALE_MS + 1)[1], null);
  const after = heardOrders(pressed, [], NOW + STALE_MS + 1);
  assert.equal(after.pending, null);
  assert.deepEqual(
    after.notices.map((one) => one.key),
    ["guest.told_not_sent"],
  );
});

test("an old order that had arrived after all is found among the orders", () => {
  const pressed = press(settled(put(seated(), line("a"), NOW)), "order", NOW);
  const item = { line: "a", sku: "S1", name: "Fish", quantity: "1", word: "received" as const };
  const order = { order: "order", number: "A001", word: "received" as const, opened_ms: NOW, items: [item] };
  const after = heardOrders(pressed, [order], NOW + STALE_MS + 1);
  assert.deepEqual(
    after.notices.map((one) => one.key),
    ["guest.told_sent"],
  );
});

test("what the server refuses leaves the cart, with a word about which dish it was", () => {
  const chosen = put(put(seated(), line("a"), NOW), line("b", { sku: "S2" }), NOW);
  const [, request] = next(chosen, NOW);
  assert.ok(request);
  const after = refused(chosen, request, "options_changed", "/lines/b");
  assert.deepEqual(ids(after), ["a"]);
  assert.deepEqual(after.notices, [{ key: "guest_refused.options_changed", tone: "bad", skus: ["S2"] }]);
});

test("while an order is on its way the cart stands still", () => {
  const pressed = press(settled(put(seated(), line("a"), NOW)), "order", NOW);
  assert.equal(put(pressed, line("b"), NOW), pressed);
  assert.equal(press(pressed, "other", NOW), pressed);
});
