/** Rows of choices, each with whose it is: the store's, or this screen's own with the way back. */

import { html, nothing, type TemplateResult } from "lit";
import { nothingOf, ownParts } from "../core/kept.ts";
import { inherited, NOTHING, type Part, type Settings } from "../core/layout.ts";
import { icon } from "./icon.ts";
import { change, kept, ofTheStore, settings } from "./settings.ts";
import { t } from "./text.ts";

/** What this part would be if the screen had nothing of its own. */
function stores<P extends Part>(part: P): Settings[P] {
  return inherited(NOTHING, ofTheStore.value)[part];
}

/** `name` spells a choice. */
export function whose<P extends Part>(part: P, name: (one: Settings[P]) => string): TemplateResult {
  const value = name(stores(part));
  if (kept.value.own[part] === null) return html`<p class="choice-whose">${t("settings.as_store", { value })}</p>`;
  return html`<p class="choice-whose" data-own>
    <b>${icon("gear")}${t("settings.own")}</b>
    <button class="act" data-nav data-inherit @click=${() => change(nothingOf([part]))}>${icon("undo")}${t("settings.to_store", { value })}</button>
  </p>`;
}

/** One row; a value that the store has and nobody else would choose is offered too. */
export function choice<P extends Part>(
  part: P,
  offered: readonly Settings[P][],
  name: (one: Settings[P]) => string,
  chosen: Settings[P] = settings.value[part],
): TemplateResult {
  const all = offered.includes(chosen) ? offered : [...offered, chosen];
  return html`<fieldset class="choice" data-choice=${part}>
    <legend>${t(`settings.${part}`)}</legend>
    ${all.map(
      (one) =>
        html`<button class="act" data-nav aria-pressed=${one === chosen} @click=${() => change({ [part]: one })}>${
          one === chosen ? icon("check") : nothing
        }${name(one)}</button>`,
    )}
    ${whose(part, name)}
  </fieldset>`;
}

/** Everything back at once, where there is anything. */
export function allToStore(): TemplateResult | typeof nothing {
  const own = ownParts(kept.value.own);
  if (own.length === 0) return nothing;
  return html`<div class="choice">
    <button class="act" data-nav data-inherit="all" @click=${() => change(nothingOf(own))}>${icon("undo")}${t("settings.all_to_store")}</button>
  </div>`;
}
