/** `<kds-recall>`: what was finished lately, latest first, each with the button that brings it back. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { type Bumped, recallable } from "../core/recall.ts";
import { age } from "./clock-text.ts";
import { icon } from "./icon.ts";
import { stationName, ticketNumber, whose } from "./names.ts";
import { KdsPanel } from "./panel.ts";
import { recallableServes, type Served } from "./served.ts";
import { listed, t } from "./text.ts";

export class KdsRecall extends KdsPanel {
  protected override heading(): string {
    return t("recall.title");
  }

  protected override body(): TemplateResult {
    const tickets = this.desk.screen.tickets.value;
    const bumps = recallable(tickets, this.desk.at);
    const serves = this.desk.at.length === 0 ? recallableServes(tickets) : [];
    if (bumps.length + serves.length === 0) return html`<p class="empty-list">${t("recall.none")}</p>`;
    return html`<ul class="recalls">
      ${repeat(
        serves,
        (served) => `${served.ticket.id} ${served.atMs}`,
        (served) => this.#serve(served),
      )}
      ${repeat(
        bumps,
        (bumped) => `${bumped.ticket.id} ${bumped.bump}`,
        (bumped) => this.#bump(bumped),
      )}
    </ul>`;
  }

  #bump(bumped: Bumped): TemplateResult {
    const { ticket, lines, doneMs, doneBy } = bumped;
    const station = lines[0]?.task.station ?? "";
    const where = this.desk.at.length === 1 ? "" : stationName(this.desk.screen.store.value, station);
    const dishes = lines.map(({ item, task }) => `${task.quantity || item.quantity}× ${task.name || item.name}`);
    const again = lines.length === 1 && lines[0] !== undefined && lines[0].item.state !== "open" ? lines[0].item : null;
    return html`<li class="recall">
      <b class="number">${ticketNumber(ticket)}</b>
      <span class="recall-what">${listed(dishes)}<small>${[whose(ticket), where, doneBy].filter((one) => one !== "").join(" · ")}</small></span>
      <span class="recall-age">${t("recall.ago", { age: age(this.desk.screen.now.value - doneMs) })}</span>
      <span class="recall-acts"><button class="act" data-nav="pick" @click=${() => this.#do(() => this.desk.send(bumped.recall))}>${icon("undo")}${t("recall.recall")}</button>
      ${again === null ? nothing : html`<button class="act" data-nav @click=${() => this.#do(() => this.desk.send({ kind: "remake", ticket: ticket.id, item: again.id }))}>${icon("plus")}${t("recall.remake")}</button>`}</span>
    </li>`;
  }

  #serve({ ticket, items, atMs }: Served): TemplateResult {
    const dishes = items.map((item) => `${item.quantity}× ${item.name}`);
    const command = { kind: "recall_serve", ticket: ticket.id, items: items.map((item) => item.id) } as const;
    return html`<li class="recall" data-served>
      <b class="number">${ticketNumber(ticket)}</b>
      <span class="recall-what">${listed(dishes)}<small>${whose(ticket)} · ${t("recall.served")}</small></span>
      <span class="recall-age">${t("recall.ago", { age: age(this.desk.screen.now.value - atMs) })}</span>
      <button class="act" data-nav="pick" @click=${() => this.#do(() => this.desk.send(command))}>${icon("undo")}${t("recall.unserve")}</button>
    </li>`;
  }

  #do(act: () => void): void {
    act();
    this.desk.panel.value = "";
  }
}

customElements.define("kds-recall", KdsRecall);
