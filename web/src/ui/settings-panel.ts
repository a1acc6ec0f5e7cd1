/** `<kds-settings>`: what this one screen may choose for itself over what the store says. */

import { html, nothing, type TemplateResult } from "lit";
import { cardChoices, eyeChoices, sizeChoice, themeChoice } from "./glass-choices.ts";
import { KdsPanel } from "./panel.ts";
import "./keyboard-choices.ts";
import "./screen-name.ts";
import { soundChoices } from "./sound-choices.ts";
import { language, languageName, languages, t } from "./text.ts";
import { wallChoices } from "./wall-choices.ts";
import { allToStore, choice } from "./whose.ts";

export class KdsSettings extends KdsPanel {
  protected override heading(): string {
    return t("settings.title");
  }

  protected override body(): TemplateResult {
    const { page: own, store, board } = this.desk.screen;
    const { page, role } = own;
    const usual = store.value?.language ?? board.value?.languages[0] ?? own.language;
    /** The others are worked by touch, or not at all. */
    const cards = page === "station" || page === "expo";
    return html`<p class="panel-next">${t(role === "board" ? "settings.next_here" : "settings.next")}</p>
      ${allToStore()}
      ${choice("language", languages.value, (one) => languageName(one || usual), language.value)}
      ${themeChoice()} ${sizeChoice()} ${page === "board" ? nothing : eyeChoices()} ${cards ? cardChoices() : nothing}
      ${soundChoices(this.desk)} ${wallChoices(this.desk)}
      ${cards ? html`<kds-keyboard .desk=${this.desk}></kds-keyboard>` : nothing}
      ${role === "board" ? nothing : html`<kds-screen-name .desk=${this.desk}></kds-screen-name>`}`;
  }
}

customElements.define("kds-settings", KdsSettings);
