import assert from "node:assert/strict";
import { test } from "node:test";
import { effect, signal } from "@preact/signals-core";
import { PerKey } from "../../src/ui/per-key.ts";

test("only who follows a key that changed is told", () => {
  const pressed = signal<ReadonlySet<string>>(new Set());
  const keys = new PerKey((key) => pressed.value.has(key));
  const told: string[] = [];
  const stops = ["rice", "fish"].map((key) => effect(() => void told.push(`${key} ${keys.at(key)}`)));
  pressed.value = new Set(["fish"]);
  pressed.value = new Set(["fish", "soup"]);
  assert.deepEqual(told, ["rice false", "fish false", "fish true"]);
  for (const stop of stops) stop();
  pressed.value = new Set(["rice"]);
  assert.equal(keys.at("rice"), true, "and without following, one still reads what is true now");
});

test("who no longer follows a key costs nothing any more", () => {
  const open = signal(1);
  let reads = 0;
  const keys = new PerKey(() => {
    reads += 1;
    return open.value;
  });
  const stop = effect(() => void keys.at("rice"));
  stop();
  reads = 0;
  open.value = 2;
  assert.equal(reads, 0);
});
