/** `<kds-banners>`: below the strip, what everybody must know of the server and of this device. */

import { html, nothing, type TemplateResult } from "lit";
import type { Banner } from "../core/frames.ts";
import type { PageData } from "../core/screen.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { stationNames } from "./names.ts";
import { ifKnown, t } from "./text.ts";

/** Banners that a page leaves out: cooks can do nothing about them, or its rooms say them in full. */
const LEFT_OUT: Readonly<Partial<Record<PageData["page"], ReadonlySet<string>>>> = {
  station: new Set(["quarantine"]),
  manage: new Set(["quarantine", "kitchen_file"]),
};

export class KdsBanners extends KdsElement {
  static override properties = { desk: {} };
  declare desk: Desk;

  /** First of this device what it cannot be trusted with just now, then what the server says. */
  protected override render(): TemplateResult | typeof nothing {
    const { screen } = this.desk;
    const { banners, elsewhere, storage, unsure } = screen.sync.value;
    const leftOut = LEFT_OUT[screen.page.page];
    const all = [
      ...(storage === "" ? [] : [banner("warning", t(`sync.storage_${storage}`))]),
      ...(unsure ? [banner("warning", t("sync.unsure"))] : []),
      ...elsewhere.map(({ page, count }) =>
        banner("warning", t("sync.elsewhere", { page: this.#called(page), count })),
      ),
      ...banners.filter(({ code }) => leftOut?.has(code) !== true).map(ofServer),
    ];
    return all.length === 0 ? nothing : html`<div class="banners" role="alert">${all}</div>`;
  }

  /** A page as it is kept: its kind, and for cooks their stations. */
  #called(page: string): string {
    const [kind = "", ids = ""] = page.split("/");
    return kind === "station"
      ? stationNames(this.desk.screen.store.value, ids.split("+"))
      : (ifKnown(`page.${kind}`) ?? page);
  }
}

function banner(level: Banner["level"], text: string): TemplateResult {
  return html`<p class="banner" data-level=${level}>${icon(level === "info" ? "note" : "alert")}<span>${text}</span></p>`;
}

/** A code without a text shows its arguments. */
function ofServer({ code, level, args }: Banner): TemplateResult {
  const text = ifKnown(`banner.${code}`, args) ?? t("banner.other", { code, detail: Object.values(args).join(" ") });
  return banner(level, text);
}

customElements.define("kds-banners", KdsBanners);
