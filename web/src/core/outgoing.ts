/** Orders on their way: which have arrived, which came back and why, which must be sent again. */

import type { Ticket } from "./documents.ts";
import type { Draft, DraftLine } from "./draft.ts";
import type { Notice } from "./screen.ts";

/** An order that was sent before a reload goes out again by itself this long; an older one asks the waiter, ms. */
export const SENT_LATELY_MS = 15 * 60 * 1000;

/** What a screen knows when it looks after its orders. */
export interface Known {
  readonly tickets: readonly Ticket[];
  readonly notices: readonly Notice[];
  /** No command of this page load is without its effect in the documents. */
  readonly settled: boolean;
  readonly nowMs: number;
}

export interface Fate {
  readonly drafts: readonly Draft[];
  /** Notices that a draft has taken up: they are said there. */
  readonly taken: readonly string[];
  /** What is to be sent again. */
  readonly again: readonly Draft[];
}

/** What has become of each draft. The documents count more than answers: they are there after a reload, too. */
export function fates(drafts: readonly Draft[], known: Known): Fate {
  const there = new Set(known.tickets.flatMap((ticket) => ticket.items.map((item) => item.uid)));
  const taken: string[] = [];
  const again: Draft[] = [];
  const next = drafts.flatMap((draft): readonly Draft[] => {
    const left = draft.lines.filter((line) => !there.has(line.uid));
    const arrived = left.length < draft.lines.length;
    const notice = known.notices.find((one) => draft.sent !== null && one.id === draft.sent.command);
    if (notice !== undefined && (arrived || notice.result !== "ok")) taken.push(notice.id);
    if (arrived) return remaining(draft, left);
    if (draft.sent === null) return [draft];
    if (notice?.result === "rejected") return [{ ...draft, sent: null, why: notice.why }];
    if (notice?.result === "noop") return [];
    if (draft.sent.command !== "") return known.settled && notice === undefined ? [] : [draft];
    if (known.nowMs - draft.sent.atMs > SENT_LATELY_MS) return [{ ...draft, sent: null, why: "unsure" }];
    again.push(draft);
    return [draft];
  });
  return { drafts: merged(next), taken, again };
}

/** The kitchen has the rest: what it left out is an order of its own now, to be changed or dropped. */
function remaining(draft: Draft, left: readonly DraftLine[]): readonly Draft[] {
  if (left.length === 0) return [];
  const why = draft.sent === null ? draft.why : "sold_out";
  return [{ ...draft, id: `${draft.id}+`, lines: left, sent: null, why }];
}

/**
 * A table has one order that is being written: what came back goes on it, so that nothing is forgotten.
 * One that may have arrived all the same keeps its own id, by which the kitchen would know it again.
 */
function merged(drafts: readonly Draft[]): readonly Draft[] {
  const open = new Map<string, number>();
  const out: Draft[] = [];
  for (const draft of drafts) {
    const place = isFree(draft) ? open.get(draft.table) : undefined;
    const first = place === undefined ? undefined : out[place];
    if (place !== undefined && first !== undefined) {
      out[place] = joined(first, draft);
    } else {
      if (isFree(draft)) open.set(draft.table, out.length);
      out.push(draft);
    }
  }
  return out;
}

/** A course that either keeps back stays back: food can be fired later, and never taken off the fire. */
function joined(first: Draft, second: Draft): Draft {
  return {
    ...first,
    guest: first.guest || second.guest,
    covers: Math.max(first.covers, second.covers),
    note: [...new Set([first.note, second.note])].filter((one) => one !== "").join(" · "),
    lines: [...first.lines, ...second.lines],
    held: [...new Set([...first.held, ...second.held])],
    why: first.why || second.why,
  };
}

function isFree(draft: Draft): boolean {
  return draft.sent === null && draft.table !== "" && draft.why !== "unsure";
}
