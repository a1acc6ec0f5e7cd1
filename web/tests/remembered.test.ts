import assert from "node:assert/strict";
import { test } from "node:test";
import { passCards } from "../src/core/pass.ts";
import { remembered } from "../src/core/remembered.ts";
import { stationCards } from "../src/core/station-cards.ts";
import { ticket } from "./builders.ts";

test("what follows from one thing is made once, and again about something else", () => {
  const made: string[] = [];
  const label = remembered((of: { readonly name: string }, about: string) => {
    made.push(`${of.name} ${about}`);
    return `${of.name} at ${about}`;
  });
  const rice = { name: "rice" };
  assert.equal(label(rice, "hot"), "rice at hot");
  assert.equal(label(rice, "hot"), "rice at hot");
  assert.equal(label(rice, "cold"), "rice at cold");
  assert.deepEqual(made, ["rice hot", "rice cold"]);
});

test("a ticket that did not change keeps its card while others come and change", () => {
  const [a, b] = [ticket("a", { items: [{ tasks: [{}] }] }), ticket("b", { items: [{ tasks: [{}] }] })];
  const hot = ["hot"];
  const after = [a, { ...b, table: "9" }];
  for (const cards of [(tickets: typeof after) => stationCards(tickets, hot), passCards]) {
    const [first, second] = cards([a, b]);
    const [kept, changed] = cards(after);
    assert.equal(kept, first);
    assert.notEqual(changed, second);
  }
});
