/** The icons: line drawings that say a state a second time, beside its colour. */

import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";

const SHAPES = {
  check: svg`<path d="M4 13l5 5L20 6"/>`,
  play: svg`<path d="M7 4l13 8-13 8z" fill="currentColor"/>`,
  pause: svg`<path d="M8 4v16M16 4v16"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l4 2"/>`,
  alert: svg`<path d="M12 3l10 18H2z"/><path d="M12 10v5M12 18v.5"/>`,
  rush: svg`<path d="M4 5l7 7-7 7M12 5l7 7-7 7"/>`,
  plus: svg`<path d="M12 4v16M4 12h16"/>`,
  extra: svg`<path d="M8 5v14M1 12h14M19 8v8M15 12h8"/>`,
  no: svg`<circle cx="12" cy="12" r="9"/><path d="M6 6l12 12"/>`,
  side: svg`<path d="M3 5h11v14H3zM18 9v6M15 12h6"/>`,
  note: svg`<path d="M4 4h16v12H11l-4 5v-5H4z"/>`,
  undo: svg`<path d="M4 5v6h6"/><path d="M4.5 11a8 8 0 1 1 2 7"/>`,
  arrow: svg`<path d="M4 12h15M13 6l6 6-6 6"/>`,
  close: svg`<path d="M5 5l14 14M19 5L5 19"/>`,
  left: svg`<path d="M15 4l-8 8 8 8"/>`,
  right: svg`<path d="M9 4l8 8-8 8"/>`,
  list: svg`<path d="M4 6h2M10 6h10M4 12h2M10 12h10M4 18h2M10 18h10"/>`,
  gear: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
  link: svg`<path d="M10 14l4-4M8 10l-3 3a4 4 0 0 0 6 6l3-3M16 14l3-3a4 4 0 0 0-6-6l-3 3"/>`,
  star: svg`<path d="M12 3l3 6 6 1-4.500 4 1 7-5.500-3-5.500 3 1-7L3 10l6-1z"/>`,
  question: svg`<circle cx="12" cy="12" r="9"/><path d="M9 10a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 17.500v.5"/>`,
  offline: svg`<path d="M3 3l18 18M5 12a10 10 0 0 1 5-2.700M2 8a15 15 0 0 1 5-3M14 9.500a10 10 0 0 1 5 2.500M11 4a15 15 0 0 1 11 4M9 16a5 5 0 0 1 6 0M12 20v.5"/>`,
  wait: svg`<path d="M6 3h12M6 21h12M7 3c0 5 5 6 5 9s-5 4-5 9M17 3c0 5-5 6-5 9s5 4 5 9"/>`,
  serve: svg`<path d="M3 18h18M5 18a7 7 0 0 1 14 0M12 8v3"/>`,
  soldout: svg`<circle cx="12" cy="12" r="9"/><path d="M7 12h10"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

/** Decoration for the eye; the text beside it, or the button's label, says the same to a reader. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name]}</svg>`;
}
