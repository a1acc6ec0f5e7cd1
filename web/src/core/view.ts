/** What the glass shows: the documents of the server with the waiting commands on top, base ⊕ outbox. */

import type { ScreenCommand } from "./commands.ts";
import type { Dish, ScreenLayout, Store, Ticket } from "./documents.ts";
import type { Made } from "./foresee.ts";
import type { Entry } from "./outbox.ts";
import type { Board, Pickup } from "./pickups.ts";
import type { Docs } from "./replica.ts";

export interface View {
  readonly tickets: readonly Ticket[];
  readonly dishes: readonly Dish[];
  readonly store: Store | null;
  readonly layouts: readonly ScreenLayout[];
  /** On a screen that guests see there are these instead. */
  readonly pickups: readonly Pickup[];
  readonly board: Board | null;
}

/** What knows what waiting commands will do (`foresee.ts`): needed from the first tap on, not for the first paint. */
export interface Foresight {
  readonly foreseeTicket: (ticket: Ticket, made: Made) => Ticket;
  readonly foreseeDish: (dish: Dish, made: Made) => Dish;
}

/** Until it is there, what waits is only marked as pressed. */
export const BLIND: Foresight = { foreseeTicket: (ticket) => ticket, foreseeDish: (dish) => dish };

/** Documents that no command touches stay the same objects. */
export function view(docs: Docs, entries: readonly Entry[], { foreseeTicket, foreseeDish }: Foresight): View {
  const waiting = bySubject(entries);
  const tickets: Ticket[] = [];
  const dishes: Dish[] = [];
  const layouts: ScreenLayout[] = [];
  const pickups: Pickup[] = [];
  let store: Store | null = null;
  let board: Board | null = null;
  for (const doc of docs.values()) {
    if (doc.kind === "store") store = doc.value;
    else if (doc.kind === "screen") layouts.push(doc.value);
    else if (doc.kind === "board") board = doc.value;
    else if (doc.kind === "pickup") pickups.push(doc.value);
    else if (doc.kind === "ticket") tickets.push((waiting.get(doc.value.id) ?? []).reduce(foreseeTicket, doc.value));
    else if (!doc.value.dropped) dishes.push((waiting.get(doc.value.sku) ?? []).reduce(foreseeDish, doc.value));
  }
  return { tickets, dishes, store, layouts, pickups, board };
}

/**
 * Ticket id or sku → the commands about it, in order; none where the documents already hold their effect, and none that
 * is not yet written down: what shows as done must outlive a power cut.
 */
function bySubject(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const waiting = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.covered || entry.kept === "writing") continue;
    const about = subject(entry.command);
    const others = waiting.get(about);
    if (others === undefined) waiting.set(about, [entry]);
    else others.push(entry);
  }
  return waiting;
}

/** Empty for an order: there is no ticket yet. */
function subject(command: ScreenCommand): string {
  if (command.kind === "place" || command.kind === "answer_call" || command.kind === "set_layout") return "";
  return command.kind === "set_availability" ? command.sku : command.ticket;
}

/** Ids of tasks, items, `{ticket}#{change}` and skus that a waiting command is about; else its ticket. */
export function pressedBy(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.filter((entry) => !entry.covered).flatMap((entry) => targets(entry.command)));
}

function targets(command: ScreenCommand): readonly string[] {
  switch (command.kind) {
    case "start":
    case "bump":
    case "recall":
      return command.tasks.map((seen) => seen.task);
    case "remake":
    case "answer_void":
      return [command.item];
    case "acknowledge":
      return command.changes.map((change) => `${command.ticket}#${change}`);
    case "set_availability":
      return [command.sku];
    case "serve":
    case "recall_serve":
    case "rush":
    case "reply_rush":
    case "split":
      return command.items !== undefined && command.items.length > 0 ? command.items : [command.ticket];
    case "amend": {
      const named = [...(command.void ?? []), ...(command.modify ?? [])].map((line) => line.item);
      return named.length > 0 ? named : [command.ticket];
    }
    case "answer_call":
      return [`call ${command.table}`];
    case "place":
      return [command.external_id];
    case "set_layout":
      return [`screen ${command.screen}`];
    default:
      return [command.ticket];
  }
}
