/** `<kds-ticket-sheet>`: what can be done about a whole order: move it, merge it, split it, cancel it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Ticket } from "../../core/documents.ts";
import { isOpen } from "../../core/floor.ts";
import { hexOf } from "../../core/ids.ts";
import { ticketId } from "../../core/uuid5.ts";
import { deviceIds } from "../../sync/device.ts";
import { icon } from "../icon.ts";
import { ticketNumber, whose } from "../names.ts";
import { quantityText } from "../quantity.ts";
import { t } from "../text.ts";
import { PosSheet, type Sheet } from "./sheets.ts";

const REASONS = ["changed_mind", "wrong_table", "guest_left"] as const;
/** Randomness in the id of a split-off order: it need only differ from its siblings. */
const SPLIT_BYTES = 4;

export class KdsTicketSheet extends PosSheet {
  static override properties = { ...PosSheet.properties, sheet: {}, chosen: { state: true }, to: { state: true } };
  declare sheet: Extract<Sheet, { kind: "ticket" | "merge" | "split" | "cancel" }>;
  /** Items that are split off. */
  declare chosen: ReadonlySet<string>;
  /** Where they go: empty for a new order here, a table (`t/9`), or another order's id. */
  declare to: string;

  constructor() {
    super();
    this.chosen = new Set();
    this.to = "";
  }

