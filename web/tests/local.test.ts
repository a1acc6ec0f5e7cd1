import assert from "node:assert/strict";
import { test } from "node:test";
import { COMMIT_MS, OPENING_MS, RETRY_MS } from "../src/core/local.ts";
import { deadline } from "../src/core/machine.ts";
import { firstMachine } from "../src/core/state.ts";
import { stripOf } from "../src/core/strip.ts";
import type { Base, Commit, KeptEntry } from "../src/core/vault.ts";
import { BLIND, view } from "../src/core/view.ts";
import { ack, BUMP, ev, IDENTITY, put, Rig, snap, sub, TERM, waiting, welcome } from "./rig.ts";

const BASE: Base = { docs: new Map(), term: TERM, seq: 10, schema: "s1", store: "one", aheadMs: 500, serverMs: 900 };
const LEFT: KeptEntry = { cid: "dead", n: 4, id: "d4", command: BUMP, atMs: 0, turn: 4 };

/** Before what was kept is in. */
function fresh(): Rig {
  const rig = new Rig();
  rig.machine = firstMachine(IDENTITY, "load", 1_000, 0);
  return rig;
}

function commits(rig: Rig): readonly Commit[] {
  return rig.effects.flatMap((effect) => (effect.do === "commit" ? [effect.commit] : []));
}

function keeps(rig: Rig): readonly (readonly string[])[] {
  return rig.effects.flatMap((effect) => (effect.do === "keep" ? [effect.entries.map((entry) => entry.id)] : []));
}

const strip = (rig: Rig) => stripOf(rig.machine, 0, rig.mono, rig.mono);

test("the link waits for what is kept, then asks only for what it missed", () => {
  const rig = fresh().feed({ on: "tick" });
  assert.deepEqual([rig.look(), deadline(rig.machine)], [[], OPENING_MS]);
  rig.feed({ on: "restored", base: BASE, trouble: "" }).feed({ on: "opened" });
  assert.deepEqual(rig.sent()[0]?.subs, [{ stream: "store", term: TERM, seq: 10 }]);
});

test("a storage that hangs holds no kitchen up", () => {
  assert.deepEqual(fresh().feed({ on: "tick" }, OPENING_MS).look(), ["open"]);
});

test("documents of another shape or another store are not used", () => {
  for (const other of [{ schema: "s2" }, { store: "two" }]) {
    const rig = fresh().feed({ on: "restored", base: { ...BASE, ...other }, trouble: "" });
    assert.equal(strip(rig).loaded, false);
  }
});

test("a screen that starts without the server shows the server's time by the difference it had", () => {
  const rig = fresh().feed({ on: "restored", base: BASE, trouble: "" });
  assert.equal(rig.machine.clock.offset, 1_500);
  assert.deepEqual([strip(rig).lastFrameMs, strip(rig).unsure, strip(rig).loaded], [900, false, true]);
});

test("a clock that went back while the device was off is not believed, and the strip says so until the server is heard", () => {
  const rig = fresh().feed({ on: "restored", base: { ...BASE, serverMs: 90_000 }, trouble: "" });
  assert.deepEqual([rig.machine.clock.offset, strip(rig).unsure], [90_000, true]);
  assert.equal(strip(rig.feed({ on: "opened" }).frame(welcome())).unsure, false);
});

test("a tap is only pressed until it is written down, then it is done", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP });
  const foreseen: string[] = [];
  const look = () => {
    foreseen.length = 0;
    const ticket = { kind: "ticket", ver: 1, value: { id: "t" } } as never;
    view(new Map([["ticket/t", ticket]]), rig.machine.outbox.entries, {
      ...BLIND,
      foreseeTicket: (one, made) => {
        foreseen.push(made.id);
        return one;
      },
    });
    return [...foreseen];
  };
  assert.deepEqual([keeps(rig), look()], [[["c1"]], []]);
  rig.feed({ on: "kept", ids: ["c1"] });
  assert.deepEqual(look(), ["c1"]);
});

test("a tap that cannot be written down is done all the same, said to live in this page, and tried again", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP });
  rig.feed({ on: "unkept", ids: ["c1"], trouble: "full" });
  assert.deepEqual([strip(rig).storage, strip(rig).unkept, strip(rig).waiting], ["full", 1, 1]);
  rig.effects = [];
  assert.deepEqual(keeps(rig.feed({ on: "tick" }, RETRY_MS - 1)), []);
  assert.deepEqual(keeps(rig.feed({ on: "tick" }, RETRY_MS)), [["c1"]]);
  rig.feed({ on: "kept", ids: ["c1"] });
  assert.deepEqual([strip(rig).storage, strip(rig).unkept], ["", 0]);
});

