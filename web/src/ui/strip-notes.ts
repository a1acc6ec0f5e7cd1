/** `<kds-strip-notes>`: what the strip says seldom: clocks that differ, and tickets that come back after a restore. */

import { html, nothing, type TemplateResult } from "lit";
import { SKEW_MS } from "../core/clock.ts";
import { age } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { t } from "./text.ts";

export class KdsStripNotes extends KdsElement {
  static override properties = { desk: {} };
  declare desk: Desk;

  protected override render(): TemplateResult {
    const { bringing, brought, unbrought, skewMs, state } = this.desk.screen.sync.value;
    const told = t(bringing ? "sync.bringing" : "sync.brought", { count: brought });
    const failed = t("sync.unbrought", { count: unbrought });
    // Nobody sets a clock while the line is dead, and nobody has said then what time it is.
    const skewed = state === "synced" && Math.abs(skewMs) > SKEW_MS;
    const by = age(Math.round(Math.abs(skewMs) / 1000) * 1000);
    const apart = t(skewMs > 0 ? "sync.clock_ahead" : "sync.clock_behind", { age: by });
    return html`${skewed ? html`<span class="skew" role="status">${icon("clock")}<span>${apart}</span></span>` : nothing}
      ${brought === 0 ? nothing : html`<span class="waiting" role="status">${icon("undo")}<span>${told}</span></span>`}
      ${unbrought === 0 ? nothing : html`<span class="waiting" role="alert">${icon("alert")}<span>${failed}</span></span>`}`;
  }
}

customElements.define("kds-strip-notes", KdsStripNotes);
