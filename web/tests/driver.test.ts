import assert from "node:assert/strict";
import { test } from "node:test";
import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { createScreen, type Driver } from "../src/core/driver.ts";
import * as foresee from "../src/core/foresee.ts";
import type { ScreenFrame } from "../src/core/frames.ts";
import type { PageData } from "../src/core/screen.ts";
import { BLIND, type Foresight } from "../src/core/view.ts";
import { instantVault } from "./instant-vault.ts";
import { ack, ev, ping, snap, sub, welcome } from "./rig.ts";

const PAGE: PageData = {
  page: "station",
  stations: ["hot"],
  role: "cook",
  language: "en",
  languages: ["en"],
  texts: {},
  app: "a",
  schema: "s",
  store: "one",
  undo_ms: 5_000,
  screens: {},
};

const SOUP = {
  id: "t",
  source: "till",
  external_id: "1",
  items: [{ id: "i", uid: "1", name: "soup", tasks: [{ id: "i.0.0", station: "hot" }] }],
};
const BUMP = { kind: "bump", ticket: "t", tasks: [{ task: "i.0.0", gen: 1 }] } as const;
const put = (ver: number, doc: object) => ({ id: "ticket/t", ver, doc });

interface Desk extends Driver {
  readonly sent: ScreenFrame[];
  mono: number;
  frame(frame: object): void;
}

/** A screen that shows one ticket with one dish, at position 10. */
function desk(foresight: ReadonlySignal<Foresight> = signal(foresee)): Desk {
  const sent: ScreenFrame[] = [];
  const time = { mono: 0 };
  let bytes = 0;
  const driver: Driver = createScreen({
    page: PAGE,
    device: "hot-1",
    load: "load",
    vault: instantVault((input) => driver.feed(input)),
    transport: { open: () => undefined, send: (frame) => sent.push(frame), close: () => undefined },
    clock: { mono: () => time.mono, wall: () => time.mono },
    ids: { random: () => 0.5, bytes: (count) => new Uint8Array(count).fill(++bytes) },
    foresight,
  });
  const frame = (value: object) => driver.feed({ on: "frame", frame: value as Readonly<Record<string, unknown>> });
  driver.feed({ on: "restored", base: null, trouble: "" });
  driver.feed({ on: "tick" });
  driver.feed({ on: "opened" });
  for (const value of [welcome(), sub("snap", 10), snap(10, 0, true, [put(1, SOUP)])]) frame(value);
  return Object.defineProperty({ ...driver, sent, frame, mono: 0 }, "mono", {
    get: () => time.mono,
    set: (mono: number) => {
      time.mono = mono;
    },
  });
}

const stateOf = (one: Desk) => one.screen.tickets.value[0]?.items[0]?.tasks[0]?.state;

test("a tap is seen at once, marked as pressed, and counted as waiting", () => {
  const one = desk();
  one.screen.send(BUMP);
  assert.equal(stateOf(one), "done");
  assert.deepEqual([...one.screen.pressed.value], ["i.0.0"]);
  assert.equal(one.screen.sync.value.waiting, 1);
});

test("a tap before the foresight is there is marked as pressed, and seen as soon as it comes", () => {
  const foresight = signal<Foresight>(BLIND);
  const one = desk(foresight);
  one.screen.send(BUMP);
  assert.equal(stateOf(one), "queued");
  assert.deepEqual([...one.screen.pressed.value], ["i.0.0"]);
  foresight.value = foresee;
  assert.equal(stateOf(one), "done");
});

test("the picture never goes back between the tap, the answer and the documents", () => {
  const one = desk();
  const seen: (string | undefined)[] = [];
  const { id } = one.screen.send(BUMP);
  effect(() => {
    seen.push(stateOf(one));
  });
  one.frame({ ...ack(1, 11), cid: (one.sent.at(-1) as { cid: string }).cid });
  const done = {
    ...SOUP,
    items: [{ ...SOUP.items[0], tasks: [{ id: "i.0.0", station: "hot", state: "done", bump: id }] }],
  };
  one.frame(ev(11, 11, { puts: [put(2, done)] }));
  assert.equal(one.screen.sync.value.waiting, 0);
  assert.deepEqual([...new Set(seen)], ["done"]);
});

