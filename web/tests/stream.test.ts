import assert from "node:assert/strict";
import { test } from "node:test";
import { BUMP, ev, ping, put, Rig, snap, sub, welcome } from "./rig.ts";

test("a screen opens at once, says hello and waits for the welcome", () => {
  const rig = new Rig().feed({ on: "tick" });
  assert.deepEqual(rig.look(), ["open"]);
  rig.feed({ on: "opened" });
  const [hello] = rig.sent();
  assert.deepEqual(
    [hello?.t, hello?.min, hello?.cid, hello?.subs],
    ["hello", 1, "load", [{ stream: "store", term: "", seq: 0 }]],
  );
});

test("a snapshot is pulled part by part and shown only when it is whole", () => {
  const rig = new Rig().feed({ on: "tick" }).feed({ on: "opened" }).frame(welcome()).frame(sub("snap", 10));
  rig.look();
  rig.frame(snap(10, 0, false, [put("a", 1)]));
  assert.deepEqual(rig.sent(), [{ t: "more", stream: "store", part: 1 }]);
  assert.equal(rig.machine.replica.docs.size, 0);
  rig.frame(snap(10, 1, true, [put("b", 1)]));
  assert.deepEqual([rig.machine.replica.docs.size, rig.machine.replica.seq], [2, 10]);
});

test("what is committed while the snapshot is pulled is applied after it", () => {
  const rig = new Rig().feed({ on: "tick" }).feed({ on: "opened" }).frame(welcome()).frame(sub("snap", 10));
  rig
    .frame(snap(10, 0, false, [put("a", 1)]))
    .frame(ev(11, 11, { dels: ["dish/a"], puts: [put("c", 1)] }))
    .frame(snap(10, 1, true));
  assert.deepEqual([[...rig.machine.replica.docs.keys()], rig.machine.replica.seq], [["dish/c"], 11]);
});

test("a connection lost in the middle of a snapshot leaves the old picture", () => {
  const rig = new Rig().join();
  rig.frame(ev(11, 11, { puts: [put("a", 1)] })).feed({ on: "closed", code: 1006 });
  rig
    .feed({ on: "tick" }, 10_000)
    .feed({ on: "opened" })
    .frame(welcome())
    .frame(sub("snap", 20))
    .frame(snap(20, 0, false));
  rig.feed({ on: "closed", code: 1006 });
  assert.deepEqual([rig.machine.replica.docs.size, rig.machine.replica.seq], [1, 11]);
});

test("a commit that does not go on where this screen ends makes it ask again, and changes nothing", () => {
  const rig = new Rig().join().frame(ev(12, 12, { puts: [put("a", 1)] }));
  assert.deepEqual(rig.look(), ["subscribe"]);
  assert.equal(rig.machine.replica.docs.size, 0);
  assert.deepEqual(rig.frame(ev(11, 11)).look(), []);
  assert.equal(rig.frame(sub("delta", 11)).frame(ev(11, 11)).machine.replica.seq, 11);
});

test("a commit of another term than the welcome's is not applied", () => {
  const rig = new Rig().join().frame(ev(11, 11, { term: "other" }));
  assert.deepEqual([rig.look(), rig.machine.replica.seq], [["subscribe"], 10]);
});

test("a head that stays ahead from one ping to the next makes the screen ask again", () => {
  const rig = new Rig().join().frame(ping(11));
  assert.deepEqual(rig.look(), ["pong"]);
  rig.frame(ping(11), 2_000);
  assert.deepEqual(rig.look(), ["pong", "subscribe"]);
});

test("a pong tells how far the documents are, how wrong the clock is and what waits", () => {
  const rig = new Rig().join(10).frame(ping(10), 1_000);
  rig.wallAhead = rig.machine.clock.offset + 5_000;
  rig.effects = [];
  rig.feed({ on: "command", id: "c1", command: BUMP }).feed({ on: "command", id: "c2", command: BUMP });
  rig.frame(ping(10), 2_000);
  const [pong] = rig.sent().filter(({ t }) => t === "pong");
  assert.deepEqual([pong?.seq, pong?.skew, pong?.waiting], [10, 5_000, 2]);
});

test("a frame of a kind this page does not know is passed over", () => {
  assert.deepEqual(new Rig().join().frame({ t: "confetti" }).look(), []);
});

test("a part that is not the next one makes the screen ask again", () => {
  const rig = new Rig().feed({ on: "tick" }).feed({ on: "opened" }).frame(welcome()).frame(sub("snap", 10));
  rig.look();
  assert.deepEqual(rig.frame(snap(10, 1, true, [put("a", 1)])).look(), ["subscribe"]);
  assert.equal(rig.machine.replica.docs.size, 0);
});

test("a server that joins the screen anew in the middle of a snapshot starts it over", () => {
  const rig = new Rig().feed({ on: "tick" }).feed({ on: "opened" }).frame(welcome()).frame(sub("snap", 10));
  rig
    .frame(snap(10, 0, false, [put("a", 1)]))
    .frame(sub("snap", 12))
    .frame(snap(12, 0, true, [put("b", 1)]));
  assert.deepEqual([...rig.machine.replica.docs.keys()], ["dish/b"]);
});
