/** The keyboard as a machine: strokes and the glass in, what is to be done out. */

import type { Layout } from "./actions.ts";
import { type At, type Cursor, type Effect, type Glass, groupOf, moved, NOWHERE, standing } from "./glass.ts";
import { act } from "./moves.ts";
import { hear, type Stroke } from "./strokes.ts";

export interface Keys {
  /** A modifier that is down and, so far, alone. */
  readonly alone: string;
  readonly cursor: Cursor;
}

export const IDLE: Keys = { alone: "", cursor: NOWHERE };

export interface Played {
  readonly keys: Keys;
  readonly effects: readonly Effect[];
  /** The browser must not have the stroke. */
  readonly swallow: boolean;
}

/** The glass is looked at only for a stroke that means something. */
export function play(keys: Keys, stroke: Stroke, layout: Layout, look: () => Glass): Played {
  const heard = hear(keys.alone, stroke, layout);
  const { swallow } = heard;
  if (heard.action === null) {
    const effects: readonly Effect[] = heard.chord ? [{ kind: "say", hint: "hint.one_key" }] : [];
    return { keys: { ...keys, alone: heard.alone }, effects, swallow };
  }
  const { cursor, effects } = act(heard.action, keys.cursor, look(), layout);
  return { keys: { alone: heard.alone, cursor }, effects, swallow };
}

/** What had the focus is gone: where it goes now; a card that left takes the cursor with it. */
export function recover(keys: Keys, glass: Glass): { readonly keys: Keys; readonly to: At | null } {
  const to = standing(keys.cursor, glass);
  const lost = groupOf(glass, to) === undefined;
  return { keys: { ...keys, cursor: moved(keys.cursor, glass, lost ? null : to) }, to: lost ? null : to };
}

/** The window lost the keyboard: it will not hear the key come up. */
export function handsOff(keys: Keys): Keys {
  return { ...keys, alone: "" };
}
