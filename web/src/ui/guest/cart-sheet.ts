/** `<kds-cart-sheet>`: what the table has chosen together, and the button that orders it. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ViewLine } from "../../core/guest/cart.ts";
import { portionPrice } from "../../core/guest/menu.ts";
import { cartOf, roomFor } from "../../core/guest/table.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import { notices } from "./notices.ts";
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
      return html`${notices(desk)}<div class="nothing">${icon("cart")}<p>${t("guest.cart_empty")}</p>
        <button class="plain" @click=${this.room.close}>${t("guest.to_menu")}</button></div>`;
    const shared = lines.some((line) => line.phone !== desk.phone);
    return html`${notices(desk)}${shared ? html`<p class="quiet">${icon("people")} ${t("guest.cart_shared")}</p>` : nothing}
      <ul class="cart">${repeat(
        lines,
        (line) => line.id,
        (line) => this.#line(line),
      )}</ul>
      ${table.menu?.taking === "approve" ? html`<p class="quiet">${icon("question")} ${t("guest.will_ask")}</p>` : nothing}`;
  }

  #line(line: ViewLine): TemplateResult {
    const { desk } = this.room;
    const table = desk.table.value;
    const dish = dishOf(desk, line.sku);
    const name = dishName(desk, line.sku);
    const out = table.menu?.sold_out.includes(line.sku) ?? false;
    const most = Math.min(roomFor(table, line.sku, line.id) ?? MOST, MOST);
    const few = out ? "" : leftWords(table.menu?.left[line.sku], line.quantity);
    const fixed = table.pending !== null || (table.cart?.sending ?? false);
    const price = dish?.price_minor ? money(desk, portionPrice(dish, line.picks) * line.quantity) : "";
    const more = [
      ...(dish === undefined ? [] : picksText(dish, line.picks)),
      ...(line.note === "" ? [] : [`“${line.note}”`]),
    ];
    const set = (quantity: number) => desk.put({ ...plain(line), quantity });
    return html`<li class="cart-line" data-sku=${line.sku} ?data-out=${out}>
      <button class="cart-dish" ?disabled=${fixed} @click=${() => this.room.open({ is: "dish", sku: line.sku, line: plain(line) })}>
        <b>${name}</b>
        ${more.map((text) => html`<span class="more">${text}</span>`)}
        ${line.allergens.length > 0 ? html`<span class="warn">${icon("alert")}${t("guest.allergic", { allergens: allergenNames(line.allergens) })}</span>` : nothing}
        ${out ? html`<span class="warn">${icon("soldout")}${t("guest.sold_out_line")}</span>` : nothing}
        ${few === "" ? nothing : html`<span class=${line.quantity > most ? "warn" : "more"}>${line.quantity > most ? icon("alert") : nothing}${few}</span>`}
        ${line.unsent && !desk.linked.value ? html`<span class="more">${icon("wait")}${t("guest.unsent")}</span>` : nothing}
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
    if (table.pending !== null)
      return html`<p class="sending" role="status">${icon("wait")}${t(desk.linked.value ? "guest.sending" : "guest.waiting")}</p>
        ${desk.linked.value ? nothing : html`<button class="plain" data-withdraw @click=${() => desk.withdraw()}>${t("guest.withdraw")}</button>`}`;
    if (table.cart?.sending)
      return html`<p class="sending" role="status">${icon("wait")}${t("guest.other_sending")}</p>`;
    return html`<button class="go" data-order @click=${() => desk.order()}>${icon("check")}${t("guest.order")}</button>`;
  }
}

function plain({ unsent: _, ...line }: ViewLine) {
  return line;
}

customElements.define("kds-cart-sheet", KdsCartSheet);
