/** A value for each key, so that who reads one is not drawn again when another changes. */

import { computed, type ReadonlySignal } from "@preact/signals-core";

export class PerKey<T> {
  readonly #read: (key: string) => T;
  /** Those that somebody follows. */
  readonly #cells = new Map<string, ReadonlySignal<T>>();

  /** `read` may read any signals; where it gives the same value as before, nobody is told. */
  constructor(read: (key: string) => T) {
    this.#read = read;
  }

  at(key: string): T {
    return (this.#cells.get(key) ?? this.#cell(key)).value;
  }

  #cell(key: string): ReadonlySignal<T> {
    const cell: ReadonlySignal<T> = computed(() => this.#read(key), {
      watched: () => this.#cells.set(key, cell),
      unwatched: () => this.#cells.delete(key),
    });
    return cell;
  }
}
