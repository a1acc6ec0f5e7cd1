import assert from "node:assert/strict";
import { test } from "node:test";
import * as work from "../src/core/bringing.ts";
import { completeTicket } from "../src/core/complete.ts";
import { planFork, type Sent } from "../src/core/forks.ts";
import { lean } from "../src/core/lean.ts";
import { stripOf } from "../src/core/strip.ts";
import type { Fork } from "../src/core/vault.ts";
import { ticket } from "./builders.ts";
import { ack, BUMP, ping, Rig, snap, sub, welcome } from "./rig.ts";

const HELD = { id: "t1", source: "till", external_id: "1", touched_ms: 5 };
const OTHER = { id: "t2", source: "till", external_id: "2" };

function fork(parts: Fork["parts"], again: Fork["again"] = []): Fork {
  return { key: 1, sure: true, parts, again, left: 0 };
}

/** A screen that was at 50, whose server has gone back to 20. */
function forked(): Rig {
  const rig = new Rig().join(50).feed({ on: "command", id: "c1", command: BUMP });
  rig.feed({ on: "closed", code: 1006 }).feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  return rig.frame(sub("fork", 20)).frame(snap(20, 0, true));
}

function offered(rig: Rig): readonly unknown[] {
  const frames = rig.sent().filter((frame) => frame.t === "salvage");
  rig.effects = rig.effects.filter((effect) => effect.do !== "send");
  return frames.map(({ part, tickets }) => [part, tickets]);
}

test("tickets are offered part by part, and only then the commands that wait", () => {
  const rig = forked().feed({ on: "forks", forks: [fork([[HELD], [OTHER]])], work });
  assert.deepEqual(offered(rig), [[0, [HELD]]]);
  rig.frame({ t: "salvaged", part: 0, retry_ms: 0 });
  assert.deepEqual(offered(rig), [[1, [OTHER]]]);
  assert.deepEqual(rig.commands(), ["", []]);
  rig.frame({ t: "salvaged", part: 1, retry_ms: 0 });
  assert.deepEqual(rig.feed({ on: "tick" }).commands(), ["load-1", [[1, "c1"]]]);
  assert.ok(rig.effects.some((effect) => effect.do === "salvaged" && effect.key === 1));
});

test("a part is offered again after a passing fault, and after the connection was lost", () => {
  const rig = forked().feed({ on: "forks", forks: [fork([[HELD]])], work });
  offered(rig);
  rig.frame({ t: "salvaged", part: 0, retry_ms: 300 });
  assert.deepEqual(offered(rig.feed({ on: "tick" }, rig.mono + 299)), []);
  assert.deepEqual(offered(rig.feed({ on: "tick" }, rig.mono + 1)), [[0, [HELD]]]);
  rig
    .feed({ on: "closed", code: 1006 })
    .feed({ on: "tick" }, rig.mono + 5_000)
    .feed({ on: "opened" })
    .frame(welcome());
  offered(rig);
  rig.frame(sub("delta", 20));
  assert.deepEqual(offered(rig), [[0, [HELD]]]);
});

test("once the server is well again a part waits no longer, and is counted once", () => {
  const rig = forked().feed({ on: "forks", forks: [fork([[HELD]])], work });
  offered(rig);
  rig.frame({ t: "salvaged", part: 0, retry_ms: 5_000 }).frame(ping(20, { health: "full" }));
  assert.deepEqual(offered(rig), []);
  assert.deepEqual(offered(rig.frame(ping(20))), [[0, [HELD]]]);
  assert.equal(stripOf(rig.machine, 0, rig.mono, rig.mono).brought, 1);
});

test("what a device only fears to be lost is brought back without a word", () => {
  const rig = forked().feed({ on: "forks", forks: [{ ...fork([[HELD]]), sure: false }], work });
  assert.deepEqual(offered(rig), [[0, [HELD]]]);
  rig.frame({ t: "salvaged", part: 0, retry_ms: 0 }).feed({ on: "tick" });
  assert.ok(rig.effects.some((effect) => effect.do === "salvaged"));
  assert.equal(rig.machine.salvage.toldUntil, 0);
  assert.equal(stripOf(rig.machine, 0, rig.mono, rig.mono).brought, 0);
});

test("what was put aside is waited for, and not for ever", () => {
  const rig = forked();
  assert.deepEqual(rig.commands(), ["", []]);
  assert.deepEqual(rig.feed({ on: "tick" }, rig.mono + 5_000).commands(), ["load-1", [[1, "c1"]]]);
});

