/** The documents beside the tickets: the dishes and whether they can be had, and the settings screens follow. */

import type { Layout } from "./layout.ts";

export interface Dish {
  readonly sku: string;
  readonly name: string;
  readonly alt_name: string;
  readonly category: string;
  readonly available: boolean;
  /** Portions left to sell; null: not counted. Below 0: paid orders and remakes took more than there were. */
  readonly remaining: number | null;
  readonly since_ms: number;
  readonly by: string;
  /** No longer on the menu; not drawn. */
  readonly dropped: boolean;
}

export interface StationCard {
  readonly id: string;
  /** Language tag → name. */
  readonly name: Readonly<Record<string, string>>;
  readonly kind: "prep" | "expo" | "board";
  /** True: the first tap starts, the second finishes; false: one tap finishes. */
  readonly start: boolean;
  /** The station that covers it; empty: none. */
  readonly backup: string;
}

/** A station that has work in hand and no screen that answers and can be seen. */
export interface Silent {
  readonly station: string;
  readonly since_ms: number;
}

/** A table where guests sit; its name is there once in the store. */
export interface TableSpot {
  readonly id: string;
  readonly area: string;
}

/** A table calls somebody; it stays until a person says that they are on their way. */
export interface Call {
  readonly table: string;
  /** The first time. */
  readonly at_ms: number;
  readonly about: "waiter" | "bill";
  readonly times: number;
  /** The latest time. */
  readonly last_ms: number;
}

/** How the guests' board works, s. */
export interface BoardCard {
  readonly services: readonly string[];
  readonly clear_s: number;
  readonly flash_s: number;
}

/** A ticket that was closed at the start of the business day because nobody touched it: what names it to people. */
/** A ticket that a screen brought back after a restore, as people know it. */
export interface Brought {
  readonly id: string;
  /** `waits` for a person; `back`: nothing of it is to be cooked; `further`: it was known, and not as far. */
  readonly how: "waits" | "back" | "further";
  readonly at_ms: number;
  /** The screen. */
  readonly by: string;
  readonly number: string;
  readonly mark: string;
  readonly table: string;
  readonly guest: string;
}

export interface LeftOver {
  readonly id: string;
  readonly number: string;
  readonly mark: string;
  readonly table: string;
  readonly guest: string;
  readonly opened_ms: number;
}

/** What one screen, by its name, wants otherwise than the store. */
export interface ScreenLayout {
  readonly id: string;
  readonly own: Layout;
  /** The last business day on which it was there; empty: not since it was named. */
  readonly day: string;
  /** What a manager named it; empty: nothing but its id. */
  readonly called: string;
}

/** A heading of the menu; `id` is what its dishes name as their category. */
export interface Category {
  readonly id: string;
  readonly name: Readonly<Record<string, string>>;
}

export interface Store {
  readonly id: string;
  readonly name: Readonly<Record<string, string>>;
  readonly language: string;
  readonly languages: readonly string[];
  readonly timezone: string;
  readonly day_starts: string;
  readonly currency: string;
  readonly stations: readonly StationCard[];
  /** In the order of the kitchen file; empty: it names none. */
  readonly tables: readonly TableSpot[];
  /** In the order of the menu; a dish may have one that is not among them. */
  readonly categories: readonly Category[];
  readonly board: BoardCard;
  /** How every screen looks and sounds that did not choose otherwise. */
  readonly screens: Layout;
  readonly kitchen_digest: string;
  readonly day: string;
  readonly next_number: number;
  readonly left_over: readonly LeftOver[];
  /** What screens brought back after a restore, the latest last. */
  readonly brought: readonly Brought[];
  /** Who waits longest first; one entry a table. */
  readonly calls: readonly Call[];
  /** Stations whose screens fell silent. */
  readonly silent: readonly Silent[];
}
