/** Seen on the glass, as far as the documents tell: what was sent and shown, and what the pass must see to. */

import type { Item, Store, Task, Ticket } from "./documents.ts";
import { type At, isAt } from "./priority.ts";
import { remembered } from "./remembered.ts";

/**
 * `unshown`: no screen of the station has painted it yet; `covered`: its backup has it too; `unseen`: the backup does not
 * show it either; `alone`: there is no backup; `silent`: the station had shown it, and its last screen is gone.
 */
export type GapKind = "unshown" | "covered" | "unseen" | "alone" | "silent";

/** Work of one station that a person at the pass should know of. */
export interface Gap {
  readonly kind: GapKind;
  readonly station: string;
  /** The station that covers or could cover it; empty: none. */
  readonly backup: string;
  readonly orders: readonly { readonly ticket: Ticket; readonly items: readonly Item[] }[];
}

export interface Sent {
  readonly sent: number;
  readonly shown: number;
  /** Screens that painted them, the first first. */
  readonly who: readonly string[];
}

/** Dishes that these stations (the pass: all of them) have in hand, and how many of them a screen there has painted. */
export function sentTo(tickets: readonly Ticket[], at: At): Sent {
  const all = tickets.flatMap((ticket) => marksOf(ticket, at));
  const seen = all.filter((by) => by !== null);
  return { sent: all.length, shown: seen.length, who: [...new Set(seen)].filter((by) => by !== "") };
}

/** Null: not painted yet. */
const marksOf = remembered((ticket: Ticket, at: At): readonly (string | null)[] =>
  inHand(ticket)
    .filter(({ task }) => isAt(task, at))
    .map(({ task }) => {
      const everywhere = at.length === 0;
      const places = [
        everywhere || at.includes(task.station) ? task.shown : null,
        everywhere || !at.includes(task.station) ? task.cover?.shown : null,
      ];
      return places.find((seen) => seen?.gen === task.gen)?.by ?? null;
    }),
);

/** By station and kind, the first ordered first. */
export function gapsOf(tickets: readonly Ticket[], store: Store | null): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  const silent = new Set(store?.silent.map((one) => one.station));
  for (const ticket of tickets) {
    for (const one of standingOf(ticket, undefined)) {
      const kind = one.kind === "shown" ? (silent.has(one.station) ? "silent" : null) : one.kind;
      if (kind === null) continue;
      const named = store?.stations.find((station) => station.id === one.station)?.backup ?? "";
      const backup = kind === "silent" || kind === "unshown" ? named : one.backup;
      const key = `${kind} ${one.station} ${backup}`;
      const before = gaps.get(key)?.orders ?? [];
      gaps.set(key, { kind, station: one.station, backup, orders: [...before, { ticket, items: one.items }] });
    }
  }
  return [...gaps.values()];
}

interface Standing {
  readonly kind: GapKind | "shown";
  readonly station: string;
  readonly backup: string;
  readonly items: readonly Item[];
}

/** How each station stands with the ticket; where nobody is to be told anything, nothing. */
const standingOf = remembered((ticket: Ticket, _: undefined): readonly Standing[] => {
  const all = new Map<string, Standing>();
  for (const { task, item } of inHand(ticket)) {
    const kind = kindOf(task);
    if (kind === null) continue;
    const backup = task.cover?.station ?? "";
    const key = `${kind} ${task.station} ${backup}`;
    const items = new Set([...(all.get(key)?.items ?? []), item]);
    all.set(key, { kind, station: task.station, backup, items: [...items] });
  }
  return [...all.values()];
});

function kindOf(task: Task): Standing["kind"] | null {
  const { cover } = task;
  if (cover !== null) {
    if (cover.station === "") return "alone";
    return cover.shown?.gen === task.gen ? "covered" : "unseen";
  }
  if (task.shown?.gen === task.gen) return "shown";
  return task.state === "queued" && task.unshown === task.gen ? "unshown" : null;
}

function inHand(ticket: Ticket): readonly { readonly task: Task; readonly item: Item }[] {
  if (ticket.state === "closed") return [];
  return ticket.items.flatMap((item) =>
    item.tasks.filter(({ state }) => state === "queued" || state === "started").map((task) => ({ task, item })),
  );
}
