/** An order that a waiter is writing: what is on it, and the command that sends it. */

import type { LineModifier, LineOrder, ScreenCommand } from "./commands.ts";
import type { Dish, Service, Ticket } from "./documents.ts";
import { spell, thousandths } from "./quantity.ts";

/** The source of every order that is placed at a screen; `WAITERS` of `kds/kitchen/commands.py`. */
export const WAITERS = "pos-web";

/** One portion, in thousandths. */
const ONE = 1000;

/** What no quantity goes over: six digits before the point. */
const MOST = 999_999 * ONE;

export interface DraftLine {
  /** The line's id, kept when it is sent. */
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

export interface Draft {
  /** The order's id for good: sent twice it is still one order. */
  readonly id: string;
  readonly table: string;
  readonly area: string;
  readonly service: Service;
  readonly guest: string;
  readonly covers: number;
  readonly note: string;
  readonly lines: readonly DraftLine[];
  /** Courses that are kept back until they are fired. */
  readonly held: readonly number[];
  /** The command that carries it; null: it is still being written. */
  readonly sent: Sent | null;
  /** Why it came back: an outcome's code; empty: it did not. */
  readonly why: string;
}

export interface Sent {
  /** Command id of this page load; empty after a reload: it has to be sent again. */
  readonly command: string;
  /** The ticket it is added to; empty: a ticket of its own. */
  readonly into: string;
  /** Server clock, ms. */
  readonly atMs: number;
}

export function emptyDraft(id: string, place: Pick<Draft, "table" | "area" | "service">): Draft {
  return { id, ...place, guest: "", covers: 0, note: "", lines: [], held: [], sent: null, why: "" };
}

/** One more of the dish: on its plain line, or on a new one. */
export function added(draft: Draft, dish: Pick<Dish, "sku" | "name">, uid: string, course: number): Draft {
  const plain = draft.lines.find((line) => line.sku === dish.sku && line.course === course && isPlain(line));
  if (plain !== undefined) return counted(draft, plain.uid, 1);
  const line = { uid, sku: dish.sku, name: dish.name, quantity: "1", note: "", course, seat: "" };
  return { ...draft, lines: [...draft.lines, { ...line, modifiers: [], allergens: [] }] };
}

function isPlain(line: DraftLine): boolean {
  return line.note === "" && line.seat === "" && line.modifiers.length === 0 && line.allergens.length === 0;
}

/** More or fewer by whole portions; a line without any is gone. */
export function counted(draft: Draft, uid: string, by: number): Draft {
  return changed(draft, uid, (line) => ({ ...line, quantity: stepped(line.quantity, by) }));
}

/** The quantity with so many portions more or fewer; "0" where none is left. */
export function stepped(quantity: string, by: number): string {
  return spell(Math.min(MOST, Math.max(0, thousandths(quantity) + by * ONE)));
}

export function changed(draft: Draft, uid: string, change: (line: DraftLine) => DraftLine): Draft {
  const lines = draft.lines.map((line) => (line.uid === uid ? change(line) : line));
  return { ...draft, lines: lines.filter((line) => thousandths(line.quantity) > 0) };
}

/** How many portions are on it, set meals and weights counted as one each. */
export function portions(draft: Draft): number {
  return draft.lines.reduce((sum, line) => sum + Math.max(1, Math.floor(thousandths(line.quantity) / ONE)), 0);
}

/** Portions of the dish that the order could still have; null: nobody counts them. */
export function leftOf(dish: Dish, draft: Draft | undefined): number | null {
  if (dish.remaining === null) return null;
  const lines = draft?.lines.filter((line) => line.sku === dish.sku) ?? [];
  const chosen = lines.reduce((sum, line) => sum + Math.ceil(thousandths(line.quantity) / ONE), 0);
  return Math.max(0, dish.remaining - chosen);
}

export function courses(draft: Draft): readonly number[] {
  return [...new Set(draft.lines.map((line) => line.course))].sort((left, right) => left - right);
}

/**
 * The ticket of the same table that it goes on; empty: one of its own.
 *
 * Only a waiters' ticket: what is added to a till's, the till's next version of the order would take off again.
 */
export function ticketFor(draft: Draft, tickets: readonly Ticket[]): string {
  if (draft.table === "" || draft.note !== "" || draft.held.length > 0) return "";
  const own = tickets.filter(
    (ticket) => ticket.source === WAITERS && ticket.table === draft.table && ticket.state !== "closed",
  );
  const open = own.filter((ticket) => !ticket.cancelled && !ticket.tombstone && ticket.service === draft.service);
  return open.reduce((last, ticket) => (ticket.opened_ms >= last.at ? { id: ticket.id, at: ticket.opened_ms } : last), {
    id: "",
    at: 0,
  }).id;
}

/** What sends it; the same draft always gives the same command, so that a repeat is known. */
export function orderOf(draft: Draft, into: string): ScreenCommand {
  const lines: readonly LineOrder[] = draft.lines;
  if (into !== "") return { kind: "amend", ticket: into, add: lines, key: draft.id };
  const { table, area, service, guest, covers, note } = draft;
  const held = draft.held.filter((course) => courses(draft).includes(course));
  const header = { table, area, service, guest, covers, note, held };
  return { kind: "place", source: WAITERS, external_id: draft.id, revision: 1, ...header, lines };
}
