/** `<kds-order>`: the guest's page: the menu, with the cart and the orders always one tap away. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { portions } from "../../core/guest/cart.ts";
import { portionPrice, type Section, sections } from "../../core/guest/menu.ts";
import { tallyOf } from "../../core/guest/orders.ts";
import { cartOf } from "../../core/guest/table.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import "./cart-sheet.ts";
import { dishRow } from "./dish-row.ts";
import "./dish-sheet.ts";
import { notices, standing } from "./notices.ts";
import "./orders-sheet.ts";
import type { Room } from "./room.ts";
import "./small-sheets.ts";
import { Spy } from "./spy.ts";
import { dishOf, money, named, SIGNS } from "./words.ts";

export class KdsOrder extends KdsElement {
  static override properties = { at: { state: true } };
  readonly room: Room;
  /** Number of the heading that is in sight. */
  declare at: number;
  readonly #spy = new Spy((index) => {
    this.at = index;
  });

  constructor(room: Room) {
    super();
    this.room = room;
    this.at = 0;
  }

  protected override render(): TemplateResult {
    const { desk } = this.room;
    if (desk.oldCode.value) return blank("alert", t("guest.old_code"), t("guest.old_code_next"));
    return html`${this.#head()}
      <main class="menu">${standing(desk)}${notices(desk)}${this.#menu()}</main>
      ${this.#bar()}${this.#sheet()}`;
  }

  protected override updated(): void {
    this.#spy.watch(this.querySelectorAll(".section"));
    const heading = this.querySelector<HTMLElement>(".headings [aria-current=true]");
    const row = heading?.parentElement;
    // Only the row of headings: the menu stays where the guest left it.
    if (heading && row) row.scrollLeft = heading.offsetLeft - (row.clientWidth - heading.clientWidth) / 2;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#spy.end();
  }

  #head(): TemplateResult {
    const { desk } = this.room;
    const { call } = desk.table.value;
    return html`<header class="top">
      <div class="top-row">
        <h1>${named(desk.page.store)}<span class="where">${t("guest.table", { table: desk.page.table })}</span></h1>
        <button class="round" data-open="language" aria-label=${t("guest.language")} @click=${() => this.room.open({ is: "language" })}>${icon("globe")}</button>
        <button class="round" data-open="call" ?data-on=${call.about !== ""} aria-label=${t(call.about === "" ? "guest.call" : `guest_called.${call.about}`)}
          @click=${() => this.room.open({ is: "call" })}>${icon(call.about === "" ? "bell" : "check")}</button>
      </div>
      <label class="find"><span class="unseen">${t("guest.search")}</span>${icon("search")}
        <input type="search" enterkeyhint="search" autocomplete="off" placeholder=${t("guest.search")} .value=${this.room.query.value}
          @input=${(event: InputEvent) => {
            this.room.query.value = (event.target as HTMLInputElement).value;
          }} />
      </label>
      ${this.#headings()}
    </header>`;
  }

  #sections(): readonly Section[] {
    const card = this.room.desk.menu.value;
    return card === null ? [] : sections(card, this.room.query.value);
  }

  #headings(): TemplateResult | typeof nothing {
    const all = this.#sections();
    if (all.length < 2) return nothing;
    return html`<nav class="headings" aria-label=${t("guest.headings")}>${all.map(
      (
        { category },
        index,
      ) => html`<button aria-current=${index === this.at ? "true" : "false"} @click=${() => this.#go(index)}>
        ${named(category.name, category.id || t("guest.others"))}
      </button>`,
    )}</nav>`;
  }

  #go(index: number): void {
    this.at = index;
    this.querySelectorAll(".section")[index]?.scrollIntoView();
  }

  #menu(): TemplateResult {
    const { desk, query } = this.room;
    if (desk.menu.value === null)
      return desk.menuFailed.value
        ? blank(
            "offline",
            t("guest.menu_failed"),
            t(desk.kept.value ? "guest.menu_failed_next" : "guest.menu_failed_not_kept"),
            () => desk.loadMenu(),
          )
        : blank("wait", t("guest.loading"), "");
    if (desk.menu.value.dishes.length === 0) return blank("list", t("guest.menu_empty"), t("guest.ask_waiter"));
    const found = this.#sections();
    if (found.length === 0)
      return blank("search", t("guest.found_none", { words: query.value }), t("guest.found_none_next"));
    return html`${repeat(
      found,
      ({ category }) => category.id,
      ({ category, dishes }) => html`<section class="section">
        <h2>${named(category.name, category.id || t("guest.others"))}</h2>
        <ul class="dishes">${repeat(
          dishes,
          (dish) => dish.sku,
          (dish) => dishRow(this.room, dish),
        )}</ul>
      </section>`,
    )}`;
  }

  #bar(): TemplateResult {
    const { desk } = this.room;
    const table = desk.table.value;
    const lines = cartOf(table);
    const count = portions(lines);
    const minor = lines.reduce((sum, line) => {
      const dish = dishOf(desk, line.sku);
      return dish === undefined ? sum : sum + portionPrice(dish, line.picks) * line.quantity;
    }, 0);
    const tally = tallyOf(table.orders);
    const words = tally.map(
      ([word, many]) =>
        html`<span class="tally" data-word=${word}>${icon(SIGNS[word])}${t(`guest_word.${word}`)} ${many}</span>`,
    );
    return html`<footer class="bottom">
      ${
        tally.length === 0
          ? nothing
          : html`<button class="plain" data-open="orders" @click=${() => this.room.open({ is: "orders" })}>
        <span class="unseen">${t("guest.orders_title")}</span>${words}</button>`
      }
      <button class="go" data-open="cart" ?data-quiet=${count === 0} @click=${() => this.room.open({ is: "cart" })}>
        ${icon(table.pending === null ? "cart" : "wait")}
        <span>${table.pending === null ? t(count === 0 ? "guest.cart_empty_short" : "guest.cart", { count }) : t("guest.sending")}</span>
        ${minor > 0 ? html`<b>${money(desk, minor)}</b>` : nothing}
      </button>
    </footer>`;
  }

  #sheet(): TemplateResult | typeof nothing {
    const sheet = this.room.sheet.value;
    switch (sheet?.is) {
      case "dish":
        return html`<kds-dish-sheet .room=${this.room} .about=${sheet}></kds-dish-sheet>`;
      case "cart":
        return html`<kds-cart-sheet .room=${this.room}></kds-cart-sheet>`;
      case "orders":
        return html`<kds-orders-sheet .room=${this.room}></kds-orders-sheet>`;
      case "call":
        return html`<kds-call-sheet .room=${this.room}></kds-call-sheet>`;
      case "language":
        return html`<kds-language-sheet .room=${this.room}></kds-language-sheet>`;
      default:
        return nothing;
    }
  }
}

function blank(sign: Parameters<typeof icon>[0], what: string, next: string, again?: () => void): TemplateResult {
  return html`<div class="nothing" role="status">${icon(sign)}<p><b>${what}</b></p>
    ${next === "" ? nothing : html`<p class="quiet">${next}</p>`}
    ${again === undefined ? nothing : html`<button class="plain" @click=${again}>${t("guest.again")}</button>`}</div>`;
}

customElements.define("kds-order", KdsOrder);
