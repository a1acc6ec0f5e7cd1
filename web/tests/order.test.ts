import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonsOf } from "../src/core/priority.ts";
import { stationCards } from "../src/core/station-cards.ts";
import { ticket } from "./builders.ts";

const rush = (asked_ms: number) => ({
  asked_ms,
  last_ms: 0,
  by: "",
  times: 1,
  reply: "" as const,
  replied_ms: 0,
  replied_by: "",
});

test("rushed first (earliest ask first), then priority, then due start or first queued, then id", () => {
  const tickets = [
    ticket("late", { items: [{ tasks: [{ queued_ms: 40 }] }] }),
    ticket("b-early", { items: [{ tasks: [{ queued_ms: 10 }] }] }),
    ticket("a-early", { items: [{ tasks: [{ queued_ms: 10 }] }] }),
    ticket("due", { due_ms: 900, release_ms: 20, items: [{ tasks: [{ queued_ms: 50 }] }] }),
    ticket("vip", { priority: 2, items: [{ tasks: [{ queued_ms: 60 }] }] }),
    ticket("rush2", { items: [{ rush: rush(9), tasks: [{ queued_ms: 70 }] }] }),
    ticket("rush1", { items: [{ rush: rush(8), tasks: [{ queued_ms: 80 }] }] }),
  ];
  const order = stationCards(tickets, ["hot"]).map((card) => card.id);
  assert.deepEqual(order, ["rush1", "rush2", "vip", "a-early", "b-early", "due", "late"]);
});

test("a rush counts only while its food is not done at the station", () => {
  const done = ticket("a", { items: [{ rush: rush(5), tasks: [{ state: "done" }, { station: "cold" }] }] });
  assert.deepEqual(reasonsOf([done], ["hot"]), []);
  assert.equal(reasonsOf([done], ["cold"])[0]?.kind, "rush");
});

test("cards that are only held come last", () => {
  const held = ticket("a", { items: [{ tasks: [{ state: "waiting", wait: "held", queued_ms: 0 }] }] });
  const live = ticket("b", { items: [{ tasks: [{ queued_ms: 99 }] }] });
  assert.equal(stationCards([held, live], ["hot"])[0]?.id, "b");
});
