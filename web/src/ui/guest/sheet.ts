/** The base of what opens over the menu: a dialog that rises from the bottom of a phone. */

import { html, nothing, type TemplateResult } from "lit";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import type { Room } from "./room.ts";

export abstract class GuestSheet extends KdsElement {
  static override properties: Record<string, object> = { room: {} };
  declare room: Room;

  protected abstract heading(): string;
  protected abstract body(): TemplateResult;
  /** Stays in sight below what scrolls. */
  protected foot(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected override render(): TemplateResult {
    return html`<dialog class="sheet" aria-label=${this.heading()} @close=${this.room?.close} @click=${this.#outside}>
      <header class="sheet-head">
        <h2>${this.heading()}</h2>
        <button class="round" data-close aria-label=${t("guest.close")} @click=${this.room.close}>${icon("close")}</button>
      </header>
      <div class="sheet-body">${this.body()}</div>
      ${this.foot()}
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.querySelector("dialog")?.showModal();
  }

  /** A tap beside the dialog lands on its backdrop, that is, on the dialog itself. */
  readonly #outside = (event: Event): void => {
    if (event.target === event.currentTarget) this.room.close();
  };
}

/** Less, how many, more. */
export function stepper(
  name: string,
  quantity: number,
  least: number,
  most: number,
  set: (quantity: number) => void,
): TemplateResult {
  return html`<span class="stepper" role="group" aria-label=${t("guest.how_many", { dish: name })}>
    <button class="round" data-less aria-label=${t(quantity <= 1 && least === 0 ? "guest.take_out" : "guest.less", { dish: name })}
      ?disabled=${quantity <= least} @click=${() => set(quantity - 1)}>${icon(quantity <= 1 && least === 0 ? "bin" : "minus")}</button>
    <output aria-live="polite">${quantity}</output>
    <button class="round" data-more aria-label=${t("guest.more", { dish: name })} ?disabled=${quantity >= most}
      @click=${() => set(quantity + 1)}>${icon("plus")}</button>
  </span>`;
}
