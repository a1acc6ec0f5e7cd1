/** From the keys that go down and up to the action that is meant: repeats, keys that count alone, chords. */

import type { Action, Layout } from "./actions.ts";

/** What is read from a `KeyboardEvent`. */
export interface Stroke {
  readonly type: "down" | "up";
  readonly code: string;
  readonly repeat: boolean;
  readonly ctrl: boolean;
  /** Alt or the system's own key. */
  readonly alt: boolean;
}

export interface Heard {
  /** The modifier key that is down and, so far, alone; empty: none. */
  readonly alone: string;
  readonly action: Action | null;
  /** The browser must not have it. */
  readonly swallow: boolean;
  /** Two keys at once, where one of them has a meaning alone. */
  readonly chord: boolean;
}

const MODIFIER = /^(?:Control|Shift|Alt|Meta)(?:Left|Right)$/;
/** With Ctrl these change the browser's tab or zoom. */
const BROWSERS = /^(?:Digit\d|Numpad\d|Minus|Equal|NumpadSubtract|NumpadAdd)$/;

export function isModifier(code: string): boolean {
  return MODIFIER.test(code);
}

function ownsControl(layout: Layout): boolean {
  return "ControlLeft" in layout || "ControlRight" in layout;
}

/** `alone` is what the stroke before this one left. */
export function hear(alone: string, stroke: Stroke, layout: Layout): Heard {
  const { code } = stroke;
  const action = layout[code] ?? null;
  const swallow = action !== null;
  if (stroke.type === "up") {
    // Another key's release says nothing of whether the modifier was alone.
    const meant = code === alone;
    return { alone: meant ? "" : alone, action: meant ? action : null, swallow, chord: false };
  }
  if (stroke.repeat) return { alone, action: null, swallow: code !== "Tab", chord: false };
  if (isModifier(code)) return { alone: alone === "" && swallow ? code : "", action: null, swallow, chord: false };
  if (stroke.ctrl && !stroke.alt) {
    const mixed = swallow && ownsControl(layout);
    return { alone: "", action: null, swallow: mixed || BROWSERS.test(code), chord: mixed };
  }
  return { alone: "", action: stroke.alt ? null : action, swallow: swallow && !stroke.alt, chord: false };
}
