/** Which card stands where, and how a long ticket goes on over further cards. Pure: heights and busy hands are given. */

/** A piece of a card that is never cut: a row, a notice, a band of badges. */
export interface Block {
  readonly key: string;
  /** Heights are px as measured on this glass. */
  readonly height: number;
  /** Tasks that are on the glass when this block is. */
  readonly tasks: readonly string[];
  /** Only on a block that goes on with the one before: what is said again above it when it begins a part. */
  readonly again?: Block;
}

export interface Sized {
  readonly id: string;
  readonly blocks: readonly Block[];
}

/** One place of the grid: part `part` of `parts` of a card. */
export interface Slot {
  readonly card: string;
  readonly part: number;
  readonly parts: number;
  readonly blocks: readonly Block[];
}

/**
 * The order to draw. While hands are busy nobody moves and nobody leaves; what is new comes last.
 * Otherwise it is the order of priority, and a card that lingers for its undo stays behind its old neighbour.
 */
export function order(
  before: readonly string[],
  live: readonly string[],
  lingering: ReadonlySet<string>,
  busy: boolean,
): readonly string[] {
  if (busy) {
    const there = new Set(before);
    return [...before, ...live.filter((id) => !there.has(id))];
  }
  const ordered = [...live];
  const placed = new Set(live);
  before.forEach((id, index) => {
    if (placed.has(id) || !lingering.has(id)) return;
    let neighbour = index - 1;
    while (neighbour >= 0 && !placed.has(before[neighbour] as string)) neighbour -= 1;
    const at = neighbour < 0 ? 0 : ordered.indexOf(before[neighbour] as string) + 1;
    ordered.splice(at, 0, id);
    placed.add(id);
  });
  return ordered;
}

/** Blocks that belong together: a dish and what it still has to say. */
function bundles(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const all: Block[][] = [];
  for (const block of blocks) {
    const last = all[all.length - 1];
    if (last === undefined || block.again === undefined) all.push([block]);
    else last.push(block);
  }
  return all;
}

/**
 * Cuts one card between blocks so that each part fits into `room` px, the first into `first`. What belongs together
 * stays together, unless it is higher than a card: then each part says again what it is about. A block higher than a
 * card stands alone.
 */
export function split(card: Sized, room: number, first = room): readonly Slot[] {
  const parts: Block[][] = [[]];
  let free = first;
  let used = 0;
  const put = (block: Block) => {
    (parts[parts.length - 1] as Block[]).push(block);
    used += block.height;
  };
  const turn = () => {
    parts.push([]);
    free = room;
    used = 0;
  };
  for (const bundle of bundles(card.blocks)) {
    const height = bundle.reduce((sum, block) => sum + block.height, 0);
    if (used > 0 && used + height > free && height <= room) turn();
    for (const block of bundle) {
      if (used > 0 && used + block.height > free) {
        turn();
        if (block.again !== undefined) put(block.again);
      }
      put(block);
    }
  }
  return parts.map((blocks, part) => ({ card: card.id, part, parts: parts.length, blocks }));
}

/** While hands are busy: every place stays as it is, and cards that were not there yet are appended. */
export function append(before: readonly Slot[], cards: readonly Sized[], room: number): readonly Slot[] {
  const there = new Set(before.map((slot) => slot.card));
  return [...before, ...cards.filter((card) => !there.has(card.id)).flatMap((card) => split(card, room))];
}

/** What a page of the glass holds: places of the grid, or px of a list. */
export interface Fit {
  readonly room: number;
  readonly takes: (slot: Slot) => number;
}

/** Places in a grid: each takes one. */
export function places(count: number): Fit {
  return { room: count, takes: () => 1 };
}

/** The pages, in order, each as full as it gets; at least one. Appending never changes a page but the last. */
export function pagesOf(slots: readonly Slot[], { room, takes }: Fit): readonly (readonly Slot[])[] {
  const pages: Slot[][] = [[]];
  let used = 0;
  for (const slot of slots) {
    const height = takes(slot);
    if (used > 0 && used + height > room) {
      pages.push([]);
      used = 0;
    }
    (pages[pages.length - 1] as Slot[]).push(slot);
    used += height;
  }
  return pages;
}
