/** What became of the sitting's orders, in the words a guest is told. */

export type Word = "asked" | "received" | "cooking" | "ready" | "served" | "cancelled";

/** From the first to the last; `cancelled` stands apart. */
export const WAY: readonly Word[] = ["received", "cooking", "ready", "served"];

export interface OrderModifier {
  readonly name: string;
  readonly alt_name?: string;
  readonly action?: "add" | "no" | "extra" | "side";
}

export interface OrderItem {
  readonly line: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: string;
  readonly word: Word;
  readonly modifiers?: readonly OrderModifier[];
  readonly price_minor?: number;
}

export interface Order {
  readonly order: string;
  readonly number: string;
  readonly word: Word;
  readonly opened_ms: number;
  readonly items: readonly OrderItem[];
  /** Where it was moved to; left out while it is at its own table. */
  readonly table?: string;
}

/** How many portions stand at each word, in the order of the way. */
export function tallyOf(orders: readonly Order[]): readonly (readonly [Word, number])[] {
  const counts = new Map<Word, number>();
  for (const item of orders.flatMap((order) => order.items))
    counts.set(item.word, (counts.get(item.word) ?? 0) + (Number(item.quantity) || 1));
  const words: readonly Word[] = ["asked", ...WAY];
  return words.flatMap((word) => (counts.has(word) ? [[word, counts.get(word) ?? 0] as const] : []));
}

/** What all of it costs, in minor units. */
export function costOf(orders: readonly Order[]): number {
  return orders.flatMap((order) => order.items).reduce((sum, item) => sum + (item.price_minor ?? 0), 0);
}
