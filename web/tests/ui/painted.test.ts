import assert from "node:assert/strict";
import { test } from "node:test";
import { type Signal, signal } from "@preact/signals-core";
import type { Painted, Sight } from "../../src/core/glass.ts";
import type { Desk, Panel } from "../../src/ui/desk.ts";
import { reportPainted } from "../../src/ui/painted.ts";

interface Glass {
  /** A moment that the browser gives: whatever waited for it runs. */
  frame(): void;
  readonly told: (readonly [position: number, glass: readonly string[], behind: readonly string[]])[];
  readonly sync: Signal<{ readonly position: number; readonly shown: number }>;
  readonly panel: Signal<Panel>;
  /** These tasks, each in a generation of its own, on the page of cards that is open and on a further one. */
  lay(here: readonly Sight[], further?: readonly Sight[]): void;
}

function glass(): Glass {
  const waiting: FrameRequestCallback[] = [];
  Object.assign(globalThis, {
    requestAnimationFrame: (work: FrameRequestCallback) => waiting.push(work),
    cancelAnimationFrame: () => undefined,
  });
  const told: Glass["told"] = [];
  const sync = signal({ position: 10, shown: 10 });
  const panel = signal<Panel>("");
  const laid = signal<unknown>({ here: [], faces: [] });
  const names = (sights: readonly Sight[]) => sights.map(([task, gen]) => `${task}.${gen}`);
  const painted = (all: Painted, position: number) =>
    told.push([position, names(all.glass), names(all.behind)] as const);
  reportPainted({ screen: { sync, painted }, panel, glass: laid } as unknown as Desk, new AbortController().signal);
  return {
    frame: () => {
      for (const work of waiting.splice(0)) work(0);
    },
    told,
    sync,
    panel,
    lay: (here, further = []) => {
      const tasks = here.map(([task]) => task);
      laid.value = { here: [{ blocks: [{ tasks }] }], faces: [{ gens: here }, { gens: further }] };
    },
  };
}

function painted(one: Glass): Glass["told"] {
  one.frame();
  one.frame();
  return one.told.splice(0);
}

test("what is drawn is told only when the frame after it has begun, with the position as it was drawn", () => {
  const one = glass();
  painted(one);
  one.lay([["a", 1]]);
  one.sync.value = { position: 11, shown: 10 };
  assert.deepEqual(one.told, []);
  one.frame();
  one.sync.value = { position: 12, shown: 10 };
  assert.deepEqual(one.told, []);
  one.frame();
  assert.deepEqual(one.told, [[11, ["a.1"], []]]);
});

test("a page that gets no frames tells nothing", () => {
  const one = glass();
  one.lay([["a", 1]]);
  assert.deepEqual(one.told, []);
});

test("what comes while a panel lies over the cards is told when it is closed, what people saw before stays told", () => {
  const one = glass();
  one.lay([["a", 1]], [["b", 1]]);
  painted(one);
  one.panel.value = "recall";
  one.lay(
    [
      ["a", 1],
      ["c", 1],
    ],
    [
      ["b", 1],
      ["d", 1],
    ],
  );
  assert.deepEqual(painted(one), [[10, ["a.1"], ["b.1"]]]);
  one.panel.value = "";
  assert.deepEqual(painted(one), [[10, ["a.1", "c.1"], ["b.1", "d.1"]]]);
});

test("food that is changed under a panel is not on the glass as it is now", () => {
  const one = glass();
  one.lay([["a", 1]], [["b", 1]]);
  painted(one);
  one.panel.value = "settings";
  one.lay([
    ["a", 2],
    ["b", 1],
  ]);
  assert.deepEqual(painted(one), [[10, [], []]], "nor is what moved up to the open page");
});

test("after a fork it is told what is painted, though the new history is as long as the old", () => {
  const one = glass();
  one.lay([["a", 1]]);
  painted(one);
  one.sync.value = { position: 10, shown: 0 };
  assert.deepEqual(painted(one), [[10, ["a.1"], []]]);
});
