import assert from "node:assert/strict";
import { test } from "node:test";
import type { Commit } from "../src/core/vault.ts";
import { ack, BUMP, ev, Rig, snap, sub, waiting, welcome } from "./rig.ts";

function commits(rig: Rig): readonly Commit[] {
  return rig.effects.flatMap((effect) => (effect.do === "commit" ? [effect.commit] : []));
}

test("on a fork the old documents go aside, whole, and nothing is written until the new ones are in", () => {
  const rig = new Rig().join(50).feed({ on: "lead" }).feed({ on: "committed", dropped: [] }).frame(ev(51, 51));
  rig.feed({ on: "closed", code: 1006 }).feed({ on: "tick" }, 5_000).feed({ on: "committed", dropped: [] });
  rig.feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  rig.frame({ ...sub("fork", 20), common: 15 });
  assert.deepEqual(
    rig.effects.map((effect) => effect.do).filter((one) => one !== "send"),
    ["commit", "aside"],
  );
  rig.effects = [];
  rig.feed({ on: "committed", dropped: [] }).feed({ on: "closed", code: 1006 }).feed({ on: "tick" }, 60_000);
  assert.deepEqual(commits(rig), []);
  rig
    .feed({ on: "opened" })
    .frame(welcome())
    .frame(sub("fork", 20))
    .frame(snap(20, 0, true));
  assert.deepEqual(
    commits(rig).map((commit) => [commit.seq, commit.before]),
    [[20, null]],
  );
});

test("a second fork before anything was written takes the numbers off what is settled, too", () => {
  const rig = new Rig().join(50).feed({ on: "lead" }).feed({ on: "committed", dropped: [] });
  const again = (head: number) =>
    rig
      .feed({ on: "closed", code: 1006 })
      .feed({ on: "tick" }, rig.mono + 100)
      .feed({ on: "tick" }, rig.mono + 300)
      .feed({ on: "opened" })
      .frame(welcome())
      .frame(sub("fork", head))
      .frame(snap(head, 0, true));
  again(40)
    .feed({ on: "command", id: "c1", command: BUMP })
    .frame({ ...ack(1, 41), cid: "load-1" })
    .frame(ev(41, 41));
  assert.deepEqual(
    rig.machine.local.leaving.map((entry) => entry.seq),
    [41],
  );
  again(20);
  assert.deepEqual(
    rig.machine.local.leaving.map((entry) => entry.seq),
    [0],
  );
});

test("an answer whose row a restored server no longer has is asked for again, though nothing forked", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP }).frame(ack(1, 14));
  rig.feed({ on: "closed", code: 1006 }).feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  assert.deepEqual(rig.frame(sub("delta", 12)).commands(), ["load-1", [[1, "c1"]]]);
});

test("an answer that the server no longer knows of is asked for again, however many rows others have made since", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP }).frame(ack(1, 14));
  rig.feed({ on: "closed", code: 1006 }).feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  assert.deepEqual(rig.frame(sub("delta", 30)).commands(), ["load-1", [[1, "c1"]]]);
});

test("an answer that the server still knows of is not asked for again, nor is a rejection, which nobody can lose", () => {
  const rig = new Rig().join();
  for (const id of ["c1", "c2"]) rig.feed({ on: "command", id, command: BUMP });
  rig.frame(ack(1, 14)).frame(ack(2, 14, { result: "rejected", why: "unknown_task" }));
  rig.feed({ on: "closed", code: 1006 }).feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  assert.deepEqual(rig.frame(sub("delta", 30, { load: 1 })).commands(), ["", []]);
  rig.frame(ev(11, 30));
  assert.deepEqual(waiting(rig), []);
});
