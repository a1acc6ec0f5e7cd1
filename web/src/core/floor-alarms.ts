/** What calls a waiter, and so is heard on the phone: one hand on it, and whoever holds it has heard. */

import type { Dish, Ticket } from "./documents.ts";
import type { Draft } from "./draft.ts";
import { type Floor, isOpen, readySince, type Spot, spotKey } from "./floor.ts";
import type { News } from "./news.ts";
import type { Alarm, Sound } from "./sounds.ts";
import type { Call } from "./store.ts";

/** Orders without a table belong together, as the tables of a room do. */
export const COUNTER = "counter";

/** The part of the house that a spot belongs to. */
export function roomKey({ table, area }: Pick<Spot, "table" | "area">): string {
  return table === "" ? COUNTER : `room/${area}`;
}

export interface Calling {
  readonly floor: Floor;
  readonly tickets: readonly Ticket[];
  readonly news: readonly News[];
  readonly calls: readonly Call[];
  readonly drafts: readonly Draft[];
  readonly dishes: readonly Dish[];
  /** Parts of the house that others look after: seen on this phone, not heard. */
  readonly silent: ReadonlySet<string>;
}

export function waiterAlarms(now: Calling): readonly Alarm[] {
  const { floor, silent } = now;
  const spots = [...floor.rooms.flatMap((room) => room.spots), ...floor.counter];
  const heard = new Set(spots.filter((spot) => !silent.has(roomKey(spot))).map((spot) => spot.key));
  const out = new Set(now.dishes.filter((dish) => !dish.available).map((dish) => dish.sku));
  return [
    ...spots.filter((spot) => heard.has(spot.key)).flatMap(ready),
    ...now.news.filter((one) => heard.has(one.spot)).map(answered),
    ...now.calls.filter((call) => heard.has(`t/${call.table}`)).map(called),
    ...now.tickets.filter((ticket) => isOpen(ticket) && ticket.to_approve && heard.has(spotKey(ticket))).map(toApprove),
    ...now.drafts.flatMap((draft) => [...cameBack(draft), ...soldOut(draft, out)]),
  ];
}

function alarm(sound: Sound, document: string, key: string, about: readonly string[]): Alarm {
  return { key, sound, until: "touch", document, about, say: null };
}

/** Each dish for itself: one that follows the others to the pass calls again. */
function ready(spot: Spot): readonly Alarm[] {
  return spot.tickets.flatMap((ticket) =>
    ticket.items
      .filter((item) => item.state === "ready")
      .map((item) => alarm("ready", `ticket/${ticket.id}`, `ready ${item.id} ${readySince(item)}`, [item.id])),
  );
}

function answered({ key, ticket, item }: News): Alarm {
  return alarm("changed", `ticket/${ticket.id}`, key, [item.id]);
}

function called({ table, times }: Call): Alarm {
  return alarm("changed", "store/main", `call ${table} ${times}`, [`call ${table}`]);
}

function toApprove(ticket: Ticket): Alarm {
  return alarm("new", `ticket/${ticket.id}`, `approve ${ticket.id}`, [ticket.id]);
}

/** The guest has to be asked again, so it is as hard as what is taken back. */
function cameBack({ id, why }: Draft): readonly Alarm[] {
  return why === "" ? [] : [alarm("void", "", `back ${id} ${why}`, [])];
}

/** Before it is sent, while the guest is still there. */
function soldOut({ id, sent, why, lines }: Draft, out: ReadonlySet<string>): readonly Alarm[] {
  if (sent !== null || why !== "") return [];
  const gone = new Set(lines.map((line) => line.sku).filter((sku) => out.has(sku)));
  return [...gone].map((sku) => alarm("changed", `dish/${sku}`, `out ${id} ${sku}`, []));
}
