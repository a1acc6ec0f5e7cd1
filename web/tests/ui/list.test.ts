import assert from "node:assert/strict";
import { test } from "node:test";
import { append, type Block, pagesOf, type Slot, split } from "../../src/ui/arrange.ts";
import { flow, rows } from "../../src/ui/list.ts";

const ROW = { around: 4, least: 30, gap: 10 };
/** Blocks have this much of a page for themselves. */
function room(height: number): number {
  return height - 2 * ROW.gap - ROW.around;
}

function dishes(...heights: readonly number[]): readonly Block[] {
  return heights.map((height, index) => ({ key: `${index}`, height, tasks: [`${index}`] }));
}

function sized(cards: readonly (readonly Block[])[]) {
  return cards.map((blocks, at) => ({ id: `${at}`, blocks }));
}

function cut(height: number, ...cards: readonly (readonly Block[])[]): readonly Slot[] {
  return flow(sized(cards), room(height), height, ROW, split);
}

/** Card, part and how many blocks of it. */
function pages(height: number, slots: readonly Slot[]): readonly string[] {
  return pagesOf(slots, rows(height, ROW)).map((page) =>
    page.map(({ card, part, blocks }) => `${card}.${part}:${blocks.length}`).join(" "),
  );
}

function listed(height: number, ...cards: readonly (readonly Block[])[]): readonly string[] {
  return pages(height, cut(height, ...cards));
}

test("a page of a list holds as many rows as stand below each other, the low ones at their least", () => {
  const orders = [dishes(10), dishes(26), dishes(10)];
  assert.deepEqual(listed(110, ...orders), ["0.0:1 1.0:1", "2.0:1"]);
  assert.deepEqual(listed(130, ...orders), ["0.0:1 1.0:1 2.0:1"]);
});

test("an order that does not fit below the others begins there and goes on at the next page", () => {
  const long = dishes(60, 50, 10);
  assert.deepEqual(listed(130, dishes(20), long, dishes(10)), ["0.0:1 1.0:1", "1.1:2 2.0:1"]);
  assert.deepEqual(listed(130, long), ["0.0:1", "0.1:2"]);
});

test("an order begins below the others only with food, not with what is said above it", () => {
  const badge = { key: "rush", height: 30, tasks: [] };
  assert.deepEqual(listed(130, dishes(20), [badge, ...dishes(50)]), ["0.0:1", "1.0:2"]);
  assert.deepEqual(listed(130, dishes(70), dishes(26)), ["0.0:1", "1.0:1"]);
});

test("what comes while hands are busy changes no page but the last", () => {
  const before = [dishes(10), dishes(26), dishes(10)];
  const slots = cut(110, ...before);
  const after = append(slots, sized([...before, dishes(20)]), room(110));
  assert.deepEqual(pages(110, after).slice(0, -1), pages(110, slots).slice(0, -1));
});
