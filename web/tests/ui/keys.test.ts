import assert from "node:assert/strict";
import { test } from "node:test";
import { actOf } from "../../src/ui/keys.ts";

test("digits pick a place, on the row and on the pad alike, zero being the tenth", () => {
  assert.deepEqual(actOf("Digit3"), { kind: "pick", place: 3 });
  assert.deepEqual(actOf("Numpad3"), { kind: "pick", place: 3 });
  assert.deepEqual(actOf("Digit0"), { kind: "pick", place: 10 });
});

test("minus opens what can be recalled", () => {
  assert.deepEqual(actOf("Minus"), { kind: "panel", panel: "recall" });
  assert.deepEqual(actOf("NumpadSubtract"), { kind: "panel", panel: "recall" });
});

test("arrows turn pages and walk between items", () => {
  assert.deepEqual(actOf("ArrowRight"), { kind: "page", pages: 1 });
  assert.deepEqual(actOf("ArrowLeft"), { kind: "page", pages: -1 });
  assert.deepEqual(actOf("ArrowDown"), { kind: "walk", steps: 1 });
  assert.deepEqual(actOf("ArrowUp"), { kind: "walk", steps: -1 });
});

test("a key that is not ours is left to the browser", () => {
  assert.equal(actOf("F5"), null);
  assert.equal(actOf("Enter"), null);
});
