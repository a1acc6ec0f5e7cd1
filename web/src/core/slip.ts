/** Takes back what somebody said by mistake of a dish, without what orders have taken of it since. */

import type { ScreenCommand } from "./commands.ts";
import type { Dish } from "./store.ts";

type Stock = Pick<Dish, "sku" | "available" | "remaining">;

/** `said`: the count that was a slip, null where none was said; `now`: as the dish is when it is taken back. */
export function takenBack(
  { sku, available, remaining }: Stock,
  said: number | null,
  now: Stock,
): Extract<ScreenCommand, { kind: "set_availability" }> {
  const kind = "set_availability";
  if (!available || remaining === null) return { kind, sku, available };
  const gone = said === null || now.remaining === null ? 0 : said - now.remaining;
  const left = Math.max(0, remaining - gone);
  return { kind, sku, available: left > 0, remaining: left };
}
