/** `<kds-side>`: how many of each dish are still to cook here, and what is sold out. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { allDay, type Count } from "../core/allday.ts";
import type { Dish } from "../core/documents.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { chip } from "./row.ts";
import { t } from "./text.ts";

export class KdsSide extends KdsElement {
  static override properties = { desk: {}, chosen: { state: true } };
  declare desk: Desk;
  /** Sku of the dish that was tapped. */
  declare chosen: string;

  constructor() {
    super();
    this.chosen = "";
  }

  protected override render(): TemplateResult {
    const { screen, stations } = this.desk;
    const counts = allDay(screen.tickets.value, stations);
    const out = screen.dishes.value.filter((dish) => !dish.available);
    return html`<aside class="side" aria-label=${t("allday.title")}>
      <h2>${icon("list")}${t("allday.title")}</h2>
      ${counts.length === 0 ? html`<p class="side-none">${t("allday.none")}</p>` : nothing}
      <ul class="counts">
        ${repeat(
          counts,
          (count) => `${count.key} ${count.unit}`,
          (count) => this.#count(count),
        )}
      </ul>
      ${
        out.length === 0
          ? nothing
          : html`<h2>${icon("soldout")}${t("soldout.title")}</h2>
              <ul class="counts">${repeat(
                out,
                (dish) => dish.sku,
                (dish) => this.#out(dish),
              )}</ul>`
      }
    </aside>`;
  }

  #count(count: Count): TemplateResult {
    const dish = this.desk.screen.dishes.value.find((one) => one.sku === count.key);
    const chosen = dish !== undefined && this.chosen === dish.sku;
    const text = html`<span class="name">${count.name}${count.altName === "" ? nothing : html`<small>${count.altName}</small>`}</span>
      <b>${count.quantity}${count.unit === "" ? nothing : html`<small>${count.unit}</small>`}</b>`;
    if (dish === undefined) return html`<li class="count-row"><span class="count-text">${text}</span></li>`;
    return html`<li class="count-row">
      <button class="count-text" aria-expanded=${chosen} @click=${() => this.#choose(dish.sku)}>${text}</button>
      ${chosen ? this.#turn(dish) : nothing}
    </li>`;
  }

  #out(dish: Dish): TemplateResult {
    const chosen = this.chosen === dish.sku;
    return html`<li class="count-row" data-out>
      <button class="count-text" aria-expanded=${chosen} @click=${() => this.#choose(dish.sku)}>
        <span class="name">${dish.name}</span>${chip("out", "soldout", t("soldout.out"))}
      </button>
      ${chosen ? this.#turn(dish) : nothing}
    </li>`;
  }

  #turn(dish: Dish): TemplateResult {
    const send = () => {
      this.desk.send({ kind: "set_availability", sku: dish.sku, available: !dish.available });
      this.chosen = "";
    };
    return html`<button class="act" data-turn @click=${send}>
      ${icon(dish.available ? "soldout" : "check")}${t(dish.available ? "soldout.mark" : "soldout.back")}
    </button>`;
  }

  #choose(sku: string): void {
    this.chosen = this.chosen === sku ? "" : sku;
  }
}

customElements.define("kds-side", KdsSide);
