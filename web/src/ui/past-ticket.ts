/** `<kds-past>`: one ticket looked back at: how long it took, what can be brought back, and what became of it, step by step. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Ticket } from "../core/documents.ts";
import type { Timeline } from "../core/past.ts";
import { recallable } from "../core/recall.ts";
import { type Entry, entriesOf, type Phase, phasesOf } from "../core/timeline.ts";
import { fetchTimeline, NoAnswer } from "../sync/past.ts";
import { age, exactly, moment } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { recallableServes } from "./served.ts";
import { bumpRow, serveRow } from "./take-back.ts";
import { t } from "./text.ts";
import { toldText, whoText } from "./timeline-words.ts";

export class KdsPast extends KdsElement {
  static override properties = { desk: {}, ticket: {}, timeline: { state: true }, away: { state: true } };
  declare desk: Desk;
  declare ticket: Ticket;
  /** Null: not here yet. */
  declare timeline: Timeline | null;
  declare away: boolean;
  #asking = new AbortController();

  constructor() {
    super();
    this.timeline = null;
    this.away = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking.abort();
  }

  /** Another ticket, or the same after something happened to it. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("ticket")) return;
    if (changed.get("ticket")?.id !== this.ticket.id) this.timeline = null;
    void this.#ask();
  }

  protected override render(): TemplateResult {
    return html`${this.#phases()} ${this.#bringBack()}
      <h3>${t("timeline.title")}</h3>
      ${this.#steps()}`;
  }

  /** As it is here, with what this screen has not sent yet, else as the server last told. */
  get #now(): Ticket {
    const { id } = this.ticket;
    return this.desk.screen.tickets.value.find((one) => one.id === id) ?? this.timeline?.ticket ?? this.ticket;
  }

  #moment(ms: number): string {
    return moment(ms, this.desk.screen.store.value?.timezone ?? "UTC");
  }

  #phases(): TemplateResult {
    return html`<ol class="phases">${phasesOf(this.#now).map((phase) => this.#phase(phase))}</ol>`;
  }

  #phase({ what, atMs, tookMs }: Phase): TemplateResult {
    const sign = { ordered: "note", started: "play", ready: "serve", served: "check", closed: "close" } as const;
    return html`<li data-phase=${what}>
      <span>${icon(sign[what])}${t(`timeline.phase_${what}`)}</span> <b>${this.#moment(atMs)}</b>
      ${what === "ordered" ? nothing : html`<small>${t("timeline.took", { age: age(tookMs) })}</small>`}
    </li>`;
  }

  /** At a station its own work; at the pass everything; a waiter looks only. */
  #bringBack(): TemplateResult | typeof nothing {
    const { desk } = this;
    if (desk.screen.page.role === "waiter") return nothing;
    const serves = desk.isPass ? recallableServes([this.#now]) : [];
    const bumps = recallable([this.#now], desk.at);
    if (serves.length + bumps.length === 0) return nothing;
    return html`<h3>${t("recall.title")}</h3>
      <ul class="recalls" data-alone>${serves.map((served) => serveRow(desk, served, true))}${bumps.map((bumped) => bumpRow(desk, bumped, true))}</ul>`;
  }

  #steps(): TemplateResult {
    const { timeline } = this;
    if (this.away) {
      return html`<p class="recall-said" role="alert">${icon("offline")}<span>${t("timeline.away")}</span>
        <button class="act" data-nav @click=${() => this.#ask()}>${t("past.again")}</button></p>`;
    }
    if (timeline === null)
      return html`<p class="recall-said" role="status">${icon("wait")}${t("timeline.loading")}</p>`;
    return html`${timeline.whole ? nothing : html`<p class="recall-said">${icon("note")}${t("timeline.incomplete")}</p>`}
      <ol class="steps">${entriesOf(timeline).map((entry) => this.#step(entry, timeline))}</ol>`;
  }

  #step({ atMs, by, told }: Entry, { others }: Timeline): TemplateResult {
    const store = this.desk.screen.store.value;
    return html`<li class="step">
      <span class="step-time">${exactly(atMs, store?.timezone ?? "UTC")}</span>
      <span class="step-what">${told.map((one) => {
        const [verb, about] = toldText(one, store, others);
        return html`<span data-what=${one.what}><b>${verb}</b> ${about}</span>`;
      })}</span>
      <span class="step-who">${whoText(by, store, this.desk.screen.layouts.value)}</span>
    </li>`;
  }

  async #ask(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const until = this.#asking.signal;
    this.away = false;
    try {
      const timeline = await fetchTimeline(this.ticket.id, until);
      if (!until.aborted) this.timeline = timeline;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (!until.aborted) this.away = true;
    }
  }
}

customElements.define("kds-past", KdsPast);
