/** A list: one row for each order, as many as stand below each other. Pure: heights are given. */

import { rowsIn, type Scale } from "../core/legibility.ts";
import { type Block, type Fit, type Sized, type Slot, split } from "./arrange.ts";

/** What the rows of this glass have in common, px. */
export interface Frame {
  /** What a row has around its blocks. */
  readonly around: number;
  /** The lowest that a row can be. */
  readonly least: number;
  readonly gap: number;
}

/** As high as what it says, but never lower than the least. */
export function rows(height: number, { around, least, gap }: Frame): Fit {
  const takes = (slot: Slot) =>
    gap + Math.max(least, around + slot.blocks.reduce((sum, block) => sum + block.height, 0));
  return { room: height - gap, takes };
}

/**
 * The rows: an order that does not fit below the others begins there all the same, if a dish of it does, and goes on at
 * the next page. `cut`: as for a page of its own.
 */
export function flow(
  cards: readonly Sized[],
  room: number,
  height: number,
  frame: Frame,
  cut: (card: Sized, room: number) => readonly Slot[],
): readonly Slot[] {
  const fit = rows(height, frame);
  let used = 0;
  return cards.flatMap((card) => {
    const whole = cut(card, room);
    const free = fit.room - used;
    const fits = whole.reduce((sum, part) => sum + fit.takes(part), 0) <= free;
    const begun = fits ? whole : split(card, room, free - frame.gap - frame.around);
    const [first] = begun;
    const begins = first !== undefined && fit.takes(first) <= free && first.blocks.some(isWork);
    const slots = begins ? begun : whole;
    for (const slot of slots) {
      const takes = fit.takes(slot);
      used = used + takes > fit.room ? takes : used + takes;
    }
    return slots;
  });
}

function isWork(block: Block): boolean {
  return block.tasks.length > 0;
}

/** What the grid asks of a list. */
export interface Listing {
  /** Rows that can ever stand below each other. */
  readonly most: (height: number, scale: Scale) => number;
  readonly rows: typeof rows;
  readonly flow: typeof flow;
}

export const LIST: Listing = { most: rowsIn, rows, flow };
