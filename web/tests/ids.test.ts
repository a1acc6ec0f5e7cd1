import assert from "node:assert/strict";
import { test } from "node:test";
import { uuid7 } from "../src/core/ids.ts";

test("a command id is a UUIDv7 of its moment", () => {
  const id = uuid7(0x017f22e279b0, Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]));
  assert.equal(id, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("version and variant hold whatever the random bytes", () => {
  for (const fill of [0, 255])
    assert.match(uuid7(1, new Uint8Array(10).fill(fill)), /^0{8}-0001-7\w{3}-[89ab]\w{3}-\w{12}$/);
});
