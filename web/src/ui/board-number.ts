/** One number on the guests' board: its mark, itself, and the brand that a courier asks for. */

import { html, nothing, type TemplateResult } from "lit";
import type { Ready } from "../core/board.ts";
import type { Pickup } from "../core/pickups.ts";

/** Characters of mark and number that fit at full size, and at the next ones; what is longer still goes over lines. */
const SHORT_CHARS = 4;
const LONG_CHARS = 6;
const LONGEST_CHARS = 9;

export type Shown = Pickup | Ready;

/** Longer numbers are written smaller: none is ever cut. */
function fitOf({ mark, number, name }: Pickup): "short" | "long" | "longest" | "endless" {
  const chars = number.length + mark.length;
  if (chars > LONGEST_CHARS) return "endless";
  if (chars > LONG_CHARS) return "longest";
  return chars > SHORT_CHARS || name !== "" ? "long" : "short";
}

export function boardNumber(pickup: Shown): TemplateResult {
  const { id, mark, number, name, state, calls } = pickup;
  const flashing = "flashing" in pickup && pickup.flashing;
  return html`<li class="board-number" data-pickup=${id} data-number=${number} data-state=${state} data-calls=${calls} data-fit=${fitOf(pickup)} ?data-flash=${flashing}>
    <span>${mark === "" ? nothing : html`<i class="board-mark">${mark}</i>`}<b>${number}</b></span>
    ${name === "" ? nothing : html`<small>${name}</small>`}
  </li>`;
}
