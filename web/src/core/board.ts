/** What guests read at the counter: which numbers are ready, which flash, which page is shown, and whether to trust it. */

import type { Board, Pickup } from "./pickups.ts";
import type { SyncView } from "./screen.ts";

/** How long each page of numbers stands. */
export const PAGE_MS = 5_000;

/** After so long without a word from the server nobody may be left waiting before a picture that stands still. */
export const STALE_MS = 8_000;

export interface Ready extends Pickup {
  readonly flashing: boolean;
}

export interface Numbers {
  /** Called last comes first. */
  readonly ready: readonly Ready[];
  /** In the order in which the kitchen got them. */
  readonly preparing: readonly Pickup[];
}

/** When the guest was called last: by its becoming ready, or again from the pass. */
export function calledMs(pickup: Pickup): number {
  return Math.max(pickup.ready_ms, pickup.called_ms);
}

/** A ready number leaves by itself, served or not: the guest has gone, or asks at the counter. */
export function numbersOf(pickups: readonly Pickup[], board: Board, nowMs: number): Numbers {
  const ready = pickups
    .filter((pickup) => pickup.state === "ready" && nowMs < calledMs(pickup) + board.clear_s * 1_000)
    .map((pickup) => ({ ...pickup, flashing: nowMs < calledMs(pickup) + board.flash_s * 1_000 }))
    .sort((left, right) => calledMs(right) - calledMs(left) || compare(left.id, right.id));
  const preparing = pickups
    .filter((pickup) => pickup.state === "preparing")
    .sort((left, right) => left.since_ms - right.since_ms || compare(left.id, right.id));
  return { ready, preparing };
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** The page that is shown now; they turn from `sinceMs` on, so that who was called last is seen at once. */
export function pageOf<T>(rows: readonly T[], perPage: number, nowMs: number, sinceMs: number): Page<T> {
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const page = Math.floor(Math.max(0, nowMs - sinceMs) / PAGE_MS) % pages;
  return { rows: rows.slice(page * perPage, (page + 1) * perPage), page, pages };
}

/**
 * What stands before the numbers. `stale`: they may be old, and it says so over them; the others take their place.
 */
export type BoardState = "loading" | "unreachable" | "empty" | "stale" | "live";

export function boardState(sync: SyncView, numbers: number, nowMs: number): BoardState {
  const dead = sync.state === "stopped" || sync.state === "offline";
  if (!sync.loaded) return dead ? "unreachable" : "loading";
  if (dead || nowMs - sync.lastFrameMs > STALE_MS) return "stale";
  return numbers === 0 ? "empty" : "live";
}

/** The languages of the headings: the store's own and the next one that is not merely another script of it. */
export function twoOf(languages: readonly string[], first: string): readonly string[] {
  const other = languages.find((one) => primary(one) !== primary(first));
  return other === undefined ? [first] : [first, other];
}

function primary(tag: string): string {
  return tag.split("-")[0] ?? tag;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
