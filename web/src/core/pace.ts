/** How long tickets took from the first fired task to ready: the median and the slow tail. */

import type { Ticket } from "./documents.ts";

export interface Pace {
  readonly medianMs: number;
  readonly p90Ms: number;
  /** Tickets it was measured on: those of the day that this screen still knows. */
  readonly tickets: number;
}

/** Null: nothing was finished yet. */
export function paceOf(tickets: readonly Ticket[]): Pace | null {
  const times = tickets
    .filter((ticket) => ticket.ready_ms > 0 && ticket.clock_ms > 0 && !ticket.cancelled)
    .map((ticket) => Math.max(0, ticket.ready_ms - ticket.clock_ms))
    .sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? 0;
  return times.length === 0 ? null : { medianMs: at(0.5), p90Ms: at(0.9), tickets: times.length };
}
