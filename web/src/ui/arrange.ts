/** Which card stands where, and how a long ticket goes on over further cards. Pure: heights and busy hands are given. */

/** A piece of a card that is never cut: a row, a notice, a band of badges. */
export interface Block {
  readonly key: string;
  /** Heights are px as measured on this glass. */
  readonly height: number;
  /** Tasks that are on the glass when this block is. */
  readonly tasks: readonly string[];
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

/** Cuts one card between blocks so that each part fits into `room` px. A block higher than that stands alone. */
export function split(card: Sized, room: number): readonly Slot[] {
  const parts: Block[][] = [[]];
  let used = 0;
  for (const block of card.blocks) {
    const current = parts[parts.length - 1] as Block[];
    if (current.length > 0 && used + block.height > room) {
      parts.push([block]);
      used = block.height;
    } else {
      current.push(block);
      used += block.height;
    }
  }
  return parts.map((blocks, part) => ({ card: card.id, part, parts: parts.length, blocks }));
}

/** While hands are busy: every place stays as it is, and cards that were not there yet are appended. */
export function append(before: readonly Slot[], cards: readonly Sized[], room: number): readonly Slot[] {
  const there = new Set(before.map((slot) => slot.card));
  return [...before, ...cards.filter((card) => !there.has(card.id)).flatMap((card) => split(card, room))];
}
