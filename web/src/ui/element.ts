/** The base of every component: drawn into the page's own tree, drawn again when a signal it read changes. */

import { effect } from "@preact/signals-core";
import { LitElement } from "lit";

export abstract class KdsElement extends LitElement {
  #forget: (() => void) | undefined;

  /** One style sheet for the page, so that no component hides its parts from it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget?.();
    this.#forget = undefined;
  }

  protected override performUpdate(): void {
    if (!this.isUpdatePending) return;
    this.#forget?.();
    let drawing = true;
    this.#forget = effect(() => {
      if (drawing) {
        drawing = false;
        super.performUpdate();
      } else {
        this.requestUpdate();
      }
    });
  }
}
