/** Fetches the script that makes sounds when the page has been painted, and asks again until it is there. */

import type { ReadonlySignal } from "@preact/signals-core";
import type { Alarm } from "../core/sounds.ts";
import type { Desk } from "./desk.ts";

const AGAIN_MS = 5000;

export function soundWhenReady(
  desk: Desk,
  alarms: ReadonlySignal<readonly Alarm[]>,
  languages: ReadonlySignal<readonly string[]>,
  until: AbortSignal,
): void {
  import("./ringing.ts").then(
    ({ startRinging }) => startRinging(desk, alarms, languages, until),
    () => setTimeout(() => soundWhenReady(desk, alarms, languages, until), AGAIN_MS),
  );
}
