/** What is due when: the only time there is in a simulated browser. Equal moments come in the order they were asked for. */

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export class Agenda {
  now = 0;
  #order = 0;
  /** The last one is due first. */
  #entries: Entry[] = [];

  at(at: number, run: () => void): void {
    this.#order += 1;
    const entry = { at: Math.max(at, this.now), order: this.#order, run };
    let index = this.#entries.length;
    while (index > 0 && isLater(entry, this.#entries[index - 1])) index -= 1;
    this.#entries.splice(index, 0, entry);
  }

  /** Null: nothing is due any more. */
  get next(): number | null {
    return this.#entries.at(-1)?.at ?? null;
  }

  /** What is due first, up to this moment; null: nothing is. */
  take(until: number): (() => void) | null {
    const entry = this.#entries.at(-1);
    if (entry === undefined || entry.at > until) return null;
    this.#entries.pop();
    this.now = Math.max(this.now, entry.at);
    return entry.run;
  }
}

function isLater(entry: Entry, other: Entry | undefined): boolean {
  return other !== undefined && (entry.at > other.at || (entry.at === other.at && entry.order > other.order));
}
