import assert from "node:assert/strict";
import { test } from "node:test";
import { type Alarm, BETWEEN_MS, due, FIRST_EAR, listen, REPEAT_MS, SOUNDS, type Sound } from "../src/core/sounds.ts";
import { alarm, NOTHING, Room, room } from "./room.ts";

for (const sound of SOUNDS) {
  test(`${sound} comes at once and again after its pause, until what it is about is gone`, () => {
    const one = room();
    const begin = one.now;
    one.wait([alarm(sound, "a")]).pass(2 * REPEAT_MS[sound]);
    assert.deepEqual(
      one.heard,
      [0, 1, 2].map((n) => [begin + n * REPEAT_MS[sound], sound]),
    );
    one.wait([]).pass(60_000);
    assert.equal(one.heard.length, 3);
  });
}

test("a hand on the screen ends what only has to be heard, and not what has to be answered", () => {
  const one = room().wait([alarm("new", "a", "touch"), alarm("void", "b")]);
  one.pass(BETWEEN_MS).touch().pass(30_000);
  assert.equal(one.sounds.filter((sound) => sound === "new").length, 1);
  assert.ok(one.sounds.filter((sound) => sound === "void").length > 2);
});

test("a hand that came before the sound has heard nothing", () => {
  const one = room()
    .wait([alarm("void", "b"), alarm("new", "a", "touch")])
    .touch()
    .pass(3_000);
  assert.deepEqual(one.sounds, ["void", "new"]);
});

test("what came after the hand is heard again", () => {
  const one = room()
    .wait([alarm("new", "a", "touch")])
    .touch()
    .pass(2_000);
  one.wait([alarm("new", "a", "touch"), alarm("new", "b", "touch")]);
  assert.deepEqual(one.sounds, ["new", "new"]);
});

test("of several the most urgent comes first, and none sounds into another", () => {
  const one = room();
  one.wait([...SOUNDS].reverse().map((sound) => alarm(sound, sound, "once"))).pass(60_000);
  assert.deepEqual(one.sounds, SOUNDS);
  one.heard.reduce((before, next) => {
    assert.ok(next[0] - before[0] >= BETWEEN_MS);
    return next;
  });
});

test("twelve new orders are one sound", () => {
  const orders = Array.from({ length: 12 }, (_, n) => alarm("new", String(n), "touch"));
  assert.deepEqual(room().wait(orders).pass(4_000).sounds, ["new"]);
});

test("a page that opens is silent about what stands there, but not about what needs an answer", () => {
  const one = new Room().wait([alarm("new", "a", "touch"), alarm("ready", "b", "once"), alarm("rush", "c")]);
  one.pass(5_000);
  assert.deepEqual(one.sounds, ["rush"]);
});

test("what came and went while the line was down is never heard; what still waits is, once", () => {
  const one = room()
    .wait([alarm("new", "a", "touch")])
    .touch()
    .pass(60_000);
  const [stays, fresh] = [alarm("new", "a", "touch"), alarm("new", "b", "touch")];
  one.wait([stays, fresh]).pass(4_000);
  assert.deepEqual(one.sounds, ["new", "new"]);
});

test("a snapshot of what is known already makes no sound", () => {
  const known = [alarm("new", "a", "touch"), alarm("ready", "b", "once")];
  const one = room().wait(known).pass(3_000).touch();
  const before = one.heard.length;
  one.wait([...known]).pass(60_000);
  assert.equal(one.heard.length, before);
});

test("what is said comes with the first sound only", () => {
  const call: Alarm = { ...alarm("ready", "a"), say: { kind: "call", number: "38" } };
  let ear = listen(listen(FIRST_EAR, [], [], NOTHING), [call], [], NOTHING);
  const [after, first] = due(ear, 0);
  assert.deepEqual(first?.say, [{ kind: "call", number: "38" }]);
  ear = listen(after, [call], [], NOTHING);
  assert.deepEqual(due(ear, REPEAT_MS.ready)[1]?.say, []);
});

test("an evening of two hundred orders never sounds more than once in a second and a half", () => {
  const one = room();
  for (let n = 0; n < 200; n += 1) {
    const waiting = Array.from({ length: n % 9 }, (_, k) =>
      alarm(SOUNDS[(n + k) % SOUNDS.length] as Sound, `${n - k}`),
    );
    one.wait(waiting).pass(4_000);
    if (n % 5 === 0) one.touch();
  }
  const pauses = one.heard.slice(1).map(([at], index) => at - (one.heard[index]?.[0] ?? 0));
  assert.ok(one.heard.length > 200);
  assert.ok(Math.min(...pauses) >= BETWEEN_MS);
});
