/** The part of a screen's settings that is heard: how loud, whether it speaks, and a test of both. */

import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { change, settings, VOLUMES } from "./settings.ts";
import { languageName, t } from "./text.ts";

/** Draws one row of choices, as the settings do. */
type Choice = <T>(
  key: "volume" | "voice",
  choices: readonly T[],
  chosen: T,
  name: (one: T) => string,
  choose: (one: T) => void,
) => TemplateResult;

export function soundChoices(desk: Desk, choice: Choice): TemplateResult {
  const { volume, voice } = settings.value;
  return html`${choice(
    "volume",
    VOLUMES,
    volume,
    (one) => (one === 0 ? t("settings.mute") : t("settings.percent", { percent: Math.round(one * 100) })),
    (one) => change({ volume: one }),
  )}
  ${choice(
    "voice",
    [true, false],
    voice,
    (one) => (one ? t("settings.voice_on") : t("settings.voice_off")),
    (one) => change({ voice: one }),
  )}
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
