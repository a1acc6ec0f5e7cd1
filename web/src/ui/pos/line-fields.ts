/** The fields of one dish, whether it is sent or not: how many, what is different, note, course, seat, allergens. */

import { html, nothing, type TemplateResult } from "lit";
import type { ModifierAction } from "../../core/documents.ts";
import { type DraftLine, stepped } from "../../core/draft.ts";
import type { OptionGroup } from "../../core/guest/menu.ts";
import { chose, chosenIn } from "../../core/options.ts";
import { icon } from "../icon.ts";
import { allergenNames } from "../names.ts";
import { known, named, type TextKey, t } from "../text.ts";

export type Fields = Omit<DraftLine, "uid" | "sku" | "name">;

const COURSES = [1, 2, 3, 4, 5];
const SEATS_MAX = 12;
/** Seats to choose from where nobody said how many guests there are. */
const SEATS = 4;
const ACTIONS: readonly ModifierAction[] = ["no", "extra", "add", "side"];
/** Codes of the menu's allergens, as the catalogs name them. */
const ALLERGENS = ["peanut", "nuts", "soy", "wheat", "egg", "milk", "fish", "shellfish", "sesame"];
const TEXT_MAX = 200;

export interface Form {
  readonly fields: Fields;
  /** Differences that others ordered lately with this dish. */
  readonly usual: readonly string[];
  readonly covers: number;
  readonly options: readonly OptionGroup[];
  /** What the dish holds by the menu. */
  readonly contains: readonly string[];
  readonly languages: readonly string[];
  /** What stands in the box for another difference. */
  readonly typed: string;
  type(text: string): void;
  set(part: Partial<Fields>): void;
}

export function lineForm(form: Form): TemplateResult {
  const { fields, set } = form;
  const count = (by: number) => set({ quantity: stepped(fields.quantity, by) });
  return html`<div class="line-count">
      <button class="tool" data-fewer aria-label=${t("pos.fewer", { dish: "" })} ?disabled=${fields.quantity === "1"} @click=${() => count(-1)}>−</button>
      <label><span class="unseen">${t("pos.quantity")}</span><input inputmode="decimal" maxlength="10" .value=${fields.quantity} @change=${(event: Event) => setQuantity(form, event)} /></label>
      <button class="tool" data-more aria-label=${t("pos.one_more", { dish: "" })} @click=${() => count(1)}>+</button>
    </div>
    ${form.options.map((group) => optionField(form, group))}
    ${differenceFields(form)}
    <label class="field"><span>${t("pos.note")}</span><input data-note maxlength=${TEXT_MAX} autocomplete="off" .value=${fields.note} @input=${(event: Event) => set({ note: typedIn(event) })} /></label>
    ${choices("pos.course", COURSES.map(String), String(fields.course), (one) => set({ course: Number(one) }))}
    ${choices("pos.seat", seats(form), fields.seat, (one) => set({ seat: one === fields.seat ? "" : one }))}
    ${allergenFields(form)}`;
}

function optionField({ fields, set, languages }: Form, group: OptionGroup): TemplateResult {
  const now = chosenIn(group, fields.modifiers, languages);
  const open = now.length < (group.min ?? 0);
  return html`<div class="field" role="group" aria-label=${named(group.name, group.id)} ?data-open=${open}>
    <span>${open ? icon("question") : nothing}${named(group.name, group.id)}</span>
    <div class="chips">${group.choices.map(
      (choice) =>
        html`<button class="act" aria-pressed=${now.includes(choice.id)} @click=${() => set({ modifiers: chose(group, fields.modifiers, choice, languages) })}>${named(choice.name, choice.id)}</button>`,
    )}</div>
  </div>`;
}

function differenceFields({ fields, set, typed, type, usual }: Form): TemplateResult {
  const add = (name: string, action: ModifierAction) => {
    const others = fields.modifiers.filter((one) => one.name !== name);
    if (name.trim() !== "") set({ modifiers: [...others, { name: name.trim(), action }] });
    type("");
  };
  const off = (name: string) => set({ modifiers: fields.modifiers.filter((one) => one.name !== name) });
  return html`<fieldset class="field">
    <legend>${t("pos.different")}</legend>
    <div class="chips">${fields.modifiers.map(
      ({ name, action }) =>
        html`<button class="diff" data-action=${action} aria-label=${t("pos.take_off", { name })} @click=${() => off(name)}>${t(`modifier.${action}`, { name })}${icon("close")}</button>`,
    )}</div>
    <input data-different aria-label=${t("pos.different_what")} placeholder=${t("pos.different_what")} maxlength=${TEXT_MAX} autocomplete="off" .value=${typed} @input=${(event: Event) => type(typedIn(event))} />
    <div class="chips">${
      typed.trim() === ""
        ? usual
            .filter((name) => fields.modifiers.every((one) => one.name !== name))
            .map((name) => html`<button class="act" @click=${() => type(name)}>${name}</button>`)
        : ACTIONS.map(
            (action) =>
              html`<button class="act" data-action=${action} @click=${() => add(typed, action)}>${t(`pos.action_${action}`)}</button>`,
          )
    }</div>
  </fieldset>`;
}

function allergenFields({ fields, set, contains }: Form): TemplateResult {
  const turn = (one: string) =>
    set({
      allergens: fields.allergens.includes(one)
        ? fields.allergens.filter((other) => other !== one)
        : [...fields.allergens, one],
    });
  const others = fields.allergens.filter((one) => !ALLERGENS.includes(one));
  return html`<details class="field" ?open=${fields.allergens.length > 0}>
    <summary>${icon("alert")}${t("pos.allergy")}${fields.allergens.length === 0 ? nothing : html` <b>${allergenNames(fields.allergens, known)}</b>`}</summary>
    ${contains.length === 0 ? nothing : html`<p class="sheet-next">${t("pos.contains", { allergens: allergenNames(contains, known) })}</p>`}
    <div class="chips">${[...ALLERGENS, ...others].map(
      (one) =>
        html`<button class="act" aria-pressed=${fields.allergens.includes(one)} @click=${() => turn(one)}>${allergenNames([one], known)}</button>`,
    )}</div>
  </details>`;
}

export function choices(
  key: TextKey,
  all: readonly string[],
  chosen: string,
  choose: (one: string) => void,
): TemplateResult {
  return html`<div class="field" role="group" aria-label=${t(key)}>
    <span>${t(key)}</span>
    <div class="chips">${all.map(
      (one) => html`<button class="act" aria-pressed=${one === chosen} @click=${() => choose(one)}>${one}</button>`,
    )}</div>
  </div>`;
}

function seats({ covers, fields }: Form): readonly string[] {
  const numbers = Array.from({ length: Math.min(SEATS_MAX, Math.max(SEATS, covers)) }, (_, index) => String(index + 1));
  return fields.seat === "" || numbers.includes(fields.seat) ? numbers : [...numbers, fields.seat];
}

/** What is no quantity stays as it was. */
function setQuantity({ fields, set }: Form, event: Event): void {
  const typed = typedIn(event).trim().replace(",", ".");
  const sound = /^\d{1,6}(\.\d{1,3})?$/.test(typed) && Number(typed) > 0;
  set({ quantity: sound ? typed : fields.quantity });
  if (!sound && event.target instanceof HTMLInputElement) event.target.value = fields.quantity;
}

export function typedIn(event: Event): string {
  return event.target instanceof HTMLInputElement ? event.target.value : "";
}
