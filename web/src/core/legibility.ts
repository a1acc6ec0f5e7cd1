/** How large type and touch targets are on a screen of this size, read from this far; `docs/topics/legibility.md` has the sources. Pure. */

/** Visual angle that the height of a capital must have to be read at all, minutes of arc. */
const READABLE_ARCMIN = 16;
/** Height of a capital, of the em: that of Noto Sans. */
const CAPITAL_EM = 0.714;
/** The finest text that must be read from where one stands, in units: `--small` of the style sheet; a dish has 28. */
const FINEST_UNITS = 22;

/** A wet thumb needs this much. */
const TOUCH_MM = 15;
/** The same where nobody said how large the screen is: 15 mm on 24 inches at 1920 × 1080. */
const TOUCH_UNITS = 56;
/** A row with one line of text is this high at least. */
const ROW_UNITS = 48;
/** On a screen with coarse pixels 15 mm are few px, and a mouse may be all there is. */
const TOUCH_MIN_PX = 40;

/** The drawing of the design, on which one unit is one px. */
const DESIGN_WIDTH_PX = 1920;
const DESIGN_HEIGHT_PX = 1080;
/** By resolution alone: below, text would be finer than a phone's; above, a card would fill a wall. */
const UNIT_MIN_PX = 0.78;
const UNIT_MAX_PX = 2.5;
/** Where size and distance are known: 13 px for the finest text, below which strokes of Han characters melt. */
const UNIT_FLOOR_PX = 0.6;

/** A card narrower than this breaks dish names into single words; five would stand across only where no side panel is. */
const CARD_WIDTH_UNITS = 388;
/** A card of this height holds five dishes; the number of rows is the one that comes nearest to it. */
const CARD_HEIGHT_UNITS = 470;
/** Quantity and dish beside each other, where somebody chose very many cards. */
const CARD_WIDTH_TOUCHES = 2.5;
/** The lowest row of a list: an order and its first dish beside each other. */
const LIST_ROW_UNITS = 78;
/** Head, foot and rows for three dishes, where thumbs need more room than text. */
const CARD_HEIGHT_TOUCHES = 5.5;
/** Room for strip, bar and one card of two dishes. */
const GLASS_HEIGHT_UNITS = 500;
/** Head and one dish still stand side by side: for those who choose many cards. */
const CARD_TIGHT_UNITS = 300;

export const MAX_COLUMNS = 7;
export const MAX_ROWS = 3;

const MM_PER_INCH = 25.4;
const ARCMIN_PER_RADIAN = (180 * 60) / Math.PI;

/** The glass and what somebody said about it. */
export interface Glass {
  /** Room of the page, CSS px. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Size of a CSS px; 0: not known. */
  readonly pitchMm: number;
  /** From the eye to the glass; 0: not said. */
  readonly metres: number;
  /** A factor by taste. */
  readonly size: number;
  /** Cards across; 0: as many as fit. */
  readonly columns: number;
}

export interface Scale {
  /** One unit of the style sheet, px. */
  readonly unitPx: number;
  /** Side of the smallest touch target, px. */
  readonly touchPx: number;
}

/** Height that this angle covers at this distance. */
export function heightMm(arcmin: number, metres: number): number {
  return 2 * metres * 1000 * Math.tan(arcmin / ARCMIN_PER_RADIAN / 2);
}

/** Size of a CSS px on a screen of so many px and this diagonal; 0 inches: nobody said. */
export function pitchMm(widthPx: number, heightPx: number, inches: number): number {
  return (inches * MM_PER_INCH) / Math.hypot(widthPx, heightPx);
}

export function scaleOf(glass: Glass): Scale {
  const unitPx = unitOf(glass);
  if (glass.pitchMm === 0) return { unitPx, touchPx: TOUCH_UNITS * Math.max(1, unitPx) };
  return { unitPx, touchPx: Math.ceil(Math.max(TOUCH_MM / glass.pitchMm, ROW_UNITS * unitPx, TOUCH_MIN_PX)) };
}

/** From how far the finest text can be read on this glass, metres; 0: its size is not known. */
export function readableFromM(glass: Glass): number {
  return (unitOf(glass) * FINEST_UNITS * CAPITAL_EM * glass.pitchMm) / heightMm(READABLE_ARCMIN, 1);
}

/** Cards across and above each other that fit into this room. */
export function cardsIn(widthPx: number, heightPx: number, scale: Scale): { columns: number; rows: number } {
  const { unitPx, touchPx } = scale;
  const cardPx = Math.max(CARD_HEIGHT_UNITS * unitPx, CARD_HEIGHT_TOUCHES * touchPx);
  return {
    columns: clamp(1, Math.floor(widthPx / (CARD_WIDTH_UNITS * unitPx)), MAX_COLUMNS),
    rows: clamp(1, Math.round(heightPx / cardPx), MAX_ROWS),
  };
}

/** Cards that may stand across at most: beside its count, a dish still has room for a short word. */
export function mostAcross(widthPx: number, { touchPx }: Scale): number {
  return clamp(1, Math.floor(widthPx / (CARD_WIDTH_TOUCHES * touchPx)), MAX_COLUMNS);
}

/** Rows of a list that can stand above each other at most. */
export function rowsIn(heightPx: number, { unitPx, touchPx }: Scale): number {
  return Math.max(1, Math.floor(heightPx / Math.max(LIST_ROW_UNITS * unitPx, touchPx)));
}

function unitOf(glass: Glass): number {
  const { widthPx, heightPx, pitchMm, metres, size, columns } = glass;
  const known = pitchMm > 0 && metres > 0;
  const wanted = known ? heightMm(READABLE_ARCMIN, metres) / CAPITAL_EM / pitchMm / FINEST_UNITS : byResolution(glass);
  // One card at least stands on the glass, and as many across as somebody chose.
  const oneCard = known
    ? Math.min(widthPx / CARD_WIDTH_UNITS, heightPx / GLASS_HEIGHT_UNITS)
    : Number.POSITIVE_INFINITY;
  const across = columns > 0 ? widthPx / columns / CARD_TIGHT_UNITS : Number.POSITIVE_INFINITY;
  return Math.max(UNIT_FLOOR_PX, Math.min(wanted * size, oneCard, across));
}

/** As the drawing: 24 inches read from a metre, a tablet from half of that. */
function byResolution({ widthPx, heightPx }: Glass): number {
  return clamp(UNIT_MIN_PX, Math.min(widthPx / DESIGN_WIDTH_PX, heightPx / DESIGN_HEIGHT_PX), UNIT_MAX_PX);
}

function clamp(low: number, value: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
