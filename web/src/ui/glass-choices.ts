/** The part of a screen's settings that is seen: colours, size of the glass, distance of the eyes, cards on it. */

import { html, nothing, type TemplateResult } from "lit";
import { pitchMm, readableFromM } from "../core/legibility.ts";
import { glassOf, scale } from "./dress.ts";
import { icon } from "./icon.ts";
import { COLUMNS, change, INCHES, METRES, ROWS, SIZES, settings, THEMES } from "./settings.ts";
import { t } from "./text.ts";

/** Units of a dish's name, as the style sheet has it. */
const DISH_UNITS = 28;
/** Somebody who stands a tenth too far still reads. */
const NEAR_ENOUGH = 0.9;

/** Draws one row of choices, as the settings do. */
type Choice = <T>(
  key: "theme" | "size" | "inches" | "metres" | "columns" | "rows",
  choices: readonly T[],
  chosen: T,
  name: (one: T) => string,
  choose: (one: T) => void,
) => TemplateResult;

export function themeChoice(choice: Choice): TemplateResult {
  return choice(
    "theme",
    THEMES,
    settings.value.theme,
    (one) => t(`theme.${one}`),
    (theme) => change({ theme }),
  );
}

export function sizeChoice(choice: Choice): TemplateResult {
  return choice(
    "size",
    SIZES,
    settings.value.size,
    (one) => t("settings.percent", { percent: Math.round(one * 100) }),
    (size) => change({ size }),
  );
}

/** For pages that are read from a distance. */
export function eyeChoices(choice: Choice): TemplateResult {
  const { inches, metres } = settings.value;
  return html`${choice(
    "inches",
    INCHES,
    inches,
    (one) => (one === 0 ? t("settings.unsaid") : t("settings.inch", { inches: one })),
    (inches) => change({ inches }),
  )}
  ${choice(
    "metres",
    METRES,
    metres,
    (one) => (one === 0 ? t("settings.unsaid") : t("settings.metre", { metres: one })),
    (metres) => change({ metres }),
  )}
  ${outcome()}`;
}

/** For pages with cards. */
export function cardChoices(choice: Choice): TemplateResult {
  const { columns, rows } = settings.value;
  const name = (one: number) => (one === 0 ? t("settings.by_width") : String(one));
  return html`${choice("columns", COLUMNS, columns, name, (columns) => change({ columns }))}
  ${choice("rows", ROWS, rows, name, (rows) => change({ rows }))}`;
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
