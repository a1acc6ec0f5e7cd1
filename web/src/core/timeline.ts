/** The timeline of a ticket: what each command did to it, and how long each stretch of its life took. */

import type { Ticket } from "./documents.ts";
import type { Timeline } from "./past.ts";
import { Names } from "./past-names.ts";
import { TELL, type Told } from "./telling.ts";

/** What somebody did with one command. */
export interface Entry {
  readonly seq: number;
  readonly atMs: number;
  readonly by: string;
  readonly told: readonly Told[];
}

/** The stretch of a ticket's life that ended then, and how long it took. */
export interface Phase {
  readonly what: "ordered" | "started" | "ready" | "served" | "closed";
  readonly atMs: number;
  /** Since the phase before; 0 for the first. */
  readonly tookMs: number;
}

export function entriesOf(timeline: Timeline): readonly Entry[] {
  const names = new Names(timeline);
  return timeline.steps
    .map((step) => ({
      seq: step.seq,
      atMs: step.at_ms,
      by: step.events[0]?.by ?? "",
      told: step.events.flatMap((event) => TELL[event.event]?.(event, { step, names }) ?? []),
    }))
    .filter((entry) => entry.told.length > 0);
}

export function phasesOf(ticket: Ticket): readonly Phase[] {
  const live = ticket.items.filter((item) => item.state !== "void");
  const starts = live.flatMap((item) => item.tasks.map((task) => task.started_ms)).filter((ms) => ms > 0);
  const served = live.length > 0 && live.every((item) => item.state === "served");
  const moments = [
    ["ordered", ticket.opened_ms],
    ["started", starts.length > 0 ? Math.min(...starts) : 0],
    ["ready", ticket.ready_ms],
    ["served", served ? Math.max(...live.map((item) => item.served_ms)) : 0],
    ["closed", served ? 0 : ticket.closed_ms],
  ] as const;
  const reached = moments.filter(([, atMs]) => atMs > 0);
  return reached.map(([what, atMs], index) => ({ what, atMs, tookMs: atMs - (reached[index - 1]?.[1] ?? atMs) }));
}