test("documents, position and what they hold of the outbox are one write, at most one a second", () => {
  const rig = new Rig().join().feed({ on: "lead" });
  rig.effects = [];
  rig.feed({ on: "command", id: "c1", command: BUMP }).feed({ on: "kept", ids: ["c1"] });
  rig.feed({ on: "committed", dropped: [] }).frame(ack(1, 11)).frame(ev(11, 11)).frame(ev(12, 12));
  assert.deepEqual(commits(rig), []);
  rig.feed({ on: "tick" }, COMMIT_MS);
  const [commit] = commits(rig);
  assert.deepEqual([commit?.seq, commit?.leaving.map((entry) => [entry.id, entry.seq])], [12, [["c1", 11]]]);
  rig.feed({ on: "tick" }, 10 * COMMIT_MS);
  assert.equal(commits(rig).length, 1, "one at a time");
});

test("a write that failed is made whole the next time, with everything it was to hold", () => {
  const rig = new Rig().join().feed({ on: "lead" }).feed({ on: "uncommitted", trouble: "refused" });
  rig.effects = [];
  rig.frame(ev(11, 11, { puts: [put("m1", 1)] })).feed({ on: "tick" }, RETRY_MS);
  const [commit] = commits(rig);
  assert.deepEqual([commit?.before, commit?.docs.size, strip(rig).storage], [null, 1, "refused"]);
  assert.equal(strip(rig.feed({ on: "committed", dropped: [] })).storage, "");
});

test("a screen that never read what was kept says so with each write until one is through", () => {
  const late = fresh().feed({ on: "tick" }, OPENING_MS).feed({ on: "opened" }).frame(welcome()).frame(sub("snap", 10));
  late
    .frame(snap(10, 0, true))
    .feed({ on: "restored", base: BASE, trouble: "" })
    .feed({ on: "lead" });
  late
    .feed({ on: "committed", dropped: [] })
    .frame(ev(11, 11))
    .feed({ on: "tick" }, late.mono + COMMIT_MS);
  const refused = fresh().feed({ on: "restored", base: null, trouble: "refused" }).join().feed({ on: "lead" });
  const inTime = fresh().feed({ on: "restored", base: BASE, trouble: "" }).join().feed({ on: "lead" });
  refused.feed({ on: "tick" }, RETRY_MS).feed({ on: "uncommitted", trouble: "refused" });
  for (const rig of [refused, inTime]) rig.frame(ev(11, 11)).feed({ on: "tick" }, 2 * RETRY_MS);
  assert.deepEqual(
    [late, refused, inTime].map((rig) => commits(rig).map((one) => one.unread)),
    [[true, false], [true, true], [false]],
  );
});

test("a tab that does not lead writes no documents, only lets go of what the leader's hold", () => {
  const rig = new Rig().join().feed({ on: "command", id: "c1", command: BUMP }).frame(ack(1, 11)).frame(ev(11, 11));
  rig.feed({ on: "tick" }, COMMIT_MS);
  assert.deepEqual(
    commits(rig).map((commit) => [commit.leads, commit.leaving.length]),
    [[false, 1]],
  );
  rig.feed({ on: "committed", dropped: [] }).feed({ on: "tick" }, 2 * COMMIT_MS);
  assert.equal(commits(rig).length, 2, "asked again until the leader is there");
  rig.feed({ on: "committed", dropped: ["c1"] }).feed({ on: "tick" }, 9 * COMMIT_MS);
  assert.equal(commits(rig).length, 2);
});

test("a hidden page writes at once what is due", () => {
  const rig = new Rig().join().feed({ on: "lead" }).feed({ on: "committed", dropped: [] }).frame(ev(11, 11));
  rig.effects = [];
  assert.deepEqual(
    commits(rig.feed({ on: "visible", visible: false })).map((commit) => commit.seq),
    [11],
  );
});

test("what ended page loads have left goes first and under its own numbers, ours when it is answered", () => {
  const rig = new Rig().join().feed({ on: "closed", code: 1006 }).feed({ on: "command", id: "c1", command: BUMP });
  rig.feed({ on: "adopted", entries: [LEFT] }).feed({ on: "adopted", entries: [LEFT] });
  rig.feed({ on: "tick" }, 5_000).feed({ on: "opened" });
  assert.deepEqual(rig.sent()[0]?.outbox, ["dead", "load"]);
  rig.frame(welcome());
  rig.effects = [];
  assert.deepEqual(rig.frame(sub("delta", 10)).commands(), ["dead", [[4, "d4"]]]);
  rig.effects = [];
  rig.frame({ t: "ack", cid: "dead", items: [{ n: 4, result: "ok", seq: 10 }] });
  assert.deepEqual([rig.commands(), waiting(rig)], [["load", [[1, "c1"]]], [1]]);
});

test("a wiped storage gets everything that the page holds again", () => {
  const rig = new Rig().join().feed({ on: "lead" }).feed({ on: "committed", dropped: [] });
  rig.feed({ on: "command", id: "c1", command: BUMP }).feed({ on: "kept", ids: ["c1"] });
  rig.effects = [];
  rig.feed({ on: "wiped" });
  assert.deepEqual([keeps(rig), commits(rig)[0]?.before, strip(rig).storage], [[["c1"]], null, "wiped"]);
});
