import assert from "node:assert/strict";
import { test } from "node:test";
import { type Action, isAction, slot } from "../../src/core/keys/actions.ts";
import { capOf } from "../../src/core/keys/caps.ts";
import { teachable } from "../../src/core/keys/learn.ts";
import { codesOf, layoutOf, PRESET_NAMES, pressesFor, readKeys, UNTOUCHED_KEYS } from "../../src/core/keys/presets.ts";
import { preset } from "./bar.ts";

function firstCodes(name: (typeof PRESET_NAMES)[number], count: number): readonly (string | undefined)[] {
  return Array.from({ length: count }, (_, index) => codesOf(preset(name), slot(index + 1))[0]);
}

test("digits pick a place, on the row and on the pad alike, nought being the tenth", () => {
  const digits = preset("digits");
  assert.deepEqual(codesOf(digits, "slot.3"), ["Digit3", "Numpad3"]);
  assert.deepEqual(codesOf(digits, "slot.10"), ["Digit0", "Numpad0"]);
});

test("a bar of the Logic Controls style counts from nought", () => {
  assert.deepEqual(firstCodes("logic", 10), [
    ...["Digit0", "Digit1", "Digit2", "Digit3", "Digit4"],
    ...["Digit5", "Digit6", "Digit7", "Digit8", "Digit9"],
  ]);
});

test("a bar of the Logic Controls style sends its own codes for the rest", () => {
  const logic = preset("logic");
  const codes: Readonly<Record<string, Action>> = {
    ControlLeft: "bump",
    NumpadSubtract: "recall",
    ArrowDown: "allday",
    ArrowLeft: "page",
    ArrowRight: "up",
    Space: "down",
  };
  for (const [code, action] of Object.entries(codes)) assert.equal(logic[code], action, code);
});

test("a place beyond the slots is its key pressed again", () => {
  assert.deepEqual(pressesFor(preset("digits"), 10), { slot: "slot.10", times: 1 });
  assert.deepEqual(pressesFor(preset("digits"), 12), { slot: "slot.2", times: 2 });
  assert.deepEqual(pressesFor(preset("letters"), 21), { slot: "slot.5", times: 3 });
});

test("a bar with letters has a c e g above b d f h, m to recall and n for the sum", () => {
  const keys = ["KeyA", "KeyC", "KeyE", "KeyG", "KeyB", "KeyD", "KeyF", "KeyH"];
  assert.deepEqual(firstCodes("letters", 8), keys);
  assert.deepEqual([preset("letters").KeyM, preset("letters").KeyN], ["recall", "allday"]);
});

test("every preset can bump, pick, walk, recall and leave", () => {
  for (const name of PRESET_NAMES)
    for (const action of ["bump", "slot.1", "slot.8", "down", "up", "recall", "allday", "page", "leave"] as const)
      assert.notEqual(codesOf(preset(name), action).length, 0, `${name} ${action}`);
});

test("a layout made for a whole keyboard has a key for everything that can be taught", () => {
  for (const name of ["digits", "letters"] as const)
    for (const action of [...teachable(8, false), ...teachable(8, true)])
      assert.notEqual(codesOf(preset(name), action).length, 0, `${name} ${action}`);
});

test("Escape leaves, whatever the bar has learned", () => {
  assert.equal(layoutOf({ preset: "learned", learned: { Escape: "bump" } }).Escape, "leave");
});

test("what a screen keeps of its keys is read back", () => {
  const kept = { preset: "learned", learned: { F1: "bump", Comma: "slot.2" } } as const;
  assert.deepEqual(readKeys(JSON.parse(JSON.stringify(kept))), kept);
});

test("anything strange among the kept keys is left out", () => {
  assert.deepEqual(readKeys({ preset: "learned", learned: { F1: "fly", F2: "slot.99", F3: "up", "": "down" } }), {
    preset: "learned",
    learned: { F3: "up" },
  });
  for (const kept of [null, 7, "digits", {}, { preset: "learned" }, { preset: "learned", learned: ["bump"] }])
    assert.deepEqual(readKeys(kept), UNTOUCHED_KEYS, JSON.stringify(kept));
});

test("no action beyond the largest glass", () => {
  assert.equal(isAction("slot.21"), true);
  for (const none of ["slot.22", "slot.0", "slot.", "slot.1.5", "", 1, null]) assert.equal(isAction(none), false);
});

test("a key is called what is printed on it", () => {
  const signs = ["KeyA", "Digit0", "Minus", "ArrowLeft", "F9", "Enter"].map((code) => capOf(code).sign);
  assert.deepEqual(signs, ["A", "0", "−", "←", "F9", "Enter"]);
  assert.deepEqual(capOf("NumpadSubtract"), { sign: "−", pad: true, side: "" });
  assert.deepEqual(capOf("ControlLeft"), { sign: "Control", pad: false, side: "Left" });
});
