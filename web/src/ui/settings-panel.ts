/** `<kds-settings>`: what this one screen may choose for itself. */

import { html, nothing, type TemplateResult } from "lit";
import { cardChoices, eyeChoices, sizeChoice, themeChoice } from "./glass-choices.ts";
import { icon } from "./icon.ts";
import { KdsPanel } from "./panel.ts";
import { change } from "./settings.ts";
import "./keyboard-choices.ts";
import { soundChoices } from "./sound-choices.ts";
import { language, languageName, languages, t } from "./text.ts";
import { wallChoices } from "./wall-choices.ts";

/** The others are worked by touch, or not at all. */
const PAGES_WITH_KEYS: ReadonlySet<string> = new Set(["station", "expo"]);

export class KdsSettings extends KdsPanel {
  protected override heading(): string {
    return t("settings.title");
  }

  protected override body(): TemplateResult {
    return html`<p class="panel-next">${t("settings.next")}</p>
      ${this.#choice("language", languages.value, language.value, languageName, (one) => change({ language: one }))}
      ${themeChoice(this.#choice)} ${sizeChoice(this.#choice)}
      ${this.#page === "board" ? nothing : eyeChoices(this.#choice)}
      ${this.#page === "station" || this.#page === "expo" ? cardChoices(this.#choice) : nothing}
      ${soundChoices(this.desk, this.#choice)}
      ${wallChoices(this.desk)}
      ${PAGES_WITH_KEYS.has(this.desk.screen.page.page) ? html`<kds-keyboard .desk=${this.desk}></kds-keyboard>` : nothing}`;
  }

  get #page(): string {
    return this.desk.screen.page.page;
  }

  readonly #choice = <T>(
    key: "language" | "theme" | "size" | "inches" | "metres" | "columns" | "rows" | "volume" | "voice",
    choices: readonly T[],
    chosen: T,
    name: (one: T) => string,
    choose: (one: T) => void,
  ): TemplateResult =>
    html`<fieldset class="choice" data-choice=${key}>
      <legend>${t(`settings.${key}`)}</legend>
      ${choices.map(
        (one) =>
          html`<button class="act" data-nav aria-pressed=${one === chosen} @click=${() => choose(one)}>${
            one === chosen ? icon("check") : ""
          }${name(one)}</button>`,
      )}
    </fieldset>`;
}

customElements.define("kds-settings", KdsSettings);
