/** Keeps the page itself on the device, where the browser allows it, and renews it when nobody is at the screen. */

import { computed, effect } from "@preact/signals-core";
import type { Screen } from "../core/screen.ts";
import { arriving } from "./arriving.ts";

/** Nobody has touched the screen for this long: it may load itself again. */
const IDLE_MS = 60_000;

/** A new version is asked for this often, and whenever the server is back. */
const LOOK_MS = 3_600_000;
const TEND_MS = 10_000;

/** `reload` loads the page again if the server is there. */
export async function keepShell(screen: Screen, reload: () => void): Promise<void> {
  // Only on a secure origin; elsewhere the page lives as long as nobody loads it again.
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) return;
  let touchedAt = performance.now();
  for (const touch of ["pointerdown", "keydown"])
    addEventListener(touch, () => (touchedAt = performance.now()), { capture: true, passive: true });
  const idle = () => screen.sync.value.waiting === 0 && performance.now() - touchedAt > IDLE_MS;

  const registration = await arriving(() => serviceWorker.register("/service-worker.js", { updateViaCache: "none" }));
  const keep = (active: ServiceWorker | null) => active?.postMessage({ do: "keep", url: location.href });
  let renewed = false;
  serviceWorker.addEventListener("message", ({ data }: MessageEvent<{ app: string }>) => {
    if (renewed && data.app !== screen.page.app) reload();
  });
  serviceWorker.addEventListener("controllerchange", () => {
    renewed = true;
    keep(serviceWorker.controller);
  });
  keep((await serviceWorker.ready).active);

  const synced = computed(() => screen.sync.value.state === "synced");
  const look = () => registration.update().catch(() => undefined);
  effect(() => {
    if (synced.value) look();
  });
  setInterval(look, LOOK_MS);
  setInterval(() => {
    if (idle()) registration.waiting?.postMessage({ do: "take over" });
  }, TEND_MS);
}
