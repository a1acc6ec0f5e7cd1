import assert from "node:assert/strict";
import { test } from "node:test";
import { agreed, nothingOf, ownParts, spelled } from "../src/core/kept.ts";
import {
  askedIn,
  type Change,
  changeFrom,
  inherited,
  type Kept,
  layoutFrom,
  NOTHING,
  PARTS,
  USUAL,
} from "../src/core/layout.ts";

const BAR = { preset: "learned", learned: { F1: "slot.1", ShiftRight: "bump" } } as const;

function kept(own: Change, pending: Change = {}): Kept {
  return { own: layoutFrom(own), pending };
}

test("a screen and a store that say nothing are dark, at full size, with as many cards as fit", () => {
  assert.deepEqual(inherited(NOTHING, NOTHING), USUAL);
});

test("the screen's choice comes before the store's, part by part", () => {
  const store = layoutFrom({ theme: "light", columns: 5 });
  assert.deepEqual(inherited(layoutFrom({ columns: 3 }), store), { ...USUAL, theme: "light", columns: 3 });
});

test("a choice that says nothing is not the same as none: nought and off are choices", () => {
  const store = layoutFrom({ inches: 24, volume: 1, voice: true });
  const own = layoutFrom({ inches: 0, volume: 0, voice: false });
  assert.deepEqual(inherited(own, store), { ...USUAL, inches: 0, volume: 0, voice: false });
});

test("a layout is read back as it was written, keys included", () => {
  const chosen = layoutFrom({ language: "en", theme: "device", inches: 23.8, view: "list", rows: 3, keys: BAR });
  assert.deepEqual(layoutFrom(JSON.parse(JSON.stringify(chosen))), chosen);
});

test("anything strange in a layout is left out", () => {
  const strange = {
    theme: "pink",
    size: 9,
    columns: "4",
    language: 7,
    inches: -1,
    metres: Number.NaN,
    voice: 1,
    view: 0,
  };
  for (const raw of [null, 7, "x", [], strange]) assert.deepEqual(layoutFrom(raw), NOTHING);
});

test("what the address asks for is a choice, and anything strange in it is left out", () => {
  const asked = askedIn(
    new URLSearchParams("lang=zh-Hant&theme=light&inches=24&metres=2&columns=7&view=list&screen=a"),
  );
  assert.deepEqual(asked, { language: "zh-Hant", theme: "light", inches: 24, metres: 2, columns: 7, view: "list" });
  assert.deepEqual(askedIn(new URLSearchParams("theme=pink&columns=99&inches=&metres=far&lang=")), {});
});

test("a tablet that was wiped gets what the server has of its name", () => {
  const server = layoutFrom({ theme: "light", keys: BAR });
  assert.deepEqual(agreed(kept({}), { server, sent: null, first: true }), kept(server));
});

test("what the address asked for stands over what the server has, and only that is sent", () => {
  const server = layoutFrom({ theme: "light", keys: BAR });
  const next = agreed(kept({ inches: 24 }, { inches: 24 }), { server, sent: null, first: true });
  assert.deepEqual(next, kept({ ...server, inches: 24 }, { inches: 24 }));
});

test("what the address asks for at every load is not sent where the server has it", () => {
  const server = layoutFrom({ language: "en", theme: "light" });
  const asked = kept({ language: "en" }, { language: "en", columns: null, inches: 24 });
  const next = agreed(asked, { server, sent: null, first: true });
  assert.deepEqual(next, kept({ ...server, inches: 24 }, { inches: 24 }));
});

test("a tablet whose name is new to the server brings its choices along, once", () => {
  const mine = kept({ theme: "light" });
  assert.deepEqual(
    agreed(mine, { server: null, sent: null, first: true }),
    kept({ theme: "light" }, { theme: "light" }),
  );
  assert.deepEqual(agreed(mine, { server: null, sent: null, first: false }), kept({}));
});

test("what the server has answered is no longer to be sent; what was chosen again meanwhile is", () => {
  const server = layoutFrom({ theme: "light", columns: 3 });
  const before = kept({ theme: "light", columns: 4 }, { theme: "light", columns: 4 });
  const next = agreed(before, { server, sent: { theme: "light", columns: 3 }, first: false });
  assert.deepEqual(next, kept({ theme: "light", columns: 4 }, { columns: 4 }));
});

test("a choice that is given back goes to the server as such, and stays away until it has it", () => {
  const back = kept({ columns: 3 }, { theme: null });
  const next = agreed(back, { server: layoutFrom({ theme: "light", columns: 3 }), sent: null, first: false });
  assert.deepEqual(next, back);
  assert.deepEqual(spelled(next.pending), { own: {}, inherit: ["theme"] });
  assert.deepEqual(spelled({ rows: 2, theme: null }), { own: { rows: 2 }, inherit: ["theme"] });
});

test("everything as the store gives back exactly what the screen has of its own", () => {
  const own = layoutFrom({ voice: false, keys: BAR });
  assert.deepEqual(ownParts(own), ["voice", "keys"]);
  assert.deepEqual(nothingOf(ownParts(own)), { voice: null, keys: null });
  assert.equal(PARTS.length, Object.keys(nothingOf(PARTS)).length);
});

test("null in a change is read back as null: it still has to be sent after a reload", () => {
  assert.deepEqual(changeFrom(JSON.parse('{"theme":null,"rows":2,"size":"x"}')), { theme: null, rows: 2 });
});
