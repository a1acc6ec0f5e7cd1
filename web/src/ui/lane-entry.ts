/** One thing in the lane of the pass that needs somebody: what it is about, what it says, and what answers it. */

import { html, nothing, type TemplateResult } from "lit";
import type { PassCard } from "../core/card.ts";
import type { Ticket } from "../core/documents.ts";
import { undecided } from "../core/recovered.ts";
import "./approval.ts";
import type { Desk } from "./desk.ts";
import { type IconName, icon } from "./icon.ts";
import { ticketNumber, whose } from "./names.ts";
import { isMade } from "./row.ts";
import { listed, t } from "./text.ts";

/** What waits for a decision comes first; lateness is also on the cards. */
export const WEIGHTS: Readonly<Record<string, number>> = {
  void_asked: 0,
  approve: 0,
  recovery: 0,
  alone: 0,
  unseen: 0,
  silent: 0,
  unshown: 1,
  call: 1,
  sold_out: 1,
  unrouted: 3,
  late: 4,
};
export const ORDINARY = 2;

export interface Entry {
  readonly key: string;
  readonly weight: number;
  readonly drawn: TemplateResult;
}

export function entry(
  ticket: Ticket,
  key: string,
  kind: string,
  sign: IconName,
  text: string,
  more: unknown = nothing,
): Entry {
  return {
    key: `${ticket.id} ${kind} ${key}`,
    weight: WEIGHTS[kind] ?? ORDINARY,
    drawn: html`<li class="alarm" data-alarm=${kind}>
      <p class="alarm-text">${icon(sign)}<b>${ticketNumber(ticket)}</b> ${text}</p>
      ${more}
    </li>`,
  };
}

/** Food of a cancelled order that stands somewhere and must not go out. */
export function madeNote({ lines }: PassCard): TemplateResult | typeof nothing {
  const made = lines.filter(({ item }) => item.state === "void" && isMade(item.tasks));
  if (made.length === 0) return nothing;
  const dishes = listed(made.map(({ item }) => `${item.quantity}${item.unit}× ${item.name}`));
  return html`<p class="made">${icon("serve")}${t("lane.made", { dishes })}</p>`;
}

function ask(desk: Desk, ticket: Ticket): TemplateResult {
  return html`<kds-approval .desk=${desk} .ticket=${ticket}></kds-approval>`;
}

/** What goes to the kitchen only when somebody here says so. */
export function questions(desk: Desk, { tickets }: PassCard): readonly Entry[] {
  return tickets.flatMap((ticket) => {
    const items = undecided(ticket);
    const dishes = listed(items.map((item) => `${item.quantity}${item.unit}× ${item.name}`));
    const back = html`<p class="made">${dishes}</p>${ask(desk, ticket)}`;
    return [
      ...(ticket.to_approve
        ? [entry(ticket, "", "approve", "question", `${whose(ticket)} · ${t("approve.title")}`, ask(desk, ticket))]
        : []),
      ...(items.length > 0
        ? [entry(ticket, "", "recovery", "undo", `${whose(ticket)} · ${t("recovered.title")}`, back)]
        : []),
    ];
  });
}
