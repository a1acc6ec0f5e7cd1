import assert from "node:assert/strict";
import { test } from "node:test";
import { BOUNCE_MS, HOLD_MAX_MS, QUIET_MS, REACTION_MS, Taps } from "../../src/ui/taps.ts";

class At extends Event {
  readonly #atMs: number;
  constructor(kind: string, atMs: number) {
    super(kind);
    this.#atMs = atMs;
  }
  override get timeStamp(): number {
    return this.#atMs;
  }
}

function hands(): { readonly taps: Taps; readonly glass: EventTarget } {
  const taps = new Taps();
  const glass = new EventTarget();
  taps.listen(glass, new AbortController().signal);
  return { taps, glass };
}

test("the order stays from the touch until the hand has been away for a while", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { taps, glass } = hands();
  assert.equal(taps.busy.value, false);
  glass.dispatchEvent(new At("pointerdown", 0));
  assert.equal(taps.busy.value, true);
  glass.dispatchEvent(new At("pointerup", 80));
  context.mock.timers.tick(QUIET_MS - 1);
  assert.equal(taps.busy.value, true);
  context.mock.timers.tick(1);
  assert.equal(taps.busy.value, false);
});

test("what waits for the hands is told once, when they have gone", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { taps, glass } = hands();
  for (const atMs of [0, 300]) {
    glass.dispatchEvent(new At("pointerdown", atMs));
    glass.dispatchEvent(new At("pointerup", atMs + 80));
  }
  assert.equal(taps.rested.value, 0);
  context.mock.timers.tick(QUIET_MS);
  assert.equal(taps.rested.value, 1);
});

test("a cloth on the glass holds the order only so long", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { taps, glass } = hands();
  glass.dispatchEvent(new At("pointerdown", 0));
  context.mock.timers.tick(HOLD_MAX_MS);
  context.mock.timers.tick(QUIET_MS);
  assert.equal(taps.busy.value, false);
});

test("a bounce of a wet finger is one tap", () => {
  const { taps } = hands();
  assert.equal(taps.fresh("rice", 1000), true);
  assert.equal(taps.fresh("rice", 1000 + BOUNCE_MS - 1), false);
  assert.equal(taps.fresh("rice", 1000 + BOUNCE_MS), true);
});

test("two dishes tapped quickly are two taps", () => {
  const { taps } = hands();
  assert.equal(taps.fresh("rice", 1000), true);
  assert.equal(taps.fresh("fish", 1050), true);
});

test("a key never means what stood there before: its mark has moved along", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { taps, glass } = hands();
  taps.moved(1000);
  glass.dispatchEvent(new At("pointerdown", 1000));
  glass.dispatchEvent(new At("keydown", 1050));
  assert.equal(taps.misled, false);
});

test("whoever picks a place by key can be warned that the cards have just moved", () => {
  const { taps } = hands();
  taps.moved(1000);
  assert.equal(taps.movedJustNow(1000 + REACTION_MS - 1), true);
  assert.equal(taps.movedJustNow(1000 + REACTION_MS), false);
});

test("a finger that comes down right after cards moved meant what stood there before", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { taps, glass } = hands();
  taps.moved(1000);
  glass.dispatchEvent(new At("pointerdown", 1000 + REACTION_MS - 1));
  assert.equal(taps.misled, true);
  glass.dispatchEvent(new At("pointerdown", 1000 + REACTION_MS));
  assert.equal(taps.misled, false);
});
