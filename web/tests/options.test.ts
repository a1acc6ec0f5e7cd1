import assert from "node:assert/strict";
import { test } from "node:test";
import type { MenuDish, OptionGroup } from "../src/core/guest/menu.ts";
import { chose, chosenIn, missing } from "../src/core/options.ts";

const LANGUAGES = ["zh-Hans", "en"];
const SPICE: OptionGroup = {
  id: "spice",
  name: { en: "How spicy" },
  min: 1,
  choices: [
    { id: "mild", name: { "zh-Hans": "微辣", en: "Mild" } },
    { id: "usual", name: { "zh-Hans": "正常辣", en: "As always" }, plain: true },
    { id: "hot", name: { "zh-Hans": "特辣", en: "Extra hot" } },
  ],
};
const LEAVE: OptionGroup = {
  id: "leave",
  name: { en: "Leave out" },
  max: 2,
  choices: ["葱", "蒜", "香菜"].map((name) => ({ id: name, name: { "zh-Hans": name }, action: "no" as const })),
};
const SIZE: OptionGroup = { id: "size", name: { en: "Size" }, min: 1, choices: [{ id: "big", name: { en: "Big" } }] };

function choice(group: OptionGroup, id: string) {
  const found = group.choices.find((one) => one.id === id);
  assert.ok(found !== undefined);
  return found;
}

test("what is always so is chosen beforehand and tells the cook nothing", () => {
  assert.deepEqual(chosenIn(SPICE, [], LANGUAGES), ["usual"]);
});

test("a choice is a modifier in the store's language with the second beside it", () => {
  assert.deepEqual(chose(SPICE, [], choice(SPICE, "hot"), LANGUAGES), [
    { name: "特辣", action: "add", alt_name: "Extra hot", sku: "" },
  ]);
});

test("of one choice another takes the place, and the usual takes it back", () => {
  const hot = chose(SPICE, [], choice(SPICE, "hot"), LANGUAGES);
  const mild = chose(SPICE, hot, choice(SPICE, "mild"), LANGUAGES);
  assert.deepEqual(chosenIn(SPICE, mild, LANGUAGES), ["mild"]);
  assert.deepEqual(chose(SPICE, mild, choice(SPICE, "usual"), LANGUAGES), []);
});

test("several are ticked one by one, up to the most, and unticked again", () => {
  const two = ["葱", "蒜", "香菜"].reduce(
    (so_far: ReturnType<typeof chose>, id) => chose(LEAVE, so_far, choice(LEAVE, id), LANGUAGES),
    [],
  );
  assert.deepEqual(chosenIn(LEAVE, two, LANGUAGES), ["葱", "蒜"]);
  assert.deepEqual(chosenIn(LEAVE, chose(LEAVE, two, choice(LEAVE, "葱"), LANGUAGES), LANGUAGES), ["蒜"]);
});

test("another difference of the line stays as it is", () => {
  const typed = [{ name: "打包", action: "side" as const }];
  assert.equal(chose(SPICE, typed, choice(SPICE, "hot"), LANGUAGES).length, 2);
});

test("a group that must be answered and has no usual answer is missing", () => {
  const dish: MenuDish = { sku: "M", name: {}, options: [SPICE, SIZE, LEAVE] };
  assert.deepEqual(
    missing(dish, [], LANGUAGES).map((group) => group.id),
    ["size"],
  );
  assert.deepEqual(missing(dish, chose(SIZE, [], choice(SIZE, "big"), LANGUAGES), LANGUAGES), []);
});
