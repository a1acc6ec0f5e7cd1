/** What a guest's page begins with: what the server wrote into it, and names that nobody else makes. */

import { hexOf } from "../core/ids.ts";
import { deviceIds } from "./device.ts";

/** What the server wrote into the page. */
export interface GuestPage {
  readonly token: string;
  readonly table: string;
  readonly store: Readonly<Record<string, string>>;
  readonly language: string;
  readonly languages: readonly string[];
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** 64 bits: no two lines or orders of a table ever share a name. */
const NAME_BYTES = 8;

export function freshName(): string {
  return hexOf(deviceIds.bytes(NAME_BYTES));
}
