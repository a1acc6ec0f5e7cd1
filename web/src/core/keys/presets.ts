/** The layouts that are known by name, the one a screen has learned, and which of them it uses. */

import { type Action, isAction, type Layout, placeOf, type Slot, slot, type Verb } from "./actions.ts";

function inOrder(codes: readonly string[]): Layout {
  return Object.fromEntries(codes.map((code, index) => [code, slot(index + 1)]));
}

const ROW = [..."1234567890"].map((digit) => `Digit${digit}`);
const PAD = ROW.map((code) => code.replace("Digit", "Numpad"));
/** A bar that counts from nought: its first key sends 0. */
const FROM_ZERO = ["Digit0", ...ROW.slice(0, 9)];
/** Two rows of four, the upper one first. */
const LETTERS = [..."ACEGBDFH"].map((letter) => `Key${letter}`);

/** What a whole keyboard has beside its slots, in every layout that is made for one. */
const KEYBOARD: Layout = {
  Enter: "bump",
  NumpadEnter: "bump",
  Space: "bump",
  ArrowDown: "down",
  ArrowUp: "up",
  ArrowRight: "page",
  ArrowLeft: "page_back",
  Minus: "recall",
  NumpadSubtract: "recall",
  KeyY: "confirm",
  KeyU: "undo",
  KeyT: "start",
  KeyR: "rush",
  KeyO: "hold",
  KeyS: "soldout",
  KeyP: "settings",
};

export const PRESETS = {
  digits: { ...inOrder(ROW), ...inOrder(PAD), ...KEYBOARD, KeyA: "allday" },
  logic: {
    ...inOrder(FROM_ZERO),
    ...inOrder(FROM_ZERO.map((code) => code.replace("Digit", "Numpad"))),
    ControlLeft: "bump",
    NumpadSubtract: "recall",
    ArrowDown: "allday",
    ArrowLeft: "page",
    ArrowRight: "up",
    Space: "down",
  },
  letters: { ...inOrder(LETTERS), KeyM: "recall", KeyN: "allday", ...KEYBOARD },
} satisfies Readonly<Record<string, Layout>>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** Small and plain, so that a server can keep it for a screen. */
export interface KeyChoice {
  readonly preset: PresetName | "learned";
  /** Stays when another layout is chosen, so that the bar need not be taught again. */
  readonly learned: Layout;
}

export const UNTOUCHED_KEYS: KeyChoice = { preset: "digits", learned: {} };

/** In every layout: the way out of whatever is open. */
const ALWAYS: Layout = { Escape: "leave" };

export function layoutOf({ preset, learned }: KeyChoice): Layout {
  return { ...(preset === "learned" ? learned : PRESETS[preset]), ...ALWAYS };
}

/** Takes only what is understood; an empty layout if that is nothing. */
export function readLayout(kept: unknown): Layout {
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return {};
  const pairs = Object.entries(kept).filter((pair): pair is [string, Action] => isAction(pair[1]) && pair[0] !== "");
  return Object.fromEntries(pairs);
}

export function readKeys(kept: unknown): KeyChoice {
  if (typeof kept !== "object" || kept === null) return UNTOUCHED_KEYS;
  const { preset, learned } = kept as Partial<Record<keyof KeyChoice, unknown>>;
  const layout = readLayout(learned);
  const wanted = [...PRESET_NAMES, "learned" as const].find((one) => one === preset) ?? UNTOUCHED_KEYS.preset;
  const usable = wanted !== "learned" || Object.keys(layout).length > 0;
  return { preset: usable ? wanted : UNTOUCHED_KEYS.preset, learned: layout };
}

/** The keys of an action, the one to print on its button first. */
export function codesOf(layout: Layout, action: Action): readonly string[] {
  return Object.keys(layout).filter((code) => layout[code] === action);
}

/** How many places have a key of their own; they are the first ones. */
export function slotsOf(layout: Layout): number {
  return Math.max(0, ...Object.values(layout).map(placeOf));
}

/** The slot key of a place and how often it is pressed: with ten keys the second press of 1 means place 11. */
export function pressesFor(layout: Layout, place: number): { readonly slot: Slot; readonly times: number } {
  const slots = Math.max(1, slotsOf(layout));
  return { slot: slot(((place - 1) % slots) + 1), times: Math.ceil(place / slots) };
}

export function has(layout: Layout, verb: Verb): boolean {
  return codesOf(layout, verb).length > 0;
}
