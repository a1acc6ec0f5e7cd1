/** What the browser gives a screen: clocks, randomness, a name that it keeps. */

import type { Clock, Ids } from "../core/driver.ts";
import { hexOf } from "../core/ids.ts";

const NAME_KEY = "kds-device";

/** Two bytes tell the screens of a kitchen apart in a timeline. */
const NAME_BYTES = 2;

export const deviceClock: Clock = { mono: () => performance.now(), wall: () => Date.now() };

export const deviceIds: Ids = {
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  random: () => Math.random(),
};

/** The same name after a reload; a browser that keeps nothing gets a new one each time. */
export function deviceName(): string {
  const fresh = hexOf(deviceIds.bytes(NAME_BYTES));
  try {
    const known = localStorage.getItem(NAME_KEY);
    if (known !== null) return known;
    localStorage.setItem(NAME_KEY, fresh);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return fresh;
}
