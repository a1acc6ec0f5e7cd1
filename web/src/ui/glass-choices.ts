/** The part of a screen's settings that is seen: colours, size of the glass, distance of the eyes, cards on it. */

import { html, nothing, type TemplateResult } from "lit";
import { mostAcross, pitchMm, readableFromM } from "../core/legibility.ts";
import { glassOf, scale } from "./dress.ts";
import { icon } from "./icon.ts";
import { settings } from "./settings.ts";
import { t } from "./text.ts";
import { choice } from "./whose.ts";

/** Units of a dish's name, as the style sheet has it. */
const DISH_UNITS = 28;
/** Somebody who stands a tenth too far still reads. */
const NEAR_ENOUGH = 0.9;

/** Factors on every size, for somebody's taste or eyes. */
const SIZES = [0.9, 1, 1.15, 1.3];
/** Diagonals that are sold, inches; 0: nobody said. */
const INCHES = [0, 8, 10, 12, 14, 15.6, 17, 19, 21.5, 24, 27, 32, 43, 55, 65];
/** From the eye to the glass; 0: nobody said. */
const METRES = [0, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4];
/** Cards across and above each other; 0: as many as fit. */
const COLUMNS = [0, 2, 3, 4, 5, 6, 7];
const ROWS = [0, 1, 2, 3];

export function themeChoice(): TemplateResult {
  return choice("theme", ["dark", "light", "device"], (one) => t(`theme.${one}`));
}

export function sizeChoice(): TemplateResult {
  return choice("size", SIZES, (one) => t("settings.percent", { percent: Math.round(one * 100) }));
}

/** For pages that are read from a distance. */
export function eyeChoices(): TemplateResult {
  return html`${choice("inches", INCHES, (one) =>
    one === 0 ? t("settings.unsaid") : t("settings.inch", { inches: one }),
  )}
  ${choice("metres", METRES, (one) => (one === 0 ? t("settings.unsaid") : t("settings.metre", { metres: one })))}
  ${outcome()}`;
}

/** For pages with cards; a list has one row for each order, and as many as fit. */
export function cardChoices(): TemplateResult {
  const name = (one: number) => (one === 0 ? t("settings.by_width") : String(one));
  const view = choice("view", ["cards", "list"], (one) => t(`view.${one}`));
  if (settings.value.view === "list") return view;
  const most = mostAcross(window.innerWidth, scale.value);
  const across = COLUMNS.filter((one) => one <= most);
  return html`${view} ${choice("columns", across, name)} ${choice("rows", ROWS, name)}`;
}

/** What the choices come to on this glass, and whether it suits the eyes that were said to be there. */
function outcome(): TemplateResult | typeof nothing {
  const now = settings.value;
  if (now.inches === 0) return html`<p class="choice-outcome">${icon("note")}${t("settings.size_unsaid")}</p>`;
  const pitch = pitchMm(window.screen.width, window.screen.height, now.inches);
  const far = readableFromM(glassOf(now));
  const values = {
    text: (scale.value.unitPx * DISH_UNITS * pitch).toFixed(1),
    touch: Math.floor(scale.value.touchPx * pitch),
    metres: far.toFixed(1),
  };
  const enough = far >= now.metres * NEAR_ENOUGH;
  return html`<p class="choice-outcome" role="status" ?data-warn=${!enough}>
    ${icon(enough ? "check" : "alert")}${t("settings.outcome", values)}${enough ? nothing : html` ${t("settings.too_far")}`}
  </p>`;
}
