import assert from "node:assert/strict";
import { test } from "node:test";
import type { Action } from "../../src/core/keys/actions.ts";
import {
  asked,
  back,
  begin,
  hearBar,
  isEnough,
  type Lesson,
  skip,
  teachable,
  unlearned,
  wantsKeeping,
} from "../../src/core/keys/learn.ts";
import { down, up } from "./bar.ts";

const ASKS: readonly Action[] = ["bump", "slot.1", "slot.2", "slot.3", "down", "recall"];

function keys(lesson: Lesson, ...codes: readonly string[]): Lesson {
  return codes.reduce((now, code) => hearBar(hearBar(now, down(code)), up(code)), lesson);
}

test("each key is taken for what is asked, in order", () => {
  const taught = keys(begin(ASKS), "F1", "F2", "F3", "F4", "F5", "F6");
  assert.deepEqual(taught.bound, {
    ...{ F1: "bump", F2: "slot.1", F3: "slot.2", F4: "slot.3", F5: "down", F6: "recall" },
  });
  assert.equal(asked(taught), null);
});

test("a modifier is learned when it comes up alone", () => {
  const held = hearBar(begin(ASKS), down("ControlRight", { ctrl: true }));
  assert.equal(asked(held), "bump");
  assert.deepEqual(hearBar(held, up("ControlRight")).bound, { ControlRight: "bump" });
});

test("a chord is not learned, and the bar's owner is told", () => {
  const held = hearBar(begin(ASKS), down("ControlLeft", { ctrl: true }));
  const both = hearBar(hearBar(held, down("KeyB", { ctrl: true })), up("ControlLeft"));
  assert.deepEqual(both.remark, { kind: "chord" });
  assert.deepEqual(both.bound, {});
});

test("a key that is known already is shown, and not taken twice", () => {
  const taught = keys(begin(ASKS), "F1", "F1");
  assert.equal(asked(taught), "slot.1");
  assert.deepEqual(taught.remark, { kind: "known", code: "F1", action: "bump" });
});

test("a known key pressed twice skips what is asked", () => {
  assert.equal(asked(keys(begin(ASKS), "F1", "F2", "F3", "F4", "F1", "F1")), "recall");
});

test("without a key for a place there is none for the places behind it", () => {
  assert.equal(asked(skip(keys(begin(ASKS), "F1", "F2"))), "down");
});

test("back forgets the key of the question before, skipped ones left out", () => {
  const skipped = skip(keys(begin(ASKS), "F1", "F2"));
  const again = back(skipped);
  assert.equal(asked(again), "slot.1");
  assert.deepEqual(again.bound, { F1: "bump" });
  assert.equal(asked(back(back(again))), "bump");
});

test("keys that the browser needs are not taken", () => {
  for (const code of ["Escape", "Tab", "NumLock", ""]) {
    const refused = hearBar(begin(ASKS), down(code));
    assert.deepEqual(refused.remark, { kind: "reserved", code });
    assert.deepEqual(refused.bound, {});
  }
});

test("a held key is heard once", () => {
  const held = hearBar(begin(ASKS), down("F1"));
  assert.deepEqual(hearBar(held, down("F1", { repeat: true })), held);
});

test("when all is asked, every key shows what it does", () => {
  const taught = keys(begin(ASKS), "F1", "F2", "F3", "F4", "F5", "F6");
  assert.deepEqual(keys(taught, "F6").tried, { code: "F6", action: "recall" });
  assert.deepEqual(keys(taught, "F9").tried, { code: "F9", action: null });
});

test("three bumps in a row keep the bar, and no fewer", () => {
  const taught = keys(begin(ASKS), "F1", "F2", "F3", "F4", "F5", "F6");
  assert.equal(wantsKeeping(keys(taught, "F1", "F1")), false);
  assert.equal(wantsKeeping(keys(taught, "F1", "F1", "F2", "F1")), false);
  assert.equal(wantsKeeping(keys(taught, "F1", "F1", "F1")), true);
});

test("a bar that cannot finish a card is not kept", () => {
  const noBump = keys(skip(begin(ASKS)), "F2", "F3", "F4", "F5", "F6");
  assert.equal(isEnough(noBump), false);
  const noCard = keys(skip(skip(keys(begin(ASKS), "F1"))), "F6");
  assert.equal(asked(noCard), null);
  assert.equal(isEnough(noCard), false);
  assert.equal(wantsKeeping(keys(noCard, "F1", "F1", "F1")), false);
});

test("what has no key is told", () => {
  const taught = keys(skip(skip(keys(begin(ASKS), "F1"))), "F6");
  assert.deepEqual(unlearned(taught), ["slot.1", "slot.2", "slot.3", "down"]);
});

test("a station is asked for starting, the pass for holding, and both for as many places as they have", () => {
  assert.ok(teachable(8, false).includes("start") && !teachable(8, false).includes("hold"));
  assert.ok(teachable(8, true).includes("hold") && !teachable(8, true).includes("start"));
  assert.equal(teachable(12, true).filter((action) => action.startsWith("slot.")).length, 12);
});
