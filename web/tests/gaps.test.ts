import assert from "node:assert/strict";
import { test } from "node:test";
import { stationAlarms } from "../src/core/alarms.ts";
import type { Cover, Sighting, Store, Task } from "../src/core/documents.ts";
import { gapsOf, sentTo } from "../src/core/gaps.ts";
import { stationCards } from "../src/core/station-cards.ts";
import { ticket } from "./builders.ts";

const seen = (by = "hot-1f2e", gen = 1): Sighting => ({ gen, at_ms: 1, by });
const covered = (station: string, shown: Sighting | null = null): Cover => ({
  station,
  since_ms: 9,
  why: "unshown",
  by: "",
  shown,
});
const order = (task: Partial<Task>) =>
  ticket("38", { items: [{ id: "i", uid: "1", name: "Soup", tasks: [{ id: "i.0.0", station: "hot", ...task }] }] });
const store = (silent: readonly string[] = []): Store =>
  ({
    stations: [{ id: "hot", name: {}, kind: "prep", start: false, backup: "grill" }],
    silent: silent.map((station) => ({ station, since_ms: 1 })),
  }) as unknown as Store;
const gaps = (task: Partial<Task>, silent: readonly string[] = []) =>
  gapsOf([order(task)], store(silent)).map(({ kind, station, backup }) => `${kind} ${station} ${backup}`);

test("what was sent a moment ago is no gap yet", () => assert.deepEqual(gaps({}), []));

test("a dish of which the pass was warned is a gap until it is shown", () => {
  assert.deepEqual(gaps({ unshown: 1 }), ["unshown hot grill"]);
  assert.deepEqual(gaps({ unshown: 1, gen: 2 }), []);
  assert.deepEqual(gaps({ shown: seen() }), []);
});

test("a cover says who covers, whether it is seen there, and that nobody does", () => {
  assert.deepEqual(gaps({ cover: covered("grill") }), ["unseen hot grill"]);
  assert.deepEqual(gaps({ cover: covered("grill", seen("grill-1")) }), ["covered hot grill"]);
  assert.deepEqual(gaps({ cover: covered("") }), ["alone hot "]);
});

test("what a silent station had shown is one gap with its backup; what is done is none", () => {
  assert.deepEqual(gaps({ shown: seen() }, ["hot"]), ["silent hot grill"]);
  assert.deepEqual(gaps({ shown: seen(), state: "done" }, ["hot"]), []);
});

test("sent and shown are counted for each station, and who has shown it", () => {
  const tickets = [order({ shown: seen() }), order({ gen: 2, shown: seen() }), order({ state: "done", shown: seen() })];
  assert.deepEqual(sentTo(tickets, ["hot"]), { sent: 2, shown: 1, who: ["hot-1f2e"] });
  assert.deepEqual(sentTo([order({ cover: covered("grill", seen("grill-1")) })], ["grill"]), {
    sent: 1,
    shown: 1,
    who: ["grill-1"],
  });
  assert.equal(sentTo([order({ cover: covered("grill", seen("grill-1")) })], []).shown, 1);
});

test("a covered dish stands on the card of the backup, marked, and rings there", () => {
  const cards = stationCards([order({ cover: covered("grill") })], ["grill"]);
  assert.deepEqual(
    cards.flatMap((card) => card.lines.map((line) => `${line.name} covers ${line.covers}`)),
    ["Soup covers hot"],
  );
  assert.deepEqual(
    stationAlarms(cards, 0).map(({ sound }) => sound),
    ["new"],
  );
  assert.deepEqual(
    stationCards([order({})], ["grill"]).map((card) => card.id),
    [],
  );
});

test("the backup answers in the place of the station that it covers", () => {
  const change = { id: 1, kind: "allergen" as const, at_ms: 1, item: "i", was: "", now: "nuts", waits: ["hot"] };
  const task = { id: "i.0.0", station: "hot", cover: covered("grill") };
  const one = ticket("38", { items: [{ id: "i", uid: "1", name: "Soup", tasks: [task] }], changes: [change] });
  const [card] = stationCards([one], ["grill"]);
  assert.deepEqual(card?.lines[0]?.unconfirmed[0]?.who, ["grill", "hot"]);
});
