/** The `shown` frame that is due, after the paint: what is new on this glass since the last one of this connection. */

import type { Shown, Sight } from "./glass.ts";
import type { ScreenFrame } from "./screen-frames.ts";

/** Tasks of each list in one frame; the rest goes in the next. */
const SIGHTS_A_FRAME = 1000;

export function tell(shown: Shown, mono: number): readonly [Shown, ScreenFrame | null] {
  const told = new Map(shown.told);
  const { glass, behind } = shown.painted;
  const here = new Set([...glass, ...behind].map(([task]) => task));
  const gone = [...told.keys()].filter((task) => !here.has(task)).slice(0, SIGHTS_A_FRAME);
  const fresh = (sights: readonly Sight[], where: string) =>
    sights.filter(([task, gen]) => told.get(task) !== `${where} ${gen}`).slice(0, SIGHTS_A_FRAME);
  const news = { glass: fresh(glass, "glass"), behind: fresh(behind, "behind"), gone };
  const lists = Object.values(news);
  if (shown.seq === shown.toldSeq && lists.every((list) => list.length === 0)) return [{ ...shown, still: true }, null];
  for (const [task, gen] of news.glass) told.set(task, `glass ${gen}`);
  for (const [task, gen] of news.behind) told.set(task, `behind ${gen}`);
  for (const task of gone) told.delete(task);
  const whole = lists.every((list) => list.length < SIGHTS_A_FRAME);
  // The position says that all of it was painted, so it comes with the last part of a long list.
  const seq = whole ? shown.seq : shown.toldSeq;
  return [
    { ...shown, told, still: whole, toldSeq: seq, toldAt: mono },
    { t: "shown", seq, ...news },
  ];
}
