/** `<kds-side>`: how many of each dish are still to cook here, what is sold out, and of what few are left. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { allDay, type Count } from "../core/allday.ts";
import type { Dish } from "../core/documents.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import "./left-choices.ts";
import { leftText, undoLeft } from "./left-choices.ts";
import { chip } from "./row.ts";
import { t } from "./text.ts";

export class KdsSide extends KdsElement {
  static override properties = { desk: {}, chosen: { state: true } };
  declare desk: Desk;
  /** The row that was tapped. */
  declare chosen: string;

  constructor() {
    super();
    this.chosen = "";
  }

  protected override render(): TemplateResult {
    const { screen, stations, few } = this.desk;
    const dishes = screen.dishes.value;
    const counts = allDay(screen.tickets.value, stations);
    const cooking = new Set(counts.map((count) => count.key));
    const out = dishes.filter((dish) => !dish.available || (few.value.has(dish.sku) && !cooking.has(dish.sku)));
    return html`<aside class="side" aria-label=${t("allday.title")}>
      <h2>${icon("list")}${t("allday.title")}</h2>
      ${counts.length === 0 ? html`<p class="side-none">${t("allday.none")}</p>` : nothing}
      <ul class="counts">
        ${repeat(
          counts,
          (count) => `${count.key} ${count.unit}`,
          (count) =>
            this.#count(
              count,
              dishes.find((one) => one.sku === count.key),
            ),
        )}
      </ul>
      ${
        out.length === 0
          ? nothing
          : html`<h2>${icon("soldout")}${t("soldout.few")}</h2>
              <ul class="counts">${repeat(
                out,
                (dish) => dish.sku,
                (dish) => this.#scarce(dish, cooking.has(dish.sku)),
              )}</ul>`
      }
    </aside>`;
  }

  #count(count: Count, dish: Dish | undefined): TemplateResult {
    const left = dish === undefined ? "" : leftText(dish);
    const text = html`<span class="name">${count.name}${count.altName === "" ? nothing : html`<small>${count.altName}</small>`}
        ${left === "" ? nothing : html`<span class="left-of">${left}</span>`}</span>
      <b>${count.quantity}${count.unit === "" ? nothing : html`<small>${count.unit}</small>`}</b>`;
    if (dish === undefined) return html`<li class="count-row"><span class="count-text">${text}</span></li>`;
    return this.#row(`cook ${count.key} ${count.unit}`, dish, text, true);
  }

  #scarce(dish: Dish, cooking: boolean): TemplateResult {
    const state = dish.available
      ? html`<span class="left-of">${leftText(dish)}</span>`
      : chip("out", "soldout", t("soldout.out"));
    return this.#row(`out ${dish.sku}`, dish, html`<span class="name">${dish.name}</span>${state}`, !cooking);
  }

  /** `undoes`: of the dish's rows the one where the way back stands. */
  #row(row: string, dish: Dish, text: TemplateResult, undoes: boolean): TemplateResult {
    const chosen = this.chosen === row;
    const choose = () => {
      this.chosen = chosen ? "" : row;
    };
    const undo = undoes ? undoLeft(this.desk, dish.sku) : nothing;
    return html`<li class="count-row" ?data-out=${row.startsWith("out ") && !dish.available}>
      <button class="count-text" aria-expanded=${chosen} @click=${choose}>${text}</button>
      ${chosen ? html`<kds-left .desk=${this.desk} .dish=${dish} .done=${choose}></kds-left>` : undo}
    </li>`;
  }
}

customElements.define("kds-side", KdsSide);