  #ticket(): Ticket | undefined {
    return this.pos.desk.screen.tickets.value.find((one) => one.id === this.sheet.ticket);
  }

  protected override heading(): string {
    const ticket = this.#ticket();
    if (ticket === undefined) return t("pos.gone");
    const number = ticketNumber(ticket);
    return this.sheet.kind === "ticket"
      ? `${number} · ${whose(ticket)}`
      : t(`pos.${this.sheet.kind}_title`, { number });
  }

  protected override body(): TemplateResult {
    const ticket = this.#ticket();
    if (ticket === undefined) return html`<p class="pos-none">${t("pos.gone_next")}</p>`;
    switch (this.sheet.kind) {
      case "ticket":
        return this.#verbs(ticket);
      case "merge":
        return this.#merge(ticket);
      case "split":
        return this.#split(ticket);
      case "cancel":
        return this.#cancel(ticket);
    }
  }

  protected override foot(): TemplateResult | null {
    const ticket = this.#ticket();
    if (ticket === undefined || this.sheet.kind !== "split") return null;
    const all = ticket.items.filter((item) => item.state !== "void").length;
    const wrong = this.chosen.size === 0 ? "pos.split_none" : this.chosen.size === all ? "pos.split_all" : "";
    return html`${wrong === "" ? nothing : html`<p class="sheet-next">${t(wrong)}</p>`}
      <button class="act main" data-save ?disabled=${wrong !== ""} @click=${() => this.#splitOff(ticket)}>${icon("check")}${t("pos.split_do", { count: this.chosen.size })}</button>`;
  }

  #verbs(ticket: Ticket): TemplateResult {
    const { sheet } = this.pos;
    const go = (kind: "merge" | "split" | "cancel") => () => {
      sheet.value = { kind, ticket: ticket.id };
    };
    const move = () => {
      sheet.value = { kind: "move", tickets: [ticket.id], spot: "" };
    };
    const several = ticket.items.filter((item) => item.state !== "void").length > 1;
    return html`<div class="verbs">
      <button class="act" data-verb="move" @click=${move}>${icon("arrow")}${t("pos.move")}</button>
      ${this.#others(ticket).length === 0 ? nothing : html`<button class="act" data-verb="merge" @click=${go("merge")}>${icon("link")}${t("pos.merge")}</button>`}
      ${several ? html`<button class="act" data-verb="split" @click=${go("split")}>${icon("side")}${t("pos.split")}</button>` : nothing}
      <button class="act" data-verb="past" @click=${() => this.pos.desk.lookAt([ticket])}>${icon("clock")}${t("past.open")}</button>
      <button class="act" data-verb="cancel" @click=${go("cancel")}>${icon("close")}${t("pos.cancel")}</button>
    </div>`;
  }

  /** Those of the same table first: they are what one means. */
  #others(ticket: Ticket): readonly Ticket[] {
    const others = this.pos.desk.screen.tickets.value.filter(
      (one) => one.id !== ticket.id && isOpen(one) && !one.cancelled && one.merged_into === "",
    );
    const near = (one: Ticket) => (one.table === ticket.table ? 0 : 1);
    return [...others].sort((left, right) => near(left) - near(right) || left.opened_ms - right.opened_ms);
  }

  #merge(ticket: Ticket): TemplateResult {
    const merge = (into: string) => {
      this.pos.desk.send({ kind: "merge", ticket: ticket.id, into });
      this.close();
    };
    return html`<p class="sheet-next">${t("pos.merge_next")}</p>
      <div class="verbs">${this.#others(ticket).map(
        (one) =>
          html`<button class="act" data-into=${ticketNumber(one)} @click=${() => merge(one.id)}><b>${ticketNumber(one)}</b>&nbsp;${whose(one)}</button>`,
      )}</div>`;
  }

  #split(ticket: Ticket): TemplateResult {
    const turn = (item: string) => {
      const next = new Set(this.chosen);
      if (!next.delete(item)) next.add(item);
      this.chosen = next;
    };
    const items = ticket.items.filter((item) => item.state !== "void");
    return html`<p class="sheet-next">${t("pos.split_next")}</p>
      <div class="verbs">${items.map(
        (
          item,
        ) => html`<button class="act pick-item" aria-pressed=${this.chosen.has(item.id)} @click=${() => turn(item.id)}>
          ${icon(this.chosen.has(item.id) ? "check" : "plus")}${quantityText(item.quantity, item.unit, false)} ${item.name}</button>`,
      )}</div>
      <label class="field"><span>${t("pos.split_to")}</span>
        <select data-to @change=${this.#aim}>
          <option value="">${t("pos.split_new")}</option>
          ${this.#others(ticket).map((one) => html`<option value=${one.id}>${ticketNumber(one)} · ${whose(one)}</option>`)}
          ${this.#tables(ticket).map((table) => html`<option value=${`t/${table}`}>${t("who.table", { table })}</option>`)}
        </select></label>`;
  }

  #tables(ticket: Ticket): readonly string[] {
    const spots = this.pos.floor.value.rooms.flatMap((room) => room.spots);
    return spots.map((spot) => spot.table).filter((table) => table !== ticket.table);
  }

  readonly #aim = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) this.to = event.target.value;
  };

  /** To another order: split off, then merged with it; both go out together. */
  #splitOff(ticket: Ticket): void {
    const { desk } = this.pos;
    const external_id = `${ticket.external_id}/${hexOf(deviceIds.bytes(SPLIT_BYTES))}`;
    const table = this.to.startsWith("t/") ? this.to.slice(2) : undefined;
    const place = table === undefined ? {} : { table };
    const items = ticket.items.filter((item) => this.chosen.has(item.id)).map((item) => item.id);
    desk.send({ kind: "split", ticket: ticket.id, items, external_id, number: this.#freeNumber(ticket), ...place });
    const into = desk.screen.tickets.value.find((one) => one.id === this.to);
    if (into !== undefined) {
      const split = ticketId(ticket.source, external_id);
      if (into.table !== ticket.table) desk.send({ kind: "move", ticket: split, table: into.table, area: into.area });
      desk.send({ kind: "merge", ticket: split, into: into.id });
    }
    this.close();
  }

  /** "38-2": the guest's number with the part's. */
  #freeNumber(ticket: Ticket): string {
    const taken = new Set(this.pos.desk.screen.tickets.value.map((one) => one.number));
    let part = 2;
    while (taken.has(`${ticket.number}-${part}`)) part += 1;
    return `${ticket.number}-${part}`;
  }

  #cancel(ticket: Ticket): TemplateResult {
    const cancel = (reason: string) => {
      this.pos.desk.send({ kind: "cancel", ticket: ticket.id, reason });
      this.close();
    };
    return html`<p class="sheet-next">${t("pos.cancel_next")}</p>
      <div class="verbs">${REASONS.map(
        (reason) =>
          html`<button class="act" data-reason=${reason} @click=${() => cancel(t(`pos.reason_${reason}`))}>${t(`pos.reason_${reason}`)}</button>`,
      )}</div>`;
  }
}

customElements.define("kds-ticket-sheet", KdsTicketSheet);
