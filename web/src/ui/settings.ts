/** What this screen chose for itself over what the store says: language, theme, sizes, view, sound, keys. */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import {
  askedIn,
  type Change,
  changeFrom,
  inherited,
  type Kept,
  layoutFrom,
  NOTHING,
  type Settings,
} from "../core/layout.ts";

export type { Settings };

const KEY = "kds.settings";

export const kept = signal<Kept>({ own: NOTHING, pending: {} });
/** What the store says, as this page last heard. */
export const ofTheStore = signal(NOTHING);
export const settings: ReadonlySignal<Settings> = computed(() => inherited(kept.value.own, ofTheStore.value));

/** Null in a part: as the store. */
export function change(part: Change): void {
  const { own, pending } = kept.value;
  kept.value = { own: { ...own, ...part }, pending: { ...pending, ...part } };
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** A browser may forbid storage (private window, full disk): the screen then forgets at the next load. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * Loads what this screen remembers, the address on top, and keeps storage in step with it from here on.
 * `store`: what the server wrote into the page; the list of screens, which has nothing of it, goes by what was heard last.
 */
export function applySettings(query: URLSearchParams, store?: unknown): void {
  const before = parsed(storage()?.getItem(KEY) ?? null);
  kept.value = { own: layoutFrom(before.own), pending: changeFrom(before.pending) };
  ofTheStore.value = layoutFrom(store ?? before.store);
  change(askedIn(query));
  effect(() => {
    const text = JSON.stringify({ ...kept.value, store: ofTheStore.value });
    try {
      storage()?.setItem(KEY, text);
    } catch {
      // Full or forbidden: the choice holds until the page is left.
    }
  });
}
