import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { completeTicket } from "../src/core/complete.ts";
import { joined } from "../src/core/past.ts";
import { isMeant, MOST_CHARS, MOST_WORDS, searchable, wordsOf } from "../src/core/searching.ts";
import { ticket } from "./builders.ts";

interface Golden {
  readonly tickets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly cases: readonly { readonly query: string; readonly found: readonly string[] }[];
}

const GOLDEN = JSON.parse(
  readFileSync(new URL("../../tests/golden/searching.json", import.meta.url), "utf8"),
) as Golden;

for (const { query, found } of GOLDEN.cases) {
  test(`the words of a search mean the same tickets here and on the server: "${query}"`, () => {
    const tickets = Object.values(GOLDEN.tickets).map(completeTicket);
    assert.deepEqual(
      tickets.filter((one) => isMeant(one, wordsOf(query))).map((one) => one.id),
      found,
    );
  });
}

test("a search is cut where the server would refuse it, and a word can still follow a blank", () => {
  assert.equal(searchable("table 7 "), "table 7 ");
  assert.equal(searchable(" 1 2 3 4 5 6 7 8 9 10"), " 1 2 3 4 5 6 7 8 ");
  assert.equal(wordsOf(searchable("1　2　3　4　5　6　7　8　9")).length, MOST_WORDS);
  assert.equal(searchable("x".repeat(99)).length, MOST_CHARS);
});

const soup = { name: "soup", tasks: [{ station: "hot" }] };

test("what the server found stands beside what is here, the latest first, and each ticket once", () => {
  const held = [ticket("a", { items: [soup], opened_ms: 5, table: "9" }), ticket("b", { items: [soup], opened_ms: 1 })];
  const found = [ticket("a", { items: [soup], opened_ms: 5 }), ticket("c", { items: [soup], closed_ms: 3 })];
  const all = joined(held, found, wordsOf("soup"), []);
  assert.deepEqual(
    all.map((one) => one.id),
    ["a", "c", "b"],
  );
  assert.equal(all[0]?.table, "9");
});

test("a station sees of what is here only its own work", () => {
  const held = [
    ticket("a", { items: [soup] }),
    ticket("b", { items: [{ name: "soup", tasks: [{ station: "cold" }] }] }),
  ];
  assert.deepEqual(
    joined(held, [], wordsOf("soup"), ["cold"]).map((one) => one.id),
    ["b"],
  );
});
