/** `<kds-body-sheet>`: one body that could not be read: what it says, as text or bytes, and what to do with it. */

import { html, nothing, type TemplateResult } from "lit";
import type { BodySeen, WaitingBody } from "../../core/manage.ts";
import { copied } from "../../sync/clipboard.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import { bytes } from "./bytes.ts";
import { failure, type House } from "./house.ts";
import { ownName, rememberName } from "./own-name.ts";

const NAME_CHARS = 60;
const REASON_CHARS = 200;

export class KdsBodySheet extends KdsElement {
  static override properties = {
    house: {},
    waiting: {},
    seen: { state: true },
    failed: { state: true },
    discarding: { state: true },
    copy: { state: true },
    busy: { state: true },
  };
  declare house: House;
  declare waiting: WaitingBody;
  declare seen: BodySeen | null;
  /** The server's code; "" while nothing failed. */
  declare failed: string;
  declare discarding: boolean;
  declare copy: "" | "copied" | "not_copied";
  declare busy: boolean;

  constructor() {
    super();
    this.seen = null;
    this.failed = "";
    this.discarding = false;
    this.copy = "";
    this.busy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#load();
  }

  protected override render(): TemplateResult {
    return html`${this.failed === "" ? nothing : html`<p class="manage-word" data-tone="bad" role="alert">${icon("alert")}<span>${failure(this.failed)}</span></p>`}
      ${this.seen === null ? this.#missing() : this.#shown(this.seen)}
      <div class="manage-acts">
        <button class="act" data-retry ?disabled=${this.busy} @click=${this.#retry}>${icon("undo")}${t("manage.retry")}</button>
        <button class="act" data-discard aria-expanded=${this.discarding} @click=${this.#ask}>${icon("bin")}${t("manage.discard")}</button>
      </div>
      ${this.discarding ? this.#form() : nothing}`;
  }

  #missing(): TemplateResult {
    return this.failed === ""
      ? html`<p class="manage-none" role="status">${icon("wait")}${t("manage.asking")}</p>`
      : html`<button class="act" data-again @click=${() => this.#load()}>${icon("undo")}${t("manage.again")}</button>`;
  }

  #shown({ form, shown, left_out, headers }: BodySeen): TemplateResult {
    const names = Object.keys(headers);
    return html`<div class="body-tools"><span>${t(form === "text" ? "manage.as_text" : "manage.as_bytes")}</span>
        <button class="act" data-copy @click=${() => this.#copy(shown)}>${icon("list")}${t("manage.copy")}</button>
        <span role="status">${this.copy === "" ? nothing : t(`manage.${this.copy}`)}</span></div>
      <pre class="body-text" data-form=${form} tabindex="0" dir="ltr" aria-label=${t("manage.body")}>${shown}</pre>
      ${left_out === 0 ? nothing : html`<p class="manage-small">${t("manage.left_out", { size: bytes(left_out) })}</p>`}
      ${
        names.length === 0
          ? nothing
          : html`<details class="body-headers"><summary>${t("manage.headers", { count: names.length })}</summary>
            <dl>${names.map((name) => html`<div><dt>${name}</dt><dd>${headers[name]}</dd></div>`)}</dl></details>`
      }`;
  }

  #form(): TemplateResult {
    return html`<form class="discard-form" @submit=${this.#discard}>
      <p>${t("manage.discard_next")}</p>
      <label>${t("manage.discard_reason")}<input name="reason" required maxlength=${REASON_CHARS} pattern=".*\\S.*" autocomplete="off" /></label>
      <label>${t("manage.discard_by")}<input name="by" required maxlength=${NAME_CHARS} pattern=".*\\S.*" autocomplete="name" .value=${ownName()} /></label>
      <button class="act" data-verb="discard" ?disabled=${this.busy}>${icon("bin")}${t("manage.discard_now")}</button>
    </form>`;
  }

  async #load(): Promise<void> {
    this.failed = "";
    const seen = await this.house.link.body(this.waiting.id);
    if (typeof seen === "string") this.failed = seen;
    else this.seen = seen;
  }

  readonly #ask = async (): Promise<void> => {
    this.discarding = !this.discarding;
    await this.updateComplete;
    this.querySelector<HTMLInputElement>(".discard-form input")?.focus();
  };

  readonly #retry = (): Promise<void> => this.#settle("retried", () => this.house.link.retry(this.waiting.id));

  readonly #discard = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const said = new FormData(event.currentTarget);
    const by = String(said.get("by")).trim();
    rememberName(by);
    this.#settle("discarded", () => this.house.link.discard(this.waiting.id, by, String(said.get("reason")).trim()));
  };

  async #settle(what: "retried" | "discarded", act: () => Promise<string>): Promise<void> {
    this.busy = true;
    this.failed = await act();
    this.busy = false;
    if (this.failed === "") this.dispatchEvent(new CustomEvent("settled", { detail: what }));
  }

  async #copy(text: string): Promise<void> {
    this.copy = (await copied(text)) ? "copied" : "not_copied";
  }
}

customElements.define("kds-body-sheet", KdsBodySheet);
