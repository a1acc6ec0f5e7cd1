/** What is painted, and what of it the server has yet to be told: only what is new, four times a second at most. */

import type { ScreenFrame } from "./screen-frames.ts";

/** A task as it was painted, in its generation. */
export type Sight = readonly [task: string, gen: number];

export interface Painted {
  /** On the glass now. */
  readonly glass: readonly Sight[];
  /** On another page of cards, behind "more". */
  readonly behind: readonly Sight[];
}

export interface Shown {
  readonly seq: number;
  readonly painted: Painted;
  /** Task → where and in which generation this connection has heard of it. */
  readonly told: ReadonlyMap<string, string>;
  /** True: there is nothing to tell. */
  readonly still: boolean;
  readonly toldSeq: number;
  readonly toldAt: number;
  /** Works out the next frame; it comes with the first painting, for the first paint needs none. */
  readonly tell: Tell;
}

export type Tell = (shown: Shown, mono: number) => readonly [Shown, ScreenFrame | null];

export const NOTHING_PAINTED: Painted = { glass: [], behind: [] };

/** `shown` frames at most four a second. */
const SHOWN_MS = 250;

export const NOTHING_SHOWN: Shown = {
  seq: 0,
  painted: NOTHING_PAINTED,
  told: new Map(),
  still: true,
  toldSeq: 0,
  toldAt: -SHOWN_MS,
  tell: (shown) => [shown, null],
};

/** A new connection knows nothing of this glass; painted is everything up to `seq`. */
export function untold(shown: Shown, seq = shown.seq): Shown {
  return { ...shown, seq, told: new Map(), toldSeq: 0, still: seq === 0 };
}

/** When there is something to say at the earliest; null: nothing. */
export function tellsAt(shown: Shown): number | null {
  return shown.still ? null : shown.toldAt + SHOWN_MS;
}
