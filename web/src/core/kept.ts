/** A screen's choices between its own memory and the server's: who has what, and what is still to be taken. Pure. */

import { type Change, type Kept, type Layout, NOTHING, PARTS, type Part } from "./layout.ts";

/** Is there anything to send, and what has the server of this screen? */
export interface Round {
  /** What the server has of it; null: nothing. */
  readonly server: Layout | null;
  /** What was sent before and has been answered now; null: nothing was sent. */
  readonly sent: Change | null;
  /** The first time since the page came. */
  readonly first: boolean;
}

/**
 * What the screen remembers after each word of the server. A tablet whose name is new there brings its choices along;
 * afterwards the server knows best, and what it has yet to take stays on top. What it has already is not said again, as
 * an address with a choice in it would at every load.
 */
export function agreed(kept: Kept, { server, sent, first }: Round): Kept {
  const left = sent === null ? kept.pending : without(kept.pending, sent);
  const mine = first && server === null ? { ...said(kept.own), ...left } : left;
  const pending = server === null ? mine : without(mine, server);
  return { own: { ...(server ?? NOTHING), ...pending }, pending };
}

/** What was chosen otherwise meanwhile is still to be taken. */
function without(pending: Change, taken: Change): Change {
  return Object.fromEntries(
    (Object.keys(pending) as Part[])
      .filter((part) => !(part in taken) || !same(taken[part], pending[part]))
      .map((part) => [part, pending[part]]),
  );
}

/** The command's two fields for a change. */
export function spelled(change: Change): { readonly own: Change; readonly inherit: readonly Part[] } {
  return { own: said(change), inherit: (Object.keys(change) as Part[]).filter((part) => change[part] === null) };
}

/** What this screen has of its own. */
export function ownParts(own: Layout): readonly Part[] {
  return PARTS.filter((part) => own[part] !== null);
}

/** Everything as the store. */
export function nothingOf(parts: readonly Part[]): Change {
  return Object.fromEntries(parts.map((part) => [part, null]));
}

/** These are small and plain. */
export function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function said(change: Change): Change {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));
}
