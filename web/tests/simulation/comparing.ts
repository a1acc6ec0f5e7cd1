/** At the end: what each page holds, shows and keeps against what a screen that has just come is given. */

import { isDeepStrictEqual } from "node:util";
import { decode } from "@msgpack/msgpack";
import type { Snap } from "../../src/core/frames.ts";
import { isAt } from "../../src/core/priority.ts";
import { EMPTY_REPLICA, type Replica, snapped } from "../../src/core/replica.ts";
import { glassOf } from "./glass.ts";
import type { Page } from "./pages.ts";

/** `frames`: a whole snapshot. */
export function compare(pages: readonly Page[], frames: readonly Uint8Array[]): void {
  let truth: Replica = { ...EMPTY_REPLICA, phase: { at: "snapping", fork: true, part: 0, docs: [], held: [] } };
  for (const bytes of frames) {
    const snap = decode(bytes) as Snap;
    [truth] = snapped(truth, snap, snap.term);
  }
  const wanted = valuesOf(truth.docs);
  for (const page of pages.filter((one) => !one.dead)) {
    const wrong = (invariant: number, text: string) => page.device.tell("wrong", page.name, invariant, text);
    const { replica } = page.driver.machine;
    if (!isDeepStrictEqual(valuesOf(replica.docs), wanted)) wrong(4, "the screen holds something else than the server");
    const kept = [...page.disk.rows("docs").values()]
      .map(
        (row) =>
          row.value as { readonly page: string; readonly key: string; readonly doc: { readonly value: unknown } },
      )
      .filter((row) => row.page === page.shelf)
      .map((row) => [row.key, row.doc.value] as const);
    if (!isDeepStrictEqual(new Map([...kept].sort(byKey)), wanted))
      wrong(4, "the device keeps something else than the server");
    const unshown = page.screen.page.page === "pos" ? [] : missing(page);
    if (unshown.length > 0) wrong(7, `not on the glass: ${unshown.join()}`);
  }
}

function valuesOf(docs: Replica["docs"]): Map<string, unknown> {
  return new Map([...docs].map(([key, doc]) => [key, doc.value] as const).sort(byKey));
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

/** Work that is due here and on no card. */
function missing(page: Page): readonly string[] {
  const { stations, screen } = page;
  const drawn = new Set(glassOf(screen));
  const due = screen.tickets.value
    .filter((ticket) => ticket.state !== "closed" && !ticket.to_approve)
    .flatMap((ticket) => ticket.items.flatMap((item) => item.tasks))
    .filter((task) => task.state === "queued" || task.state === "started")
    .filter((task) => screen.page.page === "expo" || isAt(task, stations));
  return due.map((task) => task.id).filter((id) => !drawn.has(id));
}
