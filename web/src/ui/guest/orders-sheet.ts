/** `<kds-orders-sheet>`: what the table has ordered, and how far the kitchen is with it. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { costOf, type Order, type OrderItem, type OrderModifier, WAY, type Word } from "../../core/guest/orders.ts";
import { icon } from "../icon.ts";
import { language, t } from "../text.ts";
import { notices } from "./notices.ts";
import { GuestSheet } from "./sheet.ts";
import { dishName, dishOf, money, named, SIGNS } from "./words.ts";

export class KdsOrdersSheet extends GuestSheet {
  protected override heading(): string {
    return t("guest.orders_title");
  }

  protected override body(): TemplateResult {
    const { desk } = this.room;
    const { orders } = desk.table.value;
    if (orders.length === 0) return html`<div class="nothing">${icon("serve")}<p>${t("guest.orders_none")}</p></div>`;
    const minor = costOf(orders);
    return html`${notices(desk)}<ol class="orders">${repeat(
      [...orders].reverse(),
      (order) => order.order,
      (order) => this.#order(order),
    )}</ol>
      ${
        minor > 0
          ? html`<p class="total"><span>${t("guest.orders_total")}</span><b>${money(desk, minor)}</b></p>
        <p class="quiet">${t("guest.orders_bill")}</p>`
          : nothing
      }`;
  }

  #order(order: Order): TemplateResult {
    return html`<li class="order" data-order=${order.order} data-word=${order.word}>
      <h3>${t("guest.order_number", { number: order.number })} ${wordChip(order.word)}</h3>
      ${order.word === "asked" || order.word === "cancelled" ? html`<p class="quiet">${t(`guest_next.${order.word}`)}</p>` : way(order.word)}
      ${order.table === undefined ? nothing : html`<p class="banner">${icon("arrow")}${t("guest.order_moved", { table: order.table })}</p>`}
      <ul>${order.items.map((item) => this.#item(item))}</ul>
    </li>`;
  }

  #item(item: OrderItem): TemplateResult {
    const { desk } = this.room;
    const more = (item.modifiers ?? []).map((one) => this.#modifier(item.sku, one));
    return html`<li class="order-item" data-word=${item.word}>
      <b class="times">${item.quantity} ×</b>
      <span class="order-dish">${dishName(desk, item.sku, item.name)}${more.map((text) => html`<span class="more">${text}</span>`)}</span>
      ${wordChip(item.word)}
    </li>`;
  }

  /** In the language of the phone, where the menu knows the choice; else as it stands on the ticket. */
  #modifier(sku: string, modifier: OrderModifier): string {
    const groups = dishOf(this.room.desk, sku)?.options ?? [];
    const choice = groups
      .flatMap((group) => group.choices)
      .find(
        (one) =>
          Object.values(one.name).includes(modifier.name) && (one.action ?? "add") === (modifier.action ?? "add"),
      );
    const name = choice === undefined ? modifier.name : named(choice.name, modifier.name);
    return t(`modifier.${modifier.action ?? "add"}`, { name });
  }
}

export function wordChip(word: Word): TemplateResult {
  return html`<span class="word" data-word=${word} lang=${language.value}>${icon(SIGNS[word])}${t(`guest_word.${word}`)}</span>`;
}

/** The four steps of an order, those that are behind it filled. */
function way(word: Word): TemplateResult {
  const at = WAY.indexOf(word);
  return html`<div class="way" aria-hidden="true">${WAY.map((step, index) => html`<span ?data-on=${index <= at} data-word=${step}></span>`)}</div>`;
}

customElements.define("kds-orders-sheet", KdsOrdersSheet);
