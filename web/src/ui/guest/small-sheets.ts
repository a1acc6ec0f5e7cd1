/** `<kds-call-sheet>` and `<kds-language-sheet>`: a waiter at the table, and another language. */

import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icon.ts";
import { language, languageName, languages, t } from "../text.ts";
import { standing } from "./notices.ts";
import { GuestSheet } from "./sheet.ts";

export class KdsCallSheet extends GuestSheet {
  protected override heading(): string {
    return t("guest.call");
  }

  protected override body(): TemplateResult {
    const { desk } = this.room;
    const { call, moved } = desk.table.value;
    const ask = (about: "waiter" | "bill") => () => {
      void desk.call(about);
      this.room.close();
    };
    if (moved !== null) return standing(desk);
    return html`${call.about === "" ? nothing : html`<p class="banner" role="status" data-called>${icon("check")}${t(`guest_called.${call.about}`)}</p>`}
      <div class="choices">
        <button class="plain" data-call="waiter" @click=${ask("waiter")}>${icon("bell")}${t("guest.call_waiter")}</button>
        <button class="plain" data-call="bill" @click=${ask("bill")}>${icon("bill")}${t("guest.call_bill")}</button>
      </div>`;
  }
}

export class KdsLanguageSheet extends GuestSheet {
  protected override heading(): string {
    return t("guest.language");
  }

  protected override body(): TemplateResult {
    const speak = (tag: string) => () => {
      this.room.desk.speak(tag);
      this.room.close();
    };
    return html`<div class="choices">${languages.value.map(
      (tag) => html`<button class="plain" lang=${tag} aria-pressed=${tag === language.value} @click=${speak(tag)}>
        ${tag === language.value ? icon("check") : nothing}${languageName(tag)}
      </button>`,
    )}</div>`;
  }
}

customElements.define("kds-call-sheet", KdsCallSheet);
customElements.define("kds-language-sheet", KdsLanguageSheet);
