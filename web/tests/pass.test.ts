import assert from "node:assert/strict";
import { test } from "node:test";
import { paceOf } from "../src/core/pace.ts";
import { passCards } from "../src/core/pass.ts";
import { recallable } from "../src/core/recall.ts";
import { ticket } from "./builders.ts";

test("the pass sees whole tickets with every station's progress", () => {
  const [card] = passCards([
    ticket("a", { items: [{ tasks: [{ state: "done" }] }, { tasks: [{ station: "cold", state: "started" }] }] }),
  ]);
  assert.deepEqual(card?.progress, [
    { station: "hot", done: 1, started: 0, total: 1 },
    { station: "cold", done: 0, started: 1, total: 1 },
  ]);
});

test("a ticket is scheduled until its time comes, cooking, then ready", () => {
  const stage = (parts: Parameters<typeof ticket>[1]) => passCards([ticket("a", parts)])[0]?.stage;
  const later = { state: "waiting" as const, wait: "due" as const, queued_ms: 0 };
  assert.equal(stage({ items: [{ tasks: [later, { ...later, wait: "step", step: 1 }] }] }), "scheduled");
  assert.equal(stage({ items: [{ tasks: [{}] }] }), "cooking");
  assert.equal(stage({ state: "ready", items: [{ state: "ready", tasks: [{ state: "done" }] }] }), "ready");
});

test("a cancelled ticket stays at the pass until its changes are acknowledged", () => {
  const cancelled = ticket("a", {
    state: "closed",
    cancelled: true,
    items: [{ state: "void", tasks: [{ state: "void" }] }],
    changes: [{ kind: "cancelled", waits: ["expo"] }],
  });
  const [card] = passCards([cancelled]);
  assert.deepEqual([card?.stage, card?.taken, card?.lines.length], ["gone", "cancelled", 1]);
  assert.deepEqual(passCards([{ ...cancelled, changes: [] }]), []);
});

test("dishes stand course by course, whatever the order they were sent in", () => {
  const [card] = passCards([ticket("a", { items: [{ course: 2 }, { course: 1 }, { course: 2 }, { course: 1 }] })]);
  assert.deepEqual(
    card?.lines.map((line) => line.item.id),
    ["a-1", "a-3", "a-0", "a-2"],
  );
});

test("what can be served now is counted", () => {
  const [card] = passCards([
    ticket("a", { items: [{ state: "ready", tasks: [{ state: "done" }] }, { tasks: [{}] }, { state: "void" }] }),
  ]);
  assert.deepEqual([card?.ready, card?.total, card?.served], [1, 2, 0]);
});

test("the recall list holds the bumps that stand, latest first, each with the command that takes it back", () => {
  const done = (bump: string, done_ms: number) => ({ state: "done" as const, bump, done_ms });
  const rows = recallable(
    [
      ticket("a", { items: [{ tasks: [done("x", 5)] }, { tasks: [done("x", 5)] }, { tasks: [{}] }] }),
      ticket("b", { state: "closed", items: [{ state: "served", tasks: [done("y", 9)] }] }),
      ticket("c", { items: [{ tasks: [{ ...done("z", 7), station: "cold" }] }] }),
    ],
    ["hot"],
  );
  assert.deepEqual(
    rows.map((row) => [row.bump, row.lines.length]),
    [
      ["y", 1],
      ["x", 2],
    ],
  );
  assert.deepEqual(rows[0]?.recall, { kind: "recall", ticket: "b", tasks: [{ task: "b-0.0.0", gen: 1, bump: "y" }] });
});

test("the pace is the median and the 90th percentile from first fired to ready", () => {
  const tickets = Array.from({ length: 10 }, (_, index) =>
    ticket(`t${index}`, { state: "ready", clock_ms: 1_000, ready_ms: 1_000 + (index + 1) * 100 }),
  );
  assert.deepEqual(paceOf(tickets), { medianMs: 500, p90Ms: 900, tickets: 10 });
  assert.equal(paceOf([]), null);
});

test("the pace is of what was ready or served, not of what was voided, cancelled or left behind", () => {
  const closed = (["ready", "served", "void", "cancelled", "abandoned"] as const).map((close_reason) =>
    ticket(close_reason, { state: "closed", close_reason, clock_ms: 1_000, ready_ms: 1_500 }),
  );
  assert.equal(paceOf(closed)?.tickets, 2);
  assert.equal(paceOf(closed.slice(2)), null);
});
