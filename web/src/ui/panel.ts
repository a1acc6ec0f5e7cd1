/** The base of what opens over the cards: a modal dialog with a title and a way out. */

import { html, type TemplateResult } from "lit";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { t } from "./text.ts";

export abstract class KdsPanel extends KdsElement {
  static override properties = { desk: {} };
  declare desk: Desk;

  protected abstract heading(): string;
  protected abstract body(): TemplateResult;

  protected override render(): TemplateResult {
    return html`<dialog class="panel" aria-label=${this.heading()} @close=${this.#closed} @click=${this.#outside}>
      <header class="panel-head">
        <h2>${this.heading()}</h2>
        <button class="tool" data-close data-nav="close" @click=${this.#closed}>${icon("close")}${t("panel.close")}<kbd>Esc</kbd></button>
      </header>
      <div class="panel-body">${this.body()}</div>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.querySelector("dialog")?.showModal();
    const first = this.querySelector<HTMLElement>("[data-nav=pick]");
    (first ?? this.querySelector<HTMLElement>('[data-nav]:not([data-nav="close"])'))?.focus();
  }

  readonly #closed = (): void => {
    this.desk.panel.value = "";
  };

  /** A tap beside the dialog lands on its backdrop, that is, on the dialog itself. */
  readonly #outside = (event: Event): void => {
    if (event.target === event.currentTarget) this.#closed();
  };
}
