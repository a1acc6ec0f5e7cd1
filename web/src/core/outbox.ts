/** The commands of this page load that are not yet in the documents, in the order in which they were made. */

import type { ScreenCommand } from "./commands.ts";
import { type Ack, type AckItem, CMD_ITEMS_MAX, type Nack, type ScreenFrame, STORE_STREAM } from "./frames.ts";

/** Commands kept at most: a whole day of taps without the server; beyond that a tap is refused, visibly. */
export const OUTBOX_LIMIT = 10_000;

/** Shortest and longest pause after a `nack`, ms: no storm from a server that says 0, no freeze from one that says an hour. */
const RETRY_MIN_MS = 50;
const RETRY_MAX_MS = 30_000;

/** Commands under way at most: half of what the server takes from one connection before it says busy. */
const WINDOW = 128;

export interface Entry {
  readonly cid: string;
  readonly n: number;
  /** UUIDv7, unique in the log, kept when the command is issued again under another cid. */
  readonly id: string;
  readonly command: ScreenCommand;
  /** When it was made, server clock in ms. */
  readonly atMs: number;
  /** On its way on the present connection. */
  readonly sent: boolean;
  readonly result: AckItem | null;
  /** The documents already hold its effect; only its result is still to come. */
  readonly covered: boolean;
}

export interface Outbox {
  /** Random id of the page load; the cid is built on it. */
  readonly load: string;
  /** How many cids this page load has used up. */
  readonly renewed: number;
  readonly next: number;
  readonly entries: readonly Entry[];
  /** Nothing is sent before this moment of the monotonic clock. */
  readonly pausedUntil: number;
}

export function emptyOutbox(load: string): Outbox {
  return { load, renewed: 0, next: 1, entries: [], pausedUntil: 0 };
}

export function cidOf(outbox: Outbox): string {
  return outbox.renewed === 0 ? outbox.load : `${outbox.load}-${outbox.renewed}`;
}

export function enter(outbox: Outbox, id: string, command: ScreenCommand, atMs: number): Outbox {
  const entry: Entry = {
    cid: cidOf(outbox),
    n: outbox.next,
    id,
    command,
    atMs,
    sent: false,
    result: null,
    covered: false,
  };
  return { ...outbox, next: outbox.next + 1, entries: [...outbox.entries, entry] };
}

/** The cids that still have commands here. */
export function cidsOf(outbox: Outbox): readonly string[] {
  return [...new Set(outbox.entries.map((entry) => entry.cid))];
}

/** Sends what is not on its way, at most 64 a frame and 128 in all without a result. */
export function flush(outbox: Outbox, now: number): readonly [Outbox, readonly ScreenFrame[]] {
  const open = now < outbox.pausedUntil ? [] : outbox.entries.filter((entry) => entry.result === null);
  const ready = open.slice(0, WINDOW).filter((entry) => !entry.sent);
  if (ready.length === 0) return [outbox, []];
  const frames: ScreenFrame[] = [];
  for (let start = 0; start < ready.length; start += CMD_ITEMS_MAX) {
    const items = ready.slice(start, start + CMD_ITEMS_MAX).map((entry) => {
      const { kind, ...args } = entry.command;
      return { n: entry.n, id: entry.id, kind, args, at: entry.atMs };
    });
    frames.push({ t: "cmd", stream: STORE_STREAM, cid: cidOf(outbox), items });
  }
  const going = new Set(ready);
  return [withEntries(outbox, (entry) => (going.has(entry) ? { ...entry, sent: true } : entry)), frames];
}

/** The connection is gone or the server has dropped its queue: everything without a result goes out again. */
export function unsend(outbox: Outbox): Outbox {
  return withEntries(outbox, (entry) => (entry.sent && entry.result === null ? { ...entry, sent: false } : entry));
}

/** Notes results; gives the entries that got theirs now, for the notices. */
export function acked(outbox: Outbox, ack: Ack): readonly [Outbox, readonly Entry[]] {
  const results = new Map(ack.items.map((item) => [item.n, item]));
  const told: Entry[] = [];
  const next = withEntries(outbox, (entry) => {
    const result = entry.cid === ack.cid && entry.result === null ? results.get(entry.n) : undefined;
    if (result === undefined) return entry;
    const answered = { ...entry, result };
    told.push(answered);
    return answered;
  });
  return [next, told];
}

/** Not decided: again after a pause, and under a new cid if the server no longer knows what came before. */
export function nacked(outbox: Outbox, nack: Nack, now: number): Outbox {
  const first = outbox.entries.find((entry) => entry.result === null);
  if (first === undefined || nack.cid !== cidOf(outbox)) return outbox;
  const pausedUntil = now + Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, nack.retry_ms));
  const kept = nack.expected < first.n ? renew(outbox, false) : unsend(outbox);
  return { ...kept, pausedUntil };
}

/** Issues the rest under a new cid with the same command ids; after a fork also what was answered, for its row may be lost. */
export function renew(outbox: Outbox, forked: boolean): Outbox {
  const fresh = { ...outbox, renewed: outbox.renewed + 1 };
  const cid = cidOf(fresh);
  let n = 0;
  const entries = outbox.entries.map((entry) =>
    entry.result !== null && !forked ? entry : { ...entry, cid, n: ++n, sent: false, result: null, covered: false },
  );
  return { ...fresh, entries, next: n + 1 };
}

/** The documents hold the effect of every command that `lmid` names. */
export function cover(outbox: Outbox, lmid: Readonly<Record<string, number>>): Outbox {
  return withEntries(outbox, (entry) =>
    !entry.covered && entry.n <= (lmid[entry.cid] ?? 0) ? { ...entry, covered: true } : entry,
  );
}

/** Drops what is answered and in the documents up to `seq`: never on the bare reply, so nothing flickers. */
export function settle(outbox: Outbox, seq: number): Outbox {
  const entries = outbox.entries.filter(
    (entry) => entry.result === null || !(entry.covered || entry.result.seq <= seq),
  );
  return entries.length === outbox.entries.length ? outbox : { ...outbox, entries };
}

function withEntries(outbox: Outbox, change: (entry: Entry) => Entry): Outbox {
  const entries = outbox.entries.map(change);
  return entries.every((entry, index) => entry === outbox.entries[index]) ? outbox : { ...outbox, entries };
}
