/** The icons: line drawings that say a state a second time, beside its colour. */

import { html, type TemplateResult } from "lit";

/** A ring around the others' signs. */
const RING = "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0";

/** Outlines on a field of 24 by 24. */
const OUTLINES = {
  check: "M4 13l5 5L20 6",
  play: "M8 5l10 7-10 7z",
  pause: "M8 4v16M16 4v16",
  clock: `${RING}M12 7v5l4 2`,
  alert: "M12 3l10 18H2zM12 10v5M12 18v.5",
  rush: "M4 5l7 7-7 7M12 5l7 7-7 7",
  plus: "M12 4v16M4 12h16",
  extra: "M8 5v14M1 12h14M19 8v8M15 12h8",
  no: `${RING}M6 6l12 12`,
  side: "M3 5h11v14H3zM18 9v6M15 12h6",
  note: "M4 4h16v12H11l-4 5v-5H4z",
  undo: "M4 5v6h6M4.5 11a8 8 0 1 1 2 7",
  arrow: "M4 12h15M13 6l6 6-6 6",
  close: "M5 5l14 14M19 5L5 19",
  left: "M15 4l-8 8 8 8",
  right: "M9 4l8 8-8 8",
  list: "M4 6h2M10 6h10M4 12h2M10 12h10M4 18h2M10 18h10",
  gear: "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  link: "M10 14l4-4M8 10l-3 3a4 4 0 0 0 6 6l3-3M16 14l3-3a4 4 0 0 0-6-6l-3 3",
  star: "M12 3l3 6 6 1-4.5 4 1 7-5.5-3-5.5 3 1-7L3 10l6-1z",
  question: `${RING}M9 10a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 17.5v.5`,
  offline:
    "M3 3l18 18M5 12a10 10 0 0 1 5-2.7M2 8a15 15 0 0 1 5-3M14 9.5a10 10 0 0 1 5 2.5M11 4a15 15 0 0 1 11 4M9 16a5 5 0 0 1 6 0M12 20v.5",
  sound: "M4 9v6h4l5 4V5L8 9zM16.5 9a4.5 4.5 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
  muted: "M4 9v6h4l5 4V5L8 9zM17 9.5l5 5M22 9.5l-5 5",
  expand: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  wait: "M6 3h12M6 21h12M7 3c0 5 5 6 5 9s-5 4-5 9M17 3c0 5-5 6-5 9s5 4 5 9",
  serve: "M3 18h18M5 18a7 7 0 0 1 14 0M12 8v3",
  soldout: `${RING}M7 12h10`,
  table: "M3 8h18M6 8v11M18 8v11",
  bell: "M5 17h14l-2-3V10a5 5 0 0 0-10 0v4zM10 20h4M12 3v2",
  bill: "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
  bin: "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6",
  cart: "M3 4h3l2 11h10l2-8H7M10 20a1 1 0 1 0 0-.01M17 20a1 1 0 1 0 0-.01",
  globe: `${RING}M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18`,
  minus: "M4 12h16",
  pan: "M3 11h12v3a5 5 0 0 1-5 5H8a5 5 0 0 1-5-5zM15 12h7M7 4v3M11 4v3",
  people: "M6 8a3 3 0 1 0 6 0a3 3 0 1 0-6 0M2 20a7 7 0 0 1 14 0M16 5a3 3 0 0 1 0 6M18 14a6 6 0 0 1 4 6",
  search: "M4 10a6 6 0 1 0 12 0a6 6 0 1 0-12 0M15 15l6 6",
} as const;

export type IconName = keyof typeof OUTLINES;

/** Decoration for the eye; the text beside it, or the button's label, says the same to a reader. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${OUTLINES[name]} /></svg>`;
}
