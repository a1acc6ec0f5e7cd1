import assert from "node:assert/strict";
import { test } from "node:test";
import { stationCards } from "../src/core/station-cards.ts";
import { ticket } from "./builders.ts";

const ids = (cards: readonly { readonly id: string }[]) => cards.map((card) => card.id);

const BOTH = ["hot", "cold"] as const;

test("a screen of two stations has one card for the work of both, and tells of the others only", () => {
  const order = ticket("a", {
    items: [{ tasks: [{}] }, { tasks: [{ station: "cold" }] }, { tasks: [{ station: "fry" }] }],
  });
  const [card, ...more] = stationCards([order], BOTH);
  assert.deepEqual(
    card?.lines.map((line) => line.task.station),
    ["hot", "cold"],
  );
  assert.deepEqual([card?.others.map((other) => other.station), card?.total, more.length], [["fry"], 2, 0]);
});

test("a card of two stations stays until the work of both is done, and stands where the earlier one would", () => {
  const half = ticket("a", {
    items: [{ tasks: [{ state: "done", queued_ms: 1 }] }, { tasks: [{ station: "cold", queued_ms: 9 }] }],
  });
  const other = ticket("b", { items: [{ tasks: [{ queued_ms: 5 }] }] });
  assert.deepEqual(ids(stationCards([half, other], BOTH)), ["b", "a"]);
  assert.deepEqual(ids(stationCards([half, other], ["hot"])), ["b"]);
});

test("an allergy that either of two stations has to confirm holds every row of the dish back", () => {
  const changes = [{ kind: "allergen", item: "a-0", waits: ["cold", "expo"] }] as const;
  const dish = ticket("a", { items: [{ tasks: [{}, { station: "cold", chain: 1 }] }], changes });
  assert.deepEqual(
    stationCards([dish], BOTH).flatMap((card) => card.lines.map((line) => line.unconfirmed.length)),
    [1, 1],
  );
});
