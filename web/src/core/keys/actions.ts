/** What a key of a keyboard or of a bump bar can be for. */

/** A wall with three rows of seven cards; no glass holds more. */
export const SLOTS = 21;

const VERBS = [
  "bump",
  "down",
  "up",
  "page",
  "page_back",
  "recall",
  "allday",
  "confirm",
  "undo",
  "start",
  "rush",
  "hold",
  "soldout",
  "settings",
  "leave",
] as const;

export type Verb = (typeof VERBS)[number];
/** Picks the card in this place, from 1. */
export type Slot = `slot.${number}`;
export type Action = Verb | Slot;

/** By the place of the key (`KeyboardEvent.code`), so that the language of the keyboard does not matter. */
export type Layout = Readonly<Record<string, Action>>;

const ALL: ReadonlySet<string> = new Set([...VERBS, ...Array.from({ length: SLOTS }, (_, index) => slot(index + 1))]);

export function slot(place: number): Slot {
  return `slot.${place}`;
}

export function isSlot(action: Action): action is Slot {
  return action.startsWith("slot.");
}

/** The place that an action picks; 0: it picks none. */
export function placeOf(action: Action): number {
  return isSlot(action) ? Number(action.slice(5)) : 0;
}

export function isAction(text: unknown): text is Action {
  return typeof text === "string" && ALL.has(text);
}
