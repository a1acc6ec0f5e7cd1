/** Wakes the driver when something is due, and on every whole second of the server's clock. */

import type { Driver } from "../core/driver.ts";

/** Shortest sleep, ms: rounding must not make a busy loop. */
const LEAST_MS = 4;

export function startTicker(driver: Driver): void {
  function tick(): void {
    driver.feed({ on: "tick" });
    setTimeout(tick, Math.max(LEAST_MS, driver.nextTick() - performance.now()));
  }
  tick();
}
