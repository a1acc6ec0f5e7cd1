/** What a guest's phone remembers of a table, in the browser's own storage; a browser that forbids it forgets. */

import { type Kept, NOTHING_KEPT } from "../core/guest/phone.ts";

const VERSION = 1;

export interface Remembered extends Kept {
  readonly version: number;
  readonly phone: string;
  readonly language: string;
  /** What the guest is allergic to, asked once. */
  readonly allergies: readonly string[];
}

export function remembered(token: string, phone: () => string): Remembered {
  const fresh = { ...NOTHING_KEPT, version: VERSION, phone: phone(), language: "", allergies: [] };
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key(token)) ?? "null");
    return isOurs(found) ? { ...fresh, ...found } : fresh;
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return fresh;
    throw error;
  }
}

/** False: this browser keeps nothing. */
export function remember(token: string, what: Omit<Remembered, "version">): boolean {
  try {
    localStorage.setItem(key(token), JSON.stringify({ ...what, version: VERSION }));
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

function isOurs(found: unknown): found is Remembered {
  return typeof found === "object" && found !== null && "version" in found && found.version === VERSION;
}

function key(token: string): string {
  return `kds.order.${token}`;
}
