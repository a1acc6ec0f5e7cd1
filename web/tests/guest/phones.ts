/** Phones for the tests: a table in the state that a story needs. */

import assert from "node:assert/strict";
import type { CartLine, Sent, ServerCart } from "../../src/core/guest/cart.ts";
import { NOTHING_KEPT, type Table } from "../../src/core/guest/phone.ts";
import { cartOf, cartTaken, heardCart, next, opened } from "../../src/core/guest/table.ts";

export const NOW = 1_000_000_000;
const NOBODY_SENT = { sending: false, sent: null };

export function line(id: string, fields: Partial<CartLine> = {}): CartLine {
  return { id, rev: 0, sku: "S1", quantity: 1, picks: {}, note: "", allergens: [], phone: "anna", ...fields };
}

export function cart(version: number, lines: readonly CartLine[], fields: Partial<ServerCart> = {}): ServerCart {
  return { sitting: "one", state: `boot.${version}`, lines, ...NOBODY_SENT, ...fields };
}

export function sentBy(phone: string, order: string, lines: readonly string[], skus: readonly string[] = []): Sent {
  return { order, phone, number: "A001", lines, sold_out: skus, few: {}, cart: "boot.1", to_approve: false };
}

export function seated(lines: readonly CartLine[] = []): Table {
  return heardCart(opened(NOTHING_KEPT, "anna"), cart(0, lines), NOW);
}

export function ids(table: Table): readonly string[] {
  return cartOf(table).map((one) => one.id);
}

/** The table after its waiting changes of the cart have reached the server. */
export function settled(table: Table): Table {
  const [at, request] = next(table, NOW);
  assert.equal(request?.what, "cart");
  return cartTaken(at, request.lines, cart(1, request.lines), NOW);
}
