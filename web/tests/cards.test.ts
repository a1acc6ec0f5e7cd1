import assert from "node:assert/strict";
import { test } from "node:test";
import { levelAt } from "../src/core/cards.ts";
import { stationCards } from "../src/core/station-cards.ts";
import { type ItemParts, ticket } from "./builders.ts";

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
    ["hot"],
  );
  assert.deepEqual(
    card?.lines.map((line) => line.item.id),
    ["a-0"],
  );
  assert.deepEqual(card?.others, [{ station: "cold", done: 1, started: 1, total: 2 }]);
});

test("a card leaves when the station's last task is done", () => {
  assert.deepEqual(stationCards([ticket("a", { items: [{ tasks: [{ state: "done" }] }] })], ["hot"]), []);
});

test("done lines stay on the card while the rest is cooked", () => {
  const [card] = stationCards([ticket("a", { items: [{ tasks: [{ state: "done" }] }, { tasks: [{}] }] })], ["hot"]);
  assert.deepEqual([card?.done, card?.total], [1, 2]);
});

test("a step whose turn has not come, and a scheduled order, are not on the glass; held food is", () => {
  const waits = (["step", "due", "held"] as const).map((wait) =>
    ticket(wait, { items: [{ tasks: [{ state: "waiting", wait, queued_ms: 0 }] }] }),
  );
  assert.deepEqual(ids(stationCards(waits, ["hot"])), ["held"]);
});

test("a void stays on the card until the station has acknowledged it", () => {
  const items = [{ state: "void" as const, tasks: [{ state: "void" as const }] }];
  const waiting = ticket("a", { state: "closed", items, changes: [{ kind: "voided", item: "a-0", waits: ["hot"] }] });
  const [card] = stationCards([waiting], ["hot"]);
  assert.equal(card?.lines[0]?.changes[0]?.change.kind, "voided");
  assert.deepEqual(stationCards([{ ...waiting, changes: [] }], ["hot"]), []);
});

const CANCELLED = { state: "closed", cancelled: true, changes: [{ kind: "cancelled", waits: ["hot"] }] } as const;
const GONE = { state: "void", tasks: [{ state: "void" }] } as const;

test("a cancelled order stays with its dishes, made or not, until the station has acknowledged it", () => {
  const made = { state: "void", tasks: [{ state: "void", done_ms: 5 }] } as const;
  const waiting = ticket("a", { ...CANCELLED, items: [GONE, made] });
  const [card] = stationCards([waiting], ["hot"]);
  assert.equal(card?.taken, "cancelled");
  assert.deepEqual(
    card?.lines.map((line) => line.item.id),
    ["a-0", "a-1"],
  );
  assert.deepEqual(stationCards([{ ...waiting, changes: [] }], ["hot"]), []);
});

test("food that was never called up is not drawn to be stopped", () => {
  const held = { state: "void", tasks: [{ state: "void", queued_ms: 0 }] } as const;
  const [card] = stationCards([ticket("a", { ...CANCELLED, items: [GONE, held] })], ["hot"]);
  assert.equal(card?.lines.length, 1);
});

test("a cancelled order with started food is cancelled on the glass while the cook is asked", () => {
  const asked = { void_asked: "till", tasks: [{ state: "started" }] } as const;
  const [card] = stationCards([ticket("a", { ...CANCELLED, state: "open", items: [GONE, asked] })], ["hot"]);
  assert.deepEqual([card?.taken, card?.lines.length], ["cancelled", 2]);
});

test("a card is voided when every dish on it is, and not before", () => {
  const changes = [{ kind: "voided", item: "a-0", waits: ["hot"] }] as const;
  const taken = (items: readonly ItemParts[]) => stationCards([ticket("a", { items, changes })], ["hot"])[0]?.taken;
  assert.equal(taken([GONE]), "voided");
  assert.equal(taken([GONE, { tasks: [{}] }]), "");
});

test("of merged tickets one that is cancelled does not cancel the card", () => {
  const other = ticket("b", { merged_into: "a", items: [{ tasks: [{}] }] });
  const [card] = stationCards([ticket("a", { ...CANCELLED, items: [GONE] }), other], ["hot"]);
  assert.equal(card?.taken, "");
});

test("a card on which only changes are left stays where it stood", () => {
  const cards = stationCards(
    [
      ticket("late", { items: [{ tasks: [{ queued_ms: 30 }] }] }),
      ticket("gone", { ...CANCELLED, items: [{ ...GONE, tasks: [{ state: "void", queued_ms: 20 }] }] }),
      ticket("early", { items: [{ tasks: [{ queued_ms: 10 }] }] }),
    ],
    ["hot"],
  );
  assert.deepEqual(ids(cards), ["early", "gone", "late"]);
});

