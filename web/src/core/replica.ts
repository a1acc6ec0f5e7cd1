/** This screen's copy of the stream: documents at a position of the log, and how it is brought up to date. */

import { completeDish, completeScreen, completeStore, completeTicket } from "./complete.ts";
import type { Dish, ScreenLayout, Store, Ticket } from "./documents.ts";
import type { Ev, Put, Snap, StreamAt, Sub } from "./frames.ts";
import { layoutFrom } from "./layout.ts";
import type { Board, Pickup } from "./pickups.ts";

/** Commits that may wait for the rest of a snapshot; more means that it is quicker to ask again. */
const HELD_EVS_MAX = 512;

export type Doc =
  | { readonly kind: "ticket"; readonly ver: number; readonly value: Ticket }
  | { readonly kind: "dish"; readonly ver: number; readonly value: Dish }
  | { readonly kind: "store"; readonly ver: number; readonly value: Store }
  | { readonly kind: "screen"; readonly ver: number; readonly value: ScreenLayout }
  | { readonly kind: "pickup"; readonly ver: number; readonly value: Pickup }
  | { readonly kind: "board"; readonly ver: number; readonly value: Board };

export type Docs = ReadonlyMap<string, Doc>;

/**
 * `apart`: not subscribed on this connection. `asked`: what still comes belongs to an older subscription.
 * `snapping`: parts are being pulled, commits wait for the last one. `following`: each commit is applied.
 */
export type Phase =
  | { readonly at: "apart" }
  | { readonly at: "asked" }
  | {
      readonly at: "snapping";
      readonly fork: boolean;
      readonly part: number;
      readonly docs: readonly Put[];
      readonly held: readonly Ev[];
    }
  | { readonly at: "following" };

export interface Replica {
  readonly docs: Docs;
  /** Term of the position; empty: nothing is known yet. */
  readonly term: string;
  readonly seq: number;
  readonly phase: Phase;
}

/** What the caller has to do next. */
export type Then = "nothing" | "more" | "resubscribe";

export const EMPTY_REPLICA: Replica = { docs: new Map(), term: "", seq: 0, phase: { at: "apart" } };

export function positionOf(replica: Replica, stream: string): StreamAt {
  return { stream, term: replica.term, seq: replica.seq };
}

/** Starts to ask for the stream; what is shown stays until the answer is complete. */
export function ask(replica: Replica): Replica {
  return { ...replica, phase: { at: "asked" } };
}

export function part(replica: Replica): Replica {
  return { ...replica, phase: { at: "apart" } };
}

/** The server says how the subscription goes on. */
export function subscribed(replica: Replica, sub: Sub): Replica {
  if (sub.mode === "delta") return { ...replica, phase: { at: "following" } };
  return { ...replica, phase: { at: "snapping", fork: sub.mode === "fork", part: 0, docs: [], held: [] } };
}

/** One part of a snapshot; the last one swaps the whole base at once and then applies the commits that waited. */
export function snapped(replica: Replica, snap: Snap, term: string): readonly [Replica, Then] {
  const { phase } = replica;
  if (phase.at !== "snapping") return [replica, "nothing"];
  if (snap.part !== phase.part) return [ask(replica), "resubscribe"];
  const puts = [...phase.docs, ...snap.docs];
  if (!snap.last) return [{ ...replica, phase: { ...phase, part: phase.part + 1, docs: puts } }, "more"];
  const docs = put(new Map(), puts, phase.fork ? new Map() : replica.docs);
  let next: Replica = { docs, term: snap.term, seq: snap.seq, phase: { at: "following" } };
  let then: Then = "nothing";
  for (const ev of phase.held) {
    [next, then] = followed(next, ev, term);
    if (then === "resubscribe") break;
  }
  return [next, then];
}

/** One commit: applied if it goes on exactly where this copy ends, in the history that was agreed on. */
export function followed(replica: Replica, ev: Ev, term: string): readonly [Replica, Then] {
  const { phase } = replica;
  switch (phase.at) {
    case "apart":
    case "asked":
      return [replica, "nothing"];
    case "snapping":
      if (phase.held.length >= HELD_EVS_MAX) return [ask(replica), "resubscribe"];
      return [{ ...replica, phase: { ...phase, held: [...phase.held, ev] } }, "nothing"];
    case "following": {
      if (ev.from !== replica.seq + 1 || ev.term !== term) return [ask(replica), "resubscribe"];
      const docs = put(new Map(replica.docs), ev.puts, replica.docs);
      for (const key of ev.dels) docs.delete(key);
      return [{ ...replica, docs, term: ev.term, seq: ev.to }, "nothing"];
    }
  }
}

/** Documents that did not change stay the same objects, so that nothing is drawn again. */
function put(docs: Map<string, Doc>, puts: readonly Put[], known: Docs): Map<string, Doc> {
  for (const { id, ver, doc } of puts) {
    const old = known.get(id);
    const fresh = old?.ver === ver ? old : read(id, ver, doc);
    if (fresh !== null) docs.set(id, fresh);
  }
  return docs;
}

/** Null: a kind that a later server may have and this page does not draw. */
function read(key: string, ver: number, raw: Put["doc"]): Doc | null {
  switch (key.slice(0, key.indexOf("/"))) {
    case "ticket":
      return { kind: "ticket", ver, value: completeTicket(raw) };
    case "dish":
      return { kind: "dish", ver, value: completeDish(raw) };
    case "store":
      return { kind: "store", ver, value: completeStore(raw) };
    case "screen":
      return { kind: "screen", ver, value: completeScreen(raw) };
    // These leave nothing out.
    case "pickup":
      return { kind: "pickup", ver, value: raw as unknown as Pickup };
    case "board":
      return { kind: "board", ver, value: { ...raw, screens: layoutFrom(raw.screens) } as unknown as Board };
    default:
      return null;
  }
}
