/** `<kds-left>`: says how many portions of a dish are left, that it is sold out, or that nobody counts it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Dish } from "../core/documents.ts";
import { takenBack } from "../core/slip.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { t } from "./text.ts";
import { takeBack } from "./verbs.ts";

/** The counts that one tap says. */
const COUNTS = [1, 2, 3, 5, 10, 20];
/** Where the stepper begins for a dish that nobody counts. */
const USUAL = 4;
/** As many as the server takes. */
const MOST = 9999;

/** The block under which its undo is kept. */
export function undoKey(sku: string): string {
  return `dish ${sku}`;
}

/** For a few seconds, in place of the dish's choices: as it was before. */
export function undoLeft(desk: Desk, sku: string): TemplateResult | typeof nothing {
  const undo = desk.undos.ofLine(undoKey(sku));
  if (undo === undefined) return nothing;
  desk.screen.now.value;
  return html`<button class="act" data-nav="undo" data-undo @click=${() => takeBack(desk, undo)}>
    ${icon("undo")}${t("undo.card")} <span class="left">${desk.undos.secondsLeft(undo)}</span></button>`;
}

/** What stands beside the name. */
export function leftText({ available, remaining }: Dish): string {
  return available && remaining !== null ? t("soldout.left", { count: remaining }) : "";
}

export class KdsLeft extends KdsElement {
  static override properties = { desk: {}, dish: {}, done: {}, count: { state: true } };
  declare desk: Desk;
  declare dish: Dish;
  /** Called after the choice. */
  declare done: () => void;
  /** On the stepper; 0: not touched yet. */
  declare count: number;

  constructor() {
    super();
    this.count = 0;
  }

  protected override render(): TemplateResult {
    const { dish } = this;
    const left = dish.available ? dish.remaining : null;
    const step = this.count || left || USUAL;
    return html`<div class="lefts" role="group" aria-label=${t("soldout.choices", { dish: dish.name })}>
      ${dish.available ? this.#choice("soldout.mark", "soldout", false, null) : this.#choice("soldout.back", "check", true, null)}
      <span class="left-counts">${COUNTS.map(
        (count) =>
          html`<button class="act" data-nav data-left=${count} aria-pressed=${count === left} aria-label=${t("soldout.left", { count })} @click=${() => this.#say(true, count)}>${count}</button>`,
      )}</span>
      <span class="left-step">
        <button class="act" data-nav data-less aria-label=${t("soldout.less")} ?disabled=${step <= 1} @click=${() => this.#step(step - 1)}>${icon("minus")}</button>
        <button class="act" data-nav data-set @click=${() => this.#say(true, step)}>${t("soldout.set", { count: step })}</button>
        <button class="act" data-nav data-more aria-label=${t("soldout.more")} ?disabled=${step >= MOST} @click=${() => this.#step(step + 1)}>${icon("plus")}</button>
      </span>
      ${left === null ? nothing : this.#choice("soldout.uncount", "check", true, null)}
    </div>`;
  }

  #choice(
    key: "soldout.mark" | "soldout.back" | "soldout.uncount",
    sign: "soldout" | "check",
    available: boolean,
    left: null,
  ): TemplateResult {
    return html`<button class="act" data-nav ?data-turn=${key !== "soldout.uncount"} ?data-uncount=${key === "soldout.uncount"} @click=${() => this.#say(available, left)}>
      ${icon(sign)}${t(key)}
    </button>`;
  }

  #step(count: number): void {
    this.count = count;
  }

  #say(available: boolean, remaining: number | null): void {
    const { desk, dish } = this;
    const { sku } = dish;
    const now = () => desk.screen.dishes.peek().find((one) => one.sku === sku) ?? dish;
    desk.send({ kind: "set_availability", sku, available, ...(remaining === null ? {} : { remaining }) });
    const about = new Set([undoKey(sku)]);
    for (const undo of desk.undos.open.peek()) if (undo.about.has(undoKey(sku))) desk.undos.close(undo.id);
    desk.undos.offer({ card: undoKey(sku), whole: false, about, take: () => [takenBack(dish, remaining, now())] });
    this.done();
  }
}

customElements.define("kds-left", KdsLeft);
