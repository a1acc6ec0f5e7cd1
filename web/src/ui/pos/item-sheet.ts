/** `<kds-item-sheet>`: what can be done about one dish that the kitchen has. */

import { html, nothing, type TemplateResult } from "lit";
import type { Item, Ticket } from "../../core/documents.ts";
import { stepped } from "../../core/draft.ts";
import { canGoOut } from "../../core/floor.ts";
import { thousandths } from "../../core/quantity.ts";
import { icon } from "../icon.ts";
import { stationName } from "../names.ts";
import { chip } from "../row.ts";
import { t } from "../text.ts";
import { differences, progressOf } from "./item-row.ts";
import { PosSheet, type Sheet } from "./sheets.ts";

const REASONS = ["changed_mind", "wrong_dish", "too_slow", "quality"] as const;

export class KdsItemSheet extends PosSheet {
  static override properties = { ...PosSheet.properties, sheet: {}, quantity: { state: true } };
  declare sheet: Extract<Sheet, { kind: "item" | "change" | "void" }>;
  /** How many to take back; empty: all. */
  declare quantity: string;

  constructor() {
    super();
    this.quantity = "";
  }

  #found(): readonly [Ticket, Item] | null {
    const ticket = this.pos.desk.screen.tickets.value.find((one) => one.id === this.sheet.ticket);
    const item = ticket?.items.find((one) => one.id === this.sheet.item);
    return ticket === undefined || item === undefined ? null : [ticket, item];
  }

  protected override heading(): string {
    const found = this.#found();
    return found === null ? t("pos.gone") : found[1].name;
  }

  protected override body(): TemplateResult {
    const found = this.#found();
    if (found === null) return html`<p class="pos-none">${t("pos.gone_next")}</p>`;
    const [ticket, item] = found;
    if (this.sheet.kind === "void") return this.#void(ticket, item);
    const { kind, sign, text } = progressOf(item);
    const { store } = this.pos.desk.screen;
    const open = item.tasks.filter((task) => task.state !== "done" && task.state !== "void");
    return html`<p class="item-now">${chip(kind, sign, text)}
        ${item.state === "open" && open.length > 0 ? html`<span>${t("pos.at", { stations: [...new Set(open.map((task) => stationName(store.value, task.station)))].join(", ") })}</span>` : nothing}
        ${item.void_asked !== "" && item.state !== "void" ? html`<span>${t("pos.void_waits")}</span>` : nothing}</p>
      ${item.state === "ready" && !canGoOut(ticket, item) ? html`<p class="sheet-next">${t("pos.confirm_at_pass_next")}</p>` : nothing}
      <p class="item-differences">${differences(item)}</p>
      <div class="verbs">${this.#verbs(ticket, item)}</div>`;
  }

  #verbs(ticket: Ticket, item: Item): readonly TemplateResult[] {
    const { desk, sheet } = this.pos;
    const go = (kind: "change" | "void") => () => {
      sheet.value = { kind, ticket: ticket.id, item: item.id };
    };
    const one = { ticket: ticket.id, items: [item.id] };
    const verbs: TemplateResult[] = [];
    const add = (verb: string, sign: TemplateResult, text: string, act: () => void) =>
      verbs.push(html`<button class="act" data-verb=${verb} @click=${act}>${sign}${text}</button>`);
    const send = (command: Parameters<typeof desk.send>[0]) => () => {
      desk.send(command);
      this.close();
    };
    if (canGoOut(ticket, item)) add("serve", icon("serve"), t("pos.serve"), send({ kind: "serve", ...one }));
    if (item.state === "open") {
      const again = item.rush === null ? t("pass.rush") : t("pos.rush_again");
      add("rush", icon("rush"), again, send({ kind: "rush", ...one }));
    }
    if (item.state === "served")
      add("recall_serve", icon("undo"), t("recall.unserve"), send({ kind: "recall_serve", ...one }));
    const mine = item.state === "open" || item.state === "ready";
    if (mine) add("change", icon("note"), t("pos.change"), go("change"));
    if (mine && item.void_asked === "") add("void", icon("close"), t("pos.void"), go("void"));
    return verbs;
  }

  #void(ticket: Ticket, item: Item): TemplateResult {
    const several = thousandths(item.quantity) > 1000;
    const quantity = this.quantity === "" ? item.quantity : this.quantity;
    const count = (by: number) => {
      const next = stepped(quantity, by);
      if (thousandths(next) > 0 && thousandths(next) <= thousandths(item.quantity)) this.quantity = next;
    };
    const started = item.tasks.some((task) => task.state === "started") || item.state === "ready";
    const send = (reason: string) => {
      const part = quantity === item.quantity ? {} : { quantity };
      this.pos.desk.send({ kind: "amend", ticket: ticket.id, void: [{ item: item.id, ...part, reason }] });
      this.close();
    };
    return html`<p class="sheet-next">${started ? t("pos.void_started_next") : t("pos.void_next")}</p>
      ${
        several
          ? html`<div class="line-count">
            <button class="tool" aria-label=${t("pos.fewer", { dish: item.name })} @click=${() => count(-1)}>−</button>
            <b>${quantity}</b>
            <button class="tool" aria-label=${t("pos.one_more", { dish: item.name })} @click=${() => count(1)}>+</button>
          </div>`
          : nothing
      }
      <div class="verbs">${REASONS.map(
        (reason) =>
          html`<button class="act" data-reason=${reason} @click=${() => send(t(`pos.reason_${reason}`))}>${t(`pos.reason_${reason}`)}</button>`,
      )}</div>`;
  }
}

customElements.define("kds-item-sheet", KdsItemSheet);
