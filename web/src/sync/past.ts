/** Asks the server about the past: tickets of the business day, and the timeline of one. */

import { type Found, readFound, readTimeline, type Timeline } from "../core/past.ts";
import type { At } from "../core/priority.ts";

/** A server that has not answered by then is away, as far as somebody who waits can tell. */
const PATIENCE_MS = 8_000;

/** Why there is no answer: `code` is the server's own, empty where it gave none. */
export class NoAnswer extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Tickets of a page: as many as the server gives at once. */
const PAGE = "50";

export interface Asked {
  readonly query: string;
  readonly stations: At;
  /** What the page before said; empty for the first. */
  readonly after: string;
}

export async function findTickets({ query, stations, after }: Asked, until: AbortSignal): Promise<Found> {
  return readFound(
    await ask(`?${new URLSearchParams({ q: query, station: stations.join("+"), after, limit: PAGE })}`, until),
  );
}

export async function fetchTimeline(ticket: string, until: AbortSignal): Promise<Timeline> {
  return readTimeline(await ask(`/${ticket}/timeline`, until));
}

/** Rejects with `NoAnswer`, also when nobody waits any more. */
async function ask(what: string, until: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, PATIENCE_MS);
  until.addEventListener("abort", giveUp);
  try {
    const answer = await fetch(`/api/v1/tickets${what}`, { signal: patience.signal });
    const body = (await answer.json()) as Readonly<Record<string, unknown>>;
    if (!answer.ok) throw new NoAnswer(String(body.code ?? answer.status));
    return body;
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer("");
  } finally {
    clearTimeout(timer);
    until.removeEventListener("abort", giveUp);
  }
}
