import assert from "node:assert/strict";
import { test } from "node:test";
import { boardAlarms } from "../src/core/alarms.ts";
import { boardState, numbersOf, PAGE_MS, pageOf, STALE_MS, twoOf } from "../src/core/board.ts";
import { NOTHING } from "../src/core/layout.ts";
import type { Board, Pickup } from "../src/core/pickups.ts";
import type { SyncView } from "../src/core/screen.ts";

const BOARD: Board = {
  id: "main",
  name: {},
  languages: ["en"],
  timezone: "UTC",
  clear_s: 600,
  flash_s: 30,
  screens: NOTHING,
};
const SYNC: SyncView = {
  state: "synced",
  stopped: "",
  lastFrameMs: 100_000,
  waiting: 0,
  oldestMs: 0,
  health: "ok",
  banners: [],
  head: 1,
  position: 1,
  shown: 1,
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

function pickup(number: string, more: Partial<Pickup> = {}): Pickup {
  const none = { mark: "", name: "", since_ms: 0, ready_ms: 0, called_ms: 0, calls: 0 };
  return { id: number, number, state: "preparing", ...none, ...more };
}

const ready = (number: string, ready_ms: number, more: Partial<Pickup> = {}) =>
  pickup(number, { state: "ready", ready_ms, ...more });
const names = (rows: readonly Pickup[]) => rows.map((row) => row.number);

test("who was called last comes first, and a call counts like becoming ready", () => {
  const all = [ready("1", 1_000), ready("2", 2_000), ready("3", 500, { called_ms: 3_000 })];
  assert.deepEqual(names(numbersOf(all, BOARD, 4_000).ready), ["3", "2", "1"]);
});

test("what is being prepared stands in the order in which the kitchen got it", () => {
  const all = [pickup("9", { since_ms: 3 }), pickup("4", { since_ms: 1 }), pickup("7", { since_ms: 2 })];
  assert.deepEqual(names(numbersOf(all, BOARD, 10).preparing), ["4", "7", "9"]);
});

test("a number flashes for its time after it became ready, and again after each call", () => {
  const flashes = (one: Pickup, at: number) => numbersOf([one], BOARD, at).ready[0]?.flashing;
  assert.deepEqual([flashes(ready("1", 1_000), 30_999), flashes(ready("1", 1_000), 31_000)], [true, false]);
  assert.equal(flashes(ready("1", 1_000, { called_ms: 200_000 }), 229_999), true);
});

test("a ready number leaves by itself, counted from its last call; one in preparation never does", () => {
  const all = [ready("1", 1_000), ready("2", 1_000, { called_ms: 300_000 }), pickup("3")];
  const { ready: left, preparing } = numbersOf(all, BOARD, 601_000);
  assert.deepEqual([names(left), names(preparing)], [["2"], ["3"]]);
});

test("pages turn every five seconds and begin anew with each call", () => {
  const rows = [1, 2, 3, 4, 5];
  const shown = [0, PAGE_MS - 1, PAGE_MS, 2 * PAGE_MS, 3 * PAGE_MS].map(
    (ms) => pageOf(rows, 2, 70_000 + ms, 70_000).rows,
  );
  assert.deepEqual(shown, [[1, 2], [1, 2], [3, 4], [5], [1, 2]]);
});

test("no rows are one empty page", () => {
  assert.deepEqual(pageOf([], 4, 9_000, 0), { rows: [], page: 0, pages: 1 });
});

test("a board without a word from the server for eight seconds says so", () => {
  const at = (now: number) => boardState(SYNC, 3, now);
  assert.deepEqual([at(100_000 + STALE_MS), at(100_001 + STALE_MS)], ["live", "stale"]);
});

test("each state is told apart: nothing known yet, no server, no orders, stopped", () => {
  const fresh = { ...SYNC, loaded: false };
  assert.equal(boardState({ ...fresh, state: "reconnecting" }, 0, 0), "loading");
  assert.equal(boardState({ ...fresh, state: "offline" }, 0, 0), "unreachable");
  assert.equal(boardState({ ...fresh, state: "stopped" }, 0, 0), "unreachable");
  assert.equal(boardState(SYNC, 0, 100_000), "empty");
  assert.equal(boardState({ ...SYNC, state: "stopped" }, 3, 100_000), "stale");
});

test("two languages stand on the board, and two scripts of one are not two", () => {
  assert.deepEqual(twoOf(["zh-Hans", "zh-Hant", "en"], "zh-Hans"), ["zh-Hans", "en"]);
  assert.deepEqual(twoOf(["zh-Hans", "zh-Hant", "en"], "en"), ["en", "zh-Hans"]);
  assert.deepEqual(twoOf(["en"], "en"), ["en"]);
});

test("a number is called once for becoming ready and once for each call again, and only while it flashes", () => {
  const keys = (one: Pickup, now: number) => boardAlarms([one], BOARD, now).map(({ key, until }) => [key, until]);
  assert.deepEqual(keys(ready("38", 1_000), 2_000), [["ready 38 1000", "once"]]);
  assert.deepEqual(keys(ready("38", 1_000, { called_ms: 90_000 }), 91_000), [["ready 38 90000", "once"]]);
  assert.deepEqual(keys(ready("38", 1_000), 60_000), []);
});

test("a call says the mark with the number", () => {
  const [alarm] = boardAlarms([ready("38", 1_000, { mark: "美" })], BOARD, 2_000);
  assert.deepEqual(alarm?.say, { kind: "call", number: "美 38" });
});
