/** What other pages of this device have left unsent: only a page itself may send what was done on it. */

import type { Unsent } from "../core/vault.ts";
import type { LocalDb } from "./local-db.ts";
import { loadsOf } from "./transactions.ts";

/** `isOpen`: a page that is open says it itself. */
export async function unsentElsewhere(
  db: LocalDb,
  isOpen: (pages: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<readonly Unsent[]> {
  const loads = await loadsOf(db);
  const open = await isOpen([...new Set(loads.map(([page]) => page))]);
  const counts = new Map<string, number>();
  for (const [page, load] of loads) {
    if (open.has(page)) continue;
    counts.set(page, (counts.get(page) ?? 0) + (await db.countFromIndex("outbox", "load", [page, load])));
  }
  return [...counts].map(([page, count]) => ({ page, count }));
}
