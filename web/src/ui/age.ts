/** `<kds-age>`: the time since a moment, one small text change a second and nothing else. */

import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { age } from "./clock-text.ts";

export class KdsAge extends HTMLElement {
  readonly #text = document.createTextNode("");
  readonly #since = signal(0);
  readonly #now = signal<ReadonlySignal<number> | null>(null);
  #stop: (() => void) | undefined;

  /** Server time in ms from which the age counts. */
  set since(ms: number) {
    this.#since.value = ms;
  }

  set now(now: ReadonlySignal<number>) {
    this.#now.value = now;
  }

  connectedCallback(): void {
    this.append(this.#text);
    this.#stop = effect(() => {
      const now = this.#now.value;
      if (now === null) return;
      const text = age(now.value - this.#since.value);
      if (this.#text.data !== text) this.#text.data = text;
    });
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }
}

customElements.define("kds-age", KdsAge);
