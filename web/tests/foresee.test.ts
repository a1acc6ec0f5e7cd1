import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScreenCommand, Seen } from "../src/core/commands.ts";
import type { Ticket } from "../src/core/documents.ts";
import { foreseeDish, foreseeTicket } from "../src/core/foresee.ts";
import { taskOf, ticket } from "./builders.ts";

const AT = 50_000;

function after(before: Ticket, ...commands: readonly ScreenCommand[]): Ticket {
  return commands.reduce((one, command, index) => foreseeTicket(one, { id: `c${index}`, atMs: AT, command }), before);
}

function bump(...tasks: readonly Seen[]): ScreenCommand {
  return { kind: "bump", ticket: "t", tasks };
}

function recall(task: string, gen: number, named: string, both = false): ScreenCommand {
  return { kind: "recall", ticket: "t", tasks: [{ task, gen, bump: named }], both };
}

const ONE = ticket("t", { items: [{ tasks: [{}] }] });
const CHAIN = ticket("t", {
  items: [{ tasks: [{ step: 0 }, { step: 1, station: "pack", state: "waiting", wait: "step" }] }],
});

test("a bump is done at once and carries its command id, so that it can be taken back", () => {
  const task = taskOf([after(ONE, bump({ task: "t-0.0.0", gen: 1 }))], "t-0.0.0");
  assert.deepEqual([task.state, task.bump, task.done_ms], ["done", "c0", AT]);
});

test("a bump of another generation changes nothing", () => {
  assert.equal(after(ONE, bump({ task: "t-0.0.0", gen: 2 })), ONE);
});

test("void is final", () => {
  const voided = ticket("t", { items: [{ state: "void", tasks: [{ state: "void" }] }] });
  assert.equal(after(voided, bump({ task: "t-0.0.0", gen: 1 })), voided);
});

test("an item is ready when its last task is done, its ticket when its last item is", () => {
  const two = ticket("t", { items: [{ tasks: [{}, { station: "cold", chain: 1 }] }] });
  const half = after(two, bump({ task: "t-0.0.0", gen: 1 }));
  assert.deepEqual([half.items[0]?.state, half.state], ["open", "open"]);
  const whole = after(half, bump({ task: "t-0.0.1", gen: 1 }));
  assert.deepEqual([whole.items[0]?.state, whole.state], ["ready", "ready"]);
});

test("in a shop without a pass the last bump closes the ticket", () => {
  const counter = { ...ONE, close_on: "ready" as const };
  const closed = after(counter, bump({ task: "t-0.0.0", gen: 1 }));
  assert.deepEqual([closed.state, closed.close_reason], ["closed", "ready"]);
});

test("the next step is queued when the step before it is done", () => {
  const next = taskOf([after(CHAIN, bump({ task: "t-0.0.0", gen: 1 }))], "t-0.0.1");
  assert.deepEqual([next.state, next.wait, next.queued_ms], ["queued", "", 1]);
});

test("thresholds of a released step count from the due time where the order has one", () => {
  const due = ticket("t", {
    due_ms: 900_000,
    items: [{ tasks: [{}, { step: 1, state: "waiting", wait: "step", attention_s: -120 }] }],
  });
  assert.equal(taskOf([after(due, bump({ task: "t-0.0.0", gen: 1 }))], "t-0.0.1").attention_ms, 780_000);
});

test("a recall brings the task back with a new generation and its old clock", () => {
  const back = taskOf([after(ONE, bump({ task: "t-0.0.0", gen: 1 }), recall("t-0.0.0", 1, "c0"))], "t-0.0.0");
  assert.deepEqual([back.state, back.gen, back.queued_ms, back.bump], ["queued", 2, 1, ""]);
});

test("a recall that names another bump changes nothing", () => {
  const done = after(ONE, bump({ task: "t-0.0.0", gen: 1 }));
  assert.equal(after(done, recall("t-0.0.0", 1, "other")), done);
});

test("a recall sends a next step that is only queued back to waiting", () => {
  const back = after(CHAIN, bump({ task: "t-0.0.0", gen: 1 }), recall("t-0.0.0", 1, "c0"));
  assert.deepEqual([taskOf([back], "t-0.0.1").state, taskOf([back], "t-0.0.1").wait], ["waiting", "step"]);
});

