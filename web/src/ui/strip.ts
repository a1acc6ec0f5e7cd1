/** `<kds-strip>`: always on, always true: whose page, how much there is, and whether the server is really there. */

import { html, nothing, type TemplateResult } from "lit";
import type { SyncView } from "../core/screen.ts";
import { arriving } from "../sync/arriving.ts";
import "./age.ts";
import { age, moment } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { type IconName, icon } from "./icon.ts";
import { type TextKey, t } from "./text.ts";

/** A silence shorter than this is the rhythm of the server's pings, not news. */
const SILENCE_MS = 5000;

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
  /** Who stands behind it, in small. */
  readonly who?: string;
  /** Drawn loud when it is not zero: a warning, or a call. */
  readonly loud?: "late" | "ready";
}

export class KdsStrip extends KdsElement {
  static override properties = { desk: {}, name: {}, tallies: {} };
  declare desk: Desk;
  declare name: string;
  declare tallies: readonly Tally[];

  override connectedCallback(): void {
    super.connectedCallback();
    // Nothing of it is known at the first paint.
    arriving(() => import("./banners.ts"));
  }

  protected override render(): TemplateResult {
    const { screen } = this.desk;
    const timezone = screen.store.value?.timezone ?? "UTC";
    return html`<header class="strip">
        <h1 class="strip-name">${this.name}</h1>
        <div class="tallies">${this.tallies.map(({ key, value, who, loud }) => {
          if (loud === undefined || value === 0)
            return html`<span class="tally" data-tally=${key}>${t(key)} <b>${value}</b> <small>${who}</small></span>`;
          return html`<span class="tally" data-loud=${loud}>${icon(loud === "late" ? "alert" : "serve")}${t(key)} <b>${value}</b></span>`;
        })}</div>
        ${this.desk.ringer.value?.mark() ?? nothing} ${this.desk.wall.value?.mark() ?? nothing} ${this.#sync(screen.sync.value)}
        <span class="clock">${moment(screen.now.value, timezone)}</span>
      </header>
      <kds-banners .desk=${this.desk}></kds-banners>`;
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
        : html`<span class="waiting" role="status">${icon("wait")}<span>${t("sync.waiting", {
            count: sync.waiting,
            age: age(now.value - sync.oldestMs),
          })}</span></span>`
    }
    <kds-strip-notes .desk=${this.desk}></kds-strip-notes>`;
  }
}

customElements.define("kds-strip", KdsStrip);
