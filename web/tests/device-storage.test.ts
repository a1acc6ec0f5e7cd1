import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import { test } from "node:test";
import type { Input } from "../src/core/state.ts";
import type { Commit, Leaving } from "../src/core/vault.ts";
import { BUMP } from "./rig.ts";
import { docs, everythingPromised, Shelf } from "./shelf.ts";

let shelf = new Shelf();
/** Names of the locks that somebody holds. */
let held: string[] = [];
Object.assign(globalThis, {
  openDB: async () => shelf,
  IDBKeyRange: { bound: () => null, upperBound: () => null },
  setInterval: () => 0,
});
registerHooks({
  resolve: (name, context, next) =>
    name === "idb"
      ? { url: "data:text/javascript,export const openDB = globalThis.openDB", shortCircuit: true }
      : next(name, context),
});
Object.defineProperty(navigator, "locks", {
  value: {
    request: (name: string, granted: () => unknown) => {
      if (held.includes(name)) return;
      held.push(name);
      granted();
    },
    query: async () => ({ held: held.map((name) => ({ name })) }),
  },
});
const { DeviceVault } = await import("../src/sync/device-vault.ts");

const commit = (seq: number, ...ids: readonly string[]): Commit => ({
  leads: true,
  docs: docs(...ids),
  term: "t1",
  seq,
  before: null,
  unread: false,
  leaving: [],
});

/** One tab on a device that has been cleared, or on that of another tab. */
async function tab(load: string, page = "station/hot") {
  const told: Input[] = [];
  const owner = { page, load, schema: "s1", store: "one", born: 0 };
  const vault = new DeviceVault(
    owner,
    (input) => told.push(input),
    () => 0,
  );
  void vault.start();
  await everythingPromised();
  return {
    vault,
    heard: <On extends Input["on"]>(on: On) =>
      told.filter((input): input is Extract<Input, { on: On }> => input.on === on),
    /** The tickets of each fork that this tab is to bring back, and the commands. */
    forks: () =>
      told.flatMap((input) =>
        input.on === "forks"
          ? input.forks.map(({ parts, again }) => [...parts.flat().map(({ id }) => id), ...again.map(({ id }) => id)])
          : [],
      ),
  };
}

function cleared(): void {
  shelf = new Shelf();
  held = [];
}

test("after a fork a tab that could never write brings back what it holds, and what was answered", async () => {
  cleared();
  const { vault, forks } = await tab("one");
  shelf.full = true;
  const leaving: Leaving[] = [
    { cid: "one", n: 1, id: "c1", command: { ...BUMP, ticket: "gone" }, atMs: 0, turn: 0, seq: 9, result: "ok" },
    { cid: "one", n: 2, id: "c2", command: { ...BUMP, ticket: "gone" }, atMs: 1, turn: 1, seq: 9, result: "rejected" },
  ];
  vault.commit({ ...commit(9, "a"), leaving }, 0);
  vault.setAside({ docs: docs("a"), term: "t1", seq: 9 }, 5, leaving);
  await everythingPromised();
  assert.deepEqual(forks(), [["a", "c1"]]);
});

test("after a fork a tab that could not write of late brings back what is written, and what it holds", async () => {
  cleared();
  const { vault, forks } = await tab("one");
  vault.commit(commit(8, "a"), 0);
  await everythingPromised();
  vault.setAside({ docs: docs("a", "b"), term: "t1", seq: 9 }, 5, []);
  await everythingPromised();
  assert.deepEqual(forks(), [["a", "b"], ["a"]]);
});

test("after a fork a tab that has written everything brings it back once", async () => {
  cleared();
  const { vault, forks } = await tab("one");
  vault.commit(commit(9, "a"), 0);
  await everythingPromised();
  vault.setAside({ docs: docs("a"), term: "t1", seq: 9 }, 5, []);
  await everythingPromised();
  assert.deepEqual(forks(), [["a"]]);
});

