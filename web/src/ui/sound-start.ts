/** Fetches the scripts that know what to sound for and how, when the page has been painted, until they are there. */

import type { ReadonlySignal } from "@preact/signals-core";
import type { Alarm } from "../core/sounds.ts";
import { arriving } from "../sync/arriving.ts";
import type { Desk } from "./desk.ts";

export function soundWhenReady(
  desk: Desk,
  alarms: () => Promise<ReadonlySignal<readonly Alarm[]>>,
  languages: ReadonlySignal<readonly string[]>,
  until: AbortSignal,
): void {
  arriving(() => Promise.all([import("./ringing.ts"), alarms()]), until).then(([{ startRinging }, waiting]) =>
    startRinging(desk, waiting, languages, until),
  );
}
