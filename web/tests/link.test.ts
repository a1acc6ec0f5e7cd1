import assert from "node:assert/strict";
import { test } from "node:test";
import { deadline } from "../src/core/machine.ts";
import type { Input } from "../src/core/state.ts";
import { tell } from "../src/core/tell.ts";
import { BUMP, Rig, snap, sub, waiting, welcome } from "./rig.ts";

function painted(seq: number, glass: Record<string, number>, behind: Record<string, number> = {}): Input {
  const lists = { glass: Object.entries(glass), behind: Object.entries(behind) };
  return { on: "painted", shown: { seq, painted: lists, tell } };
}

test("12 s of silence end a connection that looks open", () => {
  const rig = new Rig().join();
  assert.deepEqual(rig.feed({ on: "tick" }, 11_999).look(), []);
  assert.deepEqual(rig.feed({ on: "tick" }, 12_000).look(), ["close"]);
  assert.equal(rig.machine.link.at, "waiting");
});

test("reconnecting waits a random part of 250 ms · 2ⁿ, at most 5 s", () => {
  const rig = new Rig();
  rig.random = 0.999;
  const waits = Array.from({ length: 8 }, () => {
    rig.feed({ on: "tick" }).feed({ on: "closed", code: 1006 });
    const until = deadline(rig.machine) ?? 0;
    const wait = until - rig.mono;
    rig.mono = until;
    return wait;
  });
  assert.ok(waits.every((ms, index) => ms <= Math.min(5_000, 250 * 2 ** index)));
  assert.ok(waits.every((ms, index) => ms >= 0.99 * Math.min(5_000, 250 * 2 ** index)));
});

test("a network that is back, and a screen that is looked at again, reconnect at once", () => {
  for (const input of [
    { on: "online", online: true },
    { on: "visible", visible: true },
  ] as const) {
    const rig = new Rig().join().feed({ on: "closed", code: 1006 });
    rig.look();
    assert.deepEqual(rig.feed(input).look(), ["open"]);
  }
});

test("a screen that is hidden or seen again before its hello is answered says so", () => {
  const rig = new Rig().feed({ on: "visible", visible: false }).feed({ on: "tick" });
  assert.deepEqual(rig.look(), ["open"]);
  assert.deepEqual(rig.feed({ on: "opened" }).feed({ on: "visible", visible: true }).sent().at(-1), {
    t: "view",
    stations: ["hot"],
    visible: true,
  });
});

test("what is seen before there is a line goes into the hello", () => {
  const rig = new Rig().feed({ on: "tick" }).feed({ on: "visible", visible: false });
  assert.deepEqual(rig.look(), ["open"]);
  assert.deepEqual(rig.feed({ on: "opened" }).look(), ["hello"]);
});

test("after a sleep a socket that has been silent is not trusted", () => {
  const rig = new Rig().join();
  assert.deepEqual(rig.feed({ on: "visible", visible: true }, 6_000).look(), ["close", "open"]);
});

test("codes from 4500 stop the screen, lower ones do not", () => {
  assert.equal(new Rig().join().feed({ on: "closed", code: 4499 }).machine.link.at, "waiting");
  assert.equal(new Rig().join().feed({ on: "closed", code: 4500 }).machine.link.at, "stopped");
});

test("a version, schema or permission that a new page would mend asks for a reload", () => {
  const rig = new Rig().feed({ on: "tick" }).feed({ on: "opened" });
  assert.deepEqual(rig.frame(welcome(9)).machine.link, { at: "stopped", why: "reload" });
  const told = new Rig().join().frame({ t: "bye", code: 4505, reconnect: false, reload: true });
  assert.deepEqual(told.machine.link, { at: "stopped", why: "reload" });
  assert.deepEqual(new Rig().join().feed({ on: "closed", code: 4504 }).machine.link, { at: "stopped", why: "reload" });
});

test("a stopped screen keeps what is tapped and opens nothing", () => {
  const rig = new Rig().join().feed({ on: "closed", code: 4500 });
  rig.look();
  rig
    .feed({ on: "command", id: "c1", command: BUMP })
    .feed({ on: "online", online: true })
    .feed({ on: "tick" }, 60_000);
  assert.deepEqual([rig.look(), waiting(rig)], [[], [1]]);
});

test("what is painted is told at most four times a second, and only what is new", () => {
  const rig = new Rig().join(11);
  rig.feed(painted(10, { a: 1 }), 1_000).feed(painted(10, { b: 1 }), 1_100);
  rig.feed(painted(11, { c: 1 }, { a: 2 }), 1_200);
  assert.equal(deadline(rig.machine), 1_250);
  rig.feed({ on: "tick" }, 1_250).feed(painted(11, { c: 1 }, { a: 2 }), 3_000);
  assert.deepEqual(rig.sent(), [
    { t: "shown", seq: 10, glass: [["a", 1]], behind: [], gone: [] },
    { t: "shown", seq: 11, glass: [["c", 1]], behind: [["a", 2]], gone: [] },
  ]);
});

test("a task that leaves the page is told as gone", () => {
  const rig = new Rig()
    .join(11)
    .feed(painted(10, { a: 1 }), 1_000)
    .feed(painted(11, {}), 2_000);
  assert.deepEqual(rig.sent().at(-1), { t: "shown", seq: 11, glass: [], behind: [], gone: ["a"] });
});

test("a list that is too long for one frame claims its position with its last part only", () => {
  const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, n) => [`t${n}`, 1]));
  const rig = new Rig().join().feed(painted(10, many), 1_000).feed({ on: "tick" }, 1_250);
  const told = rig.sent().map((frame) => [frame.seq, (frame.glass as unknown[]).length]);
  assert.deepEqual(told, [
    [0, 1_000],
    [10, 500],
  ]);
});

test("after a reconnect the server hears again all that is on the glass", () => {
  const rig = new Rig()
    .join()
    .feed(painted(10, { a: 1 }), 1_000)
    .feed({ on: "closed", code: 1006 });
  rig.feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  rig.frame(sub("delta", 10));
  assert.deepEqual(rig.sent(), [{ t: "shown", seq: 10, glass: [["a", 1]], behind: [], gone: [] }]);
});

test("what was painted of a history that the server lost is not told of the one that it has", () => {
  const rig = new Rig().join(1_000).feed(painted(1_000, { a: 1 }), 1_000);
  rig.feed({ on: "closed", code: 1006 }).feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  rig.frame(sub("fork", 500)).feed(painted(1_000, { a: 1 }));
  const shown = () => rig.sent().filter((frame) => frame.t === "shown");
  assert.deepEqual([shown(), deadline(rig.machine)], [[], 10_000]);
  rig
    .frame(snap(500, 0, true))
    .feed(painted(1_000, { a: 1 }))
    .feed({ on: "tick" }, rig.mono + 1_000);
  assert.deepEqual(shown(), []);
  rig.feed(painted(500, { b: 1 }));
  assert.deepEqual(shown(), [{ t: "shown", seq: 500, glass: [["b", 1]], behind: [], gone: [] }]);
});
