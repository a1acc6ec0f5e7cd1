/** `<kds-screens-room>`: every screen that is here or was today, and how well it is. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Fault, ScreenRow, ScreenSeen } from "../../core/manage.ts";
import { age, moment } from "../clock-text.ts";
import { KdsElement } from "../element.ts";
import { type IconName, icon } from "../icon.ts";
import { screenWord, stationName } from "../names.ts";
import { chip } from "../row.ts";
import { ifKnown, t } from "../text.ts";
import { failure, type House } from "./house.ts";

const FAULT_ICONS: Readonly<Record<Fault, IconName>> = {
  silent: "offline",
  behind: "wait",
  unshown: "pause",
  skew: "clock",
  version: "undo",
  hidden: "no",
};

/** As the server takes it, characters. */
const LONGEST_NAME = 40;

/** Build hashes are long; their beginnings tell two of them apart. */
const BUILD_CHARS = 7;

export class KdsScreensRoom extends KdsElement {
  static override properties = { house: {}, failed: { state: true }, naming: { state: true } };
  declare house: House;
  /** Why a screen could not be taken off the list; "" while nothing failed. */
  declare failed: string;
  /** The screen that is being named; "": none. */
  declare naming: string;

  constructor() {
    super();
    this.failed = "";
    this.naming = "";
  }

  protected override render(): TemplateResult {
    const rows = this.house.rows.value;
    return html`<h2>${t("manage.screens")}</h2>
      ${this.failed === "" ? nothing : html`<p class="manage-word" data-tone="bad" role="alert">${icon("alert")}<span>${failure(this.failed)}</span></p>`}
      ${rows === null ? html`<p class="manage-none" role="status">${icon("wait")}${t("manage.asking")}</p>` : this.#list(rows)}`;
  }

