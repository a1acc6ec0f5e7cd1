import assert from "node:assert/strict";
import { test } from "node:test";
import { deadline } from "../src/core/machine.ts";
import { BUMP, Rig, sub, waiting, welcome } from "./rig.ts";

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

test("what is painted is told at most four times a second, the latest wins", () => {
  const rig = new Rig().join();
  rig.feed({ on: "painted", seq: 10, glass: ["a"] }, 1_000).feed({ on: "painted", seq: 10, glass: ["b"] }, 1_100);
  rig.feed({ on: "painted", seq: 11, glass: ["c"] }, 1_200);
  assert.equal(deadline(rig.machine), 1_250);
  rig.feed({ on: "tick" }, 1_250).feed({ on: "painted", seq: 11, glass: ["c"] }, 3_000);
  assert.deepEqual(rig.sent(), [
    { t: "shown", seq: 10, glass: ["a"] },
    { t: "shown", seq: 11, glass: ["c"] },
  ]);
});

test("after a reconnect the server hears again what is on the glass", () => {
  const rig = new Rig()
    .join()
    .feed({ on: "painted", seq: 10, glass: ["a"] }, 1_000)
    .feed({ on: "closed", code: 1006 });
  rig.feed({ on: "tick" }, 5_000).feed({ on: "opened" }).frame(welcome());
  rig.effects = [];
  assert.deepEqual(rig.frame(sub("delta", 10)).look(), ["shown"]);
});
