import assert from "node:assert/strict";
import { test } from "node:test";
import { alarm, cause, room } from "./room.ts";

test("what this screen did itself makes no sound on it", () => {
  assert.deepEqual(
    room()
      .wait([alarm("new", "a")], [cause("remake", "a", true)])
      .pass(20_000).sounds,
    [],
  );
  assert.deepEqual(
    room()
      .wait([alarm("new", "a")], [], new Set(["a"]))
      .pass(20_000).sounds,
    [],
  );
});

test("a void, a rush or an add-on rings though a tap of this screen on the same order came with it", () => {
  const tap = cause("bump", "a", true);
  for (const [sound, until, kind] of [
    ["void", "answer", "amend"],
    ["rush", "answer", "rush"],
    ["new", "touch", "amend"],
  ] as const)
    for (const together of [
      [cause(kind, "a"), tap],
      [tap, cause(kind, "a")],
    ])
      assert.deepEqual(room().wait([alarm(sound, "a", until)], together).sounds, [sound], kind);
});

test("what a tap of this screen brings it makes no sound, though somebody moved the table at once", () => {
  assert.deepEqual(room().wait([alarm("new", "a")], [cause("bump", "a", true), cause("move", "a")]).sounds, []);
});

test("the same by somebody else does", () => {
  assert.deepEqual(room().wait([alarm("new", "a")], [cause("remake", "a")]).sounds, ["new"]);
});

test("work that only changes its ticket is not new work", () => {
  for (const kind of ["split", "merge", "move", "acknowledge"])
    assert.deepEqual(room().wait([alarm("new", "a")], [cause(kind, "a")]).sounds, [], kind);
});
