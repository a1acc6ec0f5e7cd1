import assert from "node:assert/strict";
import { test } from "node:test";
import { guess, heard, sampled, serverTime } from "../src/core/clock.ts";

const START = guess(0, 0);

test("four stamps give the offset whatever the round trip", () => {
  const clock = sampled(START, 100, 1_000_110, 1_000_115, 125);
  assert.equal(serverTime(clock, 125), 1_000_125);
});

test("of the samples the one with the lowest round trip counts", () => {
  const precise = sampled(START, 0, 1_005, 1_005, 10);
  const sloppy = sampled(precise, 1_000, 2_080, 2_080, 1_100);
  assert.equal(sloppy.offset, precise.offset);
});

test("a sample older than eight others no longer counts", () => {
  let clock = sampled(START, 0, 1_000, 1_000, 0);
  for (let at = 1; at <= 8; at++) clock = sampled(clock, at * 100, 1_010 + at * 100, 1_030 + at * 100, at * 100 + 30);
  assert.equal(clock.samples.length, 8);
  assert.equal(clock.offset, 1_005);
});

test("a sample that contradicts the best one starts afresh: the device slept", () => {
  const before = sampled(START, 0, 1_000, 1_000, 2);
  const after = sampled(before, 100, 3_601_100, 3_601_100, 140);
  assert.equal(after.samples.length, 1);
  assert.equal(serverTime(after, 120), 3_601_100);
});

test("a server's clock that is set between two stamps is believed by its last word", () => {
  const clock = sampled(sampled(START, 0, 1_000, 1_000, 2), 2_000, 3_000, 3_605_000, 4_000);
  assert.equal(serverTime(clock, 4_000), 3_605_000);
});

test("the server's time is never behind what the server has said", () => {
  const clock = heard(sampled(START, 0, 1_000, 1_000, 2), 500_000, 10);
  assert.equal(serverTime(clock, 10), 500_000);
});