test("news of a dish whose step has not come makes no card yet", () => {
  const boiled = { station: "cold" };
  const later = { state: "waiting", wait: "step", step: 1, queued_ms: 0 } as const;
  const added = ticket("a", {
    items: [{ tasks: [boiled, later] }],
    changes: [
      { kind: "added", item: "a-0", waits: ["cold", "hot"] },
      { kind: "allergen", item: "a-0", waits: ["cold", "hot"] },
      { kind: "allergen", waits: ["cold", "hot"] },
    ],
  });
  assert.deepEqual(stationCards([added], ["hot"]), []);
  assert.equal(stationCards([added], ["cold"])[0]?.lines[0]?.changes.length, 1);
});

test("an allergy of the whole ticket is confirmed on its dishes and nowhere else", () => {
  const changes = [{ kind: "allergen", waits: ["hot"] }] as const;
  const [card] = stationCards([ticket("a", { items: [{ tasks: [{}] }], changes })], ["hot"]);
  assert.deepEqual([card?.pending, card?.lines[0]?.unconfirmed.length], [[], 1]);
});

test("a change of finished food brings the card back until it is acknowledged", () => {
  const changed = ticket("a", {
    items: [{ tasks: [{ state: "done" }] }],
    changes: [{ kind: "modified", item: "a-0", waits: ["hot"] }],
  });
  assert.deepEqual(ids(stationCards([changed], ["hot"])), ["a"]);
});

test("changes of the whole ticket stand on the card, not on a line", () => {
  const moved = ticket("a", {
    items: [{ tasks: [{}] }],
    changes: [{ kind: "moved", was: "5", now: "8", waits: ["hot"] }],
  });
  assert.deepEqual(
    stationCards([moved], ["hot"])[0]?.pending.map(({ change }) => change.kind),
    ["moved"],
  );
});

test("an abandoned ticket leaves the station though its food was never made", () => {
  assert.deepEqual(stationCards([ticket("a", { state: "closed", items: [{ tasks: [{}] }] })], ["hot"]), []);
});

test("a tombstone is never drawn", () => {
  assert.deepEqual(stationCards([ticket("a", { tombstone: true, items: [{ tasks: [{}] }] })], ["hot"]), []);
});

test("merged tickets are drawn on the leader's card and keep their own ids", () => {
  const [card, ...more] = stationCards(
    [ticket("b", { merged_into: "a", items: [{ tasks: [{}] }] }), ticket("a", { items: [{ tasks: [{}] }] })],
    ["hot"],
  );
  assert.equal(more.length, 0);
  assert.deepEqual([card?.id, card?.lines.map((line) => line.ticket.id)], ["a", ["a", "b"]]);
});

test("a ticket merged into one that is not known leads its own card", () => {
  assert.deepEqual(ids(stationCards([ticket("b", { merged_into: "gone", items: [{ tasks: [{}] }] })], ["hot"])), ["b"]);
});

test("a modifier's task shows its own name and quantity", () => {
  const fries = ticket("a", { items: [{ name: "burger", quantity: "2", tasks: [{ name: "fries", quantity: "4" }] }] });
  const line = stationCards([fries], ["hot"])[0]?.lines[0];
  assert.deepEqual([line?.name, line?.quantity, line?.loud], ["fries", "4", true]);
});

test("a line shows the allergens of its item and of the whole ticket, each once", () => {
  const nuts = ticket("a", { allergens: ["peanut", "milk"], items: [{ allergens: ["peanut"], tasks: [{}] }] });
  assert.deepEqual(stationCards([nuts], ["hot"])[0]?.lines[0]?.allergens, ["peanut", "milk"]);
});

test("the level follows the nearest threshold of what is being waited for", () => {
  const timed = ticket("a", {
    items: [
      { tasks: [{ attention_ms: 10, late_ms: 20 }] },
      { tasks: [{ state: "done", attention_ms: 1, late_ms: 2 }] },
    ],
  });
  const deadline = stationCards([timed], ["hot"])[0]?.deadline ?? { attentionMs: 0, lateMs: 0 };
  assert.deepEqual(
    [9, 10, 19, 20].map((now) => levelAt(deadline, now)),
    ["", "attention", "attention", "late"],
  );
});

test("held food alone is never late", () => {
  const held = ticket("a", { items: [{ tasks: [{ state: "waiting", wait: "held", queued_ms: 0 }] }] });
  const [card] = stationCards([held], ["hot"]);
  assert.ok(card);
  assert.deepEqual([levelAt(card.deadline, Number.MAX_SAFE_INTEGER), card.clockMs], ["", 0]);
});
