import assert from "node:assert/strict";
import { test } from "node:test";
import { takenBack } from "../src/core/slip.ts";

const BASS = { sku: "F1", available: true, remaining: null as number | null };

function counted(remaining: number) {
  return { ...BASS, available: remaining > 0, remaining };
}

test("a slip of the finger is taken back without what was ordered in the meantime", () => {
  const undo = takenBack(counted(3), 20, counted(19));
  assert.deepEqual(undo, { kind: "set_availability", sku: "F1", available: true, remaining: 2 });
});

test("what came back in the meantime stays", () => {
  assert.equal(takenBack(counted(3), 20, counted(21)).remaining, 4);
});

test("where the orders took all there was it is sold out", () => {
  const undo = takenBack(counted(1), 20, counted(18));
  assert.deepEqual(undo, { kind: "set_availability", sku: "F1", available: false, remaining: 0 });
});

test("a count that was ended by mistake begins where it was", () => {
  assert.equal(takenBack(counted(3), null, BASS).remaining, 3);
  assert.equal(takenBack(counted(3), null, { ...BASS, available: false }).remaining, 3);
});

test("what nobody counted is not counted again, and what was sold out is sold out", () => {
  assert.deepEqual(takenBack(BASS, 20, counted(19)), { kind: "set_availability", sku: "F1", available: true });
  assert.equal(takenBack({ ...BASS, available: false }, 20, counted(19)).available, false);
});
