import assert from "node:assert/strict";
import { test } from "node:test";
import { passAlarms, stationAlarms } from "../src/core/alarms.ts";
import type { Ticket } from "../src/core/documents.ts";
import { passCards } from "../src/core/pass.ts";
import type { Alarm } from "../src/core/sounds.ts";
import { stationCards } from "../src/core/station-cards.ts";
import { type TicketParts, ticket } from "./builders.ts";

const hot = (parts: TicketParts, now = 0) => stationAlarms(stationCards([ticket("38", parts)], ["hot"]), now);
const pass = (parts: TicketParts, now = 0) => passAlarms(passCards([ticket("38", parts)]), [], [], now);
const sounds = (alarms: readonly Alarm[]) => alarms.map(({ sound, until }) => `${sound} until ${until}`);

const RUSH = { asked_ms: 1, last_ms: 1, by: "till", times: 1, reply: "", replied_ms: 0, replied_by: "" } as const;

test("work that nobody has begun is new at its station; begun, held or done it is not", () => {
  assert.deepEqual(sounds(hot({ items: [{ tasks: [{}] }] })), ["new until touch"]);
  for (const state of ["started", "done"] as const)
    assert.deepEqual(sounds(hot({ items: [{ tasks: [{ state }, { state: "started" }] }] })), []);
  assert.deepEqual(sounds(hot({ items: [{ tasks: [{ state: "waiting", wait: "held" }] }] })), []);
});

test("what was added rings as new work and not as a change as well", () => {
  const parts = { items: [{ id: "a", tasks: [{}] }], changes: [{ kind: "added", item: "a", waits: ["hot"] }] } as const;
  assert.deepEqual(sounds(hot(parts)), ["new until touch"]);
});

test("what was taken back rings hard, any other change softer, both until they are acknowledged", () => {
  const changed = (kind: "voided" | "cancelled" | "modified" | "moved", waits: readonly string[]) =>
    sounds(hot({ items: [{ id: "a", tasks: [{ state: "started" }] }], changes: [{ kind, item: "a", waits }] }));
  assert.deepEqual(changed("voided", ["hot"]), ["void until answer"]);
  assert.deepEqual(changed("cancelled", ["hot"]), ["void until answer"]);
  assert.deepEqual(changed("modified", ["hot"]), ["changed until answer"]);
  assert.deepEqual(changed("moved", ["cold"]), []);
});

test("an allergy that came with the order is part of it, one that came later is a change", () => {
  const parts = (at_ms: number): TicketParts => ({
    opened_ms: 100,
    items: [{ id: "a", tasks: [{ state: "started" }] }],
    changes: [{ kind: "allergen", item: "a", waits: ["hot"], at_ms }],
  });
  assert.deepEqual([sounds(hot(parts(100))), sounds(hot(parts(200)))], [[], ["changed until answer"]]);
});

test("a question about started food rings at the station and at the pass until it is answered", () => {
  const parts: TicketParts = { items: [{ void_asked: "till", tasks: [{ state: "started" }] }] };
  assert.deepEqual([sounds(hot(parts)), sounds(pass(parts))], [["void until answer"], ["void until answer"]]);
});

test("a rush says number and dishes once for the ticket, until the cook has answered", () => {
  const rushed = (reply: "" | "2min", times = 1) =>
    hot({
      mark: "美",
      items: ["fish", "soup"].map((name) => ({ name, rush: { ...RUSH, reply, times }, tasks: [{ state: "started" }] })),
    });
  const [alarm, ...more] = rushed("");
  assert.deepEqual(alarm?.say, { kind: "rush", number: "美 38", dishes: ["fish", "soup"] });
  assert.deepEqual(more, []);
  assert.deepEqual(rushed("2min"), []);
  assert.notEqual(rushed("", 2)[0]?.key, alarm?.key);
});

test("a late card rings from its moment on, on station and pass", () => {
  const parts: TicketParts = { items: [{ tasks: [{ state: "started", attention_ms: 10, late_ms: 20 }] }] };
  assert.deepEqual([sounds(hot(parts, 19)), sounds(hot(parts, 20))], [[], ["late until touch"]]);
  assert.deepEqual(sounds(pass(parts, 20)), ["late until touch"]);
});

test("the pass hears that a whole order is ready, with its number", () => {
  const parts: TicketParts = { state: "ready", ready_ms: 5, items: [{ state: "ready", tasks: [{ state: "done" }] }] };
  const [alarm] = pass(parts);
  assert.deepEqual([alarm?.sound, alarm?.until, alarm?.say], ["ready", "touch", { kind: "ready", number: "38" }]);
});

test("the pass hears what it has to decide, and not what its stations are told", () => {
  const changed = (kind: "sold_out" | "modified") =>
    sounds(pass({ items: [{ id: "a", tasks: [{}] }], changes: [{ kind, item: "a", waits: ["expo"] }] }));
  assert.deepEqual([changed("sold_out"), changed("modified")], [["changed until answer"], []]);
});

test("a table that calls rings at the pass until somebody goes, and anew when it calls again", () => {
  const call = { table: "7", at_ms: 1, about: "waiter", times: 1, last_ms: 1 } as const;
  const key = (times: number) => passAlarms([], [{ ...call, times }], [], 0).map(({ key, until }) => `${key} ${until}`);
  assert.deepEqual([key(1), key(2)], [["call 7 1 answer"], ["call 7 2 answer"]]);
});

test("two stations hear each their own", () => {
  const both: readonly Ticket[] = [ticket("38", { items: [{ tasks: [{}, { station: "cold" }] }] })];
  const keys = ["hot", "cold"].map((station) => stationAlarms(stationCards(both, [station]), 0).map(({ key }) => key));
  assert.deepEqual(keys, [["new 38-0.0.0"], ["new 38-0.0.1"]]);
});
