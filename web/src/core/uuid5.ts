/** Ticket ids as `kds/kitchen/identity.py` makes them: UUIDv5 of source and external id, so a screen knows its order's. */

import { hexOf } from "./ids.ts";

/** `NAMESPACE` of `kds/kitchen/identity.py`. */
const NAMESPACE = "5f0a3a4c0f5e5d0b9b436b6473000001";

const BLOCK = 64;
const UUID_BYTES = 16;

export function ticketId(source: string, externalId: string): string {
  const name = new TextEncoder().encode(`${source}\n${externalId}`);
  const space = Uint8Array.from({ length: UUID_BYTES }, (_, at) =>
    Number.parseInt(NAMESPACE.slice(2 * at, 2 * at + 2), 16),
  );
  const id = sha1(Uint8Array.of(...space, ...name)).slice(0, UUID_BYTES);
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x50;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(id);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** By hand, since `crypto.subtle` is missing on plain-HTTP origins; for names, not for secrets. */
function sha1(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, message.length * 8);
  const state: Words = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const sum = new Uint32Array(state);
  for (let block = 0; block < padded.length; block += BLOCK) {
    const mixed = mix([sum[0] ?? 0, sum[1] ?? 0, sum[2] ?? 0, sum[3] ?? 0, sum[4] ?? 0], schedule(view, block));
    for (const [at, word] of mixed.entries()) sum[at] = (sum[at] ?? 0) + word;
  }
  const out = new DataView(new ArrayBuffer(20));
  for (const [at, word] of sum.entries()) out.setUint32(4 * at, word);
  return new Uint8Array(out.buffer);
}

type Words = [number, number, number, number, number];

function schedule(view: DataView, block: number): Uint32Array {
  const words = new Uint32Array(80);
  for (let at = 0; at < 16; at++) words[at] = view.getUint32(block + 4 * at);
  for (let at = 16; at < 80; at++) {
    const word = (words[at - 3] ?? 0) ^ (words[at - 8] ?? 0) ^ (words[at - 14] ?? 0) ^ (words[at - 16] ?? 0);
    words[at] = rotated(word, 1);
  }
  return words;
}

function mix(start: Words, words: Uint32Array): Words {
  let [a, b, c, d, e] = start;
  for (const [round, word] of words.entries()) {
    const [f, k] = step(round, b, c, d);
    const next = (rotated(a, 5) + f + e + k + word) >>> 0;
    [a, b, c, d, e] = [next, a, rotated(b, 30), c, d];
  }
  return [a, b, c, d, e];
}

function step(round: number, b: number, c: number, d: number): readonly [number, number] {
  if (round < 20) return [(b & c) | (~b & d), 0x5a827999];
  if (round < 40) return [b ^ c ^ d, 0x6ed9eba1];
  if (round < 60) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}

function rotated(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0;
}
