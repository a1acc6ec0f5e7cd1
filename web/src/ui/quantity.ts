/** How many: one is quiet, more is loud, and a weight keeps its unit. */

import { html, nothing, type TemplateResult } from "lit";

/** Characters that fit beside the dish at full size; more is written smaller, on two lines. */
const FULL_SIZE_CHARS = 2;

export function quantityText(quantity: string, unit: string, loud: boolean): TemplateResult {
  return html`<span class="quantity ${loud ? "loud" : "quiet"}" ?data-long=${quantity.length + unit.length > FULL_SIZE_CHARS}
    >${quantity}${unit === "" ? nothing : html`<small>${unit}</small>`}</span
  >`;
}
