/** What a screen may ask of the kitchen, as `kds/kitchen/commands.py` defines it. */

import type { ModifierAction, RushReply, Service, VoidAnswer } from "./documents.ts";
import type { Change, Part } from "./layout.ts";

/** A task as the cook saw it; `bump` (the command id being taken back) is named by recalls only. */
export interface Seen {
  readonly task: string;
  readonly gen: number;
  readonly bump?: string;
}

/** One item to void; an empty quantity means all of it. */
export interface VoidLine {
  readonly item: string;
  readonly quantity?: string;
  readonly reason?: string;
}

/** What is different about an ordered line. */
export interface LineModifier {
  readonly name: string;
  readonly action: ModifierAction;
  readonly alt_name?: string;
  readonly sku?: string;
}

/** A new line. */
export interface LineOrder {
  readonly uid: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: string;
  readonly note: string;
  readonly course: number;
  readonly seat: string;
  readonly modifiers: readonly LineModifier[];
  readonly allergens: readonly string[];
}

/** A change to an item; what is left out stays as it is. */
export interface LinePatch {
  readonly item: string;
  readonly quantity?: string;
  readonly note?: string;
  readonly modifiers?: readonly LineModifier[];
  readonly allergens?: readonly string[];
  readonly course?: number;
  readonly seat?: string;
}

export type ScreenCommand =
  | {
      readonly kind: "place";
      readonly source: string;
      /** The screen's own id of the order, never used before. */
      readonly external_id: string;
      readonly revision: 1;
      readonly lines: readonly LineOrder[];
      readonly table: string;
      readonly area: string;
      readonly service: Service;
      readonly guest: string;
      readonly covers: number;
      readonly note: string;
      readonly held: readonly number[];
    }
  | { readonly kind: "start"; readonly ticket: string; readonly tasks: readonly Seen[] }
  | { readonly kind: "bump"; readonly ticket: string; readonly tasks: readonly Seen[] }
  | { readonly kind: "recall"; readonly ticket: string; readonly tasks: readonly Seen[]; readonly both?: boolean }
  | { readonly kind: "remake"; readonly ticket: string; readonly item: string; readonly reason?: string }
  | { readonly kind: "serve"; readonly ticket: string; readonly items?: readonly string[] }
  | { readonly kind: "call_again"; readonly ticket: string }
  /** What a now silent station had shown of this ticket, to its backup. */
  | { readonly kind: "hand_over"; readonly ticket: string; readonly station: string }
  | { readonly kind: "recall_serve"; readonly ticket: string; readonly items: readonly string[] }
  | {
      readonly kind: "acknowledge";
      readonly ticket: string;
      readonly changes: readonly number[];
      readonly station: string;
    }
  | {
      readonly kind: "answer_void";
      readonly ticket: string;
      readonly item: string;
      readonly answer: VoidAnswer;
      readonly reason?: string;
    }
  | { readonly kind: "confirm_recovered"; readonly ticket: string }
  | { readonly kind: "drop_recovered"; readonly ticket: string; readonly reason?: string }
  | { readonly kind: "answer_call"; readonly table: string }
  | {
      readonly kind: "set_layout";
      readonly screen: string;
      /** What is not in it stays as it is. */
      readonly own: Change;
      /** Back to the store's. */
      readonly inherit: readonly Part[];
      /** A name for people to read; empty takes it away. */
      readonly called?: string;
    }
  | {
      readonly kind: "set_availability";
      readonly sku: string;
      readonly available: boolean;
      readonly remaining?: number;
    }
  | { readonly kind: "rush"; readonly ticket: string; readonly items?: readonly string[] }
  | {
      readonly kind: "reply_rush";
      readonly ticket: string;
      readonly reply: RushReply;
      readonly items?: readonly string[];
    }
  | { readonly kind: "hold"; readonly ticket: string; readonly course?: number }
  | { readonly kind: "fire"; readonly ticket: string; readonly course?: number }
  | {
      readonly kind: "move";
      readonly ticket: string;
      readonly table: string;
      readonly area?: string;
      readonly seat?: string;
    }
  | { readonly kind: "merge"; readonly ticket: string; readonly into: string }
  | {
      readonly kind: "split";
      readonly ticket: string;
      readonly items: readonly string[];
      readonly external_id: string;
      readonly number?: string;
      readonly table?: string;
    }
  | { readonly kind: "cancel"; readonly ticket: string; readonly reason?: string }
  | {
      readonly kind: "amend";
      readonly ticket: string;
      readonly add?: readonly LineOrder[];
      readonly modify?: readonly LinePatch[];
      readonly void?: readonly VoidLine[];
      /** The same key with the same contents is the same amend, whichever page load sends it. */
      readonly key?: string;
    };
