/** What may open from below over the waiter's page. */

import { html, nothing, type TemplateResult } from "lit";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import type { Pos } from "./pos.ts";

export type Sheet =
  | { readonly kind: "line"; readonly draft: string; readonly uid: string }
  | { readonly kind: "party"; readonly spot: string }
  | { readonly kind: "item" | "change" | "void"; readonly ticket: string; readonly item: string }
  | { readonly kind: "ticket" | "merge" | "split" | "cancel"; readonly ticket: string }
  | { readonly kind: "move"; readonly tickets: readonly string[]; readonly spot: string };

/** The base of all of them: a dialog at the thumb's end of the glass, with a title and a way out. */
export abstract class PosSheet extends KdsElement {
  static override properties = { pos: {}, sheet: {} };
  declare pos: Pos;

  protected abstract heading(): string;
  protected abstract body(): TemplateResult;
  /** The buttons that end it, always in reach below what scrolls. */
  protected foot(): TemplateResult | null {
    return null;
  }

  protected override render(): TemplateResult {
    const foot = this.foot();
    return html`<dialog class="sheet" aria-label=${this.heading()} @close=${this.#closed} @click=${this.#outside}>
      <header class="sheet-head">
        <h2>${this.heading()}</h2>
        <button class="tool" data-close aria-label=${t("panel.close")} @click=${this.#closed}>${icon("close")}</button>
      </header>
      <div class="sheet-body">${this.body()}</div>
      ${foot === null ? nothing : html`<footer class="sheet-foot">${foot}</footer>`}
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.querySelector("dialog")?.showModal();
  }

  protected close(): void {
    this.pos.sheet.value = null;
  }

  readonly #closed = (): void => this.close();

  /** A tap beside the dialog lands on its backdrop, that is, on the dialog itself. */
  readonly #outside = (event: Event): void => {
    if (event.target === event.currentTarget) this.close();
  };
}
