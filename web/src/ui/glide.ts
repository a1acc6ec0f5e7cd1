/** Moves are shown: a card that changes its place glides there, unless the person asked for less motion. */

const GLIDE_MS = 220;
/** Smaller shifts are rounding, not moves. */
const NOTICED_PX = 2;

export type Places = ReadonlyMap<string, DOMRect>;

function cards(host: HTMLElement): readonly HTMLElement[] {
  return [...host.querySelectorAll<HTMLElement>(":scope > [data-slot]")];
}

export function placesOf(host: HTMLElement): Places {
  return new Map(cards(host).map((card) => [card.dataset.slot ?? "", card.getBoundingClientRect()]));
}

/** True if any card stands elsewhere than before. */
export function glide(host: HTMLElement, before: Places): boolean {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let moved = false;
  for (const card of cards(host)) {
    const was = before.get(card.dataset.slot ?? "");
    if (was === undefined) continue;
    const is = card.getBoundingClientRect();
    const x = was.left - is.left;
    const y = was.top - is.top;
    if (Math.abs(x) < NOTICED_PX && Math.abs(y) < NOTICED_PX) continue;
    moved = true;
    if (!still)
      card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
        duration: GLIDE_MS,
        easing: "ease-out",
      });
  }
  return moved;
}
