/** `<kds-notice>`: says on the glass when a tap did not do what was meant, and why. */

import { html, nothing, type TemplateResult } from "lit";
import type { ScreenCommand } from "../core/commands.ts";
import type { Ticket } from "../core/documents.ts";
import type { Notice } from "../core/screen.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { ticketNumber } from "./names.ts";
import "./strip-notes.ts";
import { ifKnown, t } from "./text.ts";

/** A lost race is said this long; a refusal stays until somebody has read it. */
const LOST_RACE_MS = 20_000;

/** What the command was about: the ticket's number and the dishes it named. */
export function subject(command: ScreenCommand, tickets: readonly Ticket[]): string {
  if (command.kind === "place" || command.kind === "answer_call") return command.table;
  if (command.kind === "set_availability") return command.sku;
  if (command.kind === "set_layout") return command.screen;
  const ticket = tickets.find((one) => one.id === command.ticket);
  if (ticket === undefined) return "";
  const about = new Set<string>("item" in command ? [command.item] : "items" in command ? command.items : []);
  const tasks = new Set<string>("tasks" in command ? command.tasks.map((seen) => seen.task) : []);
  const dishes = ticket.items.filter((item) => about.has(item.id) || item.tasks.some((task) => tasks.has(task.id)));
  return [ticketNumber(ticket), ...dishes.map((item) => item.name)].join(" · ");
}

function reason(why: string, values: { name: string; winner: string; detail: string }): string {
  const winner = values.winner === "" ? t("result.somebody") : values.winner;
  return ifKnown(`result.${why}`, { ...values, winner }) ?? t("result.other", { ...values, why });
}

/** One sentence; of a card's bump it names what was late. */
export function sentence(notice: Notice, tickets: readonly Ticket[]): string {
  const name = subject(notice.command, tickets);
  const { detail } = notice;
  if (notice.lost.length === 0) return reason(notice.why, { name, winner: "", detail });
  return notice.lost
    .map(({ why, winner, left, ...lost }) => {
      const about = lost.name || name;
      return left > 0 ? t("result.few_left", { name: about, left }) : reason(why, { name: about, winner, detail });
    })
    .join(" · ");
}

export class KdsNotice extends KdsElement {
  static override properties = { desk: {} };
  declare desk: Desk;

  protected override render(): TemplateResult {
    const { screen, hint } = this.desk;
    const now = screen.now.value;
    const notices = screen.notices.value.filter(
      (notice) => notice.result === "rejected" || now - notice.atMs < LOST_RACE_MS,
    );
    const [latest] = notices;
    const more = notices.length - 1;
    return html`<div class="notice" role="status" aria-live="polite">
      ${hint.value === "" ? nothing : html`<span class="said" data-result="hint">${icon("note")}${t(hint.value)}</span>`}
      ${
        latest === undefined || hint.value !== ""
          ? nothing
          : html`<span class="said" data-result=${latest.result}>${icon("alert")}<span>${sentence(latest, screen.tickets.value)}${
              more > 0 ? html` <b>${t("notice.more", { count: more })}</b>` : nothing
            }</span></span>
            <button class="ok" data-nav="confirm" @click=${() => screen.dismiss(latest.id)}>${icon("check")}${t("notice.seen")}</button>`
      }
    </div>`;
  }
}

customElements.define("kds-notice", KdsNotice);
