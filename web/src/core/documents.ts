/** The documents of the wire, as `kds/kitchen/{model,venue}.py` define them; a field that was left out holds its default. */

import type { Task } from "./task.ts";

export type ItemState = "open" | "ready" | "served" | "void";
export type TicketState = "open" | "ready" | "closed";
export type Service = "dine_in" | "takeaway" | "delivery";
export type RushReply = "" | "2min" | "5min" | "plating" | "sold_out";
export type VoidAnswer = "stop" | "reuse" | "waste" | "keep";
export type CloseReason = "" | "served" | "ready" | "void" | "cancelled" | "abandoned";
export type ChangeKind =
  | "added"
  | "voided"
  | "modified"
  | "less"
  | "moved"
  | "merged"
  | "split"
  | "cancelled"
  | "allergen"
  | "sold_out"
  | "recovered";
export type ModifierAction = "add" | "no" | "extra" | "side";

/** In `Change.waits`: the pass has yet to acknowledge it. */
export const PASS = "expo";

export type { Brought, Call, Dish, LeftOver, ScreenLayout, Silent, StationCard, Store } from "./store.ts";
export type { Cover, Level, Sighting, Task, TaskState } from "./task.ts";

export interface Modifier {
  readonly name: string;
  readonly action: ModifierAction;
  readonly quantity: string;
  readonly sku: string;
  readonly alt_name: string;
  readonly modifiers: readonly Modifier[];
}

export interface Rush {
  /** The first time. */
  readonly asked_ms: number;
  /** The last time; 0: asked once. */
  readonly last_ms: number;
  readonly by: string;
  readonly times: number;
  readonly reply: RushReply;
  readonly replied_ms: number;
  readonly replied_by: string;
}

export interface Item {
  readonly id: string;
  readonly uid: string;
  readonly name: string;
  readonly sku: string;
  readonly alt_name: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly quantity: string;
  readonly unit: string;
  readonly note: string;
  readonly course: number;
  readonly seat: string;
  readonly allergens: readonly string[];
  readonly modifiers: readonly Modifier[];
  readonly set_name: string;
  readonly state: ItemState;
  readonly tasks: readonly Task[];
  readonly addon: boolean;
  readonly unrouted: boolean;
  /** A paid platform ordered what is sold out: the pass decides. */
  readonly sold_out: boolean;
  /** Who asked to void it after it was started; the pass or the cook answers. */
  readonly void_asked: string;
  readonly void_answer: string;
  readonly reason: string;
  /** Taken back by its own source. */
  readonly withdrawn: boolean;
  readonly rush: Rush | null;
  readonly served_ms: number;
  /** Brought back unfinished after a restore: what of it is not begun waits for a person. */
  readonly recovered: boolean;
}

/** A difference after sending, drawn as was → now until everyone in `waits` has acknowledged it. */
export interface Change {
  readonly id: number;
  readonly kind: ChangeKind;
  readonly at_ms: number;
  /** Item id, empty when it concerns the whole ticket. */
  readonly item: string;
  readonly was: string;
  readonly now: string;
  readonly waits: readonly string[];
}

/** A part of a command that was left out: a line, a task or an item, and who came first. */
export interface Refused {
  readonly what: string;
  readonly name: string;
  readonly why: string;
  readonly winner?: string;
  /** Of a sold-out line: portions that could still be had, too few for it. */
  readonly left?: number;
}

export interface Ticket {
  readonly id: string;
  readonly source: string;
  readonly external_id: string;
  readonly number: string;
  /** The source's mark, shown before the number. */
  readonly mark: string;
  readonly revision: number;
  readonly digest: string;
  readonly state: TicketState;
  readonly close_on: "served" | "ready";
  readonly close_reason: CloseReason;
  readonly cancelled: boolean;
  /** Cancelled or amended before it was created; not drawn. */
  readonly tombstone: boolean;
  readonly service: Service;
  readonly table: string;
  readonly area: string;
  readonly tab: string;
  readonly seat: string;
  readonly guest: string;
  readonly server: string;
  readonly covers: number;
  readonly brand: string;
  readonly note: string;
  readonly payment: string;
  readonly priority: number;
  readonly allergens: readonly string[];
  /** Id of the ticket whose card this one is drawn with. */
  readonly merged_into: string;
  /** Courses kept back; 0 stands for the whole ticket. */
  readonly held: readonly number[];
  /** A guest's order that waits until staff fire it (accepted) or cancel it (declined). */
  readonly to_approve: boolean;
  readonly day: string;
  readonly placed_ms: number;
  readonly opened_ms: number;
  /** When the first task was queued: the ticket's age counts from here; 0 before. */
  readonly clock_ms: number;
  readonly due_ms: number;
  readonly release_ms: number;
  readonly ready_ms: number;
  /** When the guest was last called again to fetch it; 0 while it is not ready. */
  readonly called_ms: number;
  readonly calls: number;
  readonly closed_ms: number;
  /** When a screen last brought it, or what was missing of it, back after a restore. */
  readonly recovered_ms: number;
  readonly touched_ms: number;
  readonly items: readonly Item[];
  readonly changes: readonly Change[];
  readonly next_change: number;
  /** Items that were split off → the ticket that has them now. */
  readonly gone: Readonly<Record<string, string>>;
  /** The ticket off which staff split this one, in one step or several. */
  readonly split_from: string;
  /** Lines that its source sent and the kitchen did not take, such as sold-out dishes. */
  readonly left_out: readonly Refused[];
  /** On a tombstone: the encoded amends that came before the create. */
  readonly pending: readonly Uint8Array[];
}
