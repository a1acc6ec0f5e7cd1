/** Tells the server what people can see: the tasks on the glass and how far the documents were, after the paint. */

import { computed, effect } from "@preact/signals-core";
import { NOTHING_PAINTED, type Painted, type Sight } from "../core/glass.ts";
import { tell } from "../core/tell.ts";
import type { Desk, Laid } from "./desk.ts";

/** Also where nothing is redrawn: a change elsewhere was seen too, as nothing. A hidden page paints nothing and says nothing. */
export function reportPainted(desk: Desk, until: AbortSignal): void {
  const position = computed(() => desk.screen.sync.value.position);
  /** After a fork all counts as unpainted, at whatever position. */
  const unpainted = computed(() => desk.screen.sync.value.shown === 0);
  let seen = NOTHING_PAINTED;
  let frame = 0;
  let busy = false;
  let more = false;
  // A paint that is under way is told before the next one is looked at: in a flood there is always a next one.
  const look = () => {
    busy = true;
    frame = requestAnimationFrame(() => {
      more = false;
      const laid = paintedOf(desk.glass.peek());
      seen = desk.panel.peek() === "" ? laid : under(seen, laid);
      const painted = seen;
      const drawn = position.peek();
      // The second frame begins when the first was painted.
      frame = requestAnimationFrame(() => {
        desk.screen.painted(painted, drawn, tell);
        busy = false;
        if (more) look();
      });
    });
  };
  const stop = effect(() => {
    position.value;
    unpainted.value;
    desk.glass.value;
    desk.panel.value;
    more = true;
    if (!busy) look();
  });
  until.addEventListener("abort", () => {
    stop();
    cancelAnimationFrame(frame);
  });
}

function paintedOf({ here, faces }: Laid): Painted {
  const tasks = new Set(here.flatMap((slot) => slot.blocks.flatMap((block) => block.tasks)));
  const glass: Sight[] = [];
  const behind: Sight[] = [];
  for (const face of faces) for (const sight of face.gens) (tasks.has(sight[0]) ? glass : behind).push(sight);
  return { glass, behind };
}

/** Of what lies under an open panel only what people saw before it was opened, as it was then. */
function under(seen: Painted, laid: Painted): Painted {
  const known = (sights: readonly Sight[]) => {
    const keys = new Set(sights.map(String));
    return (sight: Sight) => keys.has(String(sight));
  };
  return { glass: laid.glass.filter(known(seen.glass)), behind: laid.behind.filter(known(seen.behind)) };
}
