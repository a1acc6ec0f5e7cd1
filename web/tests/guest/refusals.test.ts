/** What a phone does when it gets no answer, or a no: nothing hangs, nothing chosen is lost, and the dish is named. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Request } from "../../src/core/guest/phone.ts";
import { cartTaken, heardMenu, next, press, put, refused } from "../../src/core/guest/table.ts";
import { confirmed, overdue, STALE_MS } from "../../src/core/guest/telling.ts";
import { cart, ids, line, NOW, seated, settled } from "./phones.ts";

function request(table: Parameters<typeof next>[0]): Request {
  const [, found] = next(table, NOW);
  assert.ok(found);
  return found;
}

test("an order that gets no answer for minutes is given up with a word, though no orders are heard", () => {
  const pressed = press(settled(put(seated(), line("a"), NOW)), "order", NOW);
  assert.equal(overdue(pressed, NOW + STALE_MS), pressed);
  const after = overdue(pressed, NOW + STALE_MS + 1);
  assert.equal(after.pending, null);
  assert.deepEqual(
    after.notices.map((one) => one.key),
    ["guest.told_not_sent"],
  );
  assert.notEqual(put(after, line("b"), NOW), after, "and the guest can go on");
});

test("an answer that comes after all takes the word back", () => {
  const pressed = press(settled(put(seated(), line("a"), NOW)), "order", NOW);
  const after = confirmed(overdue(pressed, NOW + STALE_MS + 1), { order: "order", number: "A001", lines: ["a"] });
  assert.deepEqual(
    after.notices.map((one) => one.key),
    ["guest.told_sent"],
  );
});

test("a refusal that names no line keeps everything that was chosen, and is not asked again by itself", () => {
  const chosen = put(put(seated(), line("a"), NOW), line("b"), NOW);
  const after = refused(chosen, request(chosen), "guest_orders_off", "");
  assert.deepEqual(ids(after), ["a", "b"]);
  assert.equal(next(after, NOW)[1], null);
  assert.equal(next(put(after, line("c"), NOW), NOW)[1]?.what, "cart");
  const on = heardMenu(after, { digest: "one", taking: "on", sold_out: [], left: {} });
  assert.equal(next(on, NOW)[1]?.what, "cart");
});

test("an order whose lines are refused is not left waiting", () => {
  const pressed = press(put(seated(), line("a"), NOW), "order", NOW);
  assert.equal(refused(pressed, request(pressed), "other", "").pending, null);
});

test("a line that is refused by its place in the message leaves, and no other", () => {
  const chosen = put(put(seated(), line("a"), NOW), line("b", { sku: "S2" }), NOW);
  const after = refused(chosen, request(chosen), "invalid_field", "/lines/1/note");
  assert.deepEqual(ids(after), ["a"]);
  assert.deepEqual(after.notices[0]?.skus, ["S2"]);
});

test("an order that is refused says which dish it was, and the dish stays to be changed", () => {
  const both = [line("a", { rev: 1 }), line("b", { rev: 1, sku: "S2", phone: "ben" })];
  const pressed = press(seated(both), "order", NOW);
  const after = refused(pressed, request(pressed), "options_changed", "/lines/b");
  assert.deepEqual(after.notices, [{ key: "guest_refused.options_changed", tone: "bad", skus: ["S2"] }]);
  assert.deepEqual([after.pending, ids(after)], [null, ["a", "b"]]);
});

test("a phone with more lines than one message takes sends them in several", () => {
  const names = Array.from({ length: 75 }, (_, index) => `line${index}`);
  const full = names.reduce((table, name) => put(table, line(name), NOW), seated());
  const first = request(full);
  assert.equal(first.what === "cart" && first.lines.length, 60);
  assert.ok(first.what === "cart");
  const rest = request(cartTaken(full, first.lines, cart(1, first.lines), NOW));
  assert.equal(rest.what === "cart" && rest.lines.length, 15);
});
