/** At the pass, below what needs somebody now: orders for later, of before, and of before a restore. */

import { html, nothing, type TemplateResult } from "lit";
import type { PassCard } from "../core/card.ts";
import type { Brought, LeftOver, Ticket } from "../core/documents.ts";
import { undecided } from "../core/recovered.ts";
import { dayName, moment } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { ticketNumber, whose } from "./names.ts";
import { t } from "./text.ts";

const BROUGHT = ["waits", "further", "back", "decided"] as const;

export function scheduledRow(desk: Desk, { leader }: PassCard): TemplateResult {
  const { now, store } = desk.screen;
  const timezone = store.value?.timezone ?? "UTC";
  const day = (ms: number) => dayName(ms, now.value, timezone);
  const due = leader.due_ms || leader.release_ms;
  const early = day(leader.release_ms) === day(due) ? "" : day(leader.release_ms);
  const from = t("lane.from", { time: `${early} ${moment(leader.release_ms, timezone)}` });
  return html`<li class="count-row">
    <span class="count-text"
      ><span class="name">${ticketNumber(leader)}<small>${whose(leader)} · ${from}</small></span
      ><span class="when"><small>${day(due)}</small> <b>${moment(due, timezone)}</b></span></span
    >
  </li>`;
}

function named(one: LeftOver | Brought): string {
  return `${ticketNumber(one)} ${one.table === "" ? one.guest : t("who.table", { table: one.table })}`.trim();
}

/** What screens brought back after a restore, the undecided first. */
export function broughtNote(all: readonly Brought[], tickets: readonly Ticket[]): TemplateResult {
  const open = new Set(tickets.filter((ticket) => undecided(ticket).length > 0).map((ticket) => ticket.id));
  const last = [...new Map(all.map((one) => [one.id, one])).values()];
  const about = (one: Brought) => (one.how !== "waits" ? one.how : open.has(one.id) ? "waits" : "decided");
  return html`<h2>${icon("undo")}${t("lane.brought")}</h2>
    ${BROUGHT.map((how) => {
      const names = last.filter((one) => about(one) === how).map(named);
      return names.length === 0
        ? nothing
        : html`<p class="side-none" data-brought=${how}><b>${names.length}</b> ${t(`brought.${how}`)}: ${names.join(" · ")}</p>`;
    })}`;
}

export function leftOverNote(tickets: readonly LeftOver[]): TemplateResult {
  const names = tickets.map(named);
  return html`<h2>${icon("wait")}${t("lane.abandoned")}</h2>
    <p class="side-none">${t("lane.abandoned_next", { count: tickets.length })} ${names.join(" · ")}</p>`;
}
