/** The timeline in words: who, and what happened to which dishes. */

import type { ScreenLayout, Store } from "../core/documents.ts";
import type { Portion, Timeline } from "../core/past.ts";
import type { Told } from "../core/told.ts";
import { allergenNames, screenWord, stationName, stationNames, ticketNumber } from "./names.ts";
import { ifKnown, known, listed, t } from "./text.ts";

const GUEST = /^table (.+)$/;

/** Which screen, source or guest did it. */
export function whoText(by: string, store: Store | null, layouts: readonly ScreenLayout[] = []): string {
  if (by === "clock") return t("timeline.clock");
  if (by === "glass") return t("timeline.glass");
  if (by === "kitchen file") return t("timeline.kitchen_file");
  const table = GUEST.exec(by)?.[1];
  if (table !== undefined) return t("timeline.guest", { table });
  return screenText(by, store, layouts) ?? by;
}

/** A screen is called by its page or stations and a word that tells it from others; either may have a hyphen. */
function screenText(by: string, store: Store | null, layouts: readonly ScreenLayout[]): string | undefined {
  const known = new Set(store?.stations.map((one) => one.id));
  for (let at = by.lastIndexOf("-"); at > 0; at = by.lastIndexOf("-", at - 1)) {
    const page = by.slice(0, at);
    const ids = page.split("+");
    const name = ids.every((id) => known.has(id)) ? stationNames(store, ids) : ifKnown(`page.${page}`);
    if (name !== undefined) return t("timeline.screen", { name, screen: screenWord(layouts, by, by.slice(at + 1)) });
  }
  return undefined;
}

export function portionText({ name, quantity, unit }: Portion): string {
  return quantity === "" ? name : `${quantity}${unit}× ${name}`;
}

function courseText({ course }: Told): string {
  return course === undefined ? "" : course === 0 ? t("timeline.whole") : t("pass.course", { course });
}

/** Was → now; warnings of allergens come as codes. */
function differenceText({ what, was = "", now = "" }: Told, store: Store | null): string {
  if (what === "shown") return whoText(now, store);
  if (what === "allergen") return allergenNames(now.split(", "), known);
  return was === "" ? now : `${was} → ${now || "—"}`;
}

/** What happened, and to what. */
export function toldText(told: Told, store: Store | null, others: Timeline["others"]): readonly [string, string] {
  const { what, dishes = [], table = "", other = "", answer = "", reply = "", reason = "" } = told;
  // The name of a screen says where it hangs.
  const stations = what === "shown" && told.now ? [] : (told.stations ?? []);
  const named = others[other];
  const number = named === undefined ? t("timeline.another") : ticketNumber(named);
  const about = [
    listed(dishes.map(portionText)),
    courseText(told),
    table === "" ? "" : t("who.table", { table }),
    differenceText(told, store),
    answer === "" ? "" : (ifKnown(`void.${answer}`) ?? answer),
    reply === "" ? "" : t(`reply.${reply}`),
    reason,
    listed(stations.map((id) => (id === "expo" ? t("page.expo") : stationName(store, id)))),
  ];
  return [t(`timeline.${what}`, { number }), about.filter((one) => one !== "").join(" · ")];
}
