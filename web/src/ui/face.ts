/** What a card looks like and does, whichever page it is on. */

import type { TemplateResult } from "lit";
import type { Deadline, Taken } from "../core/card.ts";
import type { Ticket } from "../core/documents.ts";

/** A block of a card before it is measured. */
export interface Piece {
  readonly key: string;
  readonly drawn: TemplateResult;
  /** Tasks that are on the glass when this piece is. */
  readonly tasks: readonly string[];
  /** Only where it goes on with the piece before: what is said again above it when it begins a part of the card. */
  readonly again?: Piece;
}

/** Everything `<kds-card>` and `<kds-grid>` need to know of a card. */
export interface Face {
  readonly id: string;
  readonly leader: Ticket;
  readonly deadline: Deadline;
  /** When its first task was queued, server ms; 0: everything on it waits. */
  readonly clockMs: number;
  readonly taken: Taken;
  /** For the style sheet: how far it is. */
  readonly stage: string;
  /** Every block, in the order in which they are read. */
  pieces(): readonly Piece[];
  /** Would a tap on the header do something to the pieces that are here? */
  acts(here: ReadonlySet<string>): boolean;
  /** The tap on the header; `atMs` is the event's time stamp. */
  tap(here: ReadonlySet<string>, atMs: number): void;
  /** What a tap on its age opens; undefined: there the header is one button. */
  look?(): void;
  /** The last line, at this place of the glass; with `undo` where there is something to take back. */
  foot(place: number, undo: TemplateResult | null): TemplateResult;
}
