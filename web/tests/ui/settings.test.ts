import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "../../src/ui/settings.ts";

const UNTOUCHED = { language: "", theme: "dark", size: 1, columns: 0 };

test("a screen that remembers nothing starts dark, at full size, as wide as it is", () => {
  assert.deepEqual(readSettings(null), UNTOUCHED);
});

test("what a screen chose is read back", () => {
  const chosen = { language: "en", theme: "light", size: 1.3, columns: 5 };
  assert.deepEqual(readSettings(JSON.stringify(chosen)), chosen);
});

test("anything strange in the storage is left out", () => {
  for (const text of ["{", "null", "[]", '"x"', '{"theme":"pink","size":9,"columns":"4","language":7}'])
    assert.deepEqual(readSettings(text), UNTOUCHED, text);
});
