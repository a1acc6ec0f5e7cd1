/** How the floor's affairs are said: answers of the kitchen, why an order came back, how far a dish is. */

import type { Item, Ticket } from "../../core/documents.ts";
import type { Draft } from "../../core/draft.ts";
import type { News } from "../../core/news.ts";
import { ticketNumber } from "../names.ts";
import { ifKnown, t } from "../text.ts";
import type { Pos } from "./pos.ts";

/** Characters of a table's name that stand in large type on the narrowest button. */
const LARGE_CHARS = 5;

export function isLong(name: string): boolean {
  return name.length > LARGE_CHARS;
}

export function newsText({ kind, item }: News): string {
  switch (kind) {
    case "reply":
      return t("pos.news_reply", { dish: item.name, reply: ifKnown(`reply.${item.rush?.reply}`) ?? "" });
    case "voided":
      return t("pos.news_voided", { dish: item.name, answer: answerText(item) });
    case "kept":
      return t("pos.news_kept", { dish: item.name });
  }
}

/** What became of started food that was taken back. */
export function answerText(item: Item): string {
  return ifKnown(`pos.void_${item.void_answer}`) ?? t("line.void");
}

/** Why the order came back, and what to do. */
export function backText(draft: Draft): string {
  return (
    ifKnown(`pos.back_${draft.why}`) ??
    ifKnown(`result.${draft.why}`, { name: t("pos.order"), winner: t("result.somebody"), detail: "" }) ??
    t("result.other", { name: t("pos.order"), why: draft.why, detail: "" })
  );
}

/** A table, an order without one, or a draft without one. */
export function spotName(pos: Pos, spot: string): string {
  if (spot.startsWith("t/")) return t("who.table", { table: spot.slice(2) });
  const ticket = pos.desk.screen.tickets.value.find((one) => `k/${one.id}` === spot);
  if (ticket !== undefined) return counterName(ticket);
  const draft = pos.drafts.value.find((one) => `d/${one.id}` === spot);
  return draft?.guest || t("pos.counter_order");
}

function counterName(ticket: Ticket): string {
  return [ticketNumber(ticket), ticket.guest].filter((one) => one !== "").join(" · ");
}