test("a recall under a next step that has started is left to the server, unless both are recalled", () => {
  const begun = after(CHAIN, bump({ task: "t-0.0.0", gen: 1 }), {
    kind: "start",
    ticket: "t",
    tasks: [{ task: "t-0.0.1", gen: 1 }],
  });
  assert.equal(after(begun, recall("t-0.0.0", 1, "c0")), begun);
  const both = after(begun, recall("t-0.0.0", 1, "c0", true));
  assert.deepEqual([taskOf([both], "t-0.0.0").state, taskOf([both], "t-0.0.1").state], ["queued", "waiting"]);
  assert.equal(taskOf([both], "t-0.0.1").gen, 2);
});

test("recalling a served item takes the serve back too and opens a closed ticket", () => {
  const served = after(ONE, bump({ task: "t-0.0.0", gen: 1 }), { kind: "serve", ticket: "t" });
  assert.equal(served.state, "closed");
  const back = after(served, recall("t-0.0.0", 1, "c0"));
  assert.deepEqual([back.state, back.items[0]?.state, back.items[0]?.served_ms], ["open", "open", 0]);
});

test("an unconfirmed allergen holds the whole bump back until the station has confirmed it", () => {
  const nuts = ticket("t", {
    items: [{ tasks: [{}] }],
    changes: [{ kind: "allergen", item: "t-0", waits: ["hot", "expo"] }],
  });
  assert.equal(after(nuts, bump({ task: "t-0.0.0", gen: 1 })), nuts);
  const confirmed = after(nuts, { kind: "acknowledge", ticket: "t", station: "hot", changes: [1] });
  assert.deepEqual(confirmed.changes[0]?.waits, ["expo"]);
  assert.equal(taskOf([after(confirmed, bump({ task: "t-0.0.0", gen: 1 }))], "t-0.0.0").state, "done");
});

test("a bump acknowledges what changed in the food, for its station only", () => {
  const changed = ticket("t", {
    items: [{ tasks: [{}, { station: "cold" }] }],
    changes: [
      { kind: "modified", item: "t-0", waits: ["hot", "cold"] },
      { kind: "voided", item: "t-0", waits: ["hot"] },
    ],
  });
  const bumped = after(changed, bump({ task: "t-0.0.0", gen: 1 }));
  assert.deepEqual(
    bumped.changes.map((change) => change.waits),
    [["cold"], ["hot"]],
  );
});

test("a change that nobody waits for any more is gone", () => {
  const told = ticket("t", { changes: [{ kind: "moved", waits: ["hot"] }] });
  assert.deepEqual(after(told, { kind: "acknowledge", ticket: "t", station: "hot", changes: [1] }).changes, []);
});

test("serving takes what is ready and nothing else; a taken-back serve is ready again", () => {
  const half = ticket("t", { items: [{ state: "ready", tasks: [{ state: "done" }] }, { tasks: [{}] }] });
  const served = after(half, { kind: "serve", ticket: "t" });
  assert.deepEqual(
    served.items.map((item) => item.state),
    ["served", "open"],
  );
  const back = after(served, { kind: "recall_serve", ticket: "t", items: ["t-0"] });
  assert.equal(back.items[0]?.state, "ready");
});

test("an answered rush shows its answer", () => {
  const rushed = ticket("t", {
    items: [
      { rush: { asked_ms: 5, last_ms: 0, by: "", times: 1, reply: "", replied_ms: 0, replied_by: "" }, tasks: [{}] },
    ],
  });
  assert.equal(after(rushed, { kind: "reply_rush", ticket: "t", reply: "5min" }).items[0]?.rush?.reply, "5min");
});

test("a dish that is marked sold out is sold out at once", () => {
  const dish = {
    sku: "m1",
    name: "",
    alt_name: "",
    category: "",
    available: true,
    remaining: null,
    since_ms: 0,
    by: "",
    dropped: false,
  };
  const made = { id: "c", atMs: AT, command: { kind: "set_availability", sku: "m1", available: false } } as const;
  assert.equal(foreseeDish(dish, made).available, false);
});
