/** `<kds-lane>`: what needs somebody at the pass now, then what is coming later. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PassCard, PassLine } from "../core/card.ts";
import { levelAt } from "../core/cards.ts";
import type { Change } from "../core/documents.ts";
import "./age.ts";
import { approval, callNote } from "./asks.ts";
import { changeNote, passAnswers, voidQuestion } from "./changes.ts";
import { moment } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { type IconName, icon } from "./icon.ts";
import { stationName, ticketNumber, whose } from "./names.ts";
import { t } from "./text.ts";
import { acknowledge } from "./verbs.ts";

/** Differences that stand on the card; everything else about food already made rings here too. */
const QUIET: ReadonlySet<Change["kind"]> = new Set([
  "added",
  "modified",
  "less",
  "moved",
  "merged",
  "split",
  "allergen",
  "sold_out",
]);

/** What waits for a decision comes first; lateness is also on the cards. */
const WEIGHTS: Readonly<Record<string, number>> = {
  void_asked: 0,
  approve: 0,
  call: 1,
  sold_out: 1,
  unrouted: 3,
  late: 4,
};
const ORDINARY = 2;

interface Entry {
  readonly key: string;
  readonly weight: number;
  readonly drawn: TemplateResult;
}

export class KdsLane extends KdsElement {
  static override properties = { desk: {}, cards: {}, scheduled: {} };
  declare desk: Desk;
  declare cards: readonly PassCard[];
  declare scheduled: readonly PassCard[];

  protected override render(): TemplateResult {
    const alarms = [...this.#calls(), ...this.cards.flatMap((card) => this.#alarms(card))].sort(
      (left, right) => left.weight - right.weight,
    );
    const abandoned = this.desk.screen.store.value?.abandoned ?? [];
    return html`<aside class="side lane" aria-label=${t("lane.title")}>
      <h2>${icon("alert")}${t("lane.title")}</h2>
      ${alarms.length === 0 ? html`<p class="side-none">${t("lane.none")}</p>` : nothing}
      <ul class="alarms">${repeat(
        alarms,
        (alarm) => alarm.key,
        (alarm) => alarm.drawn,
      )}</ul>
      ${
        this.scheduled.length === 0
          ? nothing
          : html`<h2>${icon("clock")}${t("lane.scheduled")}</h2>
              <ul class="counts">${repeat(
                this.scheduled,
                (card) => card.id,
                (card) => this.#scheduled(card),
              )}</ul>`
      }
      ${abandoned.length === 0 ? nothing : this.#abandoned(abandoned)}
    </aside>`;
  }

  #calls(): readonly Entry[] {
    return (this.desk.screen.store.value?.calls ?? []).map((call) => ({
      key: `call ${call.table}`,
      weight: WEIGHTS.call ?? ORDINARY,
      drawn: html`<li class="alarm" data-alarm="call">${callNote(this.desk, call)}</li>`,
    }));
  }

  #alarms(card: PassCard): readonly Entry[] {
    const all: Entry[] = [];
    const add = (key: string, kind: string, sign: IconName, text: string, more: unknown = nothing) =>
      all.push({
        key: `${card.id} ${key}`,
        weight: WEIGHTS[kind] ?? ORDINARY,
        drawn: html`<li class="alarm" data-alarm=${kind}>
          <p class="alarm-text">${icon(sign)}<b>${ticketNumber(card.leader)}</b> ${text}</p>
          ${more}
        </li>`,
      });
    for (const ticket of card.tickets.filter((one) => one.to_approve))
      add(
        `approve ${ticket.id}`,
        "approve",
        "question",
        `${whose(ticket)} · ${t("approve.title")}`,
        approval(this.desk, ticket),
      );
    for (const line of card.lines) this.#lineAlarms(line, add);
    for (const pending of card.pending)
      if (!QUIET.has(pending.change.kind))
        add(
          `change ${pending.change.id}`,
          pending.change.kind,
          "close",
          whose(card.leader),
          changeNote(this.desk, pending),
        );
    if (levelAt(card.deadline, this.desk.screen.now.value) === "late") {
      const slow = card.progress
        .filter((one) => one.done < one.total)
        .map((one) => stationName(this.desk.screen.store.value, one.station));
      add(
        "late",
        "late",
        "clock",
        t("lane.late", { stations: slow.join(", ") }),
        html`<kds-age class="alarm-age" .since=${card.clockMs} .now=${this.desk.screen.now}></kds-age>`,
      );
    }
    return all;
  }

  #lineAlarms(
    line: PassLine,
    add: (key: string, kind: string, sign: IconName, text: string, more?: unknown) => void,
  ): void {
    const { item, ticket } = line;
    const { desk } = this;
    if (item.void_asked !== "" && item.state !== "void") {
      const question = voidQuestion(desk, ticket.id, item, passAnswers(ticket));
      add(`asked ${item.id}`, "void_asked", "question", item.name, question);
    }
    for (const pending of line.changes) {
      if (pending.change.kind === "sold_out") {
        const take = () =>
          desk.send({ kind: "amend", ticket: ticket.id, void: [{ item: item.id, reason: t("change.sold_out") }] });
        add(
          `sold out ${item.id}`,
          "sold_out",
          "soldout",
          t("lane.sold_out", { dish: item.name }),
          html`<span class="answers">
          <button class="answer" data-nav="ask" @click=${() => acknowledge(desk, [pending])}>${t("lane.cook_anyway")}</button>
          <button class="answer" data-nav @click=${take}>${t("lane.take_off")}</button>
        </span>`,
        );
      } else if (!QUIET.has(pending.change.kind)) {
        add(`change ${pending.change.id}`, pending.change.kind, "close", item.name, changeNote(desk, pending));
      }
    }
    if (item.unrouted && item.state === "open") {
      const stations = line.progress.map((one) => stationName(desk.screen.store.value, one.station)).join(", ");
      add(`unrouted ${item.id}`, "unrouted", "question", t("lane.unrouted", { dish: item.name, stations }));
    }
  }

  #scheduled(card: PassCard): TemplateResult {
    const { leader } = card;
    const timezone = this.desk.screen.store.value?.timezone ?? "UTC";
    const due = leader.due_ms > 0 ? moment(leader.due_ms, timezone) : "";
    return html`<li class="count-row">
      <span class="count-text"
        ><span class="name">${ticketNumber(leader)}<small>${whose(leader)} · ${t("lane.from", { time: moment(leader.release_ms, timezone) })}</small></span><b>${due}</b></span
      >
    </li>`;
  }

  #abandoned(ids: readonly string[]): TemplateResult {
    const tickets = this.desk.screen.tickets.value;
    const numbers = ids.flatMap((id) => tickets.filter((ticket) => ticket.id === id).map(ticketNumber));
    return html`<h2>${icon("wait")}${t("lane.abandoned")}</h2>
      <p class="side-none">${t("lane.abandoned_next", { count: ids.length })} ${numbers.join(", ")}</p>`;
  }
}

customElements.define("kds-lane", KdsLane);
