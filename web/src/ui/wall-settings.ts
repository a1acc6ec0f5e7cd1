/** What this device remembers of how it hangs: whether it stays awake, goes dark when all is quiet, fills the glass. */

import { effect, signal } from "@preact/signals-core";

const KEY = "kds.wall";

/** Minutes of quiet before the glass goes dark; 0: never. */
export const DARK_AFTER = [0, 15, 30, 60, 120] as const;

export interface WallSettings {
  /** Null: nobody said; a wall stays awake, a phone sleeps as its owner set it. */
  readonly awake: boolean | null;
  readonly dark: (typeof DARK_AFTER)[number];
  /** Somebody wants the whole glass; after a reload the browser demands a touch for it again. */
  readonly full: boolean;
}

const UNTOUCHED: WallSettings = { awake: null, dark: 60, full: false };

export const wallSettings = signal<WallSettings>(UNTOUCHED);

export function changeWall(part: Partial<WallSettings>): void {
  wallSettings.value = { ...wallSettings.value, ...part };
}

/** What an earlier page load wrote; anything strange in it is left out. */
export function readWall(text: string | null): WallSettings {
  let kept: Partial<Record<keyof WallSettings, unknown>> | null;
  try {
    kept = JSON.parse(text ?? "null");
  } catch {
    kept = null;
  }
  return {
    awake: typeof kept?.awake === "boolean" ? kept.awake : UNTOUCHED.awake,
    dark: DARK_AFTER.find((one) => one === kept?.dark) ?? UNTOUCHED.dark,
    full: kept?.full === true,
  };
}

/** Loads them, and keeps storage in step from here on; a browser that forbids storage forgets at the next load. */
export function rememberWall(): void {
  try {
    wallSettings.value = readWall(localStorage.getItem(KEY));
  } catch {
    return;
  }
  effect(() => {
    try {
      localStorage.setItem(KEY, JSON.stringify(wallSettings.value));
    } catch {
      // Full: the choice holds until the page is left.
    }
  });
}
