/** The voice of this device: says short sentences one after the other, where it has a voice for their language. */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import { voiceFor } from "../core/speech.ts";

/** Sentences that may wait: in a rush the chime is enough, and a call from minutes ago would only confuse. */
const WAITING_MAX = 6;
/** A little slower than people talk: halls echo. */
const RATE = 0.95;

export interface Sentence {
  /** Language tag. */
  readonly language: string;
  readonly text: string;
}

export class Voice {
  readonly #voices = signal<readonly SpeechSynthesisVoice[]>([]);
  readonly #synthesis: SpeechSynthesis | null;
  #waiting = 0;

  constructor(until: AbortSignal) {
    this.#synthesis = "speechSynthesis" in window ? window.speechSynthesis : null;
    const synthesis = this.#synthesis;
    if (synthesis === null) return;
    const read = () => {
      this.#voices.value = synthesis.getVoices();
    };
    read();
    // Most browsers know their voices only some time after the page is there.
    synthesis.addEventListener("voiceschanged", read, { signal: until });
    until.addEventListener("abort", () => synthesis.cancel());
  }

  get voices(): ReadonlySignal<readonly SpeechSynthesisVoice[]> {
    return this.#voices;
  }

  /** A language without a voice is left out: its chime has been heard. */
  say(sentences: readonly Sentence[], volume: number): void {
    const synthesis = this.#synthesis;
    if (synthesis === null || volume === 0) return;
    for (const { language, text } of sentences) {
      const voice = voiceFor(this.#voices.peek(), language);
      if (voice === null || this.#waiting >= WAITING_MAX) continue;
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.volume = volume;
      utterance.rate = RATE;
      this.#waiting += 1;
      const over = () => {
        this.#waiting -= 1;
      };
      utterance.addEventListener("end", over, { once: true });
      utterance.addEventListener("error", over, { once: true });
      synthesis.speak(utterance);
    }
  }
}
