/** How this screen's sound is: an alarm while the browser holds it back, a quiet sign while it is off, else nothing. */

import { html, nothing, type TemplateResult } from "lit";
import type { Ringer } from "./desk.ts";
import { icon } from "./icon.ts";
import { settings } from "./settings.ts";
import { t } from "./text.ts";

export function soundMark(ringer: Pick<Ringer, "hearing" | "unlock">): TemplateResult | typeof nothing {
  if (settings.value.volume === 0) {
    return html`<span class="sound" data-sound="muted" role="status">${icon("muted")}${t("sound.muted")}</span>`;
  }
  switch (ringer.hearing.value) {
    case "blocked":
      return html`<button class="sound" data-nav data-sound="blocked" @click=${() => ringer.unlock()}>${icon("muted")}<b>${t("sound.blocked")}</b></button>`;
    case "none":
      return html`<span class="sound" data-sound="none" role="status">${icon("muted")}${t("sound.none")}</span>`;
    case "starting":
    case "on":
      return nothing;
  }
}