test("a command that is in the documents no longer bends them, though its answer is still to come", () => {
  const one = desk();
  const dish = (available: boolean, ver: number) => ({
    id: "dish/m1",
    ver,
    doc: { sku: "m1", name: "soup", available },
  });
  one.frame(ev(11, 11, { puts: [dish(true, 1)] }));
  one.screen.send({ kind: "set_availability", sku: "m1", available: false });
  const { cid } = one.sent.at(-1) as { cid: string };
  one.frame(ev(12, 12, { puts: [dish(false, 2)], lmid: { [cid]: 1 } }));
  one.frame(ev(13, 13, { puts: [dish(true, 3)] }));
  assert.equal(one.screen.dishes.value[0]?.available, true);
});

test("a lost race is undone on the glass and says who came first", () => {
  const one = desk();
  const { id } = one.screen.send(BUMP);
  const lost = [{ what: "i.0.0", why: "stale", winner: "hot-2", name: "soup", left: 0 }];
  const { cid } = one.sent.at(-1) as { cid: string };
  one.frame({ t: "ack", cid, items: [{ n: 1, result: "noop", why: "stale", seq: 10, lost }] });
  assert.equal(stateOf(one), "queued");
  assert.deepEqual(
    one.screen.notices.value.map((notice) => [notice.id, notice.why, notice.lost]),
    [[id, "stale", lost]],
  );
  one.screen.dismiss(id);
  assert.deepEqual(one.screen.notices.value, []);
});

test("green needs a frame within 5 s, offline comes at 12", () => {
  const one = desk();
  const states = [5_000, 5_001, 12_000].map((mono) => {
    one.mono = mono;
    one.feed({ on: "tick" });
    return one.screen.sync.value.state;
  });
  assert.deepEqual(states, ["synced", "reconnecting", "offline"]);
});

test("health, banners and head of the last ping are on the strip", () => {
  const one = desk();
  one.frame(ping(10, { health: "full", banners: [{ code: "disk_full", level: "error" }] }));
  const { health, banners, head, position } = one.screen.sync.value;
  assert.deepEqual([health, banners[0]?.code, banners[0]?.args, head, position], ["full", "disk_full", {}, 10, 10]);
});

test("the strip says how far the glass was painted, which is not how far the documents came", () => {
  const one = desk();
  one.screen.painted([], 7);
  assert.deepEqual([one.screen.sync.value.position, one.screen.sync.value.shown], [10, 7]);
});

test("the time of the glass is the server's, a new value once a second", () => {
  const one = desk();
  one.frame({ ...welcome(), t: "ping", time: 5_000_000, heads: { store: 10 }, health: "ok" });
  const values: number[] = [];
  effect(() => {
    values.push(one.screen.now.value);
  });
  for (let mono = 100; mono <= 2_000; mono += 100) {
    one.mono = mono;
    one.feed({ on: "tick" });
  }
  assert.deepEqual(values, [5_000_000, 5_001_000, 5_002_000]);
  assert.equal(one.nextTick(), 3_000);
});

test("a commit that concerns no ticket draws no ticket again", () => {
  const one = desk();
  let drawn = 0;
  effect(() => {
    void one.screen.tickets.value;
    drawn += 1;
  });
  one.frame(ev(11, 11, { puts: [{ id: "dish/m1", ver: 1, doc: { sku: "m1", name: "soup" } }] }));
  assert.equal(one.screen.dishes.value.length, 1);
  assert.equal(drawn, 1);
});

test("nothing known yet is not the same as no orders", () => {
  const fresh = createScreen({
    page: PAGE,
    device: "",
    load: "load",
    vault: instantVault(() => undefined),
    transport: { open: () => undefined, send: () => undefined, close: () => undefined },
    clock: { mono: () => 0, wall: () => 0 },
    ids: { random: () => 0, bytes: (count) => new Uint8Array(count) },
    foresight: signal(foresee),
  });
  assert.deepEqual([fresh.screen.sync.value.loaded, desk().screen.sync.value.loaded], [false, true]);
});
