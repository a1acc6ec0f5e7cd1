/** How each sound goes: few notes, told apart by rhythm and height even through an extractor hood. */

import type { Sound } from "./sounds.ts";

/** One tone: its height, when it begins and how long it lasts. */
export interface Note {
  readonly hz: number;
  readonly atMs: number;
  readonly ms: number;
}

function notes(...all: readonly (readonly [hz: number, atMs: number, ms: number])[]): readonly Note[] {
  return all.map(([hz, atMs, ms]) => ({ hz, atMs, ms }));
}

/** Between 600 and 2,200 Hz, where small loudspeakers are loud and frying is not. */
export const TUNES: Readonly<Record<Sound, readonly Note[]>> = {
  /** Two steps up: there is something new. */
  new: notes([880, 0, 160], [1_175, 180, 260]),
  /** Up and back: what was is no more so. */
  changed: notes([988, 0, 140], [1_319, 160, 140], [988, 320, 220]),
  /** Three falling, hard: stop. */
  void: notes([1_480, 0, 180], [1_109, 220, 180], [740, 440, 380]),
  /** Low and slow, twice. */
  late: notes([659, 0, 320], [659, 420, 420]),
  /** Quick knocking on one height. */
  rush: notes([1_760, 0, 80], [1_760, 130, 80], [1_760, 260, 80], [2_093, 390, 200]),
  /** A bell: ding, dong. */
  ready: notes([1_319, 0, 420], [1_047, 380, 620]),
};
