import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Change, Ticket } from "../src/core/documents.ts";
import type { Pickup } from "../src/core/pickups.ts";
import type { SyncView } from "../src/core/screen.ts";
import {
  boardStir,
  FORGOTTEN_MS,
  isAlarmed,
  isDark,
  placeAt,
  REACH_PX,
  type Stir,
  stirOf,
  wordsAt,
} from "../src/core/walls.ts";
import { type TicketParts, ticket } from "./builders.ts";

const MINUTE = 60_000;
const NOW = 10 * FORGOTTEN_MS;
const QUIET: Stir = { lastMs: 0, atWork: false };

const SYNCED: SyncView = {
  state: "synced",
  stopped: "",
  lastFrameMs: NOW,
  waiting: 0,
  oldestMs: 0,
  health: "ok",
  banners: [],
  head: 0,
  position: 0,
  shown: 0,
  skewMs: 0,
  unkept: 0,
  storage: "",
  unsure: false,
  elsewhere: [],
  bringing: false,
  brought: 0,
  unbrought: 0,
  loaded: true,
};

test("the picture begins in its place, moves one pixel at a time and never strays further than its reach", () => {
  assert.deepEqual(placeAt(0), { x: 0, y: 0 });
  for (let moves = 0; moves < 500; moves++) {
    const [was, is] = [placeAt(moves), placeAt(moves + 1)];
    assert.equal(Math.abs(is.x - was.x) + Math.abs(is.y - was.y), 1, `move ${moves}`);
    assert.ok(Math.max(Math.abs(is.x), Math.abs(is.y)) <= REACH_PX);
  }
});

test("in half a day every pixel of its reach is used", () => {
  const used = new Set(Array.from({ length: 360 }, (_, moves) => JSON.stringify(placeAt(moves))));
  assert.equal(used.size, (2 * REACH_PX + 1) ** 2);
});

test("the style sheet keeps as much room free as the picture strays", () => {
  const tokens = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8");
  assert.ok(tokens.includes(`--reach: ${REACH_PX}px;`));
});

test("a screen goes dark when nobody has touched it and nothing came for as long as was set", () => {
  const dark = (handMs: number, lastMs: number) => isDark(() => ({ ...QUIET, lastMs }), handMs, NOW, 30);
  assert.equal(dark(NOW - 30 * MINUTE, NOW - 30 * MINUTE), true);
  assert.equal(dark(NOW - 29 * MINUTE, 0), false);
  assert.equal(dark(0, NOW - 29 * MINUTE), false);
});

test("however long nobody has touched it, a screen for which somebody waits stays lit", () => {
  assert.equal(
    isDark(() => ({ ...QUIET, atWork: true }), 0, NOW, 15),
    false,
  );
});

test("a screen that shall never go dark does not", () => {
  assert.equal(
    isDark(() => QUIET, 0, NOW, 0),
    false,
  );
});

test("an order that somebody waits for keeps the light on, until it is plainly forgotten", () => {
  const open = order({ touched_ms: NOW - FORGOTTEN_MS + 1 });
  assert.equal(stirOf([open], [], NOW).atWork, true);
  assert.equal(stirOf([{ ...open, touched_ms: NOW - FORGOTTEN_MS }], [], NOW).atWork, false);
});

test("a closed order lights nothing, unless a change on it has not been seen", () => {
  const closed = order({ state: "closed", touched_ms: NOW - MINUTE });
  const cancelled = { ...closed, changes: [{ id: 1 } as Change] };
  assert.equal(stirOf([closed], [], NOW).atWork, false);
  assert.equal(stirOf([cancelled], [], NOW).atWork, true);
});

test("an order for another day lights the screen when it comes and not all night long", () => {
  const later = order({ touched_ms: NOW, items: [{ tasks: [{ state: "waiting", wait: "due" }] }] });
  assert.deepEqual(stirOf([later], [], NOW), { lastMs: NOW, atWork: false });
});

test("a table that calls keeps the light on", () => {
  const call = { table: "5", at_ms: NOW - MINUTE, about: "bill", times: 1, last_ms: 0 } as const;
  assert.equal(stirOf([], [call], NOW).atWork, true);
});

test("the board stays lit while a guest waits for a number", () => {
  const pickup = { since_ms: NOW - MINUTE, ready_ms: 0, called_ms: 0 } as Pickup;
  assert.equal(boardStir([pickup], NOW).atWork, true);
  assert.equal(boardStir([pickup], NOW + FORGOTTEN_MS).atWork, false);
  assert.equal(boardStir([], NOW).atWork, false);
});

test("what somebody must see is never dark: no server, an action that is not sent, an error of the server", () => {
  assert.equal(isAlarmed(SYNCED), false);
  assert.equal(isAlarmed({ ...SYNCED, state: "reconnecting" }), false, "a moment without the server wakes nobody");
  assert.equal(isAlarmed({ ...SYNCED, state: "offline" }), true);
  assert.equal(isAlarmed({ ...SYNCED, state: "stopped" }), true);
  assert.equal(isAlarmed({ ...SYNCED, waiting: 1 }), true);
  assert.equal(isAlarmed({ ...SYNCED, banners: [{ code: "disk_full", level: "error", args: {} }] }), true);
  assert.equal(isAlarmed({ ...SYNCED, banners: [{ code: "clock", level: "warning", args: {} }] }), false);
});

test("the words of a dark screen stand elsewhere every minute", () => {
  const places = Array.from({ length: 60 }, (_, minute) => JSON.stringify(wordsAt(NOW + minute * MINUTE)));
  assert.equal(new Set(places).size, 60);
});

function order(parts: TicketParts): Ticket {
  return ticket("38", { items: [{ tasks: [{ state: "queued" }] }], ...parts });
}
