/** The WebSocket to the server: binary msgpack frames, one socket at a time. */

import { decode, encode } from "@msgpack/msgpack";
import type { Transport } from "../core/driver.ts";
import type { ScreenFrame } from "../core/frames.ts";
import type { Input } from "../core/state.ts";

const SUBPROTOCOL = "kds.1";

/** What RFC 6455 calls unsupported data: bytes that are no frame. */
const NOT_A_FRAME = 1003;

export class Socket implements Transport {
  readonly #url: string;
  readonly #tell: (input: Input) => void;
  #open: WebSocket | null = null;

  /** `tell` hears of the newest socket only. */
  constructor(url: string, tell: (input: Input) => void) {
    this.#url = url;
    this.#tell = tell;
  }

  open(): void {
    this.close();
    const socket = new WebSocket(this.#url, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    this.#open = socket;
    socket.onopen = () => this.#from(socket, { on: "opened" });
    socket.onmessage = (message: MessageEvent<unknown>) => this.#hear(socket, message.data);
    socket.onclose = (event) => this.#lose(socket, event.code);
  }

  /** A frame for a socket that is closing goes nowhere; what matters is sent again on the next one. */
  send(frame: ScreenFrame): void {
    if (this.#open?.readyState === WebSocket.OPEN) this.#open.send(encode(frame));
  }

  close(): void {
    const socket = this.#open;
    this.#open = null;
    socket?.close();
  }

  #hear(socket: WebSocket, data: unknown): void {
    const frame = data instanceof ArrayBuffer ? read(data) : null;
    if (frame !== null) return this.#from(socket, { on: "frame", frame });
    socket.close();
    this.#lose(socket, NOT_A_FRAME);
  }

  #lose(socket: WebSocket, code: number): void {
    if (this.#open !== socket) return;
    this.#open = null;
    this.#tell({ on: "closed", code });
  }

  #from(socket: WebSocket, input: Input): void {
    if (this.#open === socket) this.#tell(input);
  }
}

/** Null: these bytes are no frame. */
function read(data: ArrayBuffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = decode(data);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
