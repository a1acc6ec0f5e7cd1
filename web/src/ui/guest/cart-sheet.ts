/** `<kds-cart-sheet>`: what the table has chosen together, and the button that orders it. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ViewLine } from "../../core/guest/cart.ts";
import { allowed, portionPrice } from "../../core/guest/menu.ts";
import { cartOf, roomFor, still } from "../../core/guest/table.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import { notices, standing } from "./notices.ts";
import { GuestSheet, stepper } from "./sheet.ts";
import { allergenNames, dishName, dishOf, leftWords, money, picksText } from "./words.ts";

const MOST = 50;

export class KdsCartSheet extends GuestSheet {
  /** The last order that the guest knew of when the sheet was opened. */
  #told = "";

  override connectedCallback(): void {
    this.#told = this.room.desk.table.value.told;
    super.connectedCallback();
  }

  /** What was just ordered is looked at where its progress is shown. */
  protected override updated(): void {
    const table = this.room.desk.table.value;
    if (table.told === this.#told || cartOf(table).length > 0) return;
    this.#told = table.told;
    this.room.turnTo({ is: "orders" });
  }

  protected override heading(): string {
    return t("guest.cart_title", { table: this.room.desk.page.table });
  }

  protected override body(): TemplateResult {
    const { desk } = this.room;
    const table = desk.table.value;
    const lines = cartOf(table);
    if (lines.length === 0)
      return html`${this.#said()}<div class="nothing">${icon("cart")}<p>${t("guest.cart_empty")}</p>
        <button class="plain" @click=${this.room.close}>${t("guest.to_menu")}</button></div>`;
    const shared = lines.some((line) => line.phone !== desk.phone);
    return html`${this.#said()}${shared ? html`<p class="quiet">${icon("people")} ${t("guest.cart_shared")}</p>` : nothing}
      <ul class="cart">${repeat(
        lines,
        (line) => line.id,
        (line) => this.#line(line),
      )}</ul>
      ${table.menu?.taking === "approve" ? html`<p class="quiet">${icon("question")} ${t("guest.will_ask")}</p>` : nothing}`;
  }

  #said(): TemplateResult {
    const { desk } = this.room;
    return html`${standing(desk)}${notices(desk)}`;
  }

  /** What keeps a line from being ordered since the menu has changed; "" where nothing does. */
  #wrong(line: ViewLine): "" | "guest.gone_line" | "guest.changed_line" {
    const { desk } = this.room;
    const dish = dishOf(desk, line.sku);
    if (desk.menu.value === null || desk.table.value.moved !== null) return "";
    return dish === undefined ? "guest.gone_line" : allowed(dish, line.picks) ? "" : "guest.changed_line";
  }

  #line(line: ViewLine): TemplateResult {
    const { desk } = this.room;
    const table = desk.table.value;
    const dish = dishOf(desk, line.sku);
    const name = dishName(desk, line.sku);
    const out = table.menu?.sold_out.includes(line.sku) ?? false;
    const most = Math.min(roomFor(table, line.sku, line.id) ?? MOST, MOST);
    const few = out ? "" : leftWords(table.menu?.left[line.sku], line.quantity);
    const fixed = still(table) || (table.cart?.sending ?? false);
    const wrong = this.#wrong(line);
    const price = dish?.price_minor ? money(desk, portionPrice(dish, line.picks) * line.quantity) : "";
    const more = [
      ...(dish === undefined ? [] : picksText(dish, line.picks)),
      ...(line.note === "" ? [] : [`“${line.note}”`]),
    ];
    const set = (quantity: number) => desk.put({ ...plain(line), quantity });
    return html`<li class="cart-line" data-sku=${line.sku} ?data-out=${out}>
      <button class="cart-dish" ?disabled=${fixed || wrong === "guest.gone_line"} @click=${() => this.room.open({ is: "dish", sku: line.sku, line: plain(line) })}>
        <b>${name}</b>
        ${more.map((text) => html`<span class="more">${text}</span>`)}
        ${line.allergens.length > 0 ? html`<span class="warn">${icon("alert")}${t("guest.allergic", { allergens: allergenNames(line.allergens) })}</span>` : nothing}
        ${wrong === "" ? nothing : html`<span class="warn" data-wrong>${icon("alert")}${t(wrong)}</span>`}
        ${out ? html`<span class="warn">${icon("soldout")}${t("guest.sold_out_line")}</span>` : nothing}
        ${few === "" ? nothing : html`<span class=${line.quantity > most ? "warn" : "more"}>${line.quantity > most ? icon("alert") : nothing}${few}</span>`}
        ${line.unsent && (desk.slow.value || !desk.linked.value) ? html`<span class="more">${icon("wait")}${t("guest.unsent")}</span>` : nothing}
        ${line.phone !== desk.phone ? html`<span class="more">${icon("people")}${t("guest.by_other")}</span>` : nothing}
      </button>
      <span class="cart-side">${price === "" ? nothing : html`<span class="price">${price}</span>`}
        ${fixed ? html`<b>× ${line.quantity}</b>` : stepper(name, line.quantity, 0, most, set)}</span>
    </li>`;
  }

  protected override foot(): TemplateResult | typeof nothing {
    const { desk } = this.room;
    const table = desk.table.value;
    const lines = cartOf(table);
    if (lines.length === 0) return nothing;
    const minor = lines.reduce((sum, line) => {
      const dish = dishOf(desk, line.sku);
      return dish === undefined ? sum : sum + portionPrice(dish, line.picks) * line.quantity;
    }, 0);
    const total =
      minor > 0 ? html`<p class="total"><span>${t("guest.total")}</span><b>${money(desk, minor)}</b></p>` : nothing;
    return html`<footer class="sheet-foot" data-column>${total}${this.#act()}</footer>`;
  }

  #act(): TemplateResult {
    const { desk } = this.room;
    const table = desk.table.value;
    if (table.menu?.taking === "off")
      return html`<p class="banner" role="status">${icon("alert")}${t("guest.off")}</p>`;
    if (table.moved !== null)
      return html`<p class="banner" role="status">${icon("arrow")}${t("guest.moved_lines")}</p>`;
    if (table.pending !== null) {
      const slow = desk.slow.value || !desk.linked.value;
      const words = desk.linked.value ? (slow ? "guest.sending_slow" : "guest.sending") : "guest.waiting";
      return html`<p class="sending" role="status">${icon("wait")}${t(words)}</p>
        ${slow ? html`<button class="plain" data-withdraw @click=${() => desk.withdraw()}>${t("guest.withdraw")}</button>` : nothing}`;
    }
    if (table.cart?.sending)
      return html`<p class="sending" role="status">${icon("wait")}${t("guest.other_sending")}</p>`;
    if (cartOf(table).some((line) => this.#wrong(line) !== ""))
      return html`<p class="banner" role="status">${icon("alert")}${t("guest.wrong_lines")}</p>`;
    return html`<button class="go" data-order @click=${() => desk.order()}>${icon("check")}${t("guest.order")}</button>`;
  }
}

function plain({ unsent: _, ...line }: ViewLine) {
  return line;
}

customElements.define("kds-cart-sheet", KdsCartSheet);
