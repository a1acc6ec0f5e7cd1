/** The allergens of the menu as chips: what a guest must not eat. */

import { html, type TemplateResult } from "lit";
import { allergensOf } from "../../core/guest/menu.ts";
import type { GuestDesk } from "../../sync/guest-desk.ts";
import { icon } from "../icon.ts";
import { allergenName } from "./words.ts";

export function allergyChips(
  desk: GuestDesk,
  chosen: readonly string[],
  set: (allergens: readonly string[]) => void,
): TemplateResult {
  const all = desk.menu.value === null ? [] : allergensOf(desk.menu.value);
  const turn = (allergen: string) =>
    set(chosen.includes(allergen) ? chosen.filter((one) => one !== allergen) : [...chosen, allergen]);
  return html`<div class="chips">
    ${all.map((allergen) => {
      const on = chosen.includes(allergen);
      return html`<button type="button" class="chip-button" aria-pressed=${on} @click=${() => turn(allergen)}>
        ${icon(on ? "check" : "plus")}${allergenName(allergen)}
      </button>`;
    })}
  </div>`;
}
