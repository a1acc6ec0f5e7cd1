/** Guests whom the staff moved: their old page follows their food, and orders nothing for whoever sits there now. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { afresh, cartTaken, heardCart, heardMoved, next, press, put, refused } from "../../src/core/guest/table.ts";
import { confirmed } from "../../src/core/guest/telling.ts";
import { cart, ids, line, NOW, seated, settled } from "./phones.ts";

test("a page whose guests were moved orders nothing, puts nothing in and sends nothing", () => {
  const moved = heardMoved(put(settled(put(seated(), line("a"), NOW)), line("b"), NOW), "12");
  assert.equal(moved.moved, "12");
  assert.equal(put(moved, line("c"), NOW), moved);
  assert.equal(press(moved, "order", NOW), moved);
  assert.equal(next(moved, NOW)[1], null);
  assert.deepEqual(ids(moved), ["a", "b"], "what was chosen stays to be read");
});

test("an order that was pressed before the move is asked after, and told as it was", () => {
  const pressed = heardMoved(press(settled(put(seated(), line("a"), NOW)), "order", NOW), "12");
  const [, request] = next(pressed, NOW);
  assert.equal(request?.what, "send");
  const done = confirmed(pressed, { order: "order", number: "A001", lines: ["a"] });
  assert.deepEqual(
    done.notices.map((one) => one.key),
    ["guest.told_sent"],
  );
  const not = refused(pressed, request, "moved", "");
  assert.deepEqual([not.pending, not.moved, not.notices.map((one) => one.key)], [null, "12", ["guest_refused.moved"]]);
});

test("a page that learns of the move from a refusal keeps what was chosen and stops", () => {
  const chosen = put(seated(), line("a"), NOW);
  const [, request] = next(chosen, NOW);
  assert.ok(request);
  const after = refused(chosen, request, "moved", "");
  assert.deepEqual([after.moved, ids(after), next(after, NOW)[1]], ["", ["a"], null]);
});

test("an answer from before the move does not take the move back", () => {
  const chosen = put(seated(), line("a"), NOW);
  const [, request] = next(chosen, NOW);
  assert.equal(request?.what, "cart");
  assert.equal(cartTaken(heardMoved(chosen, "12"), request.lines, cart(1, request.lines), NOW).moved, "12");
});

test("guests who are moved back find what they had chosen, and it is brought to the server again", () => {
  const moved = heardMoved(settled(put(seated(), line("a"), NOW)), "12");
  const back = heardCart(moved, cart(7, []), NOW);
  assert.equal(back.moved, null);
  assert.deepEqual(ids(back), ["a"]);
  assert.equal(next(back, NOW)[1]?.what, "cart");
});

test("a phone that other guests hold at the old table begins with nothing of those who moved", () => {
  const moved = heardMoved(settled(put(seated(), line("a"), NOW)), "12");
  const anew = afresh(moved);
  assert.deepEqual([anew.moved, anew.cart, anew.orders, ids(anew)], [null, null, [], []]);
  assert.equal(anew.phone, "anna");
  assert.equal(heardCart(anew, cart(9, [], { sitting: "two" }), NOW).cart?.sitting, "two");
});
