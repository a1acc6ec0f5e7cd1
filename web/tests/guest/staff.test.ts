/** What guests ask for, as the staff's screens hear of it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { completeStore } from "../../src/core/complete-store.ts";
import { passCards } from "../../src/core/pass.ts";
import { stationCards } from "../../src/core/station-cards.ts";
import { ticket } from "../builders.ts";

const HELD = { held: [0], items: [{ tasks: [{ state: "waiting" as const, wait: "held" as const }] }] };

test("cooks do not see what nobody has let in, the pass does", () => {
  const asking = ticket("a", { ...HELD, to_approve: true });
  assert.deepEqual(stationCards([asking], ["hot"]), []);
  assert.equal(passCards([asking]).length, 1);
  assert.equal(stationCards([{ ...asking, to_approve: false }], ["hot"]).length, 1);
});

test("a call that says nothing more wants a waiter, once", () => {
  const { calls } = completeStore({ id: "main", calls: [{ table: "5", at_ms: 7 }] });
  assert.deepEqual(calls, [{ about: "waiter", times: 1, last_ms: 0, table: "5", at_ms: 7 }]);
});
