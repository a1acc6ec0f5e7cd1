/** What each screen remembers of its own: language, theme, how large it is and from how far it is read, sound, keys. */

import { effect, signal } from "@preact/signals-core";
import { type KeyChoice, readKeys, UNTOUCHED_KEYS } from "../core/keys/presets.ts";

const KEY = "kds.settings";

/** The last follows the device. */
export const THEMES = ["dark", "light", "device"] as const;
/** Factors on every size, for somebody's taste or eyes. */
export const SIZES = [0.9, 1, 1.15, 1.3] as const;
/** Diagonals that are sold, inches; 0: nobody said. */
export const INCHES = [0, 8, 10, 12, 14, 15.6, 17, 19, 21.5, 24, 27, 32, 43, 55, 65] as const;
/** From the eye to the glass; 0: nobody said. */
export const METRES = [0, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4] as const;
/** Cards across and above each other; 0: as many as fit. */
export const COLUMNS = [0, 2, 3, 4, 5, 6, 7] as const;
export const ROWS = [0, 1, 2, 3] as const;

/** Of the loudest; 0 is mute, and shown as such. */
export const VOLUMES = [0, 0.25, 0.6, 1] as const;

export interface Settings {
  /** Empty: the page's language. */
  readonly language: string;
  readonly theme: (typeof THEMES)[number];
  readonly size: (typeof SIZES)[number];
  readonly inches: (typeof INCHES)[number];
  readonly metres: (typeof METRES)[number];
  readonly columns: (typeof COLUMNS)[number];
  readonly rows: (typeof ROWS)[number];
  readonly volume: (typeof VOLUMES)[number];
  /** Are calls and rushes also spoken? */
  readonly voice: boolean;
  /** What the keys of this screen's keyboard or bump bar mean. */
  readonly keys: KeyChoice;
}

const UNTOUCHED: Settings = {
  language: "",
  theme: "dark",
  size: 1,
  inches: 0,
  metres: 0,
  columns: 0,
  rows: 0,
  volume: 0.6,
  voice: true,
  keys: UNTOUCHED_KEYS,
};

function among<T>(choices: readonly T[], wanted: unknown, otherwise: T): T {
  return choices.find((one) => one === wanted) ?? otherwise;
}

type Strange = Partial<Record<keyof Settings, unknown>>;

function parsed(text: string | null): Strange {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** What the address asks for, such as `?lang=en&theme=light&inches=24`: it wins, and is remembered. */
function asked(query: URLSearchParams): Strange {
  const words = { language: query.get("lang"), theme: query.get("theme") };
  const numbers = (["size", "inches", "metres", "columns", "rows"] as const).filter((one) => query.has(one));
  return {
    ...Object.fromEntries(Object.entries(words).filter(([, word]) => word !== null)),
    ...Object.fromEntries(numbers.map((one) => [one, Number(query.get(one))])),
  };
}

/** Reads what an earlier page load wrote and what the address asks for; anything strange in either is left out. */
export function readSettings(text: string | null, query = new URLSearchParams()): Settings {
  const before = valid(parsed(text), UNTOUCHED);
  return valid({ ...before, ...asked(query) }, before);
}

function valid(kept: Strange, otherwise: Settings): Settings {
  return {
    language: typeof kept.language === "string" ? kept.language : otherwise.language,
    theme: among(THEMES, kept.theme, otherwise.theme),
    size: among(SIZES, kept.size, otherwise.size),
    inches: among(INCHES, kept.inches, otherwise.inches),
    metres: among(METRES, kept.metres, otherwise.metres),
    columns: among(COLUMNS, kept.columns, otherwise.columns),
    rows: among(ROWS, kept.rows, otherwise.rows),
    volume: among(VOLUMES, kept.volume, otherwise.volume),
    voice: among([true, false], kept.voice, otherwise.voice),
    keys: readKeys(kept.keys),
  };
}

export const settings = signal<Settings>(UNTOUCHED);

export function change(part: Partial<Settings>): void {
  settings.value = { ...settings.value, ...part };
}

/** A browser may forbid storage (private window, full disk): the screen then forgets at the next load. */
function store(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Loads the settings, the address first, and keeps storage in step with them from here on. */
export function applySettings(query: URLSearchParams): void {
  settings.value = readSettings(store()?.getItem(KEY) ?? null, query);
  effect(() => {
    try {
      store()?.setItem(KEY, JSON.stringify(settings.value));
    } catch {
      // Full or forbidden: the choice holds until the page is left.
    }
  });
}
