/** What is drawn: cards of a station, cards of the pass, and their lines. Nothing here depends on the time of day. */

import type { Change, Item, Rush, Task, Ticket } from "./documents.ts";

/** Why a card stands where it stands, in the order in which the reasons count. */
export type Reason =
  | { readonly kind: "rush"; readonly askedMs: number; readonly times: number }
  | { readonly kind: "priority"; readonly priority: number }
  | { readonly kind: "due"; readonly dueMs: number };

/** Nothing on the card is wanted any more: its whole order was cancelled, or every dish of it voided. */
export type Taken = "" | "cancelled" | "voided";

/** Thresholds of the most urgent unfinished task; 0: none is running. */
export interface Deadline {
  readonly attentionMs: number;
  readonly lateMs: number;
}

/** A change that someone still has to acknowledge, with the ticket it belongs to. */
export interface Pending {
  readonly ticket: string;
  /** For whom this page may acknowledge it: its own stations and those they cover here, or the pass. */
  readonly who: readonly string[];
  readonly change: Change;
  /** The item it is about, where it is about one. */
  readonly item: Item | null;
}

/** One task of the station, drawn as one row of its card. */
export interface Line {
  readonly ticket: Ticket;
  readonly item: Item;
  readonly task: Task;
  /** The station that is covered here; empty: it is the page's own. */
  readonly covers: string;
  /** What to make: the task's own name (a modifier task) or the dish's. */
  readonly name: string;
  /** The second name of the dish; empty on modifier tasks. */
  readonly altName: string;
  readonly quantity: string;
  readonly unit: string;
  /** Two or more portions: drawn loud. */
  readonly loud: boolean;
  /** The allergens of the item and of its whole ticket. */
  readonly allergens: readonly string[];
  /** Allergen changes that the station must confirm before this line can be bumped. */
  readonly unconfirmed: readonly Pending[];
  /** The other changes of this item that the station has not acknowledged. */
  readonly changes: readonly Pending[];
}

/** How far another station is with the same tickets. */
export interface Progress {
  readonly station: string;
  readonly done: number;
  readonly started: number;
  readonly total: number;
}

/** A ticket's (or merged tickets') tasks at one station. */
export interface Card {
  /** Id of the leading ticket: the key of the card. */
  readonly id: string;
  readonly leader: Ticket;
  /** The leader first, then what was merged into it. */
  readonly tickets: readonly Ticket[];
  readonly lines: readonly Line[];
  readonly reasons: readonly Reason[];
  readonly deadline: Deadline;
  /** When the first task of the card was queued; 0: everything on it is held. */
  readonly clockMs: number;
  /** Changes to acknowledge that belong to no line (table moved, cancelled, merged). */
  readonly pending: readonly Pending[];
  readonly taken: Taken;
  readonly others: readonly Progress[];
  readonly done: number;
  readonly total: number;
  /** Add-on lines that are not done. */
  readonly addons: number;
}

/** One item on the pass with its tasks at all stations. */
export interface PassLine {
  readonly ticket: Ticket;
  readonly item: Item;
  readonly progress: readonly Progress[];
  readonly held: boolean;
  readonly rush: Rush | null;
  readonly loud: boolean;
  readonly unconfirmed: readonly Pending[];
  readonly changes: readonly Pending[];
}

/** A whole ticket at the pass. */
export interface PassCard {
  readonly id: string;
  readonly leader: Ticket;
  readonly tickets: readonly Ticket[];
  readonly lines: readonly PassLine[];
  readonly reasons: readonly Reason[];
  readonly deadline: Deadline;
  readonly clockMs: number;
  readonly pending: readonly Pending[];
  readonly taken: Taken;
  readonly progress: readonly Progress[];
  /** `scheduled`: not released yet; `gone`: closed, waits only for its changes to be acknowledged. */
  readonly stage: "scheduled" | "cooking" | "ready" | "gone";
  /** Items that can be served now, of those that are still to go out. */
  readonly ready: number;
  readonly total: number;
  readonly served: number;
  /** Which of the table's open tickets this is, from 1, and how many there are. */
  readonly atTable: { readonly place: number; readonly count: number };
}
