import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { completeDish, completeScreen, completeStore, completeTicket } from "../src/core/complete.ts";
import { readKeys } from "../src/core/keys/presets.ts";

const MODEL = ["model", "venue", "screens"]
  .map((module) => readFileSync(new URL(`../../kds/kitchen/${module}.py`, import.meta.url), "utf8"))
  .join("\n");

/** Field → default of a struct of the Python model, as far as the default is a literal. */
function fieldsOf(struct: string): Record<string, unknown> {
  const body = new RegExp(`^class ${struct}\\(Value.*\\n((?: {4}.*\\n|\\n)+)`, "m").exec(MODEL)?.[1] ?? "";
  const fields = body.matchAll(/^ {4}(\w+): [^=\n]+?(?: = (.+))?$/gm);
  return Object.fromEntries([...fields].map(([, name, value]) => [name, literal(value)]));
}

function literal(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const words: Record<string, unknown> = { True: true, False: false, None: null, "()": [], "{}": {} };
  const made = /^(\w+)\(\)$/.exec(text)?.[1];
  if (made !== undefined) return fieldsOf(made);
  const tuple = /^\((".*")\)$/.exec(text);
  if (tuple !== null) return JSON.parse(`[${tuple[1]}]`);
  return text in words ? words[text] : JSON.parse(text);
}

function defaultsOf(document: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).map(([key, value]) => [key, value === "?" ? undefined : value]));
}

const TICKET = completeTicket({
  id: "?",
  source: "?",
  external_id: "?",
  items: [
    {
      id: "?",
      uid: "?",
      name: "?",
      rush: { asked_ms: "?" },
      tasks: [{ id: "?", station: "?" }],
      modifiers: [{ name: "?" }],
    },
  ],
  changes: [{ id: "?", kind: "?", at_ms: "?" }],
});
const [ITEM] = TICKET.items;
assert.ok(ITEM);

const READ: Record<string, object | undefined | null> = {
  Ticket: { ...TICKET, items: [], changes: [] },
  Item: { ...ITEM, tasks: [], modifiers: [], rush: null },
  Task: ITEM.tasks[0],
  Modifier: ITEM.modifiers[0],
  Rush: ITEM.rush,
  Change: TICKET.changes[0],
  Dish: completeDish({ sku: "?", name: "?" }),
  Store: completeStore({ id: "?" }),
  BoardCard: completeStore({ id: "?" }).board,
  ScreenLayout: completeScreen({ id: "?" }),
  Layout: completeScreen({ id: "?" }).own,
  Keys: readKeys({}),
  LeftOver: completeStore({ id: "?", left_over: [{ id: "?" }] }).left_over[0],
  StationCard: completeStore({ id: "?", stations: [{ id: "?", name: "?" }] }).stations[0],
};

for (const [struct, read] of Object.entries(READ)) {
  test(`a ${struct} has the fields and defaults of the server's model`, () => {
    assert.deepEqual(defaultsOf(read ?? {}), fieldsOf(struct));
  });
}

test("what was sent takes the place of the default, at every depth", () => {
  const sent = completeTicket({
    id: "a",
    items: [{ id: "b", tasks: [{ id: "c", gen: 3 }], rush: { asked_ms: 5, times: 2 } }],
  });
  assert.equal(sent.items[0]?.tasks[0]?.gen, 3);
  assert.equal(sent.items[0]?.rush?.times, 2);
});
