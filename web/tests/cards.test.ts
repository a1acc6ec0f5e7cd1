import assert from "node:assert/strict";
import { test } from "node:test";
import { levelAt, stationCards } from "../src/core/cards.ts";
import { ticket } from "./builders.ts";

const ids = (cards: readonly { readonly id: string }[]) => cards.map((card) => card.id);

test("a station sees its own tasks and how far the others are", () => {
  const [card] = stationCards(
    [
      ticket("a", {
        items: [
          { tasks: [{}] },
          {
            tasks: [
              { station: "cold", state: "done" },
              { station: "cold", state: "started" },
            ],
          },
        ],
      }),
    ],
    "hot",
  );
  assert.deepEqual(
    card?.lines.map((line) => line.item.id),
    ["a-0"],
  );
  assert.deepEqual(card?.others, [{ station: "cold", done: 1, started: 1, total: 2 }]);
});

test("a card leaves when the station's last task is done", () => {
  assert.deepEqual(stationCards([ticket("a", { items: [{ tasks: [{ state: "done" }] }] })], "hot"), []);
});

test("done lines stay on the card while the rest is cooked", () => {
  const [card] = stationCards([ticket("a", { items: [{ tasks: [{ state: "done" }] }, { tasks: [{}] }] })], "hot");
  assert.deepEqual([card?.done, card?.total], [1, 2]);
});

test("a step whose turn has not come, and a scheduled order, are not on the glass; held food is", () => {
  const waits = (["step", "due", "held"] as const).map((wait) =>
    ticket(wait, { items: [{ tasks: [{ state: "waiting", wait, queued_ms: 0 }] }] }),
  );
  assert.deepEqual(ids(stationCards(waits, "hot")), ["held"]);
});

test("a void stays on the card until the station has acknowledged it", () => {
  const items = [{ state: "void" as const, tasks: [{ state: "void" as const }] }];
  const waiting = ticket("a", { state: "closed", items, changes: [{ kind: "voided", item: "a-0", waits: ["hot"] }] });
  const [card] = stationCards([waiting], "hot");
  assert.equal(card?.lines[0]?.changes[0]?.change.kind, "voided");
  assert.deepEqual(stationCards([{ ...waiting, changes: [] }], "hot"), []);
});

test("a change of finished food brings the card back until it is acknowledged", () => {
  const changed = ticket("a", {
    items: [{ tasks: [{ state: "done" }] }],
    changes: [{ kind: "modified", item: "a-0", waits: ["hot"] }],
  });
  assert.deepEqual(ids(stationCards([changed], "hot")), ["a"]);
});

test("changes of the whole ticket stand on the card, not on a line", () => {
  const moved = ticket("a", {
    items: [{ tasks: [{}] }],
    changes: [{ kind: "moved", was: "5", now: "8", waits: ["hot"] }],
  });
  assert.deepEqual(
    stationCards([moved], "hot")[0]?.pending.map(({ change }) => change.kind),
    ["moved"],
  );
});

test("an abandoned ticket leaves the station though its food was never made", () => {
  assert.deepEqual(stationCards([ticket("a", { state: "closed", items: [{ tasks: [{}] }] })], "hot"), []);
});

test("a tombstone is never drawn", () => {
  assert.deepEqual(stationCards([ticket("a", { tombstone: true, items: [{ tasks: [{}] }] })], "hot"), []);
});

test("merged tickets are drawn on the leader's card and keep their own ids", () => {
  const [card, ...more] = stationCards(
    [ticket("b", { merged_into: "a", items: [{ tasks: [{}] }] }), ticket("a", { items: [{ tasks: [{}] }] })],
    "hot",
  );
  assert.equal(more.length, 0);
  assert.deepEqual([card?.id, card?.lines.map((line) => line.ticket.id)], ["a", ["a", "b"]]);
});

test("a ticket merged into one that is not known leads its own card", () => {
  assert.deepEqual(ids(stationCards([ticket("b", { merged_into: "gone", items: [{ tasks: [{}] }] })], "hot")), ["b"]);
});

test("a modifier's task shows its own name and quantity", () => {
  const fries = ticket("a", { items: [{ name: "burger", quantity: "2", tasks: [{ name: "fries", quantity: "4" }] }] });
  const line = stationCards([fries], "hot")[0]?.lines[0];
  assert.deepEqual([line?.name, line?.quantity, line?.loud], ["fries", "4", true]);
});

test("a line shows the allergens of its item and of the whole ticket, each once", () => {
  const nuts = ticket("a", { allergens: ["peanut", "milk"], items: [{ allergens: ["peanut"], tasks: [{}] }] });
  assert.deepEqual(stationCards([nuts], "hot")[0]?.lines[0]?.allergens, ["peanut", "milk"]);
});

test("the level follows the nearest threshold of what is being waited for", () => {
  const timed = ticket("a", {
    items: [
      { tasks: [{ attention_ms: 10, late_ms: 20 }] },
      { tasks: [{ state: "done", attention_ms: 1, late_ms: 2 }] },
    ],
  });
  const deadline = stationCards([timed], "hot")[0]?.deadline ?? { attentionMs: 0, lateMs: 0 };
  assert.deepEqual(
    [9, 10, 19, 20].map((now) => levelAt(deadline, now)),
    ["", "attention", "attention", "late"],
  );
});

test("held food alone is never late", () => {
  const held = ticket("a", { items: [{ tasks: [{ state: "waiting", wait: "held", queued_ms: 0 }] }] });
  const [card] = stationCards([held], "hot");
  assert.ok(card);
  assert.equal(levelAt(card.deadline, Number.MAX_SAFE_INTEGER), "");
  assert.equal(card.clockMs, 0);
});
