import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { encode } from "@msgpack/msgpack";
import type { Input } from "../src/core/state.ts";
import { Socket } from "../src/sync/socket.ts";

const PONG = { t: "pong", time: 1, t0: 2, seq: 3, skew: 0, waiting: 0 } as const;

/** The part of the browser's WebSocket that is used, driven by the test. */
class FakeWebSocket {
  static readonly OPEN = 1;
  static made: FakeWebSocket[] = [];
  readyState = 0;
  binaryType = "";
  readonly sent: Uint8Array[] = [];
  closed = false;
  onopen: () => void = () => undefined;
  onmessage: (message: { data: unknown }) => void = () => undefined;
  onclose: (event: { code: number }) => void = () => undefined;
  readonly url: string;
  readonly protocol: string;

  constructor(url: string, protocol: string) {
    this.url = url;
    this.protocol = protocol;
    FakeWebSocket.made.push(this);
  }

  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }

  close(): void {
    this.closed = true;
  }
}

const told: Input[] = [];

beforeEach(() => {
  FakeWebSocket.made = [];
  told.length = 0;
  Object.assign(globalThis, { WebSocket: FakeWebSocket });
});

function opened(): [Socket, FakeWebSocket] {
  const socket = new Socket("ws://kitchen/ws", (input) => told.push(input));
  socket.open();
  const [wire] = FakeWebSocket.made;
  assert.ok(wire);
  return [socket, wire];
}

const bytes = (value: unknown) => encode(value).slice().buffer;

test("frames are binary msgpack under the subprotocol kds.1", () => {
  const [socket, wire] = opened();
  wire.readyState = FakeWebSocket.OPEN;
  wire.onopen();
  socket.send(PONG);
  wire.onmessage({ data: bytes({ t: "confetti" }) });
  assert.deepEqual([wire.protocol, wire.binaryType], ["kds.1", "arraybuffer"]);
  assert.deepEqual(Buffer.from(wire.sent[0] ?? []), Buffer.from(encode(PONG)));
  assert.deepEqual(told, [{ on: "opened" }, { on: "frame", frame: { t: "confetti" } }]);
});

test("a socket that was given up says nothing more", () => {
  const [socket, old] = opened();
  socket.open();
  old.onopen();
  old.onmessage({ data: bytes({}) });
  old.onclose({ code: 1006 });
  assert.deepEqual([old.closed, told], [true, []]);
});

test("the end of the present socket is told once, with its code", () => {
  const [, wire] = opened();
  wire.onclose({ code: 4001 });
  wire.onclose({ code: 1006 });
  assert.deepEqual(told, [{ on: "closed", code: 4001 }]);
});

test("bytes that are no frame end the connection", () => {
  for (const data of ["text", new Uint8Array([0xc1]).buffer, bytes(7)]) {
    told.length = 0;
    FakeWebSocket.made = [];
    const [, wire] = opened();
    wire.onmessage({ data });
    assert.deepEqual([wire.closed, told], [true, [{ on: "closed", code: 1003 }]]);
  }
});

test("a frame for a socket that is not open goes nowhere", () => {
  const [socket, wire] = opened();
  socket.send(PONG);
  assert.deepEqual(wire.sent, []);
});
