/** `<kds-bodies-room>`: what platforms sent and could not be read: looked at, tried again, or discarded with a reason. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ManageState, WaitingBody } from "../../core/manage.ts";
import { dayName, moment } from "../clock-text.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import "./body-sheet.ts";
import { bytes } from "./bytes.ts";
import type { House } from "./house.ts";

export class KdsBodiesRoom extends KdsElement {
  static override properties = { house: {}, open: { state: true }, done: { state: true } };
  declare house: House;
  /** Id of the body that is looked at. */
  declare open: string;
  /** What became of the last one. */
  declare done: "" | "retried" | "discarded";

  constructor() {
    super();
    this.open = "";
    this.done = "";
  }

  protected override render(): TemplateResult {
    const state = this.house.link.state.value;
    return html`<h2>${t("manage.bodies")}</h2>
      ${this.done === "" ? nothing : html`<p class="manage-word" data-tone="good" role="status">${icon("check")}<span>${t(`manage.${this.done}`)}</span></p>`}
      ${state === null ? html`<p class="manage-none" role="status">${icon("wait")}${t("manage.asking")}</p>` : this.#list(state)}`;
  }

  #list({ quarantine }: ManageState): TemplateResult {
    const { bodies, count, pending } = quarantine;
    return html`${pending === 0 ? nothing : html`<p class="manage-small" role="status">${icon("wait")}${t("manage.pending", { count: pending })}</p>`}
      ${
        count === 0
          ? html`<p class="manage-none" data-good>${icon("check")}<span>${t("manage.no_bodies")}</span></p>`
          : html`<p class="manage-small">${t("manage.bodies_next")}</p>`
      }
      <ul class="bodies">
        ${repeat(
          bodies,
          ({ id }) => id,
          (body) => this.#body(body),
        )}
      </ul>
      ${count > bodies.length ? html`<p class="manage-small">${t("manage.more_bodies", { count: count - bodies.length })}</p>` : nothing}`;
  }

  #body(body: WaitingBody): TemplateResult {
    const open = this.open === body.id;
    return html`<li class="body-row" data-body=${body.id}>
      <button class="body-head" aria-expanded=${open} @click=${() => this.#toggle(body.id)}>
        <b>${body.source}</b><span class="body-when">${this.#when(body.received_ms)} · ${bytes(body.size)}</span>
        <span class="body-why" lang="en">${body.error}</span>${icon(open ? "minus" : "plus")}
      </button>
      ${open ? html`<kds-body-sheet .house=${this.house} .waiting=${body} @settled=${this.#settled}></kds-body-sheet>` : nothing}
    </li>`;
  }

  #when(ms: number): string {
    const { timezone, desk } = this.house;
    return [dayName(ms, desk.screen.now.value, timezone), moment(ms, timezone)].filter((one) => one !== "").join(" ");
  }

  #toggle(id: string): void {
    this.open = this.open === id ? "" : id;
    this.done = "";
  }

  readonly #settled = (event: Event): void => {
    if (event instanceof CustomEvent) this.done = event.detail as "retried" | "discarded";
    this.open = "";
  };
}

customElements.define("kds-bodies-room", KdsBodiesRoom);
