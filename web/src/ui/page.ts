/** The base of both pages: the desk, the keys, the panels, and the words of the chosen language. */

import { html, nothing, type TemplateResult } from "lit";
import type { Screen } from "../core/screen.ts";
import { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { listenToKeys } from "./keys.ts";
import { reportPainted } from "./painted.ts";
import "./settings-panel.ts";
import "./soldout-panel.ts";
import "./state.ts";

export abstract class KdsPage extends KdsElement {
  readonly desk: Desk;
  readonly #left = new AbortController();

  constructor(screen: Screen, station: string) {
    super();
    this.desk = new Desk(screen, station);
  }

  protected abstract name(): string;
  protected abstract content(): TemplateResult;
  protected abstract recall(): TemplateResult;

  override connectedCallback(): void {
    super.connectedCallback();
    this.desk.taps.listen(window, this.#left.signal);
    listenToKeys(this.desk, this, this.#left.signal);
    reportPainted(this.desk, this.#left.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#left.abort();
  }

  protected override render(): TemplateResult {
    return html`${this.content()} ${this.#panel()}`;
  }

  protected override updated(): void {
    document.title = this.name();
  }

  #panel(): TemplateResult | typeof nothing {
    switch (this.desk.panel.value) {
      case "recall":
        return this.recall();
      case "soldout":
        return html`<kds-soldout .desk=${this.desk}></kds-soldout>`;
      case "settings":
        return html`<kds-settings .desk=${this.desk}></kds-settings>`;
      case "allday":
      case "":
        return nothing;
    }
  }
}
