/** `<kds-probe>`: an unseen card that tells how much room a card has and how high each block is on this glass. */

import { html, nothing, render } from "lit";
import type { Piece } from "./face.ts";

export class KdsProbe extends HTMLElement {
  #body: HTMLElement | null = null;
  #sheet: HTMLElement | null = null;

  connectedCallback(): void {
    this.className = "card probe";
    this.setAttribute("aria-hidden", "true");
    render(
      html`<div class="card-head"></div><div class="card-body"><div class="probe-sheet"></div></div><footer class="card-foot"></footer>`,
      this,
    );
    this.#body = this.querySelector(".card-body");
    this.#sheet = this.querySelector(".probe-sheet");
  }

  /** Height in px that the blocks of one card can take. */
  get room(): number {
    if (this.#body === null) return 0;
    const style = getComputedStyle(this.#body);
    return this.#body.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
  }

  /** What a card has around its blocks, and the lowest that one can be, px. */
  get frame(): { around: number; least: number } {
    return { around: this.offsetHeight - this.room, least: Number.parseFloat(getComputedStyle(this).minHeight) || 0 };
  }

  /** Heights in px, in the order of the pieces; draws them all and reads them in one pass. */
  heights(pieces: readonly Piece[]): readonly number[] {
    const sheet = this.#sheet;
    if (sheet === null || pieces.length === 0) return [];
    render(
      pieces.map(({ drawn }) => html`<div class="block">${drawn}</div>`),
      sheet,
    );
    const heights = [...sheet.children].map((block) => block.getBoundingClientRect().height);
    // What nobody sees shall not tick on.
    render(nothing, sheet);
    return heights;
  }
}

customElements.define("kds-probe", KdsProbe);
