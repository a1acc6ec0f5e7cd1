/** Ids that screens make: UUIDv7 for commands, random hex for a page load. Randomness and time are arguments. */

/** Random bytes a UUIDv7 needs. */
export const UUID_RANDOM_BYTES = 10;

/** Random bytes of a page load's id: it need only never meet another page load of this store. */
export const LOAD_RANDOM_BYTES = 12;

/** A UUIDv7 (RFC 9562) of a Unix time in ms; built by hand because `randomUUID` is missing on plain-HTTP origins. */
export function uuid7(unixMs: number, random: Uint8Array): string {
  const time = hex(unixMs, 12);
  const a = hex(0x7000 | (((byte(random, 0) << 8) | byte(random, 1)) & 0x0fff), 4);
  const b = hex(0x8000 | (((byte(random, 2) << 8) | byte(random, 3)) & 0x3fff), 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${hexOf(random.subarray(4, UUID_RANDOM_BYTES))}`;
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (value) => hex(value, 2)).join("");
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

function byte(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
