/** What can still be taken back in place: each bump or serve of this screen, for a few seconds. */

import { computed, signal } from "@preact/signals-core";
import type { ScreenCommand } from "../core/commands.ts";
import { PerKey } from "./per-key.ts";

/** A bounce of the finger that bumped must not land on the undo that appears under it. */
export const ARMED_AFTER_MS = 600;

export interface Undo {
  readonly id: number;
  readonly card: string;
  /** A whole card shows one undo; single lines show theirs in their own row. */
  readonly whole: boolean;
  /** Keys of the blocks it is about. */
  readonly about: ReadonlySet<string>;
  /** The commands that take it back, as things are then. */
  readonly take: () => readonly ScreenCommand[];
  /** The screen's monotonic clock, ms. */
  readonly fromMs: number;
  readonly untilMs: number;
}

export class Undos {
  readonly #open = signal<readonly Undo[]>([]);
  readonly #lifeMs: number;
  readonly #clock: () => number;
  #next = 1;

  constructor(lifeMs: number, clock: () => number = () => performance.now()) {
    this.#lifeMs = lifeMs;
    this.#clock = clock;
  }

  readonly open = computed(() => this.#open.value);

  readonly #ofLines = new PerKey((block) => this.#open.value.find((undo) => !undo.whole && undo.about.has(block)));
  /** Their ids, for whoever draws the card. */
  readonly #ofCards = new PerKey((card) => ids(this.#open.value.filter((undo) => undo.whole && undo.card === card)));

  /** Cards that stay where they are until their undo is over. */
  readonly cards = computed<ReadonlySet<string>>(() => new Set(this.#open.value.map((undo) => undo.card)));

  offer(undo: Pick<Undo, "card" | "whole" | "about" | "take">): void {
    const fromMs = this.#clock();
    const made: Undo = { ...undo, id: this.#next, fromMs, untilMs: fromMs + this.#lifeMs };
    this.#next += 1;
    this.#open.value = [...this.#open.value, made];
    setTimeout(() => this.close(made.id), this.#lifeMs);
  }

  close(id: number): void {
    this.#open.value = this.#open.value.filter((undo) => undo.id !== id);
  }

  /** The undo of a card's header, on the part of the card where these blocks are. */
  ofCard(card: string, blocks: ReadonlySet<string>): Undo | undefined {
    if (this.#ofCards.at(card) === "") return undefined;
    return this.#open
      .peek()
      .find((undo) => undo.whole && undo.card === card && [...undo.about].some((block) => blocks.has(block)));
  }

  /** The undo of one line of a card. */
  ofLine(block: string): Undo | undefined {
    return this.#ofLines.at(block);
  }

  armed(undo: Undo): boolean {
    return this.#clock() - undo.fromMs >= ARMED_AFTER_MS;
  }

  /** Whole seconds left, at least 1. */
  secondsLeft(undo: Undo): number {
    return Math.max(1, Math.ceil((undo.untilMs - this.#clock()) / 1000));
  }
}

function ids(undos: readonly Undo[]): string {
  return undos.map((undo) => undo.id).join();
}
