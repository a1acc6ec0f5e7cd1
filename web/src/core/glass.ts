/** What is painted, and what of it the server has yet to be told: after the paint, only what is new, four times a second at most. */

import type { ScreenFrame } from "./screen-frames.ts";

/** A task as it was painted, in its generation. */
export type Sight = readonly [task: string, gen: number];

export interface Painted {
  /** On the glass now. */
  readonly glass: readonly Sight[];
  /** On another page of cards, behind "more". */
  readonly behind: readonly Sight[];
}

export const NOTHING_PAINTED: Painted = { glass: [], behind: [] };

/** `shown` frames at most four a second. */
const SHOWN_MS = 250;

/** Tasks of each list in one frame; the rest goes in the next. */
const SIGHTS_A_FRAME = 1000;

export interface Shown {
  readonly seq: number;
  readonly painted: Painted;
  /** Task → where and in which generation this connection has heard of it. */
  readonly told: ReadonlyMap<string, string>;
  /** False: there may be something to tell. */
  readonly still: boolean;
  readonly toldSeq: number;
  readonly toldAt: number;
}

export const NOTHING_SHOWN: Shown = {
  seq: 0,
  painted: NOTHING_PAINTED,
  told: new Map(),
  still: true,
  toldSeq: 0,
  toldAt: -SHOWN_MS,
};

export function repainted(shown: Shown, painted: Painted, seq: number): Shown {
  return shown.seq === seq && shown.painted === painted ? shown : { ...shown, seq, painted, still: false };
}

/** A new connection knows nothing of this glass. */
export function untold(shown: Shown): Shown {
  return { ...shown, told: new Map(), toldSeq: 0, still: shown.seq === 0 };
}

/** When there is something to say at the earliest; null: nothing. */
export function tellsAt(shown: Shown): number | null {
  return shown.still ? null : shown.toldAt + SHOWN_MS;
}

/** The frame that is due, if anything is new. */
export function tell(shown: Shown, mono: number): readonly [Shown, ScreenFrame | null] {
  const at = tellsAt(shown);
  if (at === null || mono < at) return [shown, null];
  const told = new Map(shown.told);
  const { glass, behind } = shown.painted;
  const here = new Set([...glass, ...behind].map(([task]) => task));
  const left = [...told.keys()].filter((task) => !here.has(task)).slice(0, SIGHTS_A_FRAME);
  const fresh = (sights: readonly Sight[], where: string) =>
    sights.filter(([task, gen]) => told.get(task) !== `${where} ${gen}`).slice(0, SIGHTS_A_FRAME);
  const news = { glass: fresh(glass, "glass"), behind: fresh(behind, "behind") };
  const said = news.glass.length + news.behind.length + left.length;
  if (said === 0 && shown.seq === shown.toldSeq) return [{ ...shown, still: true }, null];
  for (const [task, gen] of news.glass) told.set(task, `glass ${gen}`);
  for (const [task, gen] of news.behind) told.set(task, `behind ${gen}`);
  for (const task of left) told.delete(task);
  const whole = [...Object.values(news), left].every((list) => list.length < SIGHTS_A_FRAME);
  // The position says that all of it was painted, so it comes with the last of a long list.
  const seq = whole ? shown.seq : shown.toldSeq;
  const next = { ...shown, told, still: whole, toldSeq: seq, toldAt: mono };
  return [next, { t: "shown", seq, ...news, gone: left }];
}
