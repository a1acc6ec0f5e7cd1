import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import { test } from "node:test";
import type { Input } from "../src/core/state.ts";
import { BUMP } from "./rig.ts";

const OWNER = { page: "station/hot", load: "load", schema: "s1", store: "one", born: 0 };
const ENTRY = { cid: "load", n: 1, id: "c1", command: BUMP, atMs: 0, turn: 1 };

/** Transactions that were begun, in a database that is through with each when the test says so. */
const begun: { readonly durability: string | undefined; readonly through: () => void }[] = [];
const database = {
  transaction(_stores: string, _mode: string, { durability }: IDBTransactionOptions) {
    const done = new Promise<void>((through) => begun.push({ durability, through }));
    return { store: { put: async () => undefined }, done, abort: () => undefined };
  },
};

Object.assign(globalThis, { openDB: async () => database });
Object.defineProperty(navigator, "locks", { value: { request: () => undefined } });
registerHooks({
  resolve: (name, context, next) =>
    name === "idb"
      ? { url: "data:text/javascript,export const openDB = globalThis.openDB", shortCircuit: true }
      : next(name, context),
});
const { DeviceVault } = await import("../src/sync/device-vault.ts");

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
