/** Tells the server what people can see: the tasks on the glass and how far the documents were, after the paint. */

import { computed, effect } from "@preact/signals-core";
import { tell } from "../core/tell.ts";
import type { Desk } from "./desk.ts";

/** Also where nothing is redrawn: a change elsewhere was seen too, as nothing. A hidden page paints nothing and says nothing. */
export function reportPainted(desk: Desk, until: AbortSignal): void {
  const position = computed(() => desk.screen.sync.value.position);
  let frame = 0;
  const stop = effect(() => {
    position.value;
    desk.glass.value;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const tasks = desk.glass.peek();
      const drawn = position.peek();
      // The second frame begins when the first was painted.
      frame = requestAnimationFrame(() => desk.screen.painted(tasks, drawn, tell));
    });
  });
  until.addEventListener("abort", () => {
    stop();
    cancelAnimationFrame(frame);
  });
}
