/** The badges of a card: why it stands where it stands, and what else is special about it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Reason } from "../core/card.ts";
import type { RushReply, Ticket } from "../core/documents.ts";
import { noteParts } from "./aside.ts";
import { moment } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import type { Piece } from "./face.ts";
import { type IconName, icon } from "./icon.ts";
import { slotCaps } from "./keyboard.ts";
import { ticketNumber } from "./names.ts";
import { t } from "./text.ts";

export function badge(kind: string, sign: IconName, text: unknown): TemplateResult {
  return html`<span class="badge" data-badge=${kind}>${icon(sign)}${text}</span>`;
}

function reasonBadge(desk: Desk, reason: Reason): TemplateResult {
  switch (reason.kind) {
    case "rush": {
      const times = reason.times > 1 ? ` ×${reason.times}` : "";
      const asked = html`<kds-age .since=${reason.askedMs} .now=${desk.screen.now}></kds-age>`;
      return badge("rush", "rush", html`${t("badge.rush")}${times} ${asked}`);
    }
    case "priority":
      return badge("priority", "star", t("badge.priority"));
    case "due": {
      const time = moment(reason.dueMs, desk.screen.store.value?.timezone ?? "UTC");
      return badge("due", "clock", t("badge.due", { time }));
    }
  }
}

/** `reply` is the cook's answer to the rush, empty while there is none. */
export function badges(
  desk: Desk,
  card: { readonly reasons: readonly Reason[]; readonly tickets: readonly Ticket[] },
  reply: RushReply,
): readonly TemplateResult[] {
  return [
    ...card.reasons.map((reason) => reasonBadge(desk, reason)),
    ...(reply === "" ? [] : [badge("reply", "check", t("badge.replied", { reply: t(`reply.${reply}`) }))]),
    ...card.tickets
      .slice(1)
      .map((other) => badge("merged", "link", t("badge.merged", { number: ticketNumber(other) }))),
  ];
}

/** The notes of the tickets; a long one goes on in further pieces, so that it can go on over further cards. */
export function ticketNotes(tickets: readonly Ticket[]): readonly Piece[] {
  return tickets.flatMap(({ id, note }) => {
    const key = `note ${id}`;
    const drawn = html`<p class="ticket-note again">${icon("note")}${t("line.again")}</p>`;
    const again: Piece = { key: `${key} again`, drawn, tasks: [] };
    return noteParts(note).map((words, index): Piece => {
      if (index === 0) return { key, drawn: html`<p class="note ticket-note">${icon("note")}${words}</p>`, tasks: [] };
      return {
        key: `${key} ${index}`,
        drawn: html`<p class="note ticket-note" data-further>${words}</p>`,
        tasks: [],
        again,
      };
    });
  });
}

/** The key that picks the card. */
export function slotMark(place: number): TemplateResult | typeof nothing {
  const cap = slotCaps(place);
  return cap === "" ? nothing : html`<span class="slot" aria-label=${t("card.slot", { place: cap })}>${cap}</span>`;
}