test("answered commands about other tickets go first, under a number of their own and their own ids", () => {
  const again = [{ cid: "old", n: 7, id: "a1", command: BUMP, atMs: 1, turn: 0 }];
  const rig = forked().feed({ on: "forks", forks: [fork([], again)], work });
  assert.deepEqual(rig.feed({ on: "tick" }).commands(), ["load-1-again-1", [[1, "a1"]]]);
  rig.effects = [];
  rig.frame({ ...ack(1, 20), cid: "load-1-again-1" });
  assert.deepEqual(rig.commands(), ["load-1", [[1, "c1"]]]);
});

test("a storage that was cleared numbers its forks anew, and no number of a command is used twice", () => {
  const again = (id: string) => [{ cid: "old", n: 7, id, command: BUMP, atMs: 1, turn: 0 }];
  const rig = forked().feed({ on: "forks", forks: [fork([], again("a1"))], work });
  const [first] = rig.feed({ on: "tick" }).commands();
  rig
    .frame({ ...ack(1, 20), cid: first })
    .feed({ on: "closed", code: 1006 })
    .feed({ on: "wiped" });
  rig
    .feed({ on: "tick" }, rig.mono + 5_000)
    .feed({ on: "opened" })
    .frame(welcome());
  rig.frame(sub("fork", 10)).frame(snap(10, 0, true));
  rig.effects = [];
  const [second] = rig
    .feed({ on: "forks", forks: [fork([], again("a2"))], work })
    .feed({ on: "tick" })
    .commands();
  assert.notEqual(first, second);
});

test("the strip counts what the server lacked or had older, and what it could not take", () => {
  const rig = forked().feed({ on: "forks", forks: [fork([[HELD, OTHER]])], work });
  const strip = () => stripOf(rig.machine, 0, rig.mono, rig.mono);
  assert.deepEqual([strip().bringing, strip().brought], [true, 2]);
  rig.frame({ t: "salvaged", part: 0, retry_ms: 0, lost: [{ what: "t2", why: "malformed" }] });
  assert.deepEqual([strip().bringing, strip().brought, strip().unbrought], [false, 2, 1]);
  rig.mono += 60_000;
  assert.deepEqual([strip().brought, strip().unbrought], [0, 0]);
});

test("a ticket travels without its defaults and is the same when it is read", () => {
  const whole = ticket("t", {
    number: "38",
    items: [{ id: "i", name: "Soup", tasks: [{ id: "i.0.0", station: "hot" }] }],
  });
  const bare = lean(whole);
  assert.deepEqual(completeTicket(bare), whole);
  assert.ok(!("note" in bare) && JSON.stringify(bare).length < JSON.stringify(whole).length / 2);
});

test("only answered commands that make no food are issued again, and only about tickets that are not offered", () => {
  const sent = (id: string, command: object, seq: number): Sent =>
    ({ cid: "old", n: 1, id, atMs: Number(id), turn: 0, command, seq }) as Sent;
  const doc = { kind: "ticket", ver: 1, value: ticket("held", {}) } as const;
  const planned = planFork(
    1,
    20,
    [doc],
    [
      sent("5", { ...BUMP, ticket: "gone" }, 30),
      sent("4", { ...BUMP, ticket: "gone" }, 20),
      sent("3", { ...BUMP, ticket: "held" }, 30),
      sent("2", { kind: "remake", ticket: "gone", item: "i" }, 30),
      sent("1", { kind: "set_availability", sku: "fish", available: false }, 0),
    ],
  );
  assert.deepEqual(
    planned.again.map((entry) => entry.id),
    ["1", "5"],
  );
  assert.deepEqual(
    planned.parts.map((part) => part.map((one) => one.id)),
    [["held"]],
  );
});

test("parts stay within a frame, and a ticket that fits no frame is counted", () => {
  const fat = (id: string, chars: number) =>
    ({ kind: "ticket", ver: 1, value: ticket(id, { note: "汤".repeat(chars) }) }) as const;
  const planned = planFork(1, 0, [fat("a", 10_000), fat("b", 10_000), fat("c", 10_000), fat("d", 50_000)], []);
  assert.deepEqual(
    planned.parts.map((part) => part.map((one) => one.id)),
    [["a", "b"], ["c"]],
  );
  assert.equal(planned.left, 1);
});
