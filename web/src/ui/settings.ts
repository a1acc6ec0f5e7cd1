/** What each screen remembers of its own: language, theme, text size, cards across. */

import { effect, signal } from "@preact/signals-core";

const KEY = "kds.settings";

export const THEMES = ["dark", "light"] as const;
/** Factors on every size; the first suits a 24 inch wall screen at two to three metres. */
export const SIZES = [1, 1.15, 1.3, 0.9] as const;
/** Cards across; 0 follows the width of the screen. */
export const COLUMNS = [0, 3, 4, 5, 6] as const;

export interface Settings {
  /** Empty: the page's language. */
  readonly language: string;
  readonly theme: (typeof THEMES)[number];
  readonly size: (typeof SIZES)[number];
  readonly columns: (typeof COLUMNS)[number];
}

const UNTOUCHED: Settings = { language: "", theme: "dark", size: 1, columns: 0 };

function among<T>(choices: readonly T[], wanted: unknown, otherwise: T): T {
  return choices.find((one) => one === wanted) ?? otherwise;
}

/** Reads what an earlier page load wrote; anything strange in it is left out. */
export function readSettings(text: string | null): Settings {
  let kept: Partial<Record<keyof Settings, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? "{}");
    if (typeof parsed === "object" && parsed !== null) kept = parsed;
  } catch {
    return UNTOUCHED;
  }
  return {
    language: typeof kept.language === "string" ? kept.language : "",
    theme: among(THEMES, kept.theme, UNTOUCHED.theme),
    size: among(SIZES, kept.size, UNTOUCHED.size),
    columns: among(COLUMNS, kept.columns, UNTOUCHED.columns),
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

/** Loads the settings, `?lang=` first, and keeps page and storage in step with them from here on. */
export function applySettings(query: URLSearchParams): void {
  const kept = readSettings(store()?.getItem(KEY) ?? null);
  settings.value = { ...kept, language: query.get("lang") ?? kept.language };
  effect(() => {
    const now = settings.value;
    const root = document.documentElement;
    root.dataset.theme = now.theme;
    root.style.setProperty("--size", String(now.size));
    if (now.columns > 0) root.style.setProperty("--columns-set", String(now.columns));
    else root.style.removeProperty("--columns-set");
    try {
      store()?.setItem(KEY, JSON.stringify(now));
    } catch {
      // Full or forbidden: the choice holds until the page is left.
    }
  });
}
