/** `<kds-dish-sheet>`: one dish with its options, a wish, an allergy, and how many. */

import { html, nothing, type TemplateResult } from "lit";
import {
  type Choice,
  type MenuDish,
  type OptionGroup,
  type Picks,
  picked,
  plainPicks,
  portionPrice,
  stillThere,
  unanswered,
} from "../../core/guest/menu.ts";
import { roomFor, still } from "../../core/guest/table.ts";
import { freshName } from "../../sync/guest-page.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import { allergyChips } from "./allergies.ts";
import { standing } from "./notices.ts";
import type { Sheet } from "./room.ts";
import { GuestSheet, stepper } from "./sheet.ts";
import { allergenNames, dishName, dishOf, leftWords, money, named } from "./words.ts";

/** As the server takes it. */
const MOST = 50;
const NOTE_CHARS = 140;

export class KdsDishSheet extends GuestSheet {
  static override properties = {
    ...GuestSheet.properties,
    about: {},
    picks: { state: true },
    quantity: { state: true },
    note: { state: true },
    allergens: { state: true },
    asked: { state: true },
  };
  declare about: Extract<Sheet, { is: "dish" }>;
  declare picks: Picks;
  declare quantity: number;
  declare note: string;
  declare allergens: readonly string[];
  /** The guest tried to go on without an answer: what is missing is marked from then on. */
  declare asked: boolean;

  override connectedCallback(): void {
    const { line } = this.about;
    const dish = dishOf(this.room.desk, this.about.sku);
    this.picks = dish === undefined ? {} : line === null ? plainPicks(dish) : stillThere(dish, line.picks);
    this.quantity = line?.quantity ?? 1;
    this.note = line?.note ?? "";
    this.allergens = line?.allergens ?? this.room.desk.allergies.value;
    this.asked = false;
    super.connectedCallback();
  }

  get #dish(): MenuDish | undefined {
    return dishOf(this.room.desk, this.about.sku);
  }

  protected override heading(): string {
    return dishName(this.room.desk, this.about.sku);
  }

  protected override body(): TemplateResult {
    const dish = this.#dish;
    if (dish === undefined) return html`<p class="quiet">${t("guest.gone_line")}</p>`;
    return html`
      ${this.room.desk.table.value.moved === null ? nothing : standing(this.room.desk)}
      ${dish.picture ? html`<img class="sheet-picture" src=${dish.picture} alt="" loading="lazy" />` : nothing}
      ${dish.description ? html`<p>${named(dish.description)}</p>` : nothing}
      ${dish.allergens?.length ? html`<p class="contains">${icon("alert")}${t("guest.contains", { allergens: allergenNames(dish.allergens) })}</p>` : nothing}
      ${(dish.options ?? []).map((group) => this.#group(dish, group))}
      <label class="field">
        <span class="field-name">${t("guest.note")}</span>
        <textarea rows="2" maxlength=${NOTE_CHARS} placeholder=${t("guest.note_hint")} .value=${this.note}
          @input=${(event: InputEvent) => {
            this.note = (event.target as HTMLTextAreaElement).value;
          }}></textarea>
      </label>
      <fieldset class="field">
        <legend class="field-name">${t("guest.allergy")}</legend>
        <p class="quiet">${t("guest.allergy_next")}</p>
        ${allergyChips(this.room.desk, this.allergens, (allergens) => {
          this.allergens = allergens;
        })}
      </fieldset>`;
  }

  #group(dish: MenuDish, group: OptionGroup): TemplateResult {
    const missing = this.asked && unanswered(dish, this.picks).includes(group);
    const [least, most] = [group.min ?? 0, group.max ?? 1];
    const rule = least === 0 ? "guest.choose_up_to" : least === most ? "guest.choose_exactly" : "guest.choose_between";
    return html`<fieldset class="field" data-group=${group.id} ?data-missing=${missing}>
      <legend class="field-name">${named(group.name, group.id)}
        <span class="rule">${missing ? icon("alert") : nothing}${t(rule, { min: least, max: most })}</span>
      </legend>
      ${group.choices.map((choice) => this.#choice(group, choice))}
    </fieldset>`;
  }

  #choice(group: OptionGroup, choice: Choice): TemplateResult {
    const single = (group.max ?? 1) === 1;
    const now = this.picks[group.id] ?? [];
    const on = now.includes(choice.id);
    const full = !single && !on && now.length >= (group.max ?? 1);
    const name = t(`modifier.${choice.action ?? "add"}`, { name: named(choice.name, choice.id) });
    // A radio cannot be taken back, so what may be left open is a box that lets go of the others.
    const kind = single && (group.min ?? 0) > 0 ? "radio" : "checkbox";
    return html`<label class="choice" ?data-on=${on} ?data-off=${full}>
      <input type=${kind} name=${`${this.about.sku} ${group.id}`} .checked=${on} ?disabled=${full}
        @change=${() => {
          this.picks = picked(group, this.picks, choice.id);
        }} />
      <span class="choice-name">${name}</span>
      ${choice.price_minor ? html`<span class="choice-price">+ ${money(this.room.desk, choice.price_minor)}</span>` : nothing}
    </label>`;
  }

  protected override foot(): TemplateResult | typeof nothing {
    const dish = this.#dish;
    if (dish === undefined) return nothing;
    const { desk } = this.room;
    const editing = this.about.line !== null;
    const out = desk.table.value.menu?.sold_out.includes(dish.sku) ?? false;
    const table = desk.table.value;
    if (table.moved !== null) return nothing;
    if (still(table))
      return html`<footer class="sheet-foot"><p class="sending" role="status">${icon("wait")}${t("guest.sending")}</p></footer>`;
    const room = roomFor(table, dish.sku, this.about.line?.id);
    const most = Math.min(room ?? MOST, MOST);
    const tooMany = this.quantity > most;
    const few = out ? "" : leftWords(table.menu?.left[dish.sku], this.quantity);
    const price = money(desk, portionPrice(dish, this.picks) * this.quantity);
    const words = t(editing ? (this.quantity === 0 ? "guest.take_out" : "guest.change") : "guest.add", {
      dish: this.heading(),
    });
    return html`<footer class="sheet-foot">
      ${few === "" ? nothing : html`<p class="few" role="status">${few}</p>`}
      ${stepper(this.heading(), this.quantity, editing ? 0 : 1, most, (quantity) => {
        this.quantity = quantity;
      })}
      <button class="go" data-add ?disabled=${(out && !editing) || tooMany} @click=${() => this.#done(dish)}>
        ${out ? html`${icon("soldout")}${t("guest.sold_out")}` : html`<span>${words}</span>${dish.price_minor ? html`<b>${price}</b>` : nothing}`}
      </button>
    </footer>`;
  }

  #done(dish: MenuDish): void {
    const [missing] = unanswered(dish, this.picks);
    if (missing !== undefined && this.quantity > 0) {
      this.asked = true;
      const first = this.querySelector<HTMLElement>(`[data-group="${CSS.escape(missing.id)}"]`);
      first?.scrollIntoView({ block: "center" });
      first?.querySelector("input")?.focus();
      return;
    }
    const { desk } = this.room;
    const before = this.about.line;
    desk.put({
      id: before?.id ?? freshName(),
      rev: before?.rev ?? 0,
      sku: dish.sku,
      quantity: this.quantity,
      picks: this.picks,
      note: this.note.replace(/\s+/g, " ").trim(),
      allergens: this.allergens,
      phone: before?.phone ?? desk.phone,
    });
    if (before === null) desk.setAllergies(this.allergens);
    this.room.close();
  }
}

customElements.define("kds-dish-sheet", KdsDishSheet);
