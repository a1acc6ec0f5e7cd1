/** The documents beside the tickets: the dishes and whether they can be had, and the settings screens follow. */

export interface Dish {
  readonly sku: string;
  readonly name: string;
  readonly alt_name: string;
  readonly category: string;
  readonly available: boolean;
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
}

/** A ticket that was closed at the start of the business day because nobody touched it: what names it to people. */
export interface LeftOver {
  readonly id: string;
  readonly number: string;
  readonly mark: string;
  readonly table: string;
  readonly guest: string;
  readonly opened_ms: number;
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
  readonly kitchen_digest: string;
  readonly day: string;
  readonly next_number: number;
  readonly left_over: readonly LeftOver[];
}
