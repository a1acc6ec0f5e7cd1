/** `<kds-soldout>`: choose a dish, then say that it is sold out or back. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Dish } from "../core/documents.ts";
import { icon } from "./icon.ts";
import { KdsPanel } from "./panel.ts";
import { chip } from "./row.ts";
import { t } from "./text.ts";

export class KdsSoldout extends KdsPanel {
  static override properties = { desk: {}, chosen: { state: true } };
  /** Sku of the dish that was tapped. */
  declare chosen: string;

  constructor() {
    super();
    this.chosen = "";
  }

  protected override heading(): string {
    return t("soldout.title");
  }

  protected override body(): TemplateResult {
    const dishes = this.desk.screen.dishes.value;
    if (dishes.length === 0) return html`<p class="empty-list">${t("soldout.no_menu")}</p>`;
    const categories = [...new Set(dishes.map((dish) => dish.category))];
    return html`<p class="panel-next">${t("soldout.next")}</p>
      ${categories.map(
        (category) =>
          html`${category === "" ? nothing : html`<h3>${category}</h3>`}
            <ul class="dishes">
              ${repeat(
                dishes.filter((dish) => dish.category === category),
                (dish) => dish.sku,
                (dish) => this.#dish(dish),
              )}
            </ul>`,
      )}`;
  }

  #dish(dish: Dish): TemplateResult {
    const chosen = this.chosen === dish.sku;
    return html`<li class="dish-cell" ?data-chosen=${chosen} ?data-out=${!dish.available}>
      <button class="dish-pick" data-nav="pick" aria-expanded=${chosen} @click=${() => this.#choose(dish.sku)}>
        ${dish.available ? nothing : chip("out", "soldout", t("soldout.out"))}
        <span class="name">${dish.name}</span> <span class="alt">${dish.alt_name}</span>
      </button>
      ${
        chosen
          ? html`<button class="act" data-nav data-turn @click=${() => this.#turn(dish)}>
              ${icon(dish.available ? "soldout" : "check")}${t(dish.available ? "soldout.mark" : "soldout.back")}
            </button>`
          : nothing
      }
    </li>`;
  }

  #choose(sku: string): void {
    this.chosen = this.chosen === sku ? "" : sku;
  }

  #turn(dish: Dish): void {
    this.desk.send({ kind: "set_availability", sku: dish.sku, available: !dish.available });
    this.chosen = "";
  }
}

customElements.define("kds-soldout", KdsSoldout);
