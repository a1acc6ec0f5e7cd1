/** `<kds-table>`: one table's orders, how far each dish is, and everything that can be done about them. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PassCard } from "../../core/card.ts";
import type { Item, Ticket } from "../../core/documents.ts";
import type { Draft } from "../../core/draft.ts";
import { canGoOut, isOpen, spotKey } from "../../core/floor.ts";
import { passCards } from "../../core/pass.ts";
import "../age.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { ticketNumber } from "../names.ts";
import { askRush, coursesOf, holdOrFire } from "../pass-verbs.ts";
import { chip } from "../row.ts";
import { t } from "../text.ts";
import { itemRow } from "./item-row.ts";
import type { Pos } from "./pos.ts";
import { newsText, spotName } from "./words.ts";

export class KdsTable extends KdsElement {
  static override properties = { pos: {}, spot: {} };
  declare pos: Pos;
  declare spot: string;

  readonly #cards = new WeakMap<Ticket, PassCard | undefined>();

  protected override render(): TemplateResult {
    const { pos, spot } = this;
    const tickets = pos.spot(spot)?.tickets ?? [];
    const sent = pos.sentAt(spot);
    const news = pos.news.value.filter((one) => one.spot === spot);
    return html`<section class="pos-page" aria-label=${spotName(pos, spot)}>
      <header class="pos-head">
        <button class="tool back" aria-label=${t("pos.back_to_floor")} @click=${() => pos.way.go({ at: "floor" })}>${icon("left")}</button>
        <h2>${spotName(pos, spot)}</h2>
        ${
          tickets.length > 0 && tickets.every((ticket) => ticket.table !== "")
            ? html`<button class="tool" data-verb="move" @click=${() => this.#move(tickets)}>${icon("arrow")}${t("pos.move_table")}</button>`
            : nothing
        }
      </header>
      <div class="pos-scroll">
        ${
          news.length === 0
            ? nothing
            : html`<div class="read-news" role="status">
              ${news.map((one) => html`<p>${icon("rush")}${newsText(one)}</p>`)}
              <button class="ok" @click=${() => pos.read(spot)}>${icon("check")}${t("notice.seen")}</button>
            </div>`
        }
        ${sent.map((draft) => this.#sending(draft))}
        ${tickets.length + sent.length === 0 ? html`<p class="pos-none">${t("pos.nothing_open")}</p>` : nothing}
        ${repeat(
          tickets,
          (ticket) => ticket.id,
          (ticket) => this.#ticket(ticket),
        )}
        ${this.#earlier()}
      </div>
      ${spot.startsWith("t/") ? this.#foot(tickets) : nothing}
    </section>`;
  }

  #foot(tickets: readonly Ticket[]): TemplateResult {
    const draft = this.pos.draftAt(this.spot);
    const ready = tickets.flatMap((ticket) => ticket.items.filter((item) => canGoOut(ticket, item)));
    return html`<footer class="pos-foot">
      ${
        ready.length === 0
          ? nothing
          : html`<button class="act" data-verb="serve" @click=${() => this.#serve(tickets)}>${icon("serve")}${t("pos.serve_all", { count: ready.length })}</button>`
      }
      <button class="act main" @click=${() => this.pos.way.go({ at: draft === undefined ? "menu" : "draft", spot: this.spot })}>
        ${icon(draft === undefined ? "plus" : "note")}${draft === undefined ? t("pos.add_dishes") : t("pos.go_on")}
      </button>
    </footer>`;
  }

  #ticket(ticket: Ticket): TemplateResult {
    const { pos } = this;
    const { desk } = pos;
    const card = this.#card(ticket);
    const into = desk.screen.tickets.value.find((one) => one.id === ticket.merged_into);
    const cooking = ticket.items.some((item) => item.state === "open");
    return html`<article class="order" aria-label=${t("pos.order_label", { number: ticketNumber(ticket) })}>
      <header class="order-head">
        <b class="number">${ticketNumber(ticket)}</b>
        <kds-age .since=${ticket.clock_ms || ticket.opened_ms} .now=${desk.screen.now}></kds-age>
        <span class="order-about">
          ${ticket.guest === "" ? nothing : html`<span>${ticket.guest}</span>`}
          ${into === undefined ? nothing : chip("merged", "link", t("badge.merged", { number: ticketNumber(into) }))}
          ${ticket.cancelled ? chip("void", "close", t("card.cancelled")) : nothing}
          ${ticket.release_ms > desk.screen.now.peek() ? chip("held", "clock", t("pos.later")) : nothing}
          ${desk.pressed(ticket.id) ? chip("sending", "wait", t("pos.sending")) : nothing}
        </span>
      </header>
      ${ticket.to_approve ? this.#approval(ticket) : nothing}
      ${ticket.note === "" ? nothing : html`<p class="note">${icon("note")}${ticket.note}</p>`}
      <ul class="order-items">
        ${repeat(
          ticket.items,
          (item) => item.id,
          (item) => itemRow(pos, ticket, item),
        )}
      </ul>
      <div class="order-acts">
        ${cooking ? html`<button class="act" data-verb="rush" @click=${(event: Event) => this.#rush(card, event.timeStamp)}>${icon("rush")}${t("pass.rush")}</button>` : nothing}
        ${card === undefined ? nothing : this.#courses(card)}
        <button class="act" data-verb="more" @click=${() => this.#more(ticket)}>${icon("list")}${t("pos.more")}</button>
      </div>
    </article>`;
  }

  /** A guest's order that waits for somebody who has seen the guest. */
  #approval(ticket: Ticket): TemplateResult {
    const { desk } = this.pos;
    return html`<div class="read-news" role="group" aria-label=${t("approve.title")}>
      <p>${icon("question")}${t("approve.title")}</p>
      <button class="ok" data-approve @click=${() => desk.send({ kind: "fire", ticket: ticket.id, course: 0 })}>${icon("check")}${t("approve.accept")}</button>
      <button class="ok" data-decline @click=${() => desk.send({ kind: "cancel", ticket: ticket.id, reason: "declined" })}>${icon("close")}${t("approve.decline")}</button>
    </div>`;
  }

  #courses(card: PassCard): readonly TemplateResult[] {
    return coursesOf(card)
      .filter((course) => course.held || course.untouched)
      .map((course) => {
        const verb = course.held ? "fire" : "hold";
        const words = t(course.course === 0 ? `pass.${verb}_all` : `pass.${verb}`, { course: course.course });
        return html`<button class="act" data-verb=${verb} data-course=${course.course} @click=${() => holdOrFire(this.pos.desk, card, course)}>
          ${icon(course.held ? "play" : "pause")}${words}
        </button>`;
      });
  }

  #sending(draft: Draft): TemplateResult {
    return html`<article class="order" data-sending>
      <header class="order-head">${chip("sending", "wait", t("pos.sending"))}<span class="order-about">${t("pos.sending_next")}</span></header>
      <ul class="order-items">${draft.lines.map((line) => html`<li class="order-item"><span class="item-text">${line.quantity}× ${line.name}</span></li>`)}</ul>
    </article>`;
  }

  /** What this table has had already: it can still be said that a dish did not arrive. */
  #earlier(): TemplateResult | typeof nothing {
    const done = this.pos.desk.screen.tickets.value.filter(
      (ticket) => !isOpen(ticket) && !ticket.tombstone && spotKey(ticket) === this.spot,
    );
    if (done.length === 0) return nothing;
    return html`<details class="earlier">
      <summary>${t("pos.earlier", { count: done.length })}</summary>
      ${done.map(
        (ticket) => html`<article class="order" data-closed>
          <header class="order-head"><b class="number">${ticketNumber(ticket)}</b></header>
          <ul class="order-items">${ticket.items.map((item: Item) => itemRow(this.pos, ticket, item))}</ul>
        </article>`,
      )}
    </details>`;
  }

  /** As the pass draws it, each ticket by itself; the same ticket has the same card. */
  #card(ticket: Ticket): PassCard | undefined {
    if (!this.#cards.has(ticket)) this.#cards.set(ticket, passCards([ticket])[0]);
    return this.#cards.get(ticket);
  }

  #rush(card: PassCard | undefined, atMs: number): void {
    if (card !== undefined) askRush(this.pos.desk, card, atMs);
    this.pos.desk.say("pos.rushed");
  }

  #serve(tickets: readonly Ticket[]): void {
    for (const ticket of tickets) {
      const items = ticket.items.filter((item) => canGoOut(ticket, item)).map((item) => item.id);
      if (items.length > 0) this.pos.desk.send({ kind: "serve", ticket: ticket.id, items });
    }
  }

  #move(tickets: readonly Ticket[]): void {
    this.pos.sheet.value = { kind: "move", tickets: tickets.map((ticket) => ticket.id), spot: this.spot };
  }

  #more(ticket: Ticket): void {
    this.pos.sheet.value = { kind: "ticket", ticket: ticket.id };
  }
}

customElements.define("kds-table", KdsTable);
