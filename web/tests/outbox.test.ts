import assert from "node:assert/strict";
import { test } from "node:test";
import * as work from "../src/core/bringing.ts";
import { deadline } from "../src/core/machine.ts";
import { cidOf, emptyOutbox } from "../src/core/outbox.ts";
import { ack, BUMP, ev, ping, Rig, snap, sub, TERM, waiting, welcome } from "./rig.ts";

test("a command goes out at once and stays until the documents have reached its row", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP });
  assert.deepEqual(rig.sent()[0]?.items, [
    { n: 1, id: "c1", kind: "bump", args: { ticket: "t", tasks: BUMP.tasks }, at: 0 },
  ]);
  rig.frame(ack(1, 11));
  assert.deepEqual(waiting(rig), [1]);
  rig.frame(ev(11, 11));
  assert.deepEqual(waiting(rig), []);
});

test("documents that come before the ack no longer need the preview, but the result is still awaited", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP });
  rig.frame(ev(11, 11, { lmid: { load: 1 } }));
  assert.deepEqual(
    rig.machine.outbox.entries.map((entry) => entry.covered),
    [true],
  );
  rig.frame(ack(1, 11));
  assert.deepEqual(waiting(rig), []);
});

test("after a reconnect a command counts as in the documents only once they have reached the head it was told at", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP }).feed({ on: "closed", code: 1006 });
  rig.feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  const covered = () => rig.machine.outbox.entries.map((entry) => entry.covered);
  rig.frame(sub("delta", 11, { load: 1 }));
  assert.deepEqual(covered(), [false]);
  rig.frame(ev(11, 11));
  assert.deepEqual(covered(), [true]);
});

test("a rejection is told once and leaves", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP });
  rig.look();
  const rejected = ack(1, 10, { result: "rejected", why: "unknown_task" });
  assert.deepEqual(rig.frame(rejected).frame(rejected).look(), ["answered"]);
  assert.deepEqual(waiting(rig), []);
});

test("after a reconnect the same commands go out under the same numbers, and only when the server knows the screen", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP });
  rig.feed({ on: "closed", code: 1006 }).feed({ on: "command", id: "c2", command: BUMP });
  rig.feed({ on: "tick" }, 5_000).look();
  rig.feed({ on: "opened" });
  assert.deepEqual(
    [rig.sent()[0]?.outbox, rig.sent()[0]?.subs],
    [["load"], [{ stream: "store", term: TERM, seq: 10 }]],
  );
  rig.frame(welcome());
  rig.look();
  rig.frame(sub("delta", 10));
  assert.deepEqual(rig.commands(), [
    "load",
    [
      [1, "c1"],
      [2, "c2"],
    ],
  ]);
});

test("each page load numbers its commands under a cid of its own", () => {
  assert.notEqual(cidOf(emptyOutbox("one")), cidOf(emptyOutbox("another")));
});

test("a fork brings a snapshot, and every command again under a new cid with its own id", () => {
  const rig = new Rig().join(50).feed({ on: "command", id: "c1", command: BUMP }).frame(ack(1, 51));
  rig.feed({ on: "closed", code: 1006 }).feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  rig.frame(sub("fork", 20, { load: 1 })).frame(snap(20, 0, true));
  assert.deepEqual(rig.commands(), ["", []], "not before it is known what this device has to bring back");
  assert.deepEqual(rig.feed({ on: "forks", forks: [], work }).commands(), ["load-1", [[1, "c1"]]]);
  assert.equal(rig.machine.replica.seq, 20);
});

test("a passing fault is tried again after the pause the server asked for", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP });
  rig.frame({ t: "nack", cid: "load", expected: 1, retry_ms: 500, why: "full" });
  rig.look();
  assert.equal(deadline(rig.machine), 500);
  assert.deepEqual(rig.feed({ on: "tick" }, 499).look(), []);
  assert.deepEqual(rig.feed({ on: "tick" }, 500).look(), ["cmd"]);
});

test("a server that says all is well again is not kept waiting for the rest of the pause", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP });
  rig.frame({ t: "nack", cid: "load", expected: 1, retry_ms: 5_000, why: "full" }).frame(ping(10, { health: "full" }));
  rig.look();
  assert.deepEqual(rig.feed({ on: "tick" }, 900).look(), []);
  assert.deepEqual(rig.frame(ping(10), 1_000).look(), ["pong", "cmd"]);
});

test("a server that has forgotten this page load gets the rest under a new cid, numbered from 1", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP }).frame(ack(1, 10));
  rig
    .feed({ on: "command", id: "c2", command: BUMP })
    .frame({ t: "nack", cid: "load", expected: 1, retry_ms: 0, why: "gap" });
  rig.effects = [];
  assert.deepEqual(rig.feed({ on: "tick" }, 1_000).commands(), ["load-1", [[1, "c2"]]]);
});

test("a long outbox goes out in frames of 64 with at most 128 commands under way", () => {
  const rig = new Rig().join().feed({ on: "closed", code: 1006 });
  for (let count = 1; count <= 200; count++) rig.feed({ on: "command", id: `c${count}`, command: BUMP });
  rig.feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  rig.frame(sub("delta", 10));
  assert.deepEqual(rig.sizes(), [64, 64]);
  rig.effects = [];
  rig.frame({
    t: "ack",
    cid: "load",
    items: Array.from({ length: 64 }, (_, index) => ({ n: index + 1, result: "ok", seq: 10 })),
  });
  assert.deepEqual(rig.sizes(), [64]);
});
