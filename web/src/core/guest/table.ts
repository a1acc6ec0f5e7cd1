/** A phone at a table: what it knows, what it has not sent yet, and what it sends next. Pure: time is an argument. */

import {
  type CartLine,
  forgot,
  lostIn,
  portions,
  type ServerCart,
  same,
  type ViewLine,
  viewOf,
  withoutKnown,
  withoutSent,
} from "./cart.ts";
import type { Order } from "./orders.ts";
import { type Kept, type MenuState, NOTHING_KEPT, type Notice, type Request, type Table } from "./phone.ts";
import { CHANGED, confirmed, heardSent, overdue, STALE_MS, say, withdraw } from "./telling.ts";

/** After a restart of the server a phone that chose something so lately says that its guest is still there. */
const STILL_HERE_MS = 90 * 60 * 1000;

/** Lines of one message, as the server takes them. */
const LINES_AT_ONCE = 60;

export function opened(kept: Kept, phone: string): Table {
  const nothing = { heard: false, menu: null, orders: [], call: { about: "", at_ms: 0 }, notices: [] } as const;
  return { ...kept, ...nothing, phone, moved: null, held: false };
}

/** Whoever holds the phone sits at this table, whatever was before. */
export function afresh(table: Table): Table {
  return { ...opened(NOTHING_KEPT, table.phone), menu: table.menu };
}

/** The cart on the glass. */
export function cartOf(table: Table): readonly ViewLine[] {
  return viewOf(table.cart?.lines ?? [], table.edits);
}

/** Portions of the dish that another line could still have; null: nobody counts them. */
export function roomFor(table: Table, sku: string, line = ""): number | null {
  const left = table.menu?.left[sku];
  if (left === undefined) return null;
  return Math.max(left - portions(cartOf(table).filter((one) => one.sku === sku && one.id !== line)), 0);
}

/** Nothing can be put in now: an order of it is on its way, or the guests sit elsewhere. */
export function still(table: Table): boolean {
  return table.pending !== null || table.moved !== null;
}

/** Put in, changed, or with quantity 0 taken out. */
export function put(table: Table, line: CartLine, nowMs: number): Table {
  if (still(table)) return table;
  return {
    ...table,
    held: false,
    touchedMs: nowMs,
    edits: { ...table.edits, [line.id]: { ...line, rev: line.rev + 1 } },
  };
}

/** The guest orders what is seen. */
export function press(table: Table, order: string, nowMs: number): Table {
  const lines = cartOf(table);
  return still(table) || lines.length === 0
    ? table
    : { ...table, held: false, pending: { order, lines, atMs: nowMs }, notices: [] };
}

/** The staff moved these guests: the cart is the table's no more, and stays to be read. */
export function heardMoved(table: Table, to: string): Table {
  return { ...table, heard: true, moved: to };
}

/** What is sold out may have changed, and whether the store takes orders. */
export function heardMenu(table: Table, menu: MenuState): Table {
  return { ...table, menu, held: false };
}

/** The server's cart from the stream: these guests sit at this table. */
export function heardCart(before: Table, cart: ServerCart, nowMs: number): Table {
  return knowCart({ ...before, moved: null }, cart, nowMs, before.moved !== null);
}

function knowCart(table: Table, cart: ServerCart, nowMs: number, away: boolean): Table {
  const { cart: before, phone } = table;
  if (before !== null && before.sitting !== cart.sitting) {
    const mine = cartOf(table).filter((line) => line.phone === phone);
    if (mine.length > 0 && forgot(before, cart) && nowMs - table.touchedMs < STILL_HERE_MS) {
      const edits = Object.fromEntries(mine.map(({ unsent: _, ...line }) => [line.id, line]));
      return { ...table, heard: true, cart: { ...cart, sitting: before.sitting }, edits };
    }
    // Other guests sit here now, or we are they: what was chosen before is not brought along.
    const fresh = { ...table, heard: true, cart, edits: {}, pending: null, orders: [], told: cart.sent?.order ?? "" };
    return table.pending === null ? fresh : say(fresh, CHANGED);
  }
  const lost = Object.fromEntries(lostIn(before, cart, phone, away).map((line) => [line.id, line]));
  const next = { ...table, heard: true, cart, edits: withoutKnown({ ...lost, ...table.edits }, cart.lines) };
  return cart.sent === null ? next : heardSent(next, cart.sent, table.heard);
}

/** Orders of the sitting; one that is on its way and stands among them has arrived. */
export function heardOrders(table: Table, orders: readonly Order[], nowMs: number): Table {
  const next = { ...table, orders };
  const { pending } = table;
  if (pending === null) return next;
  const arrived = orders.find((one) => one.order === pending.order);
  if (arrived !== undefined) {
    const lines = arrived.items.map((item) => item.line);
    return confirmed(next, { ...arrived, lines, to_approve: arrived.word === "asked" });
  }
  return overdue(next, nowMs);
}

/** What to send now, and the table as it is then; changes of the cart go before the order. */
export function next(table: Table, nowMs: number): readonly [Table, Request | null] {
  const { cart, pending } = table;
  if (cart === null || !table.heard) return [table, null];
  const lines = Object.values(table.edits).slice(0, LINES_AT_ONCE);
  if (lines.length > 0 && table.moved === null)
    return [table, table.held ? null : { what: "cart", sitting: cart.sitting, lines }];
  if (pending === null || nowMs - pending.atMs > STALE_MS) return [table, null];
  if (!cart.sending && !same(cartOf(table), pending.lines)) return [say(withdraw(table), CHANGED), null];
  return [table, { what: "send", sitting: cart.sitting, order: pending.order, cart: cart.state }];
}

export function cartTaken(table: Table, sent: readonly CartLine[], cart: ServerCart, nowMs: number): Table {
  return knowCart({ ...table, edits: withoutSent(table.edits, sent) }, cart, nowMs, false);
}

/** The server does not want it: nothing was ordered, and trying again as it is would not help. */
export function refused(table: Table, request: Request, code: string, pointer: string): Table {
  const sending = request.what === "send";
  if (code === "moved" && !sending) return heardMoved(table, table.moved ?? "");
  const line = blamed(sending ? (table.pending?.lines ?? []) : request.lines, pointer);
  const about: Notice = { key: `guest_refused.${code}`, tone: "bad" };
  const said = say(table, line === undefined ? about : { ...about, skus: [line.sku] });
  if (code === "moved") return heardMoved(withdraw(said), table.moved ?? "");
  if (sending) return withdraw(said);
  if (line === undefined) return { ...withdraw(said), held: true };
  const { [line.id]: _, ...edits } = table.edits;
  return { ...said, edits };
}

/** The line that a refusal points at: by its name, or by its place in the message. */
function blamed(lines: readonly CartLine[], pointer: string): CartLine | undefined {
  const which = pointer.split("/")[2] ?? "";
  return lines.find((line) => line.id === which) ?? lines[/^\d{1,2}$/.test(which) ? Number(which) : -1];
}
