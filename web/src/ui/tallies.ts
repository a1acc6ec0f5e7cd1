/** Counts of the strip that can wait for the first paint: what is on a screen, and at the pass how fast it goes. */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import { sentTo } from "../core/gaps.ts";
import { paceOf } from "../core/pace.ts";
import { age } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import type { Tally } from "./strip.ts";

export function furtherTallies({ at, isPass, screen }: Desk): ReadonlySignal<readonly Tally[]> {
  return computed(() => {
    const tickets = screen.tickets.value;
    const { sent, shown, who } = sentTo(tickets, at);
    // The last word of a screen's name tells it from the others of its station; the pass has too many to name, and one
    // that is alone needs no name.
    const names = isPass || who.length < 2 ? [] : who.map((by) => by.slice(by.lastIndexOf("-") + 1));
    const seen: Tally = { key: "strip.seen", value: `${shown}/${sent}`, who: names.join(" · ") };
    const pace = isPass ? paceOf(tickets) : null;
    return [
      ...(sent === 0 ? [] : [seen]),
      ...(pace === null
        ? []
        : [
            { key: "strip.median" as const, value: age(pace.medianMs) },
            { key: "strip.p90" as const, value: age(pace.p90Ms) },
          ]),
    ];
  });
}
