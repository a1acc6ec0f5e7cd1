/** The timeline in words: who, and what happened to which dishes. */

import type { Store } from "../core/documents.ts";
import type { Portion, Timeline } from "../core/past.ts";
import type { Told } from "../core/telling.ts";
import { allergenNames, stationName, ticketNumber } from "./names.ts";
import { ifKnown, known, listed, t } from "./text.ts";

/** A screen is called by its page or station and two random bytes that tell it from others. */
const SCREEN = /^(.+)-([0-9a-f]{4})$/;
const GUEST = /^table (.+)$/;

/** Which screen, source or guest did it. */
export function whoText(by: string, store: Store | null): string {
  if (by === "clock") return t("timeline.clock");
  if (by === "kitchen file") return t("timeline.kitchen_file");
  const table = GUEST.exec(by)?.[1];
  if (table !== undefined) return t("timeline.guest", { table });
  const [, page, screen] = SCREEN.exec(by) ?? [];
  if (page === undefined || screen === undefined) return by;
  const station = store?.stations.some((one) => one.id === page) ? stationName(store, page) : ifKnown(`page.${page}`);
  return station === undefined ? by : t("timeline.screen", { name: station, screen });
}

export function portionText({ name, quantity, unit }: Portion): string {
  return quantity === "" ? name : `${quantity}${unit}× ${name}`;
}

function courseText({ course }: Told): string {
  return course === undefined ? "" : course === 0 ? t("timeline.whole") : t("pass.course", { course });
}

/** Was → now; warnings of allergens come as codes. */
function differenceText({ what, was = "", now = "" }: Told): string {
  if (what === "allergen") return allergenNames(now.split(", "), known);
  return was === "" ? now : `${was} → ${now || "—"}`;
}

/** What happened, and to what. */
export function toldText(told: Told, store: Store | null, others: Timeline["others"]): readonly [string, string] {
  const { what, dishes = [], stations = [], table = "", other = "", answer = "", reply = "", reason = "" } = told;
  const named = others[other];
  const number = named === undefined ? t("timeline.another") : ticketNumber(named);
  const about = [
    listed(dishes.map(portionText)),
    courseText(told),
    table === "" ? "" : t("who.table", { table }),
    differenceText(told),
    answer === "" ? "" : (ifKnown(`void.${answer}`) ?? answer),
    reply === "" ? "" : t(`reply.${reply}`),
    reason,
    listed(stations.map((id) => (id === "expo" ? t("page.expo") : stationName(store, id)))),
  ];
  return [t(`timeline.${what}`, { number }), about.filter((one) => one !== "").join(" · ")];
}
