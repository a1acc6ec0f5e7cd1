/** `<kds-strip>`: always on, always true: whose page, how much there is, and whether the server is really there. */

import { html, nothing, type TemplateResult } from "lit";
import type { PageData, SyncView } from "../core/screen.ts";
import "./age.ts";
import { age, moment } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { type IconName, icon } from "./icon.ts";
import { ifKnown, type TextKey, t } from "./text.ts";

/** A silence shorter than this is the rhythm of the server's pings, not news. */
const SILENCE_MS = 5000;

/** Banners that a page leaves out: cooks can do nothing about them, or its rooms say them in full. */
const LEFT_OUT: Readonly<Partial<Record<PageData["page"], ReadonlySet<string>>>> = {
  station: new Set(["quarantine"]),
  manage: new Set(["quarantine", "kitchen_file"]),
};

const STATE_ICONS: Readonly<Record<SyncView["state"], IconName>> = {
  synced: "check",
  reconnecting: "wait",
  offline: "offline",
  stopped: "alert",
};

export interface Tally {
  /** Catalog key of what is told. */
  readonly key: TextKey;
  readonly value: number | string;
  /** Drawn loud when it is not zero: a warning, or a call. */
  readonly loud?: "late" | "ready";
}

export class KdsStrip extends KdsElement {
  static override properties = { desk: {}, name: {}, tallies: {} };
  declare desk: Desk;
  declare name: string;
  declare tallies: readonly Tally[];

  protected override render(): TemplateResult {
    const { screen } = this.desk;
    const timezone = screen.store.value?.timezone ?? "UTC";
    return html`<header class="strip">
        <h1 class="strip-name">${this.name}</h1>
        <div class="tallies">${this.tallies.map(({ key, value, loud }) => {
          if (loud === undefined || value === 0) return html`<span class="tally">${t(key)} <b>${value}</b></span>`;
          return html`<span class="tally" data-loud=${loud}>${icon(loud === "late" ? "alert" : "serve")}${t(key)} <b>${value}</b></span>`;
        })}</div>
        ${this.desk.ringer.value?.mark() ?? nothing} ${this.desk.wall.value?.mark() ?? nothing} ${this.#sync(screen.sync.value)}
        <span class="clock">${moment(screen.now.value, timezone)}</span>
      </header>
      ${this.#banners(screen.sync.value)}`;
  }

  #sync(sync: SyncView): TemplateResult {
    const { now } = this.desk.screen;
    const silent = sync.lastFrameMs > 0 && (sync.state !== "synced" || now.value - sync.lastFrameMs > SILENCE_MS);
    return html`<span class="sync" role="status" data-state=${sync.state}>
      ${icon(STATE_ICONS[sync.state])}<b>${t(`sync.${sync.state}`)}</b>
      ${sync.state === "synced" ? html`<span class="rows">${t("sync.rows", { position: sync.position, head: sync.head, shown: sync.shown })}</span>` : nothing}
      ${silent ? html`<span>${t("sync.last", { age: age(now.value - sync.lastFrameMs) })}</span>` : nothing}
      ${sync.lastFrameMs === 0 ? html`<span>${t("sync.never")}</span>` : nothing}
    </span>
    ${
      sync.waiting === 0
        ? nothing
        : html`<span class="waiting" role="status">${icon("wait")}${t("sync.waiting", {
            count: sync.waiting,
            age: age(now.value - sync.oldestMs),
          })}</span>`
    }
    <kds-salvage .desk=${this.desk}></kds-salvage>
    ${sync.storage === "" ? nothing : this.#doubt(t(`sync.storage_${sync.storage}`))}
    ${sync.unsure ? this.#doubt(t("sync.unsure")) : nothing}`;
  }

  /** What this device cannot be trusted with just now. */
  #doubt(text: string): TemplateResult {
    return html`<span class="waiting doubt" role="alert">${icon("alert")}${text}</span>`;
  }

  /** States of the server that everybody must know; a code without a text shows its arguments. */
  #banners(sync: SyncView): TemplateResult | typeof nothing {
    const leftOut = LEFT_OUT[this.desk.screen.page.page];
    const all = sync.banners.filter(({ code }) => leftOut?.has(code) !== true);
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

customElements.define("kds-strip", KdsStrip);
