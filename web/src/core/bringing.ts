/** Brings back to the server what it lost: old tickets first, part by part, then commands that were answered about others. */

import type { Salvaged } from "./frames.ts";
import { cidOf, type Entry, type Outbox } from "./outbox.ts";
import type { Docs } from "./replica.ts";
import { AGAIN, type Salvage, type Stride } from "./salvage.ts";
import type { Fork, HeldTicket } from "./vault.ts";

/** What was brought back is spoken of this long, ms. */
const TOLD_MS = 60_000;

export function found(salvage: Salvage, forks: readonly Fork[]): Salvage {
  const known = new Set(salvage.forks.map((fork) => fork.key));
  const fresh = forks.filter((fork) => !known.has(fork.key));
  return { ...salvage, lookUntil: 0, forks: [...salvage.forks, ...fresh] };
}

/** `docs` are the server's own. */
export function stride(salvage: Salvage, docs: Docs, outbox: Outbox, mono: number): Stride {
  const [fork] = salvage.forks;
  if (fork === undefined || salvage.sent || mono < salvage.pausedUntil) return { salvage, outbox, effects: [] };
  const tickets = fork.parts[salvage.part];
  if (tickets === undefined) return finished(salvage, fork, outbox, mono);
  const missing = salvage.counted || !fork.sure ? 0 : tickets.filter((ticket) => isMissing(docs, ticket)).length;
  const count = salvage.count + missing;
  const frame = { t: "salvage", part: salvage.part, tickets } as const;
  return { salvage: { ...salvage, sent: true, counted: true, count }, outbox, effects: [{ do: "send", frame }] };
}

export function answered(salvage: Salvage, frame: Salvaged, mono: number): Salvage {
  if (!salvage.sent || frame.part !== salvage.part) return salvage;
  if (frame.retry_ms > 0) return { ...salvage, sent: false, pausedUntil: mono + frame.retry_ms };
  const lost = salvage.lost + frame.lost.length;
  return { ...salvage, part: salvage.part + 1, sent: false, counted: false, pausedUntil: 0, lost };
}

/** The commands about other tickets go out before those that were made later, under a number of their own. */
function finished(salvage: Salvage, fork: Fork, outbox: Outbox, mono: number): Stride {
  const known = new Set(outbox.entries.map((entry) => entry.id));
  // One that no fork before has had: a storage that was cleared may give out the same key once more.
  const cid = `${cidOf(outbox)}${AGAIN}${fork.key}`;
  const fresh = { kept: "writing", sent: false, result: null, covered: false } as const;
  const entries = fork.again
    .filter((entry) => !known.has(entry.id))
    .map((entry, index): Entry => ({ ...entry, ...fresh, cid, n: index + 1 }));
  const toldUntil = fork.sure ? mono + TOLD_MS : salvage.toldUntil;
  const left = { forks: salvage.forks.slice(1), part: 0, lost: salvage.lost + fork.left, toldUntil };
  const next = { ...outbox, entries: [...entries, ...outbox.entries] };
  const effect = { do: "salvaged", key: fork.key, entries } as const;
  return { salvage: { ...salvage, ...left }, outbox: next, effects: [effect] };
}

function isMissing(docs: Docs, { id, revision = 0, touched_ms = 0 }: HeldTicket): boolean {
  const there = docs.get(`ticket/${id}`);
  if (there?.kind !== "ticket") return true;
  return there.value.revision < revision || there.value.touched_ms < touched_ms;
}
