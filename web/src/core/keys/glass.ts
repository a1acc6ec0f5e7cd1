/** The glass as the keys know it: groups of buttons one can stand on, and where one stands. */

/** What a button is, as far as a key may look for it; empty: any other. */
export type StopKind =
  | ""
  | "head"
  | "start"
  | "undo"
  | "confirm"
  | "ask"
  | "reply"
  | "rush"
  | "hold"
  | "pick"
  | "close";

const KINDS: ReadonlySet<string> = new Set([
  "head",
  "start",
  "undo",
  "confirm",
  "ask",
  "reply",
  "rush",
  "hold",
  "pick",
  "close",
]);

export function kindOf(text: string): StopKind {
  return KINDS.has(text) ? (text as StopKind) : "";
}

/** Buttons that belong together: a card, the lane beside the cards, strip and bar, the panel that is open. */
export interface Group {
  readonly id: string;
  readonly kind: "card" | "lane" | "menu" | "panel";
  /** Of a card, from 1; else 0. */
  readonly place: number;
  readonly stops: readonly StopKind[];
}

export interface At {
  readonly group: string;
  readonly stop: number;
}

export interface Glass {
  /** Cards by place, then lane, then menu; of an open panel there is nothing but the panel. */
  readonly groups: readonly Group[];
  /** What has the focus. */
  readonly at: At | null;
  /** The cards moved less than a reaction ago: whoever picks a place meant what stood there before. */
  readonly unsteady: boolean;
}

/** Where the keys were, and among how many buttons. */
export interface Mark extends At {
  readonly of: number;
}

/** Where the keys are: on the page, and in the panel over it. */
export interface Cursor {
  readonly page: Mark | null;
  readonly panel: Mark | null;
}

export const NOWHERE: Cursor = { page: null, panel: null };

/** Keys of the catalog: why an action did nothing here. */
export type Hint =
  | "lane.none"
  | "hint.moved"
  | "hint.no_card_here"
  | "hint.no_cards"
  | "hint.not_on_card"
  | "hint.nothing_asks"
  | "hint.nothing_to_start"
  | "hint.one_key"
  | "hint.pick_first";

export type Effect =
  | { readonly kind: "go"; readonly at: At }
  | { readonly kind: "press"; readonly at: At }
  /** Nothing has the focus any more. */
  | { readonly kind: "leave" }
  | { readonly kind: "close" }
  | { readonly kind: "toggle"; readonly panel: "recall" | "allday" | "soldout" | "settings" }
  /** `around`: after the last page comes the first. */
  | { readonly kind: "turn"; readonly pages: 1 | -1; readonly around: boolean }
  /** The latest bump that can be taken back, of this card if it has one. */
  | { readonly kind: "undo"; readonly group: string }
  | { readonly kind: "say"; readonly hint: Hint };

export function groupOf(glass: Glass, at: At | null): Group | undefined {
  return at === null ? undefined : glass.groups.find((group) => group.id === at.group);
}

export function kindAt(glass: Glass, at: At | null): StopKind {
  return groupOf(glass, at)?.stops[at?.stop ?? 0] ?? "";
}

export function panelOf(glass: Glass): Group | undefined {
  return glass.groups.find((group) => group.kind === "panel");
}

/** Where the mark belongs that nothing has now: a button that is gone leaves it to the one before. */
function near(glass: Glass, mark: Mark | null): At | null {
  const group = groupOf(glass, mark);
  if (group === undefined || mark === null || group.stops.length === 0) return null;
  const count = group.stops.length;
  const stop = count < mark.of ? Math.max(0, mark.stop - 1) : mark.stop;
  return { group: group.id, stop: Math.min(stop, count - 1) };
}

/** Where the keys are now: the focus tells, or, if what had it is gone, where it was. */
export function standing(cursor: Cursor, glass: Glass): At | null {
  if (groupOf(glass, glass.at) !== undefined) return glass.at;
  return near(glass, panelOf(glass) === undefined ? cursor.page : cursor.panel);
}

/** The same cursor with `at` in it; a panel does not make the keys forget where they were on the page. */
export function moved(cursor: Cursor, glass: Glass, at: At | null): Cursor {
  const mark = at === null ? null : { ...at, of: groupOf(glass, at)?.stops.length ?? 0 };
  return panelOf(glass) === undefined ? { page: mark, panel: null } : { ...cursor, panel: mark };
}
