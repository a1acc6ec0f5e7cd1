/** How times are written on the glass: ages as m:ss, moments as the store's wall clock. */

import { language, t } from "./text.ts";

const SECOND_MS = 1000;
const MINUTE_S = 60;
const DAY_MS = 86_400_000;
/** Beyond 99 minutes the seconds say nothing any more and the width would jump. */
const MINUTES_MAX = 99;

/** `m:ss`, never negative; from 100 minutes on hours and minutes. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const minutes = Math.floor(seconds / MINUTE_S);
  if (minutes <= MINUTES_MAX) return `${minutes}:${String(seconds % MINUTE_S).padStart(2, "0")}`;
  const hours = Math.floor(minutes / MINUTE_S);
  return t("age.hours", { hours, minutes: String(minutes % MINUTE_S).padStart(2, "0") });
}

const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const EXACT = { ...TIME, second: "2-digit" } as const;
const DATE = { weekday: "short", day: "numeric", month: "short" } as const;
/** Swedes write dates as ISO 8601 does. */
const ISO = "sv";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string, options: Intl.DateTimeFormatOptions, tag = language.value): Intl.DateTimeFormat {
  const key = `${tag} ${timeZone} ${Object.keys(options)}`;
  const found = formats.get(key) ?? new Intl.DateTimeFormat(tag, { ...options, timeZone });
  formats.set(key, found);
  return found;
}

/** The store's wall clock, hh:mm. */
export function moment(ms: number, timezone: string): string {
  return format(timezone, TIME).format(ms);
}

/** To the second, hh:mm:ss. */
export function exactly(ms: number, timezone: string): string {
  return format(timezone, EXACT).format(ms);
}

/** Which day a moment belongs to by the store's calendar, in words; empty: today, where the time alone is plain. */
export function dayName(ms: number, nowMs: number, timezone: string): string {
  const day = (at: number) => Date.parse(format(timezone, {}, ISO).format(at));
  const days = Math.round((day(ms) - day(nowMs)) / DAY_MS);
  return days === 0 ? "" : days === 1 ? t("day.tomorrow") : format(timezone, DATE).format(ms);
}
