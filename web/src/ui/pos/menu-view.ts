/** `<kds-menu>`: the dishes, by category or by search; a tap puts one on the order. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Dish } from "../../core/documents.ts";
import { type Draft, leftOf, portions } from "../../core/draft.ts";
import { spell, thousandths } from "../../core/quantity.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { chip } from "../row.ts";
import { named, t } from "../text.ts";
import type { Pos } from "./pos.ts";
import { spotName } from "./words.ts";

/** Courses to choose from; more are a banquet, whose menu is written ahead. */
const COURSES = [1, 2, 3, 4];

export class KdsMenu extends KdsElement {
  static override properties = { pos: {}, spot: {}, category: { state: true }, wanted: { state: true } };
  declare pos: Pos;
  declare spot: string;
  declare category: string;
  /** What is searched for. */
  declare wanted: string;

  constructor() {
    super();
    this.category = "";
    this.wanted = "";
  }

  protected override render(): TemplateResult {
    const { pos, spot } = this;
    const draft = pos.draftAt(spot);
    const dishes = pos.desk.screen.dishes.value;
    const busy = (pos.spot(spot)?.tickets.length ?? 0) > 0;
    return html`<section class="pos-page" aria-label=${t("pos.menu")}>
      <header class="pos-head">
        <button class="tool back" aria-label=${busy ? t("pos.back_to_table") : t("pos.back_to_floor")}
          @click=${() => pos.way.go(busy ? { at: "table", spot } : { at: "floor" })}>${icon("left")}</button>
        <h2>${spotName(pos, spot)}</h2>
        <label class="search"><span class="unseen">${t("pos.search")}</span>
          <input type="search" placeholder=${t("pos.search")} .value=${this.wanted} @input=${this.#search} /></label>
      </header>
      ${this.wanted === "" ? this.#categories(dishes) : nothing}
      <div class="pos-scroll">${this.#dishes(dishes, draft)}</div>
      <footer class="pos-foot">
        <span class="courses" role="group" aria-label=${t("pos.course")}><span>${t("pos.course")}</span>
          ${COURSES.map(
            (course) =>
              html`<button class="act" aria-pressed=${pos.course.value === course} aria-label=${t("line.course", { course })} @click=${() => {
                pos.course.value = course;
              }}>${course}</button>`,
          )}
        </span>
        <button class="act main" data-review ?disabled=${draft === undefined} @click=${() => pos.way.go({ at: "draft", spot })}>
          ${icon("right")}${draft === undefined ? t("pos.tap_dishes") : t("pos.review", { count: portions(draft) })}
        </button>
      </footer>
    </section>`;
  }

  #categories(dishes: readonly Dish[]): TemplateResult {
    const names = [...new Set(dishes.map((dish) => dish.category))];
    const chosen = this.#chosen(names);
    return html`<div class="categories" role="group" aria-label=${t("pos.categories")}>
      ${names.map(
        (name) =>
          html`<button class="act" aria-pressed=${name === chosen} @click=${() => {
            this.category = name;
          }}>${this.#categoryName(name)}</button>`,
      )}
    </div>`;
  }

  #categoryName(category: string): string {
    const found = this.pos.card.now.value?.categories.find((one) => one.id === category);
    return category === "" ? t("pos.uncategorised") : named(found?.name ?? {}, category);
  }

  #chosen(names: readonly string[]): string {
    return names.includes(this.category) ? this.category : (names[0] ?? "");
  }

  #dishes(dishes: readonly Dish[], draft: Draft | undefined): TemplateResult {
    if (dishes.length === 0) return html`<p class="pos-none">${t("soldout.no_menu")}</p>`;
    const words = this.wanted.trim().toLowerCase();
    const chosen = this.#chosen([...new Set(dishes.map((dish) => dish.category))]);
    const shown = dishes.filter((dish) =>
      words === ""
        ? dish.category === chosen
        : [dish.sku, dish.name, dish.alt_name, ...Object.values(this.pos.card.dish(dish.sku)?.name ?? {})].some(
            (name) => name.toLowerCase().includes(words),
          ),
    );
    if (shown.length === 0) return html`<p class="pos-none">${t("pos.not_found", { wanted: this.wanted })}</p>`;
    return html`<ul class="menu">${repeat(
      shown,
      (dish) => dish.sku,
      (dish) => this.#dish(dish, draft),
    )}</ul>`;
  }

  #dish(dish: Dish, draft: Draft | undefined): TemplateResult {
    const lines = draft?.lines.filter((line) => line.sku === dish.sku) ?? [];
    const count = spell(lines.reduce((sum, line) => sum + thousandths(line.quantity), 0));
    const last = lines[lines.length - 1];
    const edit = () => {
      if (draft !== undefined && last !== undefined)
        this.pos.sheet.value = { kind: "line", draft: draft.id, uid: last.uid };
    };
    const left = leftOf(dish, draft);
    const full = dish.available && left === 0;
    return html`<li class="menu-dish" ?data-out=${!dish.available}>
      <button class="pick" data-sku=${dish.sku} aria-disabled=${!dish.available || full} @click=${() => this.#add(dish)}>
        <span class="pick-name"><span class="name">${dish.name}</span>${dish.alt_name === "" ? nothing : html`<small>${dish.alt_name}</small>`}</span>
        ${this.#price(dish)}
        ${dish.available ? this.#left(dish, draft) : chip("out", "soldout", t("soldout.out"))}
        ${last === undefined ? (dish.available && !full ? icon("plus") : nothing) : html`<b class="picked">${count}</b>`}
      </button>
      ${last === undefined ? nothing : html`<button class="tool" data-edit aria-label=${t("pos.edit", { dish: dish.name })} @click=${edit}>${icon("note")}</button>`}
    </li>`;
  }

  /** How many the kitchen has, where that is few or all of them are on this order. */
  #left(dish: Dish, draft: Draft | undefined): TemplateResult | typeof nothing {
    const told = leftOf(dish, draft) === 0 ? dish.remaining : this.pos.desk.few.value.get(dish.sku);
    return told == null ? nothing : html`<span class="left-of">${t("soldout.left", { count: told })}</span>`;
  }

  #price(dish: Dish): TemplateResult | typeof nothing {
    const card = this.pos.card.now.value;
    const minor = this.pos.card.dish(dish.sku)?.price_minor ?? 0;
    return card === null || minor === 0
      ? nothing
      : html`<span class="price">${(minor / 10 ** card.decimals).toFixed(card.decimals)}</span>`;
  }

  #add(dish: Dish): void {
    if (!dish.available) return this.pos.desk.say("pos.is_out");
    if (leftOf(dish, this.pos.draftAt(this.spot)) === 0) return this.pos.desk.say("pos.no_more");
    this.pos.add(this.spot, dish);
  }

  readonly #search = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.wanted = event.target.value;
  };
}

customElements.define("kds-menu", KdsMenu);
