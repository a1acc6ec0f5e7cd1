import assert from "node:assert/strict";
import { test } from "node:test";
import { SKEW_MS } from "../src/core/clock.ts";
import type { Dish, StationCard } from "../src/core/documents.ts";
import {
  faultsOf,
  LATE_MS,
  type ManageState,
  rowsOf,
  type ScreenSeen,
  SILENT_MS,
  stockOf,
  unwatched,
} from "../src/core/manage.ts";

const APP = "build-1";
const WELL: ScreenSeen = {
  device: "hot-1f",
  role: "cook",
  stations: ["hot"],
  app: APP,
  visible: true,
  address: "10.0.0.9",
  since_ms: 1,
  gone_ms: 0,
  silent_ms: 400,
  position: 7,
  shown: 7,
  behind_ms: 0,
  unshown_ms: 0,
  skew_ms: 120,
  waiting: 0,
};

const screen = (more: Partial<ScreenSeen>): ScreenSeen => ({ ...WELL, ...more });
const state = (...screens: readonly ScreenSeen[]): ManageState => ({
  at_ms: 10_000,
  started_ms: 0,
  head: 7,
  app: APP,
  screens,
  kitchen: { digest: "", adopted_ms: 0, read_ms: 0, files: [], problems: [], warnings: [] },
  quarantine: { pending: 0, count: 0, bodies: [] },
});
const station = (id: string, kind: StationCard["kind"] = "prep"): StationCard => ({
  id,
  name: {},
  kind,
  start: false,
  backup: "",
});
const devices = (...screens: readonly ScreenSeen[]) => rowsOf(state(...screens)).map(({ seen }) => seen.device);
const faults = (more: Partial<ScreenSeen>) => faultsOf(screen(more), APP);

test("a screen that is up to date, on time and awake has no faults", () => {
  assert.deepEqual(faults({}), []);
});

test("a commit that is only just there puts no screen behind", () => {
  assert.deepEqual(faults({ behind_ms: LATE_MS - 1, unshown_ms: LATE_MS - 1, silent_ms: SILENT_MS - 1 }), []);
});

test("a screen that lacks a change for long is behind, and not also said to hide it", () => {
  assert.deepEqual(faults({ behind_ms: LATE_MS, unshown_ms: LATE_MS }), ["behind"]);
});

test("what is received and not painted for long is said", () => {
  assert.deepEqual(faults({ unshown_ms: LATE_MS }), ["unshown"]);
});

test("a screen that nobody can see is said to be hidden, not to paint late", () => {
  assert.deepEqual(faults({ visible: false, unshown_ms: 90_000 }), ["hidden"]);
});

test("a waiter's phone in a pocket is no fault", () => {
  assert.deepEqual(faults({ role: "waiter", stations: [], visible: false }), []);
});

for (const skew_ms of [SKEW_MS + 1, -SKEW_MS - 1])
  test(`a clock that is ${skew_ms} ms off is loud`, () => assert.deepEqual(faults({ skew_ms }), ["skew"]));

test("a clock that is two seconds off, or that nobody has told of, is quiet", () => {
  assert.deepEqual([faults({ skew_ms: -SKEW_MS }), faults({ skew_ms: null })], [[], []]);
});

test("a screen with another build than the one that is served is old", () => {
  assert.deepEqual(faults({ app: "build-0" }), ["version"]);
});

test("a silent screen is said to be silent before all else", () => {
  assert.deepEqual(faults({ silent_ms: SILENT_MS, behind_ms: LATE_MS, skew_ms: 9_000 }), ["silent", "behind", "skew"]);
});

test("of a screen that has not said how far it is nothing is claimed", () => {
  assert.deepEqual(faults({ position: 0, shown: 0, behind_ms: null, unshown_ms: null }), []);
});

test("what needs a person stands first: a missed screen, faults, what works, who left", () => {
  const missed = screen({ device: "wok", stations: ["wok"], gone_ms: 9_000 });
  const replaced = screen({ device: "a-old", gone_ms: 9_000 });
  const phone = screen({ device: "b-phone", role: "waiter", stations: [], gone_ms: 9_000 });
  const wrong = screen({ device: "z", skew_ms: 9_000 });
  assert.deepEqual(devices(replaced, phone, screen({}), wrong, missed), ["wok", "z", "hot-1f", "a-old", "b-phone"]);
});

test("a screen that left is missed unless another shows all that it showed", () => {
  const both = screen({ device: "both", stations: ["hot", "cold"], gone_ms: 9_000 });
  const missed = (...here: readonly ScreenSeen[]) =>
    rowsOf(state(both, ...here)).find((row) => row.missed) !== undefined;
  assert.deepEqual([missed(screen({})), missed(screen({ stations: ["cold", "hot", "fry"] }))], [true, false]);
});

test("a station, or a pass, without a screen is unwatched; a board is nobody's work", () => {
  const dark = unwatched(
    [station("hot"), station("fry"), station("pass", "expo"), station("board", "board")],
    state(WELL),
  );
  assert.deepEqual(
    dark.map((one) => one.station.id),
    ["fry", "pass"],
  );
});

test("a station whose only screen is hidden is unwatched, and the screen is named", () => {
  const [dark] = unwatched([station("hot")], state(screen({ visible: false })));
  assert.equal(dark?.hidden?.device, "hot-1f");
  assert.deepEqual(unwatched([station("hot")], state(screen({ visible: false }), screen({ device: "hot-2" }))), []);
});

test("of the screens that left a station the last one is named", () => {
  const gone = [1, 3, 2].map((hour) => screen({ device: `hot-${hour}`, gone_ms: hour }));
  const [hot, fry] = unwatched([station("hot"), station("fry")], state(...gone));
  assert.deepEqual([hot?.last?.device, hot?.hidden, fry?.last], ["hot-3", null, null]);
});

const dish = (sku: string, more: Partial<Dish> = {}): Dish => ({
  sku,
  name: sku,
  alt_name: "",
  category: "",
  available: true,
  remaining: null,
  since_ms: 0,
  by: "",
  dropped: false,
  ...more,
});
const skus = (part: readonly Dish[]) => part.map((one) => one.sku);

test("dishes that are out stand together, the latest first; counted ones by how few are left", () => {
  const stock = stockOf(
    [
      dish("rice"),
      dish("bass", { remaining: 8 }),
      dish("duck", { remaining: 1 }),
      dish("tofu", { available: false, since_ms: 1 }),
      dish("cod", { available: false, since_ms: 2 }),
    ],
    "",
  );
  assert.deepEqual(
    [skus(stock.out), skus(stock.counted), skus(stock.there)],
    [["cod", "tofu"], ["duck", "bass"], ["rice"]],
  );
});

test("a dish is found by any of its names, its number and its category, in any order of the words", () => {
  const bass = dish("F07", { name: "清蒸鲈鱼", alt_name: "Steamed sea bass", category: "fish" });
  for (const words of ["鲈鱼", "BASS steamed", "f07", "fish", ""])
    assert.deepEqual(skus(stockOf([bass], words).there), ["F07"]);
  assert.deepEqual(skus(stockOf([bass], "duck").there), []);
});
