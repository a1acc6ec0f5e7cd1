/** A simulated browser in lock-step with the simulator: inputs of one moment come in, what pages did goes out. */

import { readSync, writeSync } from "node:fs";
import { decode, encode } from "@msgpack/msgpack";
import { Stage } from "./stage.ts";

/** The length of a message stands before it in four bytes. */
const HEAD_BYTES = 4;

/** Grows with the largest message. */
let buffer = Buffer.alloc(1 << 16);

/** The next message; null: there are no more. Nothing is sent before it is answered, so what comes belongs to it. */
function message(): Uint8Array | null {
  let have = 0;
  for (;;) {
    const more = readSync(0, buffer, have, buffer.length - have, null);
    if (more === 0) return null;
    have += more;
    const size = have < HEAD_BYTES ? HEAD_BYTES : HEAD_BYTES + buffer.readUInt32LE();
    if (have === size && size > HEAD_BYTES) return buffer.subarray(HEAD_BYTES, size);
    if (size > buffer.length) buffer = Buffer.concat([buffer], size);
  }
}

function answer(value: unknown): void {
  const body = encode(value);
  const bytes = Buffer.alloc(HEAD_BYTES + body.length);
  bytes.writeUInt32LE(body.length);
  bytes.set(body, HEAD_BYTES);
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(1, bytes, sent);
}

let stage = new Stage(0);
for (let body = message(); body !== null; body = message()) {
  const [now, inputs] = decode(body) as [number, [string, ...never[]][]];
  if (inputs[0]?.[0] === "seed") stage = new Stage(inputs.shift()?.[1] as unknown as number);
  await stage.advance(now);
  for (const [what, ...about] of inputs) {
    stage.take(what, about);
    await stage.settle();
  }
  await stage.advance(now);
  answer([stage.told.splice(0), stage.agenda.next ?? -1]);
}
