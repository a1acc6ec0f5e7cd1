/** Cards that keep their place although nothing is left to do on them: they can still be taken back. */

import type { Ticket } from "../core/documents.ts";
import { remembered } from "../core/remembered.ts";

/** Any card of tickets. */
export interface Tickets {
  readonly id: string;
  readonly tickets: readonly Ticket[];
  /** When its first task was queued, server ms; 0: it waits. */
  readonly clockMs: number;
}

/** All of a ticket but which screens have painted it, which no card says. */
const drawn = remembered((ticket: Ticket, _: undefined) =>
  JSON.stringify(ticket, (key, value) => (key === "shown" || key === "unshown" ? 0 : value)),
);

function isSame(was: Ticket, now: Ticket | undefined): boolean {
  return was === now || (was.id === now?.id && drawn(was, undefined) === drawn(now, undefined));
}

/** A card whose tickets did not change is the card from before, so that nothing of it is drawn again. */
export function kept<T extends Tickets>(before: ReadonlyMap<string, T>, cards: readonly T[]): readonly T[] {
  return cards.map((card) => {
    const was = before.get(card.id);
    const same =
      was !== undefined &&
      was.tickets.length === card.tickets.length &&
      was.tickets.every((ticket, index) => isSame(ticket, card.tickets[index]));
    return same ? was : card;
  });
}

/** The live cards and, of those from before, the ones that linger, their tickets brought up to date. */
export function withLingering<T extends Tickets>(
  live: readonly T[],
  before: ReadonlyMap<string, T>,
  lingering: ReadonlySet<string>,
  refresh: (card: T) => T,
): readonly T[] {
  const there = new Set(live.map((card) => card.id));
  const gone = [...before.values()].filter((card) => lingering.has(card.id) && !there.has(card.id));
  return [...live, ...gone.map(refresh)];
}

/** When the oldest of the named cards began; 0: none of them has. */
export function oldestOf(cards: readonly Tickets[], names: readonly string[]): number {
  const chosen = new Set(names);
  const clocks = cards.filter((card) => chosen.has(card.id) && card.clockMs > 0).map((card) => card.clockMs);
  return clocks.length === 0 ? 0 : Math.min(...clocks);
}