test("after a fork a tab that does not lead waits for nobody, though all that it holds is written", async () => {
  cleared();
  const first = await tab("one");
  const second = await tab("two");
  first.vault.commit(commit(9, "a"), 0);
  await everythingPromised();
  second.vault.setAside({ docs: docs("a"), term: "t1", seq: 9 }, 5, []);
  await everythingPromised();
  assert.deepEqual(second.forks(), [["a"]]);
});

test("a command that is issued again is kept until it is answered again, though it had settled before", async () => {
  cleared();
  const { vault, heard } = await tab("one");
  const settled = { cid: "one", n: 1, id: "c1", command: { ...BUMP, ticket: "gone" }, atMs: 0, turn: 0 };
  vault.keep([settled]);
  vault.setAside({ docs: docs(), term: "t1", seq: 9 }, 5, [{ ...settled, seq: 9, result: "ok" }]);
  await everythingPromised();
  vault.salvaged(-1, [{ ...settled, cid: "one-1-again--1" }]);
  vault.commit({ ...commit(3), term: "t2", leaving: [{ ...settled, seq: 0, result: "ok" }] }, 0);
  await everythingPromised();
  assert.deepEqual([heard("committed")[0]?.dropped, shelf.rows("outbox").length], [[], 1], "both go together");
  const again = { ...settled, cid: "one-1-again--1", seq: 3, result: "noop" } as const;
  vault.commit({ ...commit(3), term: "t2", leaving: [again] }, 0);
  await everythingPromised();
  assert.equal(shelf.rows("outbox").length, 0);
});

test("what an earlier page load kept, and this page never read, is brought back and not written over", async () => {
  cleared();
  const before = await tab("one");
  before.vault.commit(commit(9, "a"), 0);
  await everythingPromised();
  held = [];
  const { vault, forks, heard } = await tab("two");
  vault.commit({ ...commit(3, "b"), term: "t2", unread: true }, 0);
  await everythingPromised();
  vault.commit({ ...commit(4, "b", "c"), term: "t2", unread: true }, 0);
  await everythingPromised();
  assert.deepEqual(forks(), [["a"]]);
  assert.equal(heard("forks").at(-1)?.forks[0]?.sure, false, "nobody said that the histories fork");
  assert.deepEqual([shelf.rows("docs").length, heard("wiped").length], [2, 0]);
});

test("what another tab has put aside was not cleared by anybody", async () => {
  cleared();
  const first = await tab("one");
  const second = await tab("two");
  first.vault.commit(commit(9, "a"), 0);
  await everythingPromised();
  second.vault.setAside({ docs: docs("a"), term: "t1", seq: 9 }, 5, []);
  await everythingPromised();
  first.vault.commit(commit(10, "a", "b"), 0);
  await everythingPromised();
  first.vault.setAside({ docs: docs("a", "b"), term: "t1", seq: 10 }, 5, []);
  await everythingPromised();
  assert.deepEqual([first.heard("wiped"), second.heard("wiped")], [[], []]);
  assert.deepEqual(new Set(first.forks().flat()), new Set(["a", "b"]));
});

test("a storage that was cleared is noticed when it is written to", async () => {
  cleared();
  const { vault, heard } = await tab("one");
  vault.commit(commit(9, "a"), 0);
  await everythingPromised();
  shelf.transaction("base").store.delete(null);
  vault.commit(commit(10, "a"), 0);
  await everythingPromised();
  assert.equal(heard("wiped").length, 1);
});

test("a page tells what another of this device has left, unless that one is open", async () => {
  cleared();
  const made = { n: 1, command: BUMP, atMs: 0, turn: 0 };
  const other = await tab("one", "station/fry");
  other.vault.keep([
    { ...made, cid: "one", id: "c1" },
    { ...made, cid: "one", id: "c2" },
  ]);
  await everythingPromised();
  assert.deepEqual((await tab("two")).heard("elsewhere"), []);
  held = [];
  const { heard } = await tab("three");
  assert.deepEqual(
    heard("elsewhere").map(({ unsent }) => unsent),
    [[{ page: "station/fry", count: 2 }]],
  );
  assert.deepEqual(heard("adopted"), [], "only that page itself sends them");
});
