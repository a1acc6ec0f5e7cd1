/** Fingers and keys on the glass: while one is there, and shortly after, nothing may change its place. */

import { computed, signal } from "@preact/signals-core";

/** A hand that taps several items in a row comes back within this time; until then the order stays. */
export const QUIET_MS = 700;
/** Wet fingers bounce: a second tap on the same thing within this time is the same tap. */
export const BOUNCE_MS = 400;
/** Nobody sees a card move and reacts within this time: such a tap was meant for what stood there before. */
export const REACTION_MS = 250;
/** A finger that rests on the glass (or a cloth) may hold the order no longer than this. */
export const HOLD_MAX_MS = 4000;

export class Taps {
  readonly #down = signal(false);
  readonly #recent = signal(false);
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #last = { what: "", atMs: Number.NEGATIVE_INFINITY };
  #pressedMs = 0;
  #movedMs = Number.NEGATIVE_INFINITY;

  /** How often the hands have gone away: what waited for that may move now. */
  readonly rested = signal(0);
  /** True while order and places must not change. */
  readonly busy = computed(() => this.#down.value || this.#recent.value);

  /** Listens for as long as `signal` is not aborted. */
  listen(target: EventTarget, until: AbortSignal): void {
    const options = { capture: true, passive: true, signal: until };
    target.addEventListener("pointerdown", (event) => this.#press(event.timeStamp), options);
    target.addEventListener("pointerup", () => this.#release(), options);
    target.addEventListener("pointercancel", () => this.#release(), options);
    target.addEventListener("keydown", () => this.#key(), options);
    until.addEventListener("abort", () => {
      clearTimeout(this.#quiet);
      clearTimeout(this.#rest);
    });
  }

  /** False for the bounce of a tap on the same thing. */
  fresh(what: string, atMs: number): boolean {
    const bounced = this.#last.what === what && atMs - this.#last.atMs < BOUNCE_MS;
    if (!bounced) this.#last = { what, atMs };
    return !bounced;
  }

  /** Cards have just changed their places. */
  moved(atMs: number): void {
    this.#movedMs = atMs;
  }

  /** True for as long as nobody can have seen that they did. */
  movedJustNow(atMs: number): boolean {
    return atMs - this.#movedMs < REACTION_MS;
  }

  /** True if the finger came down too soon after a move to have meant what is under it now. */
  get misled(): boolean {
    const after = this.#pressedMs - this.#movedMs;
    return after >= 0 && after < REACTION_MS;
  }

  #press(atMs: number): void {
    this.#pressedMs = atMs;
    this.#down.value = true;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#release(), HOLD_MAX_MS);
  }

  /** What a key presses has its mark, which moves with it. */
  #key(): void {
    this.#pressedMs = Number.NEGATIVE_INFINITY;
    this.#touch();
  }

  #release(): void {
    clearTimeout(this.#rest);
    this.#touch();
    this.#down.value = false;
  }

  #touch(): void {
    this.#recent.value = true;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.#recent.value = false;
      if (!this.#down.peek()) this.rested.value += 1;
    }, QUIET_MS);
  }
}
