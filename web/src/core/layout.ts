/** How a screen looks and sounds: what it chose itself, else what the store says, else what suits any. Pure. */

import { type KeyChoice, readKeys, UNTOUCHED_KEYS } from "./keys/presets.ts";

export interface Settings {
  /** Empty: the page's language. */
  readonly language: string;
  /** The last follows the device. */
  readonly theme: "dark" | "light" | "device";
  /** A factor on every size, for somebody's taste or eyes. */
  readonly size: number;
  /** Diagonal of the glass; 0: nobody said. */
  readonly inches: number;
  /** From the eye to the glass; 0: nobody said. */
  readonly metres: number;
  /** Cards beside each other, or one row for each order. */
  readonly view: "cards" | "list";
  /** Cards across and above each other; 0: as many as fit. */
  readonly columns: number;
  readonly rows: number;
  /** Of the loudest; 0 is mute, and shown as such. */
  readonly volume: number;
  /** Are calls and rushes also spoken? */
  readonly voice: boolean;
  /** Is it kept from going to sleep? A phone is only where its owner says so. */
  readonly awake: boolean;
  /** It goes dark after so many minutes without work; 0: never. */
  readonly dark: number;
  /** What the keys of this screen's keyboard or bump bar mean. */
  readonly keys: KeyChoice;
}

export type Part = keyof Settings;
/** Null: as above it, a screen as the store, the store as `USUAL`. */
export type Layout = { readonly [P in Part]: Settings[P] | null };
/** Null: back to what is above it. */
export type Change = Partial<Layout>;

/** What a screen remembers: its choices, and those among them that the server has yet to take. */
export interface Kept {
  readonly own: Layout;
  readonly pending: Change;
}

export const USUAL: Settings = {
  language: "",
  theme: "dark",
  size: 1,
  inches: 0,
  metres: 0,
  view: "cards",
  columns: 0,
  rows: 0,
  volume: 0.6,
  voice: true,
  awake: true,
  dark: 60,
  keys: UNTOUCHED_KEYS,
};

export const PARTS = Object.keys(USUAL) as readonly Part[];
export const NOTHING = Object.fromEntries(PARTS.map((part) => [part, null])) as unknown as Layout;

const WORDS: Readonly<Partial<Record<Part, readonly unknown[]>>> = {
  theme: ["dark", "light", "device"],
  view: ["cards", "list"],
};
/** The panel offers less; a glass may have 23.8 inches all the same. */
const RANGES: Readonly<Partial<Record<Part, readonly [number, number]>>> = {
  size: [0.5, 2],
  inches: [0, 120],
  metres: [0, 10],
  columns: [0, 7],
  rows: [0, 3],
  volume: [0, 1],
  dark: [0, 1440],
};

/** The upper layer that says something speaks. */
export function inherited(own: Layout, store: Layout): Settings {
  return Object.fromEntries(
    PARTS.map((part) => [part, own[part] ?? store[part] ?? USUAL[part]]),
  ) as unknown as Settings;
}

/** A layout as a server or an earlier page load wrote it; anything strange in it is left out. */
export function layoutFrom(raw: unknown): Layout {
  return { ...NOTHING, ...changeFrom(raw) };
}

/** The parts that are there, and fit; null stays null. */
export function changeFrom(raw: unknown): Change {
  if (typeof raw !== "object" || raw === null) return {};
  const strange: Readonly<Partial<Record<Part, unknown>>> = raw;
  const fit = PARTS.filter((part) => part in strange && (strange[part] === null || isFit(part, strange[part])));
  return Object.fromEntries(fit.map((part) => [part, part === "keys" ? readChoice(strange.keys) : strange[part]]));
}

function readChoice(keys: unknown): KeyChoice | null {
  return keys === null ? null : readKeys(keys);
}

function isFit(part: Part, value: unknown): boolean {
  const range = RANGES[part];
  if (range !== undefined) return typeof value === "number" && value >= range[0] && value <= range[1];
  return WORDS[part]?.includes(value) ?? (typeof value === typeof USUAL[part] && value !== "");
}

/** What the address asks for, such as `?lang=en&theme=light&inches=24`: it wins, and is remembered as a choice. */
export function askedIn(query: URLSearchParams): Change {
  const all = [...query].filter(([, value]) => value !== "");
  return changeFrom(
    Object.fromEntries(
      all.map(([key, value]) => [key === "lang" ? "language" : key, key in RANGES ? Number(value) : value]),
    ),
  );
}
