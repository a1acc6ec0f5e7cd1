/** `<kds-salvage>`: a word in the strip about tickets that this screen brings back after a restore. */

import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { t } from "./text.ts";

export class KdsSalvage extends KdsElement {
  static override properties = { desk: {} };
  declare desk: Desk;

  protected override render(): TemplateResult | typeof nothing {
    const { bringing, brought, unbrought } = this.desk.screen.sync.value;
    const told = t(bringing ? "sync.bringing" : "sync.brought", { count: brought });
    const failed = t("sync.unbrought", { count: unbrought });
    return html`${brought === 0 ? nothing : html`<span class="waiting" role="status">${icon("undo")}<span>${told}</span></span>`}
      ${unbrought === 0 ? nothing : html`<span class="waiting doubt" role="alert">${icon("alert")}<span>${failed}</span></span>`}`;
  }
}

customElements.define("kds-salvage", KdsSalvage);
