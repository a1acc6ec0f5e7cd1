/** `<kds-banners>`: states of the server that everybody must know, below the strip. */

import { html, nothing, type TemplateResult } from "lit";
import type { PageData } from "../core/screen.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { ifKnown, t } from "./text.ts";

/** Banners that a page leaves out: cooks can do nothing about them, or its rooms say them in full. */
const LEFT_OUT: Readonly<Partial<Record<PageData["page"], ReadonlySet<string>>>> = {
  station: new Set(["quarantine"]),
  manage: new Set(["quarantine", "kitchen_file"]),
};

export class KdsBanners extends KdsElement {
  static override properties = { desk: {} };
  declare desk: Desk;

  /** A code without a text shows its arguments. */
  protected override render(): TemplateResult | typeof nothing {
    const { page, sync } = this.desk.screen;
    const leftOut = LEFT_OUT[page.page];
    const all = sync.value.banners.filter(({ code }) => leftOut?.has(code) !== true);
    if (all.length === 0) return nothing;
    return html`<div class="banners" role="alert">
      ${all.map(
        ({ code, level, args }) =>
          html`<p class="banner" data-level=${level}>${icon(level === "info" ? "note" : "alert")}${
            ifKnown(`banner.${code}`, args) ?? t("banner.other", { code, detail: Object.values(args).join(" ") })
          }</p>`,
      )}
    </div>`;
  }
}

customElements.define("kds-banners", KdsBanners);
