import assert from "node:assert/strict";
import { test } from "node:test";
import { noteParts } from "../../src/ui/aside.ts";

const WORDS = "Please bring it to the terrace, ".repeat(31);

test("a short note is in one piece, and no note in none", () => {
  assert.deepEqual(noteParts("no coriander"), ["no coriander"]);
  assert.deepEqual(noteParts(""), []);
});

test("a long note loses nothing, and no word is cut", () => {
  const parts = noteParts(WORDS);
  assert.equal(parts.join(""), WORDS);
  assert.deepEqual(
    parts.filter((part) => !part.endsWith(" ")),
    [],
  );
});

test("a note without blanks is cut where a piece is full", () => {
  assert.deepEqual(
    noteParts("少油少盐不要香菜".repeat(11)).map((part) => part.length),
    [44, 44],
  );
});
