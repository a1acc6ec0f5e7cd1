/** `<kds-party-sheet>`: who is at the table: how many, their name, a note for the whole order, here or to take away. */

import { html, nothing, type TemplateResult } from "lit";
import type { Service } from "../../core/documents.ts";
import type { Draft } from "../../core/draft.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import { choices, typedIn } from "./line-fields.ts";
import { tableOf } from "./pos.ts";
import { PosSheet, type Sheet } from "./sheets.ts";

const COVERS = ["1", "2", "3", "4", "5", "6", "8", "10", "12"];
const SERVICES: readonly Service[] = ["dine_in", "takeaway", "delivery"];
const TEXT_MAX = 200;

export class KdsPartySheet extends PosSheet {
  declare sheet: Extract<Sheet, { kind: "party" }>;

  protected override heading(): string {
    return t("pos.party");
  }

  protected override body(): TemplateResult {
    const { pos, sheet } = this;
    const draft = pos.draftAt(sheet.spot) ?? pos.begin(tableOf(sheet.spot), "dine_in");
    const set = (part: Partial<Draft>) => pos.write({ ...draft, ...part });
    const service = (one: Service) => () => set({ service: one });
    return html`${choices("pos.covers", COVERS, String(draft.covers), (one) => set({ covers: Number(one) === draft.covers ? 0 : Number(one) }))}
      <div class="field" role="group" aria-label=${t("pos.service")}><span>${t("pos.service")}</span>
        <div class="chips">${SERVICES.map(
          (one) =>
            html`<button class="act" aria-pressed=${one === draft.service} @click=${service(one)}>${t(`service.${one}`)}</button>`,
        )}</div></div>
      <label class="field"><span>${t("pos.guest")}</span><input data-guest maxlength=${TEXT_MAX} autocomplete="off" .value=${draft.guest} @input=${(event: Event) => set({ guest: typedIn(event) })} /></label>
      <label class="field"><span>${t("pos.order_note")}</span><input data-order-note maxlength=${TEXT_MAX} autocomplete="off" .value=${draft.note} @input=${(event: Event) => set({ note: typedIn(event) })} /></label>
      ${draft.note === "" ? nothing : html`<p class="sheet-next">${t("pos.order_note_next")}</p>`}`;
  }

  protected override foot(): TemplateResult {
    return html`<button class="act main" data-save @click=${() => this.close()}>${icon("check")}${t("pos.done")}</button>`;
  }
}

customElements.define("kds-party-sheet", KdsPartySheet);
