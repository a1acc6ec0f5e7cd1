import assert from "node:assert/strict";
import { test } from "node:test";
import { cardsIn, type Glass, heightMm, MAX_COLUMNS, pitchMm, readableFromM, scaleOf } from "../src/core/legibility.ts";

const SIZES = {
  wall: [1920, 1080],
  laptop: [1366, 768],
  tablet: [1024, 768],
  uhd: [3840, 2160],
  phone: [390, 844],
} as const;

function glass(name: keyof typeof SIZES, inches = 0, metres = 0, more: Partial<Glass> = {}): Glass {
  const [widthPx, heightPx] = SIZES[name];
  return { widthPx, heightPx, pitchMm: pitchMm(widthPx, heightPx, inches), metres, size: 1, columns: 0, ...more };
}

function near(actual: number, expected: number, within: number): void {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected} ± ${within}`);
}

test("sixteen minutes of arc are 4.65 mm at one metre and grow with the distance", () => {
  near(heightMm(16, 1), 4.654, 0.001);
  near(heightMm(16, 3), 3 * 4.654, 0.01);
});

test("a pixel of 24 inches at 1920 by 1080 is 0.277 mm", () => {
  near(pitchMm(1920, 1080, 24), 0.2767, 0.0001);
});

test("a screen that nobody described is drawn by its resolution, never finer than a phone reads", () => {
  assert.equal(scaleOf(glass("wall")).unitPx, 1);
  assert.equal(scaleOf(glass("uhd")).unitPx, 2);
  assert.equal(scaleOf(glass("laptop")).unitPx, 0.78);
  assert.equal(scaleOf(glass("phone")).unitPx, 0.78);
});

test("the drawing is right for 24 inches at about a metre", () => {
  near(readableFromM(glass("wall", 24)), 0.93, 0.01);
});

test("the finest text is readable from where one stands", () => {
  for (const [name, inches, metres] of [
    ["wall", 24, 1],
    ["wall", 43, 2],
    ["uhd", 55, 2.5],
    ["tablet", 10, 0.5],
    ["laptop", 15, 0.75],
  ] as const)
    near(readableFromM(glass(name, inches, metres)), metres, 0.001);
});

test("twice as far is twice as large", () => {
  const [at1, at2] = [1, 2].map((metres) => scaleOf(glass("wall", 32, metres)).unitPx) as [number, number];
  near(at2 / at1, 2, 0.001);
});

test("somebody's taste is a factor on top", () => {
  const plain = scaleOf(glass("wall", 24, 1)).unitPx;
  near(scaleOf(glass("wall", 24, 1, { size: 1.3 })).unitPx, plain * 1.3, 1e-9);
});

test("a screen that is too small for its distance still holds one card, and tells from where it can be read", () => {
  const far = glass("wall", 19, 6);
  assert.deepEqual(cardsIn(far.widthPx, far.heightPx, scaleOf(far)), { columns: 2, rows: 1 });
  assert.ok(readableFromM(far) < 6);
});

test("a touch target is 15 mm on the glass of every screen whose size is known", () => {
  for (const name of ["wall", "laptop", "tablet", "uhd"] as const)
    for (const inches of [10, 13, 15, 19, 24, 32, 43, 55])
      for (const metres of [0, 0.5, 1, 3]) {
        const one = glass(name, inches, metres);
        assert.ok(scaleOf(one).touchPx * one.pitchMm >= 15, `${name} ${inches} inches`);
      }
});

test("where no size is known a touch target is 15 mm on 24 inches", () => {
  assert.equal(scaleOf(glass("wall")).touchPx, 56);
  assert.equal(scaleOf(glass("tablet")).touchPx, 56);
});

test("cards follow from the room and the size of the text", () => {
  assert.deepEqual(cardsIn(1600, 950, { unitPx: 1, touchPx: 56 }), { columns: 4, rows: 2 });
  assert.deepEqual(cardsIn(1116, 648, { unitPx: 0.78, touchPx: 56 }), { columns: 3, rows: 2 });
  assert.deepEqual(cardsIn(774, 648, { unitPx: 0.78, touchPx: 56 }), { columns: 2, rows: 2 });
  assert.deepEqual(cardsIn(1600, 950, { unitPx: 2.2, touchPx: 56 }), { columns: 1, rows: 1 });
  assert.deepEqual(cardsIn(3500, 2000, { unitPx: 0.6, touchPx: 56 }), { columns: MAX_COLUMNS, rows: 3 });
});

test("on a small tablet thumbs need more room than text, so cards stand in one row", () => {
  assert.deepEqual(cardsIn(1024, 607, { unitPx: 0.78, touchPx: 76 }), { columns: 3, rows: 1 });
});

test("many cards across make the text finer, as far as a head and a dish stand side by side", () => {
  assert.equal(scaleOf(glass("wall", 0, 0, { columns: 5 })).unitPx, 1);
  near(scaleOf(glass("wall", 0, 0, { columns: 7 })).unitPx, 1920 / 7 / 300, 1e-9);
});
