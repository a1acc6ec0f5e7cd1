import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "../../src/ui/settings.ts";

const UNTOUCHED = readSettings(null);

test("a screen that remembers nothing starts dark, at full size, with as many cards as fit", () => {
  const { language, theme, size, inches, metres, columns, rows } = UNTOUCHED;
  assert.deepEqual(
    { language, theme, size, inches, metres, columns, rows },
    { language: "", theme: "dark", size: 1, inches: 0, metres: 0, columns: 0, rows: 0 },
  );
});

test("what a screen chose is read back", () => {
  const chosen = {
    ...UNTOUCHED,
    language: "en",
    theme: "light",
    size: 1.3,
    inches: 21.5,
    metres: 1.5,
    columns: 5,
    rows: 3,
  };
  assert.deepEqual(readSettings(JSON.stringify(chosen)), chosen);
});

test("anything strange in the storage is left out", () => {
  for (const text of ["{", "null", "[]", '"x"', '{"theme":"pink","size":9,"columns":"4","language":7,"inches":-1}'])
    assert.deepEqual(readSettings(text), UNTOUCHED, text);
});

test("what the address asks for wins over what was chosen before, and the rest stays", () => {
  const kept = JSON.stringify({ language: "en", theme: "dark", size: 1.15, columns: 5 });
  const asked = readSettings(kept, new URLSearchParams("lang=zh-Hant&theme=light&inches=24&metres=2&columns=7"));
  assert.deepEqual(asked, {
    ...UNTOUCHED,
    language: "zh-Hant",
    theme: "light",
    size: 1.15,
    inches: 24,
    metres: 2,
    columns: 7,
  });
});

test("anything strange in the address is left out", () => {
  const kept = JSON.stringify({ theme: "light", columns: 5 });
  const asked = readSettings(kept, new URLSearchParams("theme=pink&columns=99&inches=&metres=far"));
  assert.deepEqual(asked, { ...UNTOUCHED, theme: "light", columns: 5 });
});
