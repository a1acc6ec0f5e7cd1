/** The menu's rules on the phone: what is chosen, what is missing, what it costs, what is found. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allergensOf,
  allowed,
  type MenuCard,
  type MenuDish,
  type OptionGroup,
  picked,
  plainPicks,
  portionPrice,
  sections,
  stillThere,
  unanswered,
} from "../../src/core/guest/menu.ts";
import { costOf, type Order, tallyOf } from "../../src/core/guest/orders.ts";

const SPICE: OptionGroup = {
  id: "spice",
  name: { en: "Spice" },
  min: 1,
  choices: [
    { id: "mild", name: { en: "Mild" } },
    { id: "usual", name: { en: "As always" }, plain: true },
  ],
};
const EXTRAS: OptionGroup = {
  id: "extras",
  name: { en: "Extras" },
  max: 2,
  choices: [
    { id: "egg", name: { en: "Egg" }, price_minor: 500 },
    { id: "rice", name: { en: "Rice" }, price_minor: 300 },
    { id: "tofu", name: { en: "Tofu" } },
  ],
};
const TOFU: MenuDish = {
  sku: "T1",
  name: { "zh-Hans": "麻婆豆腐", en: "Mapo Tofu" },
  category: "tofu",
  price_minor: 2800,
  allergens: ["soy", "wheat"],
  options: [SPICE, EXTRAS],
};
const SOUP: MenuDish = { sku: "S1", name: { en: "Crème soup" }, category: "soup", allergens: ["soy"] };
const CARD: MenuCard = {
  digest: "",
  currency: "CNY",
  decimals: 2,
  categories: [
    { id: "soup", name: { en: "Soups" } },
    { id: "tofu", name: { en: "Tofu" } },
  ],
  dishes: [TOFU, SOUP],
};

test("what is always so is chosen beforehand", () => {
  assert.deepEqual(plainPicks(TOFU), { spice: ["usual"] });
});

test("of a group of one, another choice takes the place of the first", () => {
  assert.deepEqual(picked(SPICE, { spice: ["usual"] }, "mild"), { spice: ["mild"] });
});

test("a choice that has to be made is not taken back by tapping it again", () => {
  assert.deepEqual(picked(SPICE, { spice: ["mild"] }, "mild"), { spice: ["mild"] });
});

test("of a group of several no more can be ticked than the most", () => {
  const two = picked(EXTRAS, picked(EXTRAS, {}, "egg"), "rice");
  assert.deepEqual(picked(EXTRAS, two, "tofu"), { extras: ["egg", "rice"] });
  assert.deepEqual(picked(EXTRAS, two, "egg"), { extras: ["rice"] });
});

test("what is missing is a group with fewer than its least", () => {
  assert.deepEqual(unanswered(TOFU, {}), [SPICE]);
  assert.deepEqual(unanswered(TOFU, { spice: ["mild"] }), []);
});

test("a portion costs the dish and its choices", () => {
  assert.equal(portionPrice(TOFU, { spice: ["mild"], extras: ["egg", "rice"] }), 3600);
});

test("words are found in any language, without accents, and in headings", () => {
  const found = (query: string) => sections(CARD, query).flatMap(({ dishes }) => dishes.map((dish) => dish.sku));
  assert.deepEqual(found(""), ["S1", "T1"]);
  assert.deepEqual(found("豆腐"), ["T1"]);
  assert.deepEqual(found("CREME"), ["S1"]);
  assert.deepEqual(found("soups"), ["S1"]);
  assert.deepEqual(found("mapo soup"), []);
});

test("the allergens of the menu come the most frequent first", () => {
  assert.deepEqual(allergensOf(CARD), ["soy", "wheat"]);
});

function order(fields: Partial<Order>): Order {
  return { order: "o", number: "A001", word: "received", opened_ms: 0, items: [], ...fields };
}

test("portions are counted by their word, in the order of the way", () => {
  const item = { line: "a", sku: "S1", name: "Soup", price_minor: 900 };
  const orders = [
    order({ items: [{ ...item, quantity: "2", word: "served" }] }),
    order({
      items: [
        { ...item, quantity: "1", word: "cooking" },
        { ...item, quantity: "1", word: "cancelled" },
      ],
    }),
  ];
  assert.deepEqual(tallyOf(orders), [
    ["cooking", 1],
    ["served", 2],
  ]);
  assert.equal(costOf(orders), 2700);
});

test("choices that the menu no longer allows are known, and what is left of them is kept", () => {
  assert.ok(allowed(TOFU, { spice: ["mild"], extras: ["egg", "rice"] }));
  for (const picks of [
    {},
    { spice: ["mild", "usual"] },
    { spice: ["hot"] },
    { spice: ["mild"], extras: ["egg", "egg"] },
    { spice: ["mild"], extras: ["egg", "rice", "tofu"] },
    { spice: ["mild"], sauce: ["soy"] },
  ])
    assert.ok(!allowed(TOFU, picks), JSON.stringify(picks));
  assert.deepEqual(stillThere(TOFU, { spice: ["hot"], extras: ["cheese", "egg"], sauce: ["soy"] }), {
    extras: ["egg"],
  });
});
