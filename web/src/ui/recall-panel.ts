/** `<kds-recall>`: what was finished lately, a search of the whole business day, and each ticket's past. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Ticket } from "../core/documents.ts";
import { joined, lastMs } from "../core/past.ts";
import { recallable } from "../core/recall.ts";
import { MOST_CHARS } from "../core/searching.ts";
import { moment } from "./clock-text.ts";
import { icon } from "./icon.ts";
import { Looking } from "./looking.ts";
import { aboutTicket, ticketNumber, whose } from "./names.ts";
import { KdsPanel } from "./panel.ts";
import "./past-ticket.ts";
import { recallableServes } from "./served.ts";
import { bumpRow, serveRow } from "./take-back.ts";
import { ifKnown, listed, t } from "./text.ts";
import { portionText } from "./timeline-words.ts";

/** Walls have no keyboard, and a number is what people ask for. */
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

export class KdsRecall extends KdsPanel {
  #looking: Looking | undefined;

  /** Who takes back at the table, and only looks here. */
  get #waiter(): boolean {
    return this.desk.screen.page.role === "waiter";
  }

  get #search(): Looking {
    this.#looking ??= new Looking(this.desk);
    return this.#looking;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#looking?.close();
    this.#looking = undefined;
    this.desk.lookAt([]);
  }

  protected override heading(): string {
    const [ticket] = this.desk.looked.value;
    return ticket === undefined
      ? t(this.#waiter ? "past.find" : "recall.title")
      : `${ticketNumber(ticket)} · ${whose(ticket)}`;
  }

  protected override body(): TemplateResult {
    const [ticket, ...more] = this.desk.looked.value;
    return ticket === undefined ? this.#list() : this.#past(ticket, more);
  }

  #past(ticket: Ticket, more: readonly Ticket[]): TemplateResult {
    const now = this.desk.screen.tickets.value.find((one) => one.id === ticket.id) ?? ticket;
    return html`<p class="past-head">
        <button class="act" data-nav data-back @click=${() => this.desk.lookAt([])}>${icon("left")}${t("past.all")}</button>
        <span>${aboutTicket(now)}<small>${now.source} ${now.external_id}</small></span>
        ${more.map(
          (other) =>
            html`<button class="act" data-nav @click=${() => this.desk.lookAt([other, ...more.filter((one) => one !== other), ticket])}>${icon("link")}${ticketNumber(other)}</button>`,
        )}
      </p>
      <kds-past .desk=${this.desk} .ticket=${now}></kds-past>`;
  }

  #list(): TemplateResult {
    const search = this.#search;
    const asks = search.words.length > 0 || search.all.value;
    return html`${this.#field()} ${asks ? this.#found() : this.#lately()}`;
  }

  #field(): TemplateResult {
    const search = this.#search;
    const typed = (event: Event) => {
      if (event.target instanceof HTMLInputElement) search.type(event.target.value);
    };
    // From the field the keys go on to what was found.
    const leave = (event: KeyboardEvent) => {
      if (event.code !== "ArrowDown" && event.code !== "Enter") return;
      event.stopPropagation();
      this.querySelector<HTMLElement>("[data-nav=pick]")?.focus();
    };
    return html`<div class="day-search" role="search">
      <label>${icon("search")}<span class="unseen">${t("past.search")}</span>
        <input type="search" enterkeyhint="search" autocomplete="off" maxlength=${MOST_CHARS} placeholder=${t("past.search")} .value=${live(search.query.value)} @input=${typed} @keydown=${leave} /></label>
      <span class="digits">${DIGITS.map(
        (digit) =>
          html`<button class="tool" data-nav data-digit=${digit} @click=${() => search.type(search.query.value + digit)}>${digit}</button>`,
      )}<button class="tool" data-nav data-digit="back" aria-label=${t("past.rub_out")} @click=${() => search.type(search.query.value.slice(0, -1))}>${icon("left")}</button></span>
    </div>`;
  }

  #lately(): TemplateResult {
    const { desk } = this;
    const tickets = desk.screen.tickets.value;
    const bumps = this.#waiter ? [] : recallable(tickets, desk.at);
    const serves = desk.isPass ? recallableServes(tickets) : [];
    const none = !this.#waiter && bumps.length + serves.length === 0;
    return html`${none ? html`<p class="empty-list">${t("recall.none")}</p>` : nothing}
      <ul class="recalls">
        ${repeat(
          serves,
          (served) => `${served.ticket.id} ${served.atMs}`,
          (served) => serveRow(desk, served),
        )}
        ${repeat(
          bumps,
          (bumped) => `${bumped.ticket.id} ${bumped.bump}`,
          (bumped) => bumpRow(desk, bumped),
        )}
      </ul>
      <button class="act" data-nav data-whole-day @click=${() => this.#search.wholeDay()}>${icon("list")}${t("past.whole_day")}</button>`;
  }

  #found(): TemplateResult {
    const answer = this.#search.answer.value;
    const found = "found" in answer ? answer.found : null;
    const held = this.desk.screen.tickets.value;
    const tickets = joined(held, found?.tickets ?? [], this.#search.words, this.desk.at);
    return html`${this.#said(tickets.length)}
      <ul class="recalls">${repeat(
        tickets,
        (ticket) => ticket.id,
        (ticket) => this.#row(ticket),
      )}</ul>
      ${answer.at === "told" && answer.found.after !== "" ? html`<button class="act" data-nav data-more @click=${() => this.#search.more()}>${icon("list")}${t("past.more")}</button>` : nothing}`;
  }

  /** What was looked through, or why not all of it. */
  #said(count: number): TemplateResult {
    const answer = this.#search.answer.value;
    switch (answer.at) {
      case "nothing":
      case "asking":
        return html`<p class="recall-said" role="status">${icon("wait")}${t("past.looking")}</p>`;
      case "told": {
        const { day, after } = answer.found;
        const text = count === 0 ? "past.none" : after === "" ? "past.told" : "past.told_some";
        return html`<p class="recall-said" role="status">${icon(count === 0 ? "question" : "check")}${t(text, { count, day, query: this.#search.query.value.trim() })}</p>`;
      }
      case "away": {
        const { code } = answer;
        const why = code === "" ? t("past.away") : (ifKnown(`refused.${code}`) ?? t("past.refused", { code }));
        return html`<p class="recall-said" role="alert">${icon(code === "" ? "offline" : "question")}<span>${why}</span>
          <button class="act" data-nav data-again @click=${() => this.#search.again()}>${t("past.again")}</button></p>`;
      }
    }
  }

  #row(ticket: Ticket): TemplateResult {
    const { desk } = this;
    const timezone = desk.screen.store.value?.timezone ?? "UTC";
    const dishes = ticket.items.filter((item) => item.state !== "void").map(portionText);
    const how = ticket.close_reason === "" ? t(`state.${ticket.state}`) : t(`closed.${ticket.close_reason}`);
    const about = [whose(ticket), ticket.guest, how, moment(lastMs(ticket), timezone)];
    return html`<li class="recall" data-found data-state=${ticket.state}>
      <b class="number">${ticketNumber(ticket)}</b>
      <span class="recall-what">${listed(dishes)}<small>${about.filter((one) => one !== "").join(" · ")}</small></span>
      <span class="recall-age">${moment(ticket.opened_ms, timezone)}</span>
      <span class="recall-acts"><button class="act" data-nav="pick" data-look @click=${() => desk.lookAt([ticket])}>${icon("clock")}${t("past.open")}</button></span>
    </li>`;
  }
}

customElements.define("kds-recall", KdsRecall);
