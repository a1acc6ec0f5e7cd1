/** The part of a screen's settings that is about where it hangs: full screen, staying awake, going dark, being an app. */

import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk.ts";
import { fillTheGlass, full, leaveFullScreen } from "./full-screen.ts";
import { type IconName, icon } from "./icon.ts";
import { install, offered } from "./install.ts";
import { change } from "./settings.ts";
import { t } from "./text.ts";
import { staysAwake } from "./walls.ts";
import { choice, whose } from "./whose.ts";

/** Minutes of quiet before the glass goes dark; 0: never. */
const DARK_AFTER = [0, 15, 30, 60, 120];

/** How a browser is started on a wall without hands: it fills the glass and lets the sound out. */
const KIOSK = "chromium --kiosk --autoplay-policy=no-user-gesture-required";

export function wallChoices(desk: Desk): TemplateResult {
  const wall = desk.wall.value;
  if (wall === null) return html``;
  return html`${fullChoice()} ${awakeChoice(wall.hold.value, wall.isWall)} ${wall.isWall ? darkChoice() : nothing} ${installChoice(wall.isWall)}`;
}

function button(pressed: boolean, words: string, press: () => void): TemplateResult {
  return html`<button class="act" data-nav aria-pressed=${pressed} @click=${press}>${pressed ? icon("check") : nothing}${words}</button>`;
}

function outcome(sign: IconName, words: string, warn = false): TemplateResult {
  return html`<p class="choice-note" role="status" ?data-warn=${warn}>${icon(sign)}${words}</p>`;
}

function fullChoice(): TemplateResult {
  const now = full.value;
  const own = now === "no" || now === "page";
  return html`<fieldset class="choice" data-choice="full" data-full=${now}>
    <legend>${t("full.title")}</legend>
    ${own ? html`${button(now === "page", t("full.on"), fillTheGlass)} ${button(now === "no", t("full.off"), leaveFullScreen)}` : outcome(now === "browser" ? "check" : "note", t(`full.${now}`))}
  </fieldset>`;
}

function awakeChoice(hold: "off" | "lock" | "video" | "refused", isWall: boolean): TemplateResult {
  const wanted = staysAwake(isWall);
  const signs = { off: "note", lock: "check", video: "check", refused: "alert" } as const;
  return html`<fieldset class="choice" data-choice="awake" data-hold=${hold}>
      <legend>${t("settings.awake")}</legend>
      ${button(wanted, t("awake.yes"), () => change({ awake: true }))} ${button(!wanted, t("awake.no"), () => change({ awake: false }))}
    ${outcome(signs[hold], t(`awake.${hold}`), hold === "refused")}
    ${isWall ? whose("awake", (one) => t(one ? "awake.yes" : "awake.no")) : nothing}
  </fieldset>`;
}

function darkChoice(): TemplateResult {
  return html`${choice("dark", DARK_AFTER, (one) => (one === 0 ? t("dark.never") : t("dark.minutes", { minutes: one })))}
    <p class="choice-outcome">${icon("note")}${t("dark.next")}</p>`;
}

function installChoice(isWall: boolean): TemplateResult {
  return html`<fieldset class="choice" data-choice="install">
      <legend>${t("install.title")}</legend>
      ${offered.value === null ? nothing : html`<button class="act" data-nav @click=${install}>${icon("plus")}${t("install.do")}</button>`}
    ${outcome("note", t(installWords()))}
    ${isWall ? html`<p class="choice-note">${t("install.kiosk")} <code>${KIOSK} ${location.origin}${location.pathname}</code></p>` : nothing}
  </fieldset>`;
}

function installWords(): "install.done" | "install.offered" | "install.menu" | "install.plain" {
  if (matchMedia("(display-mode: standalone)").matches) return "install.done";
  if (offered.value !== null) return "install.offered";
  return isSecureContext ? "install.menu" : "install.plain";
}
