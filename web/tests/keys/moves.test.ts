import assert from "node:assert/strict";
import { test } from "node:test";
import type { At, Group } from "../../src/core/keys/glass.ts";
import { IDLE, type Keys, recover } from "../../src/core/keys/play.ts";
import { card, lane, MENU, Played, panel, preset, pressed, said } from "./bar.ts";

const DIGITS = preset("digits");

function glass(...groups: readonly Group[]): Played {
  return new Played(DIGITS, ...groups);
}

function after(played: Played, ...codes: readonly string[]): At | null {
  played.keys(...codes);
  return played.at;
}

test("a slot key marks the card in its place, and bump presses what is marked", () => {
  const played = glass(card(1), card(2), MENU);
  assert.deepEqual(played.keys("Digit2", "Enter"), [pressed("card2 0", 0)]);
});

test("a slot key without a card says so and leaves the mark where it is", () => {
  const played = glass(card(1), MENU);
  assert.deepEqual(played.keys("Digit1", "Digit5"), [said("hint.no_card_here")]);
  assert.deepEqual(played.at, { group: "card1 0", stop: 0 });
});

test("on a glass with more places than slots the same key again goes on to its next place", () => {
  const places = Array.from({ length: 12 }, (_, index) => card(index + 1));
  const played = glass(...places, MENU);
  assert.deepEqual(after(played, "Digit2", "Digit2"), { group: "card12 0", stop: 0 });
  assert.deepEqual(after(played, "Digit2"), { group: "card2 0", stop: 0 });
  assert.deepEqual(after(played, "Digit3", "Digit3"), { group: "card3 0", stop: 0 });
});

test("from a dish of its card a slot key goes back to the head", () => {
  const places = Array.from({ length: 12 }, (_, index) => card(index + 1));
  assert.deepEqual(after(glass(...places, MENU), "Digit2", "ArrowDown", "Digit2"), { group: "card2 0", stop: 0 });
});

test("a slot key picks nothing right after the cards have moved", () => {
  const played = glass(card(1), MENU);
  played.unsteady = true;
  assert.deepEqual(played.keys("Digit1"), [said("hint.moved")]);
  assert.equal(played.at, null);
});

test("bump without a mark marks the first card, and finishes nothing", () => {
  const played = glass(card(1), card(2), MENU);
  assert.deepEqual(played.keys("Enter"), [said("hint.pick_first")]);
  assert.deepEqual(played.at, { group: "card1 0", stop: 0 });
});

test("down walks to the last button of the card and no further", () => {
  const played = glass(card(1), card(2), MENU);
  assert.deepEqual(after(played, "Digit1", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"), {
    group: "card1 0",
    stop: 2,
  });
});

test("up from the head of a card goes to the bar, where everything has its button", () => {
  const played = glass(card(1), MENU);
  assert.deepEqual(played.keys("Digit1", "ArrowUp", "ArrowDown", "Enter"), [pressed("menu", 1)]);
});

test("down without a mark goes to the first card, up to the bar", () => {
  assert.deepEqual(after(glass(card(1), MENU), "ArrowDown"), { group: "card1 0", stop: 0 });
  assert.deepEqual(after(glass(card(1), MENU), "ArrowUp"), { group: "menu", stop: 0 });
});

test("without any card, down goes to what asks at the pass, then to the bar", () => {
  assert.deepEqual(after(glass(lane("ask"), MENU), "ArrowDown"), { group: "lane", stop: 0 });
  assert.deepEqual(after(glass(lane(), MENU), "ArrowDown"), { group: "menu", stop: 0 });
});

test("all-day opens the counts at a station and goes to the lane at the pass", () => {
  assert.deepEqual(glass(card(1), MENU).keys("KeyA"), [{ kind: "toggle", panel: "allday" }]);
  assert.deepEqual(after(glass(card(1), lane("ask", ""), MENU), "KeyA"), { group: "lane", stop: 0 });
  assert.deepEqual(glass(card(1), lane(), MENU).keys("KeyA"), [said("lane.none")]);
});

test("page keys turn pages, and a bar with one page key goes around", () => {
  assert.deepEqual(glass(card(1), MENU).keys("ArrowRight", "ArrowLeft"), [
    { kind: "turn", pages: 1, around: false },
    { kind: "turn", pages: -1, around: false },
  ]);
  assert.deepEqual(new Played(preset("logic"), card(1), MENU).keys("ArrowLeft"), [
    { kind: "turn", pages: 1, around: true },
  ]);
});

test("confirm goes to what asks on the card, and confirms it when pressed again", () => {
  const played = glass(card(1), card(2, ["head", "", "confirm", "", "confirm"]), MENU);
  assert.deepEqual(played.keys("Digit2", "KeyY"), []);
  assert.deepEqual(played.at, { group: "card2 0", stop: 2 });
  assert.deepEqual(played.keys("KeyY"), [pressed("card2 0", 2)]);
});

