/** One thing that happened to a ticket, ready for words in any language. */

import type { RushReply } from "./documents.ts";
import type { Portion } from "./past.ts";

/** Each has its words under `timeline.{what}`. */
export type What =
  | "placed"
  | "to_approve"
  | "early"
  | "added"
  | "revised"
  | "left_out"
  | "changed"
  | "voided"
  | "void_asked"
  | "void_kept"
  | "cancelled"
  | "moved"
  | "merged"
  | "joined"
  | "split_off"
  | "split_from"
  | "held"
  | "fired"
  | "released"
  | "rushed"
  | "replied"
  | "started"
  | "bumped"
  | "recalled"
  | "remade"
  | "served"
  | "unserved"
  | "called"
  | "allergen"
  | "sold_out"
  | "recovered"
  | "refired"
  | "seen"
  | "confirmed"
  | "attention"
  | "late"
  | "shown"
  | "unshown"
  | "covered"
  | "uncovered"
  | "handed_over"
  | "cover_ended"
  | "close_rule"
  | "abandoned";

/** One thing that happened; what does not belong to it is left out. */
export interface Told {
  readonly what: What;
  readonly dishes?: readonly Portion[];
  /** Station ids. */
  readonly stations?: readonly string[];
  /** 0: the whole ticket. */
  readonly course?: number;
  readonly table?: string;
  /** Id of another ticket. */
  readonly other?: string;
  /** What became of started food. */
  readonly answer?: string;
  readonly reply?: RushReply;
  readonly was?: string;
  readonly now?: string;
  /** In somebody's own words. */
  readonly reason?: string;
}
