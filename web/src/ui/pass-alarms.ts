/** What waits at the pass for a person, and so is heard there. */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import { passAlarms } from "../core/alarms.ts";
import type { PassCard } from "../core/card.ts";
import { gapsOf } from "../core/gaps.ts";
import type { Screen } from "../core/screen.ts";
import type { Alarm } from "../core/sounds.ts";

export function alarmsAtThePass(
  { now, store, tickets }: Screen,
  shown: ReadonlySignal<readonly PassCard[]>,
): ReadonlySignal<readonly Alarm[]> {
  const gaps = computed(() => gapsOf(tickets.value, store.value));
  return computed(() => passAlarms(shown.value, store.value?.calls ?? [], gaps.value, now.value));
}
