import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import { test } from "node:test";
import type { Doc } from "../src/core/replica.ts";
import type { Input } from "../src/core/state.ts";
import { ticket } from "./builders.ts";
import { BUMP } from "./rig.ts";

const OWNER = { page: "station/hot", load: "load", schema: "s1", store: "one", born: 0 };
const ENTRY = { cid: "load", n: 1, id: "c1", command: BUMP, atMs: 0, turn: 1 };

/** Transactions that were begun, in a database that is through with each when the test says so. */
const begun: { readonly durability: string | undefined; readonly through: () => void }[] = [];
const database = {
  transaction(_stores: string, _mode: string, { durability }: IDBTransactionOptions) {
    const done = new Promise<void>((through) => begun.push({ durability, through }));
    const nothing = { get: async () => undefined, getAll: async () => [] };
    const objectStore = () => ({ ...nothing, index: () => nothing });
    return { store: { put: async () => undefined }, objectStore, done, abort: () => undefined };
  },
};

Object.assign(globalThis, { openDB: async () => database, IDBKeyRange: { bound: () => null } });
Object.defineProperty(navigator, "locks", { value: { request: () => undefined } });
registerHooks({
  resolve: (name, context, next) =>
    name === "idb"
      ? { url: "data:text/javascript,export const openDB = globalThis.openDB", shortCircuit: true }
      : next(name, context),
});
const { DeviceVault } = await import("../src/sync/device-vault.ts");

const held = (id: string): Doc => ({ kind: "ticket", ver: 1, value: ticket(id, {}) });
const everythingPromised = () => new Promise((done) => setImmediate(done));

test("a command counts as kept only when a strict transaction is through", async () => {
  const told: Input[] = [];
  const vault = new DeviceVault(
    OWNER,
    (input) => told.push(input),
    () => 0,
  );
  vault.keep([ENTRY]);
  await everythingPromised();
  assert.deepEqual(
    begun.map((one) => one.durability),
    ["strict"],
  );
  assert.deepEqual(told, []);
  begun[0]?.through();
  await everythingPromised();
  assert.deepEqual(told, [{ on: "kept", ids: ["c1"] }]);
});

test("after a fork a tab that does not lead brings back what it holds itself, each time under a key of its own", async () => {
  const told: Input[] = [];
  const vault = new DeviceVault(
    OWNER,
    (input) => told.push(input),
    () => 0,
  );
  vault.setAside({ docs: new Map([["ticket/a", held("a")]]), term: "t1", seq: 8 }, 7, []);
  vault.setAside({ docs: new Map([["ticket/b", held("b")]]), term: "t2", seq: 9 }, 9, []);
  await everythingPromised();
  const forks = told.flatMap((input) => (input.on === "forks" ? input.forks : []));
  assert.deepEqual(
    forks.map(({ key, parts }) => [key, parts.flat().map(({ id }) => id)]),
    [
      [-1, ["a"]],
      [-2, ["b"]],
    ],
  );
});
