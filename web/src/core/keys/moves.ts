/** What an action does on this glass: picking, walking, pressing, and going to what asks for an answer. */

import { type Action, type Layout, placeOf, type Verb } from "./actions.ts";
import {
  type At,
  type Cursor,
  type Effect,
  type Glass,
  type Group,
  groupOf,
  type Hint,
  kindAt,
  moved,
  panelOf,
  type StopKind,
  standing,
} from "./glass.ts";
import { has, pressesFor } from "./presets.ts";

/** How far the page keys go in a panel, where there are no pages. */
const STRIDE = 8;

const PRESSING: ReadonlySet<Action> = new Set<Verb>(["bump", "confirm", "start", "rush", "hold"]);
const ASKING: readonly StopKind[] = ["confirm", "ask", "reply"];
const RUSHING: readonly StopKind[] = ["rush", "reply"];
const HOLDING: readonly StopKind[] = ["hold"];

function say(hint: Hint): readonly Effect[] {
  return [{ kind: "say", hint }];
}

function go(group: Group | undefined, stop: number): readonly Effect[] {
  if (group === undefined || group.stops.length === 0) return [];
  const within = Math.min(Math.max(0, stop), group.stops.length - 1);
  return [{ kind: "go", at: { group: group.id, stop: within } }];
}

function ofKind(glass: Glass, kind: Group["kind"]): Group | undefined {
  return glass.groups.find((group) => group.kind === kind && group.stops.length > 0);
}

/** With no card picked, a key that is about one picks the first, so that the next press has something to do. */
function pickFirst(glass: Glass): readonly Effect[] {
  const first = ofKind(glass, "card");
  return first === undefined ? say("hint.no_cards") : [...go(first, 0), ...say("hint.pick_first")];
}

/** A glass with more places than the bar has slots: the same key again goes on to the next of its places. */
function pick(glass: Glass, place: number, at: At | null, layout: Layout): readonly Effect[] {
  const panel = panelOf(glass);
  if (panel !== undefined) {
    const choices = panel.stops.flatMap((kind, index) => (kind === "pick" ? [index] : []));
    const choice = choices[place - 1];
    return choice === undefined ? [] : go(panel, choice);
  }
  if (glass.unsteady) return say("hint.moved");
  const mine = glass.groups.filter(
    (group) => group.kind === "card" && placeOf(pressesFor(layout, group.place).slot) === place,
  );
  const now = at?.stop === 0 ? mine.findIndex((group) => group.id === at.group) : -1;
  const card = mine[(now + 1) % mine.length];
  return card === undefined ? say("hint.no_card_here") : go(card, 0);
}

function walk(glass: Glass, at: At | null, steps: number): readonly Effect[] {
  const group = groupOf(glass, at) ?? panelOf(glass);
  if (group === undefined) {
    const first = steps > 0 ? (ofKind(glass, "card") ?? ofKind(glass, "lane")) : undefined;
    return go(first ?? ofKind(glass, "menu"), 0);
  }
  const from = at?.stop ?? -1;
  const leavesUpwards = from === 0 && steps < 0 && (group.kind === "card" || group.kind === "lane");
  return leavesUpwards ? go(ofKind(glass, "menu"), 0) : go(group, from + steps);
}

function page(glass: Glass, at: At | null, pages: 1 | -1, around: boolean): readonly Effect[] {
  const panel = panelOf(glass);
  if (panel === undefined) return [{ kind: "turn", pages, around }];
  const from = at?.stop ?? 0;
  const atEnd = from === panel.stops.length - 1;
  return go(panel, around && atEnd ? 0 : from + pages * STRIDE);
}

function press(glass: Glass, at: At | null): readonly Effect[] {
  if (at !== null) return [{ kind: "press", at }];
  const panel = panelOf(glass);
  return panel === undefined ? pickFirst(glass) : go(panel, 0);
}

/** First press: goes to the next button of these kinds; on one that can be pressed this way, presses it. */
function seek(
  groups: readonly Group[],
  at: At | null,
  kinds: readonly StopKind[],
  pressable: readonly StopKind[],
  here: StopKind,
): readonly Effect[] | null {
  if (at !== null && pressable.includes(here)) return [{ kind: "press", at }];
  for (const group of groups) {
    const from = at?.group === group.id ? at.stop + 1 : 0;
    const count = group.stops.length;
    for (let step = 0; step < count; step++) {
      const stop = (from + step) % count;
      if (kinds.includes(group.stops[stop] ?? "")) return go(group, stop);
    }
  }
  return null;
}

