import assert from "node:assert/strict";
import { test } from "node:test";
import { isLoud, spell, thousandths } from "../src/core/quantity.ts";

test("quantities add up exactly", () => {
  assert.equal(spell(thousandths("0.1") + thousandths("0.2")), "0.3");
  assert.equal(spell(thousandths("1.5") + thousandths("1.5")), "3");
});

test("a quantity has one spelling", () => {
  assert.equal(spell(thousandths("02.50")), "2.5");
});

test("what is no quantity counts nothing", () => {
  for (const text of ["", "-1", "1e3", "1.2345", "1234567"]) assert.equal(thousandths(text), 0);
});

test("more than one is loud, whatever the unit", () => {
  assert.deepEqual([isLoud("1"), isLoud("0.5"), isLoud("1.5"), isLoud("2")], [false, false, true, true]);
});
