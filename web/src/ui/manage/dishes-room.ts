/** `<kds-dishes-room>`: which dishes can be had and how many are left, and the hand on it. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Dish } from "../../core/documents.ts";
import { type Stock, stockOf } from "../../core/manage.ts";
import { moment } from "../clock-text.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { chip, secondName } from "../row.ts";
import { t } from "../text.ts";
import type { House } from "./house.ts";

const ORDER: readonly Stock[] = ["out", "counted", "there"];
/** What the server counts up to. */
const PORTIONS_MAX = 9_999;

export class KdsDishesRoom extends KdsElement {
  static override properties = { house: {}, words: { state: true }, counting: { state: true } };
  declare house: House;
  /** What is searched for. */
  declare words: string;
  /** Sku of the dish whose portions are being entered. */
  declare counting: string;

  constructor() {
    super();
    this.words = "";
    this.counting = "";
  }

  protected override render(): TemplateResult {
    const dishes = this.house.desk.screen.dishes.value;
    return html`<h2>${t("manage.dishes")}</h2>
      ${dishes.length === 0 ? html`<p class="manage-none">${icon("note")}<span>${t("manage.no_menu")}</span></p>` : this.#menu(dishes)}`;
  }

  #menu(dishes: readonly Dish[]): TemplateResult {
    const stock = stockOf(dishes, this.words.trim());
    const found = ORDER.filter((part) => stock[part].length > 0);
    return html`<label class="manage-search">${icon("search")}<span class="unseen">${t("manage.search")}</span>
        <input type="search" autocomplete="off" placeholder=${t("manage.search")} .value=${this.words} @input=${this.#search} /></label>
      ${found.length === 0 ? html`<p class="manage-none" role="status">${icon("search")}<span>${t("manage.found_none", { words: this.words })}</span></p>` : nothing}
      ${found.map(
        (part) => html`<section aria-label=${t(`manage.stock_${part}`)}>
          <h3>${t(`manage.stock_${part}`)} <span>${stock[part].length}</span></h3>
          <ul class="stock" data-stock=${part}>
            ${repeat(
              stock[part],
              (dish) => dish.sku,
              (dish) => this.#dish(dish),
            )}
          </ul>
        </section>`,
      )}`;
  }

  #dish(dish: Dish): TemplateResult {
    const pressed = this.house.desk.pressed(dish.sku);
    const counting = this.counting === dish.sku;
    // For those who hear the buttons one by one.
    const which = html`<span class="unseen"> ${dish.name}</span>`;
    return html`<li class="stock-row" data-sku=${dish.sku} ?data-out=${!dish.available}>
      <div class="stock-name"><b class="name">${dish.name}</b>${secondName(dish.alt_name)}
        ${dish.available || dish.since_ms === 0 ? nothing : html`<small>${this.#since(dish)}</small>`}</div>
      <div class="stock-marks">
        ${dish.available ? nothing : chip("out", "soldout", t("soldout.out"))}
        ${dish.available && dish.remaining !== null ? chip("left", "list", t("manage.left", { count: dish.remaining })) : nothing}
        ${pressed ? chip("sending", "wait", t("line.sending")) : nothing}
      </div>
      <div class="stock-acts">
        <button class="act" data-count aria-expanded=${counting} @click=${() => this.#toggle(dish.sku)}>${icon("list")}${t("manage.portions")}${which}</button>
        <button class="act" data-turn @click=${() => this.#turn(dish)}>
          ${icon(dish.available ? "soldout" : "check")}${t(dish.available ? "soldout.mark" : "soldout.back")}${which}</button>
      </div>
      ${counting ? this.#form(dish) : nothing}
    </li>`;
  }

  #since({ since_ms, by }: Dish): string {
    const time = moment(since_ms, this.house.timezone);
    return by === "" ? t("manage.out_since", { time }) : t("manage.out_since_by", { time, by });
  }

  #form(dish: Dish): TemplateResult {
    return html`<form class="stock-form" @submit=${(event: SubmitEvent) => this.#count(event, dish.sku)}>
      <label>${t("manage.portions_left")}
        <input name="left" type="number" inputmode="numeric" min="0" max=${PORTIONS_MAX} required .value=${String(dish.remaining ?? "")} /></label>
      <button class="act">${icon("check")}${t("manage.set")}</button>
      ${
        dish.remaining === null
          ? nothing
          : html`<button class="act" type="button" data-uncount @click=${() => this.#send({ sku: dish.sku, available: true })}>${icon("close")}${t("manage.uncount")}</button>`
      }
    </form>`;
  }

  readonly #search = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.words = event.target.value;
  };

  async #toggle(sku: string): Promise<void> {
    this.counting = this.counting === sku ? "" : sku;
    await this.updateComplete;
    this.querySelector<HTMLInputElement>(".stock-form input")?.select();
  }

  #turn(dish: Dish): void {
    this.#send({ sku: dish.sku, available: !dish.available });
  }

  #count(event: SubmitEvent, sku: string): void {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const remaining = Number(new FormData(event.currentTarget).get("left"));
    this.#send({ sku, available: remaining > 0, remaining });
  }

  #send(said: { readonly sku: string; readonly available: boolean; readonly remaining?: number }): void {
    this.house.desk.send({ kind: "set_availability", ...said });
    this.counting = "";
  }
}

customElements.define("kds-dishes-room", KdsDishesRoom);
