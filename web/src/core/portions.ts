/** Portions that are counted: how few are few, and which dishes have so few left. */

import type { Dish } from "./store.ts";

/** From here on people are told how many are left. */
export const FEW_LEFT = 5;

/** Sku → portions left, of the dishes that can still be had and of which few are left. */
export function fewLeft(dishes: readonly Dish[]): ReadonlyMap<string, number> {
  const few = new Map<string, number>();
  for (const { sku, available, remaining } of dishes)
    if (available && remaining !== null && remaining <= FEW_LEFT) few.set(sku, remaining);
  return few;
}
