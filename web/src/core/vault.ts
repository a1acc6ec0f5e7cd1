/** The port to what a screen keeps on its own device: documents, position and unsettled commands. */

import type { ScreenCommand } from "./commands.ts";
import type { Doc, Docs } from "./replica.ts";

/** A command as it is kept until the documents hold its effect. */
export interface KeptEntry {
  readonly cid: string;
  readonly n: number;
  readonly id: string;
  readonly command: ScreenCommand;
  readonly atMs: number;
  /** Its place among the commands of its page load. */
  readonly turn: number;
}

/** What was kept of the stream. */
export interface Base {
  readonly docs: Docs;
  readonly term: string;
  readonly seq: number;
  /** Fingerprint of the documents' shape, and the store they are of. */
  readonly schema: string;
  readonly store: string;
  /** How far the server's clock was ahead of the device's, and what it said then, ms. */
  readonly aheadMs: number;
  readonly serverMs: number;
}

/** What a page has of the stream. */
export type Held = Pick<Base, "docs" | "term" | "seq">;

/** A command that is settled: it goes as soon as the documents that are kept have reached `seq`. */
export interface Leaving extends KeptEntry {
  readonly seq: number;
  readonly result: "ok" | "noop" | "rejected";
}

/** One transaction: documents, position and the commands that the documents now hold. */
export interface Commit {
  /** False: another tab writes the documents, and only commands go that those hold. */
  readonly leads: boolean;
  readonly docs: Docs;
  readonly term: string;
  readonly seq: number;
  /** What was written last; null: nothing is known of what is there, so all of it is written. */
  readonly before: Docs | null;
  /** What an earlier page load has left there was never read: it goes aside, for nobody asked the server about it. */
  readonly unread: boolean;
  readonly leaving: readonly Leaving[];
}

/** A ticket as it travels. */
export interface HeldTicket extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly revision?: number;
  readonly touched_ms?: number;
}

/** What is to be brought back of a history that the server lost. */
export interface Fork {
  /** Where it is kept; below 0: in this page alone. */
  readonly key: number;
  /** Did the server say that it lost something? Else the device only fears so, and nothing is said of it. */
  readonly sure: boolean;
  /** Its tickets, so many at a time as fit a frame. */
  readonly parts: readonly (readonly HeldTicket[])[];
  /** Commands to issue again, oldest first. */
  readonly again: readonly KeptEntry[];
  /** Tickets that are too large to be sent. */
  readonly left: number;
}

/** Commands that another page of this device has left. */
export interface Unsent {
  readonly page: string;
  readonly count: number;
}

/** Why nothing can be kept. */
export type Trouble = "full" | "refused";

/** Answers come as inputs of the machine (`kept`, `unkept`, `committed`, `uncommitted`, `wiped`), in the order of the calls. */
export interface Vault {
  /** Durable before it answers, power cuts included. */
  keep(entries: readonly KeptEntry[]): void;
  /** Atomic; the last ones may be lost in a power cut. */
  commit(commit: Commit, serverMs: number): void;
  /**
   * The histories have forked at `common`: what is kept of the old one, if it is still of the term of `held`, goes aside
   * for salvage. The input `forks` says what this tab is to bring back: from `held` and `leaving` themselves, too, where
   * they are not, or not wholly, what was kept, or another tab keeps the documents.
   */
  setAside(held: Held, common: number, leaving: readonly Leaving[]): void;
  /** It was brought back: it goes, and `entries` are kept in its place, in one transaction; answered like `keep`. */
  salvaged(key: number, entries: readonly KeptEntry[]): void;
}

/** What became different, in the order of the documents. */
export function difference(before: Docs, docs: Docs): { puts: readonly (readonly [string, Doc])[]; dels: string[] } {
  const puts = [...docs].filter(([key, doc]) => before.get(key) !== doc);
  const dels = [...before.keys()].filter((key) => !docs.has(key));
  return { puts, dels };
}
