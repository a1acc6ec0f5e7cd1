/** Keeps the page itself on the device, where the browser allows it, and renews it when nobody is at the screen. */

import { computed, effect } from "@preact/signals-core";
import type { Screen } from "../core/screen.ts";
import { arriving } from "./arriving.ts";

/** A screen of an older version loads itself again after 2 to 10 s, so that a kitchen's screens do not all do it at once. */
const RELOAD_MIN_MS = 2_000;
const RELOAD_SPREAD_MS = 8_000;

/** Nobody has touched the screen for this long: it may load itself again. */
const IDLE_MS = 60_000;

/** A new version is asked for this often, and whenever the server is back. */
const LOOK_MS = 3_600_000;
const TEND_MS = 10_000;

/** `chance` is in [0, 1). */
export async function keepShell(screen: Screen, chance: number): Promise<void> {
  reloadWhenOutdated(screen, chance);
  // Only on a secure origin; elsewhere the page lives as long as nobody loads it again.
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) return;
  let touchedAt = performance.now();
  for (const touch of ["pointerdown", "keydown"])
    addEventListener(touch, () => (touchedAt = performance.now()), { capture: true, passive: true });
  const idle = () => screen.sync.value.waiting === 0 && performance.now() - touchedAt > IDLE_MS;
  /** The worker of another version rules: this page is still whole, and goes when its own person has gone. */
  let outdated = false;

  const registration = await arriving(() => serviceWorker.register("/service-worker.js", { updateViaCache: "none" }));
  const keep = (active: ServiceWorker | null) => active?.postMessage({ do: "keep", url: location.href });
  const tend = () => {
    if (!idle()) return;
    if (outdated) reloadIfThere();
    else registration.waiting?.postMessage({ do: "take over" });
  };
  let renewed = false;
  serviceWorker.addEventListener("message", ({ data }: MessageEvent<{ app: string }>) => {
    outdated = renewed && data.app !== screen.page.app;
    tend();
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
  setInterval(tend, TEND_MS);
}

/** Never while commands live in this page alone: a person decides. */
function reloadWhenOutdated(screen: Screen, chance: number): void {
  const due = computed(() => screen.sync.value.stopped === "reload" && screen.sync.value.unkept === 0);
  effect(() => {
    if (!due.value) return;
    const timer = setInterval(reloadIfThere, RELOAD_MIN_MS + chance * RELOAD_SPREAD_MS);
    return () => clearInterval(timer);
  });
}

/** Never into the dark: where the browser keeps no shell, a page that cannot come would leave the screen empty. */
function reloadIfThere(): void {
  fetch("/api/v1/healthz").then(
    ({ ok }) => ok && location.reload(),
    () => undefined,
  );
}
