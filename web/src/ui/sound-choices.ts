/** The part of a screen's settings that is heard: how loud, whether it speaks, and a test of both. */

import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { languageName, t } from "./text.ts";
import { choice } from "./whose.ts";

/** Of the loudest; 0 is mute, and shown as such. */
const VOLUMES = [0, 0.25, 0.6, 1];

export function soundChoices(desk: Desk): TemplateResult {
  const loudness = (one: number) =>
    one === 0 ? t("settings.mute") : t("settings.percent", { percent: Math.round(one * 100) });
  return html`${choice("volume", VOLUMES, loudness)}
  ${choice("voice", [true, false], (one) => (one ? t("settings.voice_on") : t("settings.voice_off")))}
  ${test(desk)}`;
}

function test(desk: Desk): TemplateResult {
  const ringer = desk.ringer.value;
  const dumb = ringer?.dumb.value ?? [];
  const hearing = ringer?.hearing.value ?? "starting";
  return html`<div class="sound-test">
    <button class="act" data-nav data-test-sound ?disabled=${ringer === null} @click=${() => ringer?.test()}>${icon("sound")}${t("settings.test")}</button>
    <p role="status">
      ${hearing === "blocked" ? html`<span>${icon("alert")}${t("sound.blocked_next")}</span>` : nothing}
      ${hearing === "none" ? html`<span>${icon("alert")}${t("sound.none")}</span>` : nothing}
      ${dumb.map((one) => html`<span data-dumb=${one}>${icon("note")}${t("settings.no_voice", { language: languageName(one) })}</span>`)}
    </p>
  </div>`;
}
