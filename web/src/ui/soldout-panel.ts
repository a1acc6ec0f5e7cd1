/** `<kds-soldout>`: choose a dish, then say that it is sold out, back, or how many are left. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { allDay } from "../core/allday.ts";
import type { Dish } from "../core/documents.ts";
import "./left-choices.ts";
import { leftText, undoLeft } from "./left-choices.ts";
import { KdsPanel } from "./panel.ts";
import { chip } from "./row.ts";
import { named, t } from "./text.ts";

interface Section {
  readonly title: string;
  readonly skus: ReadonlySet<string>;
}

export class KdsSoldout extends KdsPanel {
  static override properties = { desk: {}, chosen: { state: true } };
  /** Sku of the dish that was tapped. */
  declare chosen: string;
  /** As it was when the panel was first drawn: no dish goes elsewhere under the finger. */
  #sections: readonly Section[] | null = null;

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
    this.#sections ??= this.#sorted();
    return html`<p class="panel-next">${t("soldout.next")}</p>
      ${this.#sections.map(
        ({ title, skus }) =>
          html`${title === "" ? nothing : html`<h3>${title}</h3>`}
            <ul class="dishes">
              ${repeat(
                dishes.filter((dish) => skus.has(dish.sku)),
                (dish) => dish.sku,
                (dish) => this.#dish(dish),
              )}
            </ul>`,
      )}`;
  }

  /** What is sold out or counted first, then what stands on the cards, then the rest as on the menu. */
  #sorted(): readonly Section[] {
    const { screen, at } = this.desk;
    const cooking = new Set(allDay(screen.tickets.peek(), at).map((count) => count.key));
    const headings = screen.store.peek()?.categories ?? [];
    const titles = new Map(headings.map(({ id, name }) => [id, named(name, id)]));
    const titleOf = ({ sku, available, remaining, category }: Dish) => {
      if (!available || remaining !== null) return t("soldout.first");
      return cooking.has(sku) ? t("soldout.now") : (titles.get(category) ?? category);
    };
    const sections = new Map(
      [t("soldout.first"), t("soldout.now"), ...titles.values()].map((title) => [title, new Set<string>()]),
    );
    for (const dish of screen.dishes.peek()) {
      const title = titleOf(dish);
      sections.set(title, (sections.get(title) ?? new Set()).add(dish.sku));
    }
    return [...sections].map(([title, skus]) => ({ title, skus })).filter(({ skus }) => skus.size > 0);
  }

  #dish(dish: Dish): TemplateResult {
    const chosen = this.chosen === dish.sku;
    const left = leftText(dish);
    return html`<li class="dish-cell" ?data-chosen=${chosen} ?data-out=${!dish.available}>
      <button class="dish-pick" data-nav="pick" data-sku=${dish.sku} aria-expanded=${chosen} @click=${() => this.#choose(dish.sku)}>
        ${dish.available ? nothing : chip("out", "soldout", t("soldout.out"))}
        <span class="name">${dish.name}</span> <span class="alt">${dish.alt_name}</span>
        ${left === "" ? nothing : html`<span class="left-of">${left}</span>`}
      </button>
      ${chosen ? html`<kds-left .desk=${this.desk} .dish=${dish} .done=${() => this.#choose("")}></kds-left>` : undoLeft(this.desk, dish.sku)}
    </li>`;
  }

  #choose(sku: string): void {
    this.chosen = this.chosen === sku ? "" : sku;
  }
}

customElements.define("kds-soldout", KdsSoldout);
