/** How times are written on the glass: ages as m:ss, moments as the store's wall clock. */

import { language, t } from "./text.ts";

const SECOND_MS = 1000;
const MINUTE_S = 60;
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

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timezone: string): Intl.DateTimeFormat {
  const key = `${language.value} ${timezone}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(language.value, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: timezone,
    });
    formats.set(key, found);
  }
  return found;
}

/** The store's wall clock, hh:mm. */
export function moment(ms: number, timezone: string): string {
  return format(timezone).format(ms);
}