/** What asks on the card one stands on comes first, then the lane's questions, the other cards', and the bar's word. */
function confirm(glass: Glass, at: At | null): readonly Effect[] {
  const here = groupOf(glass, at);
  const others = (["lane", "card", "menu"] as const).flatMap((kind) =>
    glass.groups.filter((group) => group.kind === kind && group !== here),
  );
  const groups = [...(here === undefined ? [] : [here]), ...others];
  return seek(groups, at, ASKING, ["confirm"], kindAt(glass, at)) ?? say("hint.nothing_asks");
}

function onCard(glass: Glass, at: At | null, kinds: readonly StopKind[], pressable: readonly StopKind[]) {
  const here = groupOf(glass, at);
  if (here === undefined || here.kind !== "card") return pickFirst(glass);
  return seek([here], at, kinds, pressable, kindAt(glass, at)) ?? say("hint.not_on_card");
}

/** On a dish: starts it; on the head of a card: everything on it that has not begun. */
function start(glass: Glass, at: At | null): readonly Effect[] {
  const here = groupOf(glass, at);
  if (at === null || here === undefined || here.kind !== "card") return pickFirst(glass);
  if (kindAt(glass, at) === "start") return [{ kind: "press", at }];
  const waiting = here.stops.flatMap((kind, stop) => (kind === "start" ? [{ group: here.id, stop }] : []));
  if (kindAt(glass, at) !== "head" || waiting.length === 0) return say("hint.nothing_to_start");
  return [...waiting.map((one) => ({ kind: "press", at: one }) as const), { kind: "go", at }];
}

function allDay(glass: Glass, at: At | null): readonly Effect[] {
  if (panelOf(glass) !== undefined) return [{ kind: "close" }];
  const lane = glass.groups.find((group) => group.kind === "lane");
  if (lane === undefined) return [{ kind: "toggle", panel: "allday" }];
  if (at?.group === lane.id) return [{ kind: "leave" }];
  return lane.stops.length === 0 ? say("lane.none") : go(lane, 0);
}

function verb(action: Verb, glass: Glass, at: At | null, layout: Layout): readonly Effect[] {
  switch (action) {
    case "bump":
      return press(glass, at);
    case "down":
      return walk(glass, at, 1);
    case "up":
      return walk(glass, at, -1);
    case "page":
      return page(glass, at, 1, !has(layout, "page_back"));
    case "page_back":
      return page(glass, at, -1, false);
    case "recall":
    case "soldout":
    case "settings":
      return [{ kind: "toggle", panel: action }];
    case "allday":
      return allDay(glass, at);
    case "leave":
      return [{ kind: panelOf(glass) === undefined ? "leave" : "close" }];
  }
  if (panelOf(glass) !== undefined) return [];
  switch (action) {
    case "confirm":
      return confirm(glass, at);
    case "undo":
      return [{ kind: "undo", group: at?.group ?? "" }];
    case "start":
      return start(glass, at);
    case "rush":
      return onCard(glass, at, RUSHING, ["rush"]);
    case "hold":
      return onCard(glass, at, HOLDING, HOLDING);
  }
}

/** What an action does, and where the keys are then. */
export function act(
  action: Action,
  cursor: Cursor,
  glass: Glass,
  layout: Layout,
): { readonly cursor: Cursor; readonly effects: readonly Effect[] } {
  const at = standing(cursor, glass);
  const place = placeOf(action);
  // Nothing is pressed that nobody sees marked: first the mark comes back.
  const unseen = glass.at === null && at !== null && PRESSING.has(action);
  const does = () => (place > 0 ? pick(glass, place, at, layout) : verb(action as Verb, glass, at, layout));
  const effects = unseen ? [{ kind: "go", at } as const] : does();
  const to = effects.reduce((last, one) => ("at" in one ? one.at : one.kind === "leave" ? null : last), at);
  return { cursor: moved(cursor, glass, to), effects };
}
