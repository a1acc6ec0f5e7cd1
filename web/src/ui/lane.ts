/** `<kds-lane>`: what needs somebody at the pass now, then what is coming later. */

import { computed, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PassCard, PassLine, Pending } from "../core/card.ts";
import { levelAt } from "../core/cards.ts";
import type { Change, Ticket } from "../core/documents.ts";
import "./age.ts";
import { callNote } from "./call-note.ts";
import { changeNote, passAnswers, voidQuestion } from "./changes.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { gapNotes } from "./gap-note.ts";
import { type IconName, icon } from "./icon.ts";
import { type Entry, entry, madeNote, ORDINARY, questions, WEIGHTS } from "./lane-entry.ts";
import { stationName, whose } from "./names.ts";
import { broughtNote, leftOverNote, scheduledRow } from "./other-times.ts";
import { listed, t } from "./text.ts";
import { acknowledge } from "./verbs.ts";

/** Food that is taken back, or found again, rings here; every other difference stands on the card alone. */
const LOUD: ReadonlySet<Change["kind"]> = new Set(["voided", "cancelled", "recovered"]);

export class KdsLane extends KdsElement {
  static override properties = { desk: {}, cards: {}, scheduled: {} };
  declare desk: Desk;
  declare cards: readonly PassCard[];
  declare scheduled: readonly PassCard[];

  readonly #shown = signal<readonly PassCard[]>([]);
  /** Ids of the late cards: the time of day alone draws nothing again. */
  readonly #late = computed(() => {
    const now = this.desk.screen.now.value;
    const late = this.#shown.value.filter(({ deadline }) => levelAt(deadline, now) === "late");
    return late.map(({ id }) => id).join(" ");
  });

  readonly #gaps = computed(() =>
    gapNotes(this.desk).map(({ kind, ...note }): Entry => ({ ...note, weight: WEIGHTS[kind] ?? ORDINARY })),
  );

  protected override willUpdate(): void {
    this.#shown.value = this.cards;
  }

  protected override render(): TemplateResult {
    const late = new Set(this.#late.value.split(" "));
    const alarms = [
      ...this.#calls(),
      ...this.#gaps.value,
      ...this.cards.flatMap((card) => this.#alarms(card, late.has(card.id))),
    ].sort((left, right) => left.weight - right.weight);
    const { left_over: leftOver = [], brought = [] } = this.desk.screen.store.value ?? {};
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
              <ul class="counts">${this.scheduled.map((card) => scheduledRow(this.desk, card))}</ul>`
      }
      ${brought.length === 0 ? nothing : broughtNote(brought, this.desk.screen.tickets.value)}
      ${leftOver.length === 0 ? nothing : leftOverNote(leftOver)}
    </aside>`;
  }

  #calls(): readonly Entry[] {
    return (this.desk.screen.store.value?.calls ?? []).map((call) => ({
      key: `call ${call.table}`,
      weight: WEIGHTS.call ?? ORDINARY,
      drawn: html`<li class="alarm" data-alarm="call">${callNote(this.desk, call)}</li>`,
    }));
  }

  #alarms(card: PassCard, late: boolean): readonly Entry[] {
    const { leader } = card;
    const all = [...questions(this.desk, card), ...card.lines.flatMap((line) => this.#lineAlarms(line))];
    for (const pending of card.pending) {
      const more = pending.change.kind === "cancelled" ? madeNote(card) : nothing;
      all.push(...this.#change(leader, pending, more));
    }
    if (late) {
      const slow = card.progress.filter((one) => one.done < one.total).map((one) => this.#station(one.station));
      const age = html`<kds-age class="alarm-age" .since=${card.clockMs} .now=${this.desk.screen.now}></kds-age>`;
      all.push(entry(leader, "", "late", "clock", t("lane.late", { stations: listed(slow) }), age));
    }
    return all;
  }

  #change(ticket: Ticket, pending: Pending, more: unknown = nothing): readonly Entry[] {
    const { id, kind } = pending.change;
    if (!LOUD.has(kind)) return [];
    const note = html`${more}${changeNote(this.desk, [pending])}`;
    return [entry(ticket, `${id}`, kind, "close", whose(ticket), note)];
  }

  #station(id: string): string {
    return stationName(this.desk.screen.store.value, id);
  }

  #lineAlarms({ item, ticket, changes, progress }: PassLine): Entry[] {
    const { desk } = this;
    const all: Entry[] = [];
    const add = (kind: string, sign: IconName, text: string, more: unknown = nothing) =>
      all.push(entry(ticket, item.id, kind, sign, text, more));
    if (item.void_asked !== "" && item.state !== "void")
      add("void_asked", "question", item.name, voidQuestion(desk, ticket.id, item, passAnswers(ticket)));
    for (const pending of changes) {
      all.push(...this.#change(ticket, pending));
      if (pending.change.kind !== "sold_out") continue;
      const reason = t("change.sold_out");
      const off = () => desk.send({ kind: "amend", ticket: ticket.id, void: [{ item: item.id, reason }] });
      const answers = html`<span class="answers">
        <button class="answer" data-nav="ask" @click=${() => acknowledge(desk, [pending])}>${t("lane.cook_anyway")}</button>
        <button class="answer" data-nav @click=${off}>${t("lane.take_off")}</button>
      </span>`;
      add("sold_out", "soldout", t("lane.sold_out", { dish: item.name }), answers);
    }
    if (item.unrouted && item.state === "open") {
      const stations = listed(progress.map((one) => this.#station(one.station)));
      add("unrouted", "question", t("lane.unrouted", { dish: item.name, stations }));
    }
    return all;
  }
}

customElements.define("kds-lane", KdsLane);