test("confirm never answers a question, it goes on to the next one", () => {
  const played = glass(card(1, ["head", "ask", "", "", "", "reply", ""]), MENU);
  assert.deepEqual(played.keys("Digit1", "KeyY", "KeyY"), []);
  assert.deepEqual(played.at, { group: "card1 0", stop: 5 });
});

test("confirm without a mark finds the lane's question first, then the cards'", () => {
  const asking = card(2, ["head", "confirm"]);
  assert.deepEqual(after(glass(card(1), asking, lane("", "ask"), MENU), "KeyY"), { group: "lane", stop: 1 });
  assert.deepEqual(after(glass(card(1), asking, MENU), "KeyY"), { group: "card2 0", stop: 1 });
  assert.deepEqual(glass(card(1), MENU).keys("KeyY"), [said("hint.nothing_asks")]);
});

test("an answer is chosen by walking and pressing", () => {
  const played = glass(card(1, ["head", "reply", "", "", ""]), MENU);
  assert.deepEqual(played.keys("Digit1", "KeyR", "ArrowDown", "Enter"), [pressed("card1 0", 2)]);
});

test("rush and hold show their button first and press it second", () => {
  const played = glass(card(1, ["head", "", "hold", "rush", ""]), MENU);
  assert.deepEqual(played.keys("Digit1", "KeyR"), []);
  assert.deepEqual(played.keys("KeyR"), [pressed("card1 0", 3)]);
  assert.deepEqual(played.keys("KeyO", "KeyO"), [pressed("card1 0", 2)]);
});

test("a card that has no such button says so", () => {
  assert.deepEqual(glass(card(1), MENU).keys("Digit1", "KeyO"), [said("hint.not_on_card")]);
});

test("start begins the marked dish, or all of a card that have not begun", () => {
  const played = glass(card(1, ["head", "start", "", "start"]), MENU);
  assert.deepEqual(played.keys("Digit1", "KeyT"), [pressed("card1 0", 1), pressed("card1 0", 3)]);
  assert.deepEqual(played.at, { group: "card1 0", stop: 0 });
  assert.deepEqual(played.keys("ArrowDown", "KeyT"), [pressed("card1 0", 1)]);
  assert.deepEqual(played.keys("ArrowDown", "KeyT"), [said("hint.nothing_to_start")]);
});

test("undo tells whose bump it is about", () => {
  assert.deepEqual(glass(card(1), MENU).keys("Digit1", "KeyU"), [{ kind: "undo", group: "card1 0" }]);
});

test("in a panel the keys walk, pick and stride, and never reach the cards", () => {
  const played = glass(panel("close", ...Array(20).fill("pick")));
  assert.deepEqual(played.keys("Digit3", "Enter"), [pressed("panel", 3)]);
  assert.deepEqual(played.keys("KeyU", "KeyY", "KeyT"), []);
  assert.deepEqual(after(played, "ArrowRight"), { group: "panel", stop: 11 });
  assert.deepEqual(after(played, "ArrowUp"), { group: "panel", stop: 10 });
});

test("leaving closes the panel first, then takes the mark away", () => {
  const played = glass(panel("close"));
  assert.deepEqual(played.keys("Escape"), [{ kind: "close" }]);
  played.groups = [card(1), MENU];
  played.keys("Digit1", "Escape");
  assert.equal(played.at, null);
});

test("after a panel the mark is where it was", () => {
  const page = { group: "card1 0", stop: 1, of: 3 };
  const keys: Keys = { alone: "", cursor: { page, panel: { group: "panel", stop: 4, of: 9 } } };
  const found = recover(keys, { groups: [card(1), MENU], at: null, unsteady: false });
  assert.deepEqual(found.to, { group: "card1 0", stop: 1 });
});

test("a button that answered leaves the mark beside it, on the same card", () => {
  const keys: Keys = { ...IDLE, cursor: { page: { group: "card1 0", stop: 2, of: 3 }, panel: null } };
  const found = recover(keys, { groups: [card(1, ["head", ""]), MENU], at: null, unsteady: false });
  assert.deepEqual(found.to, { group: "card1 0", stop: 1 });
});

test("a card that leaves takes the mark with it, so that no other is bumped", () => {
  const keys: Keys = { ...IDLE, cursor: { page: { group: "card1 0", stop: 0, of: 3 }, panel: null } };
  const found = recover(keys, { groups: [card(2), MENU], at: null, unsteady: false });
  assert.equal(found.to, null);
  assert.equal(found.keys.cursor.page, null);
});

test("nothing is pressed while nothing is seen to be marked", () => {
  const played = glass(card(1), MENU);
  played.keys("Digit1", "ArrowDown", "ArrowDown");
  played.at = null;
  assert.deepEqual(played.keys("Enter"), []);
  assert.deepEqual(played.keys("Enter"), [pressed("card1 0", 2)]);
});
