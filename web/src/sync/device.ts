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

/** A word that people can say to each other. */
const NAME = /^[\p{L}\p{N}_-]{1,24}$/u;

/** The same name after a reload, unless another is asked for; a browser that keeps nothing gets a new one each time. */
export function deviceName(asked: string): string {
  const named = NAME.test(asked);
  const fresh = named ? asked : hexOf(deviceIds.bytes(NAME_BYTES));
  try {
    const known = localStorage.getItem(NAME_KEY);
    if (known !== null && !named) return known;
    localStorage.setItem(NAME_KEY, fresh);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return fresh;
}
