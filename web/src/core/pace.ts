/** How long tickets took from the first fired task to ready: the median and the slow tail. */

import type { Ticket } from "./documents.ts";

export interface Pace {
  readonly medianMs: number;
  readonly p90Ms: number;
  /** Tickets it was measured on: those of the day that this screen still knows. */
  readonly tickets: number;
}

/** What was voided, cancelled or left behind says nothing of how long food takes. */
function wasReady({ state, close_reason }: Ticket): boolean {
  return state === "ready" || close_reason === "ready" || close_reason === "served";
}

/** Null: nothing was finished yet. */
export function paceOf(tickets: readonly Ticket[]): Pace | null {
  const times = tickets
    .filter((ticket) => wasReady(ticket) && ticket.clock_ms > 0)
    .map((ticket) => Math.max(0, ticket.ready_ms - ticket.clock_ms))
    .sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? 0;
  return times.length === 0 ? null : { medianMs: at(0.5), p90Ms: at(0.9), tickets: times.length };
}