  #list(rows: readonly ScreenRow[]): TemplateResult {
    const alone = rows.every(({ seen }) => seen.role === "manager");
    return html`${alone ? html`<p class="manage-none">${icon("note")}<span>${t("manage.no_screens", { address: location.origin })}</span></p>` : nothing}
      <ul class="screens">
        ${repeat(
          rows,
          ({ seen }, index) => `${seen.device} ${seen.since_ms} ${seen.device === "" ? index : ""}`,
          (row) => this.#row(row),
        )}
      </ul>
      <p class="manage-small">${t("manage.remembered", { time: moment(this.house.link.state.value?.started_ms ?? 0, this.house.timezone) })}</p>`;
  }

  #row({ seen, faults, missed }: ScreenRow): TemplateResult {
    const gone = seen.gone_ms > 0;
    const state = gone ? (missed ? "missed" : "gone") : faults.length > 0 ? "fault" : "well";
    return html`<li class="screen-row" data-state=${state} data-device=${seen.device}>
      <div class="screen-name"><b>${this.#shows(seen)}</b>
        <span>${seen.device || t("manage.nameless")}${seen.device === this.house.device ? html` · ${t("manage.this_page")}` : nothing}</span>
        ${seen.device === "" ? nothing : this.#called(seen.device)}</div>
      <div class="screen-state">${this.#marks(seen, faults)}</div>
      <dl class="screen-facts">${this.#facts(seen)}</dl>
      ${gone ? html`<button class="act" data-forget @click=${() => this.#forget(seen.device)}>${icon("bin")}${t("manage.forget")}</button>` : nothing}
    </li>`;
  }

  /** What people call it, and the way to call it otherwise. */
  #called(device: string): TemplateResult {
    const called = screenWord(this.house.desk.screen.layouts.value, device, "");
    if (this.naming !== device)
      return html`${called === "" ? nothing : html`<b class="screen-called">${called}</b>`}
        <button class="act" data-name @click=${() => this.#name(device)}>${t("manage.name")}</button>`;
    return html`<form class="screen-naming" @submit=${(event: SubmitEvent) => this.#named(event, device)}>
      <label>${t("manage.name_label")}<input name="called" maxlength=${LONGEST_NAME} autocomplete="off" .value=${called} /></label>
      <button class="act main">${icon("check")}${t("manage.set")}</button>
    </form>`;
  }

  #name(device: string): void {
    this.naming = device;
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>("input[name=called]")?.focus());
  }

  #named(event: SubmitEvent, screen: string): void {
    event.preventDefault();
    const called = String(new FormData(event.currentTarget as HTMLFormElement).get("called") ?? "").trim();
    this.naming = "";
    this.house.desk.send({ kind: "set_layout", screen, own: {}, inherit: [], called });
  }

  #shows({ role, stations }: ScreenSeen): string {
    const { store } = this.house.desk.screen;
    const names = stations.map((station) => stationName(store.value, station));
    return names.length > 0 ? names.join(", ") : (ifKnown(`manage.role_${role}`) ?? role);
  }

  #marks(seen: ScreenSeen, faults: readonly Fault[]): readonly TemplateResult[] {
    if (seen.gone_ms > 0) {
      const left = chip("gone", "offline", t("manage.gone", { time: moment(seen.gone_ms, this.house.timezone) }));
      return seen.waiting === 0 ? [left] : [left, chip("fault", "wait", t("manage.took", { count: seen.waiting }))];
    }
    if (faults.length === 0) return [chip("well", "check", t("manage.well"))];
    return faults.map((fault) => chip("fault", FAULT_ICONS[fault], this.#fault(fault, seen)));
  }

  #fault(fault: Fault, seen: ScreenSeen): string {
    const head = this.house.link.state.value?.head ?? 0;
    switch (fault) {
      case "silent":
        return t("manage.silent", { age: age(seen.silent_ms) });
      case "behind":
        return t("manage.behind", { count: head - seen.position, age: age(seen.behind_ms ?? 0) });
      case "unshown":
        return t("manage.unshown", { count: head - seen.shown, age: age(seen.unshown_ms ?? 0) });
      case "skew":
        return this.#skew(seen.skew_ms ?? 0);
      case "version":
        return t("manage.old_version");
      case "hidden":
        return t("manage.hidden");
    }
  }

  #skew(ms: number): string {
    return t(ms > 0 ? "manage.clock_ahead" : "manage.clock_behind", {
      age: age(Math.round(Math.abs(ms) / 1000) * 1000),
    });
  }

  #facts(seen: ScreenSeen): readonly TemplateResult[] {
    const { timezone, link } = this.house;
    const state = link.state.value;
    const facts: (readonly [string, string])[] = [[t("manage.since"), moment(seen.since_ms, timezone)]];
    if (seen.gone_ms === 0) {
      facts.push([t("manage.heard"), t("manage.ago", { age: age(seen.silent_ms) })]);
      facts.push([
        t("manage.position"),
        seen.position === 0 ? t("manage.unsaid") : `${seen.position} / ${state?.head}`,
      ]);
      facts.push([t("manage.painted"), seen.shown === 0 ? t("manage.unsaid") : `${seen.shown} / ${state?.head}`]);
      facts.push([
        t("manage.clock"),
        seen.skew_ms === null ? t("manage.unsaid") : t("manage.seconds", { seconds: tenths(seen.skew_ms) }),
      ]);
      if (seen.waiting > 0) facts.push([t("manage.waiting"), String(seen.waiting)]);
    }
    facts.push([t("manage.build"), seen.app.slice(0, BUILD_CHARS)]);
    if (seen.address !== "") facts.push([t("manage.address"), seen.address]);
    return facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  }

  async #forget(device: string): Promise<void> {
    this.failed = await this.house.link.forget(device);
  }
}

/** Seconds with one place; what rounds to nothing has no sign. */
function tenths(ms: number): string {
  return (Math.round(ms / 100) / 10 || 0).toFixed(1);
}

customElements.define("kds-screens-room", KdsScreensRoom);
