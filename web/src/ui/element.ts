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
    this.#drop();
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
    // What was on its way when the element left must not tie it to a signal for good.
    if (!this.isConnected) this.#drop();
  }

  #drop(): void {
    this.#forget?.();
    this.#forget = undefined;
  }
}
