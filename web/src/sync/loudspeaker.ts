/** The loudspeaker of this device: tones made on the spot, and whether the browser lets them out. */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Note } from "../core/tunes.ts";

/** A browser that allows sound says so within this time. */
const GRACE_MS = 1_000;
/** A tone comes and goes in this time, s: without it each would click. */
const EDGE_S = 0.012;

/** `blocked`: the browser wants a tap or a key first. `none`: this device makes no sound at all. */
export type Hearing = "starting" | "on" | "blocked" | "none";

/** What a browser counts as a person's doing. */
const GESTURES = ["pointerup", "keydown"] as const;

export class Loudspeaker {
  readonly #hearing = signal<Hearing>("starting");
  readonly #context: AudioContext | null;

  constructor(until: AbortSignal) {
    this.#context = "AudioContext" in window ? new AudioContext() : null;
    const context = this.#context;
    if (context === null) {
      this.#hearing.value = "none";
      return;
    }
    const settle = () => {
      this.#hearing.value = context.state === "running" ? "on" : "blocked";
    };
    const grace = setTimeout(settle, GRACE_MS);
    context.addEventListener("statechange", settle, { signal: until });
    for (const gesture of GESTURES) addEventListener(gesture, () => this.unlock(), { signal: until, capture: true });
    until.addEventListener("abort", () => {
      clearTimeout(grace);
      void context.close();
    });
    if (context.state === "running") settle();
  }

  get hearing(): ReadonlySignal<Hearing> {
    return this.#hearing;
  }

  /** Only a person's tap or key opens what the browser has closed. */
  unlock(): void {
    const context = this.#context;
    if (context === null || context.state === "running") return;
    // Refused as long as nobody has touched the page: the next gesture tries again.
    context.resume().catch(() => undefined);
  }

  /** `volume` from 0 to 1. */
  play(tune: readonly Note[], volume: number): void {
    const context = this.#context;
    if (context === null || context.state !== "running" || volume === 0) return;
    for (const note of tune) tone(context, note, volume);
  }
}

function tone(context: AudioContext, { hz, atMs, ms }: Note, volume: number): void {
  const begin = context.currentTime + atMs / 1_000;
  const end = begin + ms / 1_000;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(volume, begin + EDGE_S);
  gain.gain.setValueAtTime(volume, end - EDGE_S);
  gain.gain.linearRampToValueAtTime(0, end);
  const oscillator = context.createOscillator();
  oscillator.type = "triangle";
  oscillator.frequency.value = hz;
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(begin);
  oscillator.stop(end);
}
