/** The shared cart as one phone sees it: the server's lines with this phone's unsent changes laid over them. */

import type { Picks } from "./menu.ts";

/** A line; whoever changes it raises `rev`. Quantity 0: taken out. */
export interface CartLine {
  readonly id: string;
  readonly rev: number;
  readonly sku: string;
  readonly quantity: number;
  readonly picks: Picks;
  readonly note: string;
  readonly allergens: readonly string[];
  /** The phone that put it in. */
  readonly phone: string;
}

/** The last order of the cart, told to every phone. */
export interface Sent {
  readonly order: string;
  readonly phone: string;
  readonly number: string;
  readonly lines: readonly string[];
  /** Skus that were left out of it. */
  readonly sold_out: readonly string[];
  /** Sku → portions left, where more was wanted: left out as well. */
  readonly few: Readonly<Record<string, number>>;
  readonly cart: string;
  readonly to_approve: boolean;
}

/** What the server says of the cart; `state` is its name for exactly these lines. */
export interface ServerCart {
  readonly sitting: string;
  readonly state: string;
  readonly sending: boolean;
  readonly lines: readonly CartLine[];
  readonly sent: Sent | null;
}

export type Edits = Readonly<Record<string, CartLine>>;

/** The lines on the glass; a line that is not sent yet is so marked. */
export interface ViewLine extends CartLine {
  readonly unsent: boolean;
}

export function viewOf(lines: readonly CartLine[], edits: Edits): readonly ViewLine[] {
  const known = new Set(lines.map((line) => line.id));
  const over = lines.map((line) => edits[line.id] ?? line);
  const added = Object.values(edits).filter((line) => !known.has(line.id));
  return [...over, ...added]
    .filter((line) => line.quantity > 0)
    .map((line) => ({ ...line, unsent: edits[line.id] === line }));
}

/** The edits without those that the server has, or has newer. */
export function withoutKnown(edits: Edits, lines: readonly CartLine[]): Edits {
  const revs = new Map(lines.map((line) => [line.id, line.rev]));
  return Object.fromEntries(Object.entries(edits).filter(([id, line]) => line.rev > (revs.get(id) ?? 0)));
}

/** The edits without those that were just taken in, unless they were changed again meanwhile. */
export function withoutSent(edits: Edits, sent: readonly CartLine[]): Edits {
  const revs = new Map(sent.map((line) => [line.id, line.rev]));
  return Object.fromEntries(Object.entries(edits).filter(([id, line]) => line.rev !== revs.get(id)));
}

/** Lines of this phone that the server has lost in a restart, or while the guests were `away`: brought again. */
export function lostIn(before: ServerCart | null, now: ServerCart, phone: string, away: boolean): readonly CartLine[] {
  if (before === null || before.sitting !== now.sitting || (epoch(before) === epoch(now) && !away)) return [];
  const there = new Set(now.lines.map((line) => line.id));
  return before.lines.filter((line) => line.phone === phone && !there.has(line.id));
}

/** Whether the server began anew and knows nothing of this table any more. */
export function forgot(before: ServerCart, now: ServerCart): boolean {
  return epoch(before) !== epoch(now) && now.lines.length === 0 && now.sent === null;
}

/** Whether two views show the same food. */
export function same(left: readonly CartLine[], right: readonly CartLine[]): boolean {
  const known = new Map(right.map((line) => [line.id, line.rev]));
  return left.length === right.length && left.every((line) => known.get(line.id) === line.rev);
}

/** Portions in the cart. */
export function portions(lines: readonly CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

function epoch(cart: ServerCart): string {
  return cart.state.split(".")[0] ?? "";
}
