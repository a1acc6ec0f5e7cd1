/** Teaching the screen a bar: one action after the other is asked for, then every key is tried out. */

import { type Action, type Layout, placeOf, SLOTS, slot, type Verb } from "./actions.ts";
import { isModifier, type Stroke } from "./strokes.ts";

/** Bump, so often in a row while trying out, keeps what was learned: nobody needs to reach for the glass. */
export const BUMPS_TO_KEEP = 3;

/** These stay what they are: the way out, the browser's own, and keys that switch a lamp. */
const RESERVED =
  /^(?:|Unidentified|Escape|Tab|Meta(?:Left|Right)|CapsLock|NumLock|ScrollLock|PrintScreen|Power|Sleep)$/;

/** What the last key was, if it was not simply taken. */
export type Remark =
  | { readonly kind: "known"; readonly code: string; readonly action: Action }
  | { readonly kind: "reserved"; readonly code: string }
  | { readonly kind: "chord" };

export interface Lesson {
  readonly asks: readonly Action[];
  /** Index of what is asked for; behind the last: trying out. */
  readonly at: number;
  readonly bound: Layout;
  readonly remark: Remark | null;
  /** The last key that was tried out; no action: the bar has not learned it. */
  readonly tried: { readonly code: string; readonly action: Action | null } | null;
  /** Bumps in a row while trying out. */
  readonly bumps: number;
  /** A modifier that is down and, so far, alone. */
  readonly alone: string;
}

export function begin(asks: readonly Action[]): Lesson {
  return { asks, at: 0, bound: {}, remark: null, tried: null, bumps: 0, alone: "" };
}

/** Null: all was asked, keys are tried out now. */
export function asked(lesson: Lesson): Action | null {
  return lesson.asks[lesson.at] ?? null;
}

/** What has no key: still reached by walking to its button. */
export function unlearned(lesson: Lesson): readonly Action[] {
  const learned = new Set(Object.values(lesson.bound));
  return lesson.asks.filter((action) => !learned.has(action));
}

/** Can this bar finish a card? With a key to bump and one that reaches a card, it can. */
export function isEnough({ bound }: Lesson): boolean {
  const learned = Object.values(bound);
  return learned.includes("bump") && learned.some((action) => action === "down" || placeOf(action) > 0);
}

/** Kept when the bumps are enough; the page asks after every stroke. */
export function wantsKeeping(lesson: Lesson): boolean {
  return lesson.bumps >= BUMPS_TO_KEEP && isEnough(lesson);
}

function to(lesson: Lesson, at: number): Lesson {
  return { ...lesson, at, remark: null, tried: null, bumps: 0 };
}

/** This bar has no key for it. Without a key for one place there is none for the next one either. */
export function skip(lesson: Lesson): Lesson {
  const now = asked(lesson);
  if (now === null) return lesson;
  const { asks } = lesson;
  const isSlot = placeOf(now) > 0;
  const next = asks.findIndex((action, index) => index > lesson.at && !(isSlot && placeOf(action) > 0));
  return to(lesson, next < 0 ? asks.length : next);
}

/** To the question before this one that was answered; its key is forgotten. */
export function back(lesson: Lesson): Lesson {
  const learned = new Set(Object.values(lesson.bound));
  const at = lesson.asks.reduce((last, action, index) => (index < lesson.at && learned.has(action) ? index : last), 0);
  const bound = Object.fromEntries(Object.entries(lesson.bound).filter(([, action]) => action !== lesson.asks[at]));
  return { ...to(lesson, at), bound };
}

function take(lesson: Lesson, code: string): Lesson {
  const action = asked(lesson);
  const known = lesson.bound[code];
  if (action === null) {
    const bumps = known === "bump" ? lesson.bumps + 1 : 0;
    return { ...lesson, tried: { code, action: known ?? null }, bumps };
  }
  if (RESERVED.test(code)) return { ...lesson, remark: { kind: "reserved", code } };
  if (known === undefined) return { ...to(lesson, lesson.at + 1), bound: { ...lesson.bound, [code]: action } };
  const { remark } = lesson;
  // The same known key once more says: there is no other one for this.
  if (remark?.kind === "known" && remark.code === code) return skip(lesson);
  return { ...lesson, remark: { kind: "known", code, action: known } };
}

/** A key of the bar, as the browser tells of it. */
export function hearBar(lesson: Lesson, stroke: Stroke): Lesson {
  const { code } = stroke;
  if (stroke.type === "up") return code !== "" && code === lesson.alone ? take({ ...lesson, alone: "" }, code) : lesson;
  if (stroke.repeat) return lesson;
  if (isModifier(code)) return { ...lesson, alone: lesson.alone === "" ? code : "" };
  const calm: Lesson = { ...lesson, alone: "" };
  // A bar that sends capital letters holds Shift; Ctrl or Alt with a key is a chord, which has no meaning here.
  return stroke.ctrl || stroke.alt ? { ...calm, remark: { kind: "chord" } } : take(calm, code);
}

/** What somebody is asked for who teaches a bar, in order; `places` cards fit on this glass. */
export function teachable(places: number, atPass: boolean): readonly Action[] {
  const slots = Array.from({ length: Math.min(places, SLOTS) }, (_, index) => slot(index + 1));
  const own: readonly Verb[] = atPass ? ["rush", "hold"] : ["start", "rush"];
  return [
    "bump",
    ...slots,
    "down",
    "up",
    "page",
    "page_back",
    "recall",
    "allday",
    "confirm",
    "undo",
    ...own,
    "soldout",
    "settings",
  ];
}
