/** A phone at a table: what it knows, what it has not sent yet, and what it sends next. Pure: time is an argument. */

import {
  type CartLine,
  forgot,
  lostIn,
  portions,
  type Sent,
  type ServerCart,
  same,
  type ViewLine,
  viewOf,
  withoutKnown,
  withoutSent,
} from "./cart.ts";
import type { Order } from "./orders.ts";
import type { Answer, Kept, Notice, Request, Table } from "./phone.ts";

/** An order that could not leave for so long is not sent any more behind the guest's back. */
export const STALE_MS = 3 * 60 * 1000;

/** After a restart of the server a phone that chose something so lately says that its guest is still there. */
const STILL_HERE_MS = 90 * 60 * 1000;

const CHANGED: Notice = { key: "guest_refused.cart_changed", tone: "warn" };

/** Notices on the glass at once; older ones make room. */
const NOTICES = 3;

export function opened(kept: Kept, phone: string): Table {
  return { ...kept, phone, heard: false, menu: null, orders: [], call: { about: "", at_ms: 0 }, notices: [] };
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

/** Put in, changed, or with quantity 0 taken out. */
export function put(table: Table, line: CartLine, nowMs: number): Table {
  if (table.pending !== null) return table;
  return { ...table, touchedMs: nowMs, edits: { ...table.edits, [line.id]: { ...line, rev: line.rev + 1 } } };
}

/** The guest orders what is seen. */
export function press(table: Table, order: string, nowMs: number): Table {
  const lines = cartOf(table);
  return table.pending !== null || lines.length === 0
    ? table
    : { ...table, pending: { order, lines, atMs: nowMs }, notices: [] };
}

/** The guest thinks better of an order that has not left. */
export function withdraw(table: Table): Table {
  return { ...table, pending: null };
}

export function dismiss(table: Table, notice: Notice): Table {
  return { ...table, notices: table.notices.filter((one) => one !== notice) };
}

export function say(table: Table, notice: Notice): Table {
  const others = table.notices.filter((one) => one.key !== notice.key);
  return { ...table, notices: [...others, notice].slice(-NOTICES) };
}

/** The server's cart, from the stream or as an answer. */
export function heardCart(table: Table, cart: ServerCart, nowMs: number): Table {
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
  const lost = Object.fromEntries(lostIn(before, cart, phone).map((line) => [line.id, line]));
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
  return nowMs - pending.atMs > STALE_MS ? say(withdraw(next), { key: "guest.told_not_sent", tone: "warn" }) : next;
}

/** What to send now, and the table as it is then; changes of the cart go before the order. */
export function next(table: Table, nowMs: number): readonly [Table, Request | null] {
  const { cart, pending } = table;
  if (cart === null || !table.heard) return [table, null];
  const lines = Object.values(table.edits);
  if (lines.length > 0) return [table, { what: "cart", sitting: cart.sitting, lines }];
  if (pending === null || nowMs - pending.atMs > STALE_MS) return [table, null];
  if (!cart.sending && !same(cartOf(table), pending.lines)) return [say(withdraw(table), CHANGED), null];
  return [table, { what: "send", sitting: cart.sitting, order: pending.order, cart: cart.state }];
}

export function cartTaken(table: Table, sent: readonly CartLine[], cart: ServerCart, nowMs: number): Table {
  return heardCart({ ...table, edits: withoutSent(table.edits, sent) }, cart, nowMs);
}

/** The kitchen has the order; lines that it has not were sold out. */
export function confirmed(table: Table, answer: Answer): Table {
  const { pending } = table;
  const kept = new Set(answer.lines);
  const lost = answer.by_other ? [] : (pending?.lines ?? []).filter((line) => !kept.has(line.id));
  const key = answer.by_other ? "guest.told_other" : answer.to_approve ? "guest.told_asked" : "guest.told_sent";
  const done: Table = { ...table, pending: null, told: answer.order };
  const told = table.told === answer.order ? done : say(done, { key, tone: "good", number: answer.number });
  return tellLost(told, Object.fromEntries(lost.map(({ id, sku }) => [sku, answer.left?.[id] ?? 0])));
}

/** What was left out of an order: sku → portions left of it. */
function tellLost(table: Table, lost: Readonly<Record<string, number>>): Table {
  const out = Object.keys(lost).filter((sku) => lost[sku] === 0);
  const few = Object.keys(lost).filter((sku) => lost[sku] !== 0);
  const told = out.length === 0 ? table : say(table, { key: "guest.told_sold_out", tone: "bad", skus: out });
  return few.length === 0 ? told : say(told, { key: "guest.told_few", tone: "bad", skus: few, left: lost });
}

/** The server does not want it: nothing was ordered, and trying again as it is would not help. */
export function refused(table: Table, request: Request, code: string, pointer: string): Table {
  const tone = "bad";
  if (request.what === "send") return say(withdraw(table), { key: `guest_refused.${code}`, tone });
  const line = pointer.replace("/lines/", "");
  const about = table.edits[line];
  if (about === undefined) return say({ ...table, edits: {} }, { key: `guest_refused.${code}`, tone });
  const { [line]: _, ...edits } = table.edits;
  return say({ ...table, edits }, { key: `guest_refused.${code}`, tone, skus: [about.sku] });
}

/** Another phone, or this one before a reload, has ordered. */
function heardSent(table: Table, sent: Sent, wasHeard: boolean): Table {
  const { pending } = table;
  if (
    pending !== null &&
    (pending.order === sent.order || pending.lines.some((line) => sent.lines.includes(line.id)))
  ) {
    const left = Object.fromEntries(pending.lines.map(({ id, sku }) => [id, sent.few[sku] ?? 0]));
    return confirmed(table, { ...sent, left, by_other: pending.order !== sent.order });
  }
  if (sent.order === table.told) return table;
  const known = { ...table, told: sent.order };
  if (!wasHeard) return known;
  const key =
    sent.phone !== table.phone ? "guest.told_other" : sent.to_approve ? "guest.told_asked" : "guest.told_sent";
  const told = say(known, { key, tone: "good", number: sent.number });
  return tellLost(told, { ...Object.fromEntries(sent.sold_out.map((sku) => [sku, 0])), ...sent.few });
}
