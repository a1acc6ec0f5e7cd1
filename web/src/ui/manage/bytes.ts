/** Sizes as people read them. */

import { t } from "../text.ts";

const KILO = 1024;

export function bytes(count: number): string {
  return count < KILO ? t("manage.bytes", { count }) : t("manage.kilobytes", { count: (count / KILO).toFixed(1) });
}
