/** What the kitchen answered to the floor and nobody here has read yet: rush replies, answers to a void. */

import type { Item, Ticket } from "./documents.ts";
import { spotKey } from "./floor.ts";

export type News =
  | {
      readonly kind: "reply";
      readonly key: string;
      readonly spot: string;
      readonly ticket: Ticket;
      readonly item: Item;
    }
  | {
      readonly kind: "voided";
      readonly key: string;
      readonly spot: string;
      readonly ticket: Ticket;
      readonly item: Item;
    }
  | {
      readonly kind: "kept";
      readonly key: string;
      readonly spot: string;
      readonly ticket: Ticket;
      readonly item: Item;
    };

/** Key of an item that somebody wants voided: as long as it is remembered, the answer is news. */
export function askedKey(item: Item): string {
  return `asked ${item.id}`;
}

/** Items whose void is being asked about now: to be remembered, since the answer "keep it" leaves no other trace. */
export function askedNow(tickets: readonly Ticket[]): readonly string[] {
  return tickets.flatMap((ticket) => ticket.items.filter(isAsked).map(askedKey));
}

function isAsked(item: Item): boolean {
  return item.void_asked !== "" && item.state !== "void";
}

/** `seen` holds the keys of what was read, and of what was asked. */
export function newsOf(tickets: readonly Ticket[], seen: ReadonlySet<string>): readonly News[] {
  return tickets.flatMap((ticket) => {
    const spot = spotKey(ticket);
    return ticket.items.flatMap((item): readonly News[] => {
      const told = kindOf(item, seen);
      if (told === null || seen.has(told.key)) return [];
      return [{ ...told, spot, ticket, item }];
    });
  });
}

function kindOf(item: Item, seen: ReadonlySet<string>): Pick<News, "kind" | "key"> | null {
  const { rush } = item;
  if (item.state === "void" && item.void_answer !== "") return { kind: "voided", key: `voided ${item.id}` };
  if (seen.has(askedKey(item)) && item.state !== "void" && !isAsked(item)) {
    return { kind: "kept", key: `kept ${item.id}` };
  }
  if (item.state === "open" && rush !== null && rush.reply !== "") {
    return { kind: "reply", key: `reply ${item.id} ${rush.replied_ms}` };
  }
  return null;
}
