/** Keeps the glass from going to sleep, by what this browser allows at this address. */

import { type ReadonlySignal, signal } from "@preact/signals-core";

/**
 * `lock`: the browser's own wake lock, on secure origins. `video`: a silent picture that plays behind the page, which
 * Chromium keeps the screen on for as for any film. `refused`: neither works here. `off`: nobody wants it.
 */
export type Hold = "off" | "lock" | "video" | "refused";

export class Vigil {
  readonly #hold = signal<Hold>("off");
  #wanted = false;
  #asking = false;
  #lock: WakeLockSentinel | null = null;
  #video: HTMLVideoElement | null = null;

  constructor(until: AbortSignal) {
    document.addEventListener("visibilitychange", () => this.#keepOn(), { signal: until });
    until.addEventListener("abort", () => this.keep(false));
  }

  get hold(): ReadonlySignal<Hold> {
    return this.#hold;
  }

  keep(wanted: boolean): void {
    this.#wanted = wanted;
    if (wanted) this.#keepOn();
    else this.#letGo();
  }

  /** A browser takes the lock away whenever the page is hidden; nothing can be held before it is seen again. */
  #keepOn(): void {
    if (!this.#wanted || this.#asking || document.visibilityState !== "visible") return;
    this.#asking = true;
    this.#take().then((hold) => {
      this.#asking = false;
      if (this.#wanted) this.#hold.value = hold;
      else this.#letGo();
    });
  }

  async #take(): Promise<Hold> {
    if (this.#lock !== null && !this.#lock.released) return "lock";
    try {
      if ("wakeLock" in navigator) {
        this.#lock = await navigator.wakeLock.request("screen");
        this.#stopVideo();
        return "lock";
      }
    } catch {
      // Forbidden here, or the device saves its battery: the picture may still do.
    }
    try {
      this.#video ??= stillPicture();
      await this.#video.play();
      return "video";
    } catch {
      return "refused";
    }
  }

  #letGo(): void {
    this.#hold.value = "off";
    this.#stopVideo();
    this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }

  #stopVideo(): void {
    this.#video?.remove();
    this.#video = null;
  }
}

/** As large as the page, since Chromium holds nothing for a small one, and of one frame only, which costs nothing. */
function stillPicture(): HTMLVideoElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2;
  const stream = canvas.captureStream(1);
  const video = document.createElement("video");
  video.className = "vigil";
  video.muted = true;
  video.playsInline = true;
  video.setAttribute("aria-hidden", "true");
  video.srcObject = stream;
  document.body.append(video);
  canvas.getContext("2d")?.fillRect(0, 0, 2, 2);
  return video;
}
