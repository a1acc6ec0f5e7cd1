/** `<kds-settings>`: what this one screen may choose for itself. */

import { html, type TemplateResult } from "lit";
import { icon } from "./icon.ts";
import { KdsPanel } from "./panel.ts";
import { COLUMNS, change, SIZES, settings, THEMES } from "./settings.ts";
import { language, languages, t } from "./text.ts";

export class KdsSettings extends KdsPanel {
  protected override heading(): string {
    return t("settings.title");
  }

  protected override body(): TemplateResult {
    const now = settings.value;
    return html`<p class="panel-next">${t("settings.next")}</p>
      ${this.#choice(
        "language",
        languages.value,
        language.value,
        (one) => t(`language.${one}`),
        (one) => change({ language: one }),
      )}
      ${this.#choice(
        "theme",
        THEMES,
        now.theme,
        (one) => t(`theme.${one}`),
        (one) => change({ theme: one }),
      )}
      ${this.#choice(
        "size",
        [...SIZES].sort(),
        now.size,
        (one) => t("settings.percent", { percent: Math.round(one * 100) }),
        (one) => change({ size: one }),
      )}
      ${this.#choice(
        "columns",
        COLUMNS,
        now.columns,
        (one) => (one === 0 ? t("settings.by_width") : String(one)),
        (one) => change({ columns: one }),
      )}`;
  }

  #choice<T>(
    key: "language" | "theme" | "size" | "columns",
    choices: readonly T[],
    chosen: T,
    name: (one: T) => string,
    choose: (one: T) => void,
  ): TemplateResult {
    return html`<fieldset class="choice" data-choice=${key}>
      <legend>${t(`settings.${key}`)}</legend>
      ${choices.map(
        (one) =>
          html`<button class="act" data-nav aria-pressed=${one === chosen} @click=${() => choose(one)}>${
            one === chosen ? icon("check") : ""
          }${name(one)}</button>`,
      )}
    </fieldset>`;
  }
}

customElements.define("kds-settings", KdsSettings);
