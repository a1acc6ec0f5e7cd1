/** What a guest's phone knows and remembers, and what it asks of the server. */

import type { CartLine, Edits, ServerCart } from "./cart.ts";
import type { Order } from "./orders.ts";

/** An order on its way: made once, repeated until it is answered. */
export interface Pending {
  readonly order: string;
  /** The cart as the guest saw it. */
  readonly lines: readonly CartLine[];
  readonly atMs: number;
}

/** Something to tell the guest, of these dishes. */
export interface Notice {
  readonly key: string;
  readonly tone: "good" | "warn" | "bad";
  readonly number?: string;
  readonly skus?: readonly string[];
  /** Sku → portions left of it. */
  readonly left?: Readonly<Record<string, number>>;
}

/** What survives a reload of the page. */
export interface Kept {
  readonly cart: ServerCart | null;
  readonly edits: Edits;
  readonly pending: Pending | null;
  /** The last order that the guest was told of. */
  readonly told: string;
  /** When the guest last chose something. */
  readonly touchedMs: number;
}

export interface MenuState {
  readonly digest: string;
  readonly taking: "on" | "off" | "approve";
  readonly sold_out: readonly string[];
  /** Sku → portions left, where they are counted. */
  readonly left: Readonly<Record<string, number>>;
}

export interface Call {
  readonly about: "" | "waiter" | "bill";
  readonly at_ms: number;
}

export interface Table extends Kept {
  readonly phone: string;
  /** The server has been heard since the page was opened. */
  readonly heard: boolean;
  readonly menu: MenuState | null;
  readonly orders: readonly Order[];
  readonly call: Call;
  readonly notices: readonly Notice[];
  /** The table that the staff moved these guests to, "" until it is known; null: they sit at this one. */
  readonly moved: string | null;
  /** The server did not want the changes of the cart and named no line: not sent again until something is new. */
  readonly held: boolean;
}

export type Request =
  | { readonly what: "cart"; readonly sitting: string; readonly lines: readonly CartLine[] }
  | { readonly what: "send"; readonly sitting: string; readonly order: string; readonly cart: string };

/** Of an order: what the kitchen has. */
export interface Answer {
  readonly order: string;
  readonly number: string;
  readonly lines: readonly string[];
  /** Line → portions left, where it was left out because more was wanted. */
  readonly left?: Readonly<Record<string, number>>;
  readonly by_other?: boolean;
  readonly to_approve?: boolean;
}

export const NOTHING_KEPT: Kept = { cart: null, edits: {}, pending: null, told: "", touchedMs: 0 };
