/** The page as an app of its own on this device: the browser's offer, kept until somebody takes it up in the settings. */

import { type ReadonlySignal, signal } from "@preact/signals-core";

/** Chromium's; no standard knows it. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

const waiting = signal<InstallPrompt | null>(null);

/** True while the browser would install it at a press. */
export const offered: ReadonlySignal<unknown> = waiting;

/** From the first moment on: the browser offers once. */
export function awaitOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    waiting.value = event as InstallPrompt;
  });
}

export function install(): void {
  void waiting.value?.prompt();
  // An offer can be taken up once; where it is declined the browser makes another in its own time.
  waiting.value = null;
}
