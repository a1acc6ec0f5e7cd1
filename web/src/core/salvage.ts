/** What a screen is about to bring back to the server: while it does, its commands wait. */

import type { Salvaged, ScreenFrame } from "./frames.ts";
import type { Outbox } from "./outbox.ts";
import type { Docs } from "./replica.ts";
import type { Fork, KeptEntry } from "./vault.ts";

/** In the cid of commands that were answered before and are issued again. */
export const AGAIN = "-again-";

/** Commands wait this long for what was put aside: reading it takes tens of ms, and a browser that hangs must not hold the kitchen. */
const LOOK_MS = 5_000;

export interface Salvage {
  /** Until it is known what was put aside, or until then. */
  readonly lookUntil: number;
  /** What is to be brought back, the oldest first. */
  readonly forks: readonly Fork[];
  /** How that is done; null: there never was anything to bring back, and the script that knows was never asked for. */
  readonly work: SalvageWork | null;
  /** Of the first one. */
  readonly part: number;
  /** That part is on its way on the present connection. */
  readonly sent: boolean;
  /** It was offered before: what of it the server lacked is in `count`. */
  readonly counted: boolean;
  readonly pausedUntil: number;
  /** Tickets that the server lacked, or had older, and those that it could not take. */
  readonly count: number;
  readonly lost: number;
  readonly toldUntil: number;
}

/** The next step: a part to send; or the first fork is done and gives way to commands that are issued again. */
export interface Stride {
  readonly salvage: Salvage;
  readonly outbox: Outbox;
  readonly effects: readonly (
    | { readonly do: "send"; readonly frame: ScreenFrame }
    | { readonly do: "salvaged"; readonly key: number; readonly entries: readonly KeptEntry[] }
  )[];
}

/** In `bringing.ts`: a screen that never sees a fork never needs it. */
export interface SalvageWork {
  found(salvage: Salvage, forks: readonly Fork[]): Salvage;
  stride(salvage: Salvage, docs: Docs, outbox: Outbox, mono: number): Stride;
  answered(salvage: Salvage, frame: Salvaged, mono: number): Salvage;
}

export const NO_SALVAGE: Salvage = {
  lookUntil: 0,
  forks: [],
  work: null,
  part: 0,
  sent: false,
  counted: false,
  pausedUntil: 0,
  count: 0,
  lost: 0,
  toldUntil: 0,
};

/** The histories have forked: nothing is sent before it is known what this device has of the old one. */
export function looking(salvage: Salvage, mono: number): Salvage {
  return { ...salvage, lookUntil: mono + LOOK_MS };
}

/** Commands wait: the tickets they are about may have to come back first. */
export function holdsBack({ forks, lookUntil }: Salvage, mono: number): boolean {
  return forks.length > 0 || mono < lookUntil;
}

/** When there is something to do once the server's documents are in; null: nothing. */
export function salvageAt({ forks, lookUntil, sent, pausedUntil }: Salvage): number | null {
  if (forks.length === 0) return lookUntil > 0 ? lookUntil : null;
  return sent ? null : pausedUntil;
}
