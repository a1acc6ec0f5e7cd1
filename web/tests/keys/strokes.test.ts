import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layout } from "../../src/core/keys/actions.ts";
import { card, down, MENU, Played, preset, pressed, said, up } from "./bar.ts";

const LOGIC = preset("logic");
const DIGITS = preset("digits");

function bar(layout: Layout = LOGIC): Played {
  return new Played(layout, card(1), card(2), MENU);
}

test("left Ctrl alone bumps, and only when it comes up", () => {
  const played = bar();
  played.keys("Digit1");
  played.strokes(down("ControlLeft", { ctrl: true }));
  assert.deepEqual(played.done, []);
  played.strokes(up("ControlLeft"));
  assert.deepEqual(played.done, [pressed("card2 0", 0)]);
});

test("right Ctrl is another key", () => {
  const played = bar();
  assert.deepEqual(played.keys("Digit0", "ControlRight"), []);
});

test("Ctrl with another key neither bumps nor does what that key does, and the glass says so", () => {
  const played = bar();
  played.keys("Digit0");
  const swallowed = played.strokes(
    down("ControlLeft", { ctrl: true }),
    down("Digit1", { ctrl: true }),
    up("Digit1", { ctrl: true }),
    up("ControlLeft"),
  );
  assert.deepEqual(played.done, [said("hint.one_key")]);
  assert.deepEqual(played.at, { group: "card1 0", stop: 0 });
  assert.deepEqual(swallowed, [true, true, true, true]);
});

test("Ctrl bumps again after a chord", () => {
  const played = bar();
  played.keys("Digit0");
  played.strokes(down("ControlLeft", { ctrl: true }), down("KeyC", { ctrl: true }), up("ControlLeft"));
  assert.deepEqual(played.keys("ControlLeft"), [pressed("card1 0", 0)]);
});

test("Ctrl with a digit or minus never reaches the browser, in any layout", () => {
  for (const name of ["digits", "logic", "letters"] as const)
    for (const code of ["Digit0", "Digit4", "Numpad4", "Minus", "NumpadSubtract", "Equal", "NumpadAdd"])
      assert.deepEqual(bar(preset(name)).strokes(down(code, { ctrl: true })), [true], `${name} ${code}`);
});

test("other chords stay with the browser where Ctrl has no meaning of its own", () => {
  const played = bar(DIGITS);
  assert.deepEqual(played.strokes(down("KeyR", { ctrl: true }), down("KeyS", { alt: true })), [false, false]);
  assert.deepEqual(played.done, []);
});

test("a key that is held down presses once", () => {
  const played = bar(DIGITS);
  played.keys("Digit1");
  const swallowed = played.strokes(down("Enter"), down("Enter", { repeat: true }), down("Enter", { repeat: true }));
  assert.deepEqual(played.done, [pressed("card1 0", 0)]);
  assert.deepEqual(swallowed, [true, true, true]);
});

test("Ctrl that is held down bumps once", () => {
  const played = bar();
  played.keys("Digit0");
  const held = { ctrl: true, repeat: true };
  played.strokes(down("ControlLeft", { ctrl: true }), down("ControlLeft", held), down("ControlLeft", held));
  played.strokes(up("ControlLeft"));
  assert.deepEqual(played.done, [pressed("card1 0", 0)]);
});

test("a bar that sends capital letters is understood", () => {
  const played = bar(preset("letters"));
  played.strokes(down("ShiftLeft"), down("KeyC"), up("KeyC"), up("ShiftLeft"));
  assert.deepEqual(played.at, { group: "card2 0", stop: 0 });
});

test("AltGr, which comes with a left Ctrl, is no bump", () => {
  const played = bar();
  played.keys("Digit0");
  played.strokes(down("ControlLeft", { ctrl: true }), down("AltRight", { ctrl: true, alt: true }));
  played.strokes(up("ControlLeft", { alt: true }), up("AltRight"));
  assert.deepEqual(played.done, []);
});

test("a key that is not ours is left to the browser", () => {
  assert.deepEqual(bar(DIGITS).strokes(down("F5"), up("F5"), down("Tab"), down("Tab", { repeat: true })), [
    ...[false, false, false, false],
  ]);
});

test("the release of Space does not press the button a second time", () => {
  assert.deepEqual(bar(DIGITS).strokes(down("Space"), up("Space")), [true, true]);
});
