/** The commands that are not yet in the documents, in the order in which they were made. */

import type { ScreenCommand } from "./commands.ts";
import { type Ack, type AckItem, CMD_ITEMS_MAX, type Nack, type ScreenFrame, STORE_STREAM } from "./frames.ts";
import type { KeptEntry } from "./vault.ts";

/** Commands kept at most: a whole day of taps without the server; beyond that a tap is refused, visibly. */
export const OUTBOX_LIMIT = 10_000;

/** Shortest and longest pause after a `nack`, ms: no storm from a server that says 0, no freeze from one that says an hour. */
const RETRY_MIN_MS = 50;
const RETRY_MAX_MS = 30_000;

/** Commands under way at most: half of what the server takes from one connection before it says busy. */
const WINDOW = 128;

/** Page loads that a hello may name; those beyond are told of when the first have drained. */
const CIDS_MAX = 64;

/** Its id is a UUIDv7, unique in the log, which stays when it is issued again under another cid; `atMs` is the server's clock. */
export interface Entry extends KeptEntry {
  /** Is it durable on this device? Until that is known it is only pressed; `no`: it lives in this page alone. */
  readonly kept: "writing" | "yes" | "no";
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
  /** Commands made by this page load so far. */
  readonly made: number;
  readonly entries: readonly Entry[];
  /** Those that have just left: they are still kept on the device. */
  readonly gone: readonly Entry[];
  /** Nothing is sent before this moment of the monotonic clock. */
  readonly pausedUntil: number;
}

export function emptyOutbox(load: string): Outbox {
  return { load, renewed: 0, next: 1, made: 0, entries: [], gone: [], pausedUntil: 0 };
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
    turn: outbox.made,
    kept: "writing",
    sent: false,
    result: null,
    covered: false,
  };
  return { ...outbox, next: outbox.next + 1, made: outbox.made + 1, entries: [...outbox.entries, entry] };
}

/** Takes over what page loads that are no more have left, oldest first and before everything of this one. */
export function adopt(outbox: Outbox, left: readonly KeptEntry[]): Outbox {
  const known = new Set(outbox.entries.map((entry) => entry.id));
  const fresh = left.filter((entry) => !known.has(entry.id));
  if (fresh.length === 0) return outbox;
  const state = { kept: "yes", sent: false, result: null, covered: false } as const;
  return { ...outbox, entries: [...fresh.map((entry) => ({ ...entry, ...state })), ...outbox.entries] };
}

/** The device has answered whether these are durable. */
export function settledKept(outbox: Outbox, ids: readonly string[], kept: "yes" | "no"): Outbox {
  const named = new Set(ids);
  return withEntries(outbox, (entry) => (named.has(entry.id) && entry.kept !== kept ? { ...entry, kept } : entry));
}

/** The cids that still have commands here, as many as one frame may name. */
export function cidsOf(outbox: Outbox): readonly string[] {
  return [...new Set(outbox.entries.map((entry) => entry.cid))].slice(0, CIDS_MAX);
}

/**
 * Sends what is not on its way, at most 64 a frame and 128 in all without a result; those of one cid only, since order
 * holds within a cid alone.
 */
export function flush(outbox: Outbox, now: number): readonly [Outbox, readonly ScreenFrame[]] {
  const unanswered = now < outbox.pausedUntil ? [] : outbox.entries.filter((entry) => entry.result === null);
  const cid = unanswered[0]?.cid ?? "";
  const open = unanswered.filter((entry) => entry.cid === cid);
  const ready = open.slice(0, WINDOW).filter((entry) => !entry.sent);
  if (ready.length === 0) return [outbox, []];
  const frames: ScreenFrame[] = [];
  for (let start = 0; start < ready.length; start += CMD_ITEMS_MAX) {
    const items = ready.slice(start, start + CMD_ITEMS_MAX).map((entry) => {
      const { kind, ...args } = entry.command;
      return { n: entry.n, id: entry.id, kind, args, at: entry.atMs };
    });
    frames.push({ t: "cmd", stream: STORE_STREAM, cid, items });
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
  const first = outbox.entries.find((entry) => entry.result === null && entry.cid === nack.cid);
  if (first === undefined) return outbox;
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
  const stays = (entry: Entry) => entry.result === null || !(entry.covered || entry.result.seq <= seq);
  const entries = outbox.entries.filter(stays);
  if (entries.length === outbox.entries.length) return outbox;
  return { ...outbox, entries, gone: [...outbox.gone, ...outbox.entries.filter((entry) => !stays(entry))] };
}

function withEntries(outbox: Outbox, change: (entry: Entry) => Entry): Outbox {
  const entries = outbox.entries.map(change);
  return entries.every((entry, index) => entry === outbox.entries[index]) ? outbox : { ...outbox, entries };
}
