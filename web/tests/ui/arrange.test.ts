import assert from "node:assert/strict";
import { test } from "node:test";
import { append, type Block, type Fit, order, pagesOf, places, split } from "../../src/ui/arrange.ts";

const NOBODY: ReadonlySet<string> = new Set();

function blocks(...heights: readonly number[]): readonly Block[] {
  return heights.map((height, index) => ({ key: `${index}`, height, tasks: [] }));
}

function parts(heights: readonly number[], room: number): readonly (readonly number[])[] {
  return split({ id: "a", blocks: blocks(...heights) }, room).map((cut) => cut.blocks.map((block) => block.height));
}

test("cards stand in the order of priority", () => {
  assert.deepEqual(order(["a", "b"], ["b", "a"], NOBODY, false), ["b", "a"]);
});

test("while hands are busy nobody moves, nobody leaves and new cards come last", () => {
  assert.deepEqual(order(["a", "b"], ["c", "b"], NOBODY, true), ["a", "b", "c"]);
});

test("a card with something to take back stays behind its old neighbour", () => {
  assert.deepEqual(order(["a", "b", "c"], ["a", "c"], new Set(["b"]), false), ["a", "b", "c"]);
});

test("a card with something to take back stays first when it was", () => {
  assert.deepEqual(order(["a", "b"], ["b"], new Set(["a"]), false), ["a", "b"]);
});

test("lingering neighbours keep their order", () => {
  assert.deepEqual(order(["a", "b", "c"], ["c"], new Set(["a", "b"]), false), ["a", "b", "c"]);
});

test("a card leaves when there is nothing to take back any more", () => {
  assert.deepEqual(order(["a", "b"], ["a"], NOBODY, false), ["a"]);
});

test("a long ticket goes on over further cards and loses nothing", () => {
  assert.deepEqual(parts([50, 60, 40, 90, 10], 100), [[50], [60, 40], [90, 10]]);
});

test("a block that is higher than a card stands alone", () => {
  assert.deepEqual(parts([20, 300, 20], 100), [[20], [300], [20]]);
});

const AGAIN: Block = { key: "again", height: 10, tasks: [] };

function further(height: number): Block {
  return { key: "further", height, tasks: [], again: AGAIN };
}

function keys(all: readonly Block[], room: number): readonly string[] {
  return split({ id: "a", blocks: all }, room).map((cut) => cut.blocks.map((block) => block.key).join(" "));
}

test("a dish and what it still has to say go to the next card together", () => {
  assert.deepEqual(keys([...blocks(50, 40), further(40)], 100), ["0", "1 further"]);
});

test("where a dish says more than a card holds, each further part names it again", () => {
  assert.deepEqual(keys([...blocks(80), further(60), further(60)], 100), ["0", "again further", "again further"]);
});

test("a card without blocks still has a place", () => {
  assert.deepEqual(parts([], 100), [[]]);
});

test("every part of a card knows how many there are", () => {
  const cuts = split({ id: "a", blocks: blocks(60, 60) }, 100);
  assert.deepEqual(
    cuts.map(({ part, parts }) => `${part + 1}/${parts}`),
    ["1/2", "2/2"],
  );
});

test("new cards are appended without touching the places that are there", () => {
  const before = split({ id: "a", blocks: blocks(60, 60) }, 100);
  const after = append(
    before,
    [
      { id: "a", blocks: blocks(10) },
      { id: "b", blocks: blocks(10) },
    ],
    100,
  );
  assert.deepEqual(after.slice(0, 2), before);
  assert.deepEqual(
    after.map(({ card }) => card),
    ["a", "a", "b"],
  );
});

function pages(fit: Fit, ...cards: readonly (readonly number[])[]): readonly string[] {
  const slots = cards.flatMap((heights, at) => split({ id: `${at}`, blocks: blocks(...heights) }, 96));
  return pagesOf(slots, fit).map((page) => page.map(({ card, part }) => `${card}.${part}`).join(" "));
}

test("a page of the grid holds as many cards as it has places", () => {
  assert.deepEqual(pages(places(2), [10], [10], [10]), ["0.0 1.0", "2.0"]);
  assert.deepEqual(pages(places(2)), [""]);
});

test("the first part of a card may have less room than the others", () => {
  const cut = split({ id: "a", blocks: blocks(20, 30, 30) }, 60, 30);
  assert.deepEqual(
    cut.map((part) => part.blocks.map((block) => block.height)),
    [[20], [30, 30]],
  );
});
