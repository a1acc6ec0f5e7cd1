/** At the pass, below what needs somebody now: orders for later, and those that yesterday left behind. */

import { html, type TemplateResult } from "lit";
import type { PassCard } from "../core/card.ts";
import type { LeftOver } from "../core/documents.ts";
import { dayName, moment } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { ticketNumber, whose } from "./names.ts";
import { t } from "./text.ts";

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

export function leftOverNote(tickets: readonly LeftOver[]): TemplateResult {
  const names = tickets.map((one) =>
    `${ticketNumber(one)} ${one.table === "" ? one.guest : t("who.table", { table: one.table })}`.trim(),
  );
  return html`<h2>${icon("wait")}${t("lane.abandoned")}</h2>
    <p class="side-none">${t("lane.abandoned_next", { count: tickets.length })} ${names.join(" · ")}</p>`;
}
