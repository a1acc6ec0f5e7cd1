/** Sees what a page knew before and after each input, tells what happened to its commands, and what must never happen. */

import type { AckItem, ServerFrame } from "../../src/core/frames.ts";
import type { Input, Machine } from "../../src/core/state.ts";
import type { Tell } from "./device.ts";

export class Witness {
  readonly #name: string;
  readonly #tell: Tell;
  /** Command id → the row that its last answer named. */
  readonly #answered = new Map<string, number>();
  /** What the stream of this connection must go on with, one of these; null: nothing is due yet. */
  #due: ReadonlySet<number> | null = null;
  /** What it was asked to go on with: a delta may answer a question of before the last snapshot. */
  #asked = new Set<number>();
  #lmid = new Map<string, number>();

  constructor(name: string, tell: Tell) {
    this.#name = name;
    this.#tell = tell;
  }

  look(before: Machine, after: Machine, input: Input | null): void {
    if (input?.on === "frame") this.#heard(before, input.frame as unknown as ServerFrame);
    if (input?.on === "opened") this.#opened(before);
    if (after.replica.phase.at === "asked" && before.replica.phase.at !== "asked")
      this.#asked.add(after.replica.seq + 1);
    if (input?.on === "kept") this.#tell("kept", this.#name, input.ids);
    if (input?.on === "wiped") this.#tell("wiped", this.#name);
    if (before.outbox !== after.outbox) this.#left(before, after);
    this.#moved(before, after);
  }

  #opened({ replica }: Machine): void {
    this.#due = null;
    this.#asked = new Set([replica.seq + 1]);
  }

  #heard(before: Machine, frame: ServerFrame): void {
    switch (frame.t) {
      case "ack":
        for (const item of frame.items) this.#answer(before, frame.cid, item);
        return;
      case "sub":
        this.#due = frame.mode === "delta" ? new Set(this.#asked) : null;
        this.#tell("sub", this.#name, frame.mode, before.replica.term, before.replica.seq);
        return;
      case "snap":
        if (frame.last) this.#due = new Set([frame.seq + 1]);
        return;
      case "ev":
        if (this.#due?.has(frame.from) === false)
          this.#wrong(2, `the stream goes on with ${frame.from} where ${[...this.#due].join(" or ")} is due`);
        this.#due = new Set([frame.to + 1]);
        for (const [cid, n] of Object.entries(frame.lmid)) {
          if (n < (this.#lmid.get(cid) ?? 0)) this.#wrong(3, `lmid of ${cid} fell to ${n}`);
          this.#lmid.set(cid, n);
        }
        return;
      case "welcome":
        if (before.link.at === "opening") this.#lmid = new Map();
        return;
    }
  }

  #answer(before: Machine, cid: string, { n, result, seq, why }: AckItem): void {
    const entry = before.outbox.entries.find((one) => one.cid === cid && one.n === n);
    if (entry === undefined) return;
    this.#answered.set(entry.id, seq);
    const term = before.link.at === "welcome" ? before.link.term : "";
    this.#tell("answered", this.#name, entry.id, result, seq, why ?? "", term);
  }

  /** Nothing flickers: an entry leaves only when it is answered and the documents have reached its row. */
  #left(before: Machine, after: Machine): void {
    const kept = new Set(after.outbox.entries.map((entry) => entry.id));
    for (const { id, covered } of before.outbox.entries) {
      if (kept.has(id)) continue;
      const seq = this.#answered.get(id);
      if (seq === undefined) this.#wrong(8, `${id} left without an answer`);
      else if (seq > after.replica.seq && !covered)
        this.#wrong(6, `${id} left at ${after.replica.seq}, before its row ${seq}`);
    }
  }

  #moved(before: Machine, after: Machine): void {
    if (before.replica === after.replica) return;
    const { term, seq, phase } = before.replica;
    const forked = phase.at === "snapping" && phase.fork;
    if (after.replica.seq < seq && !forked) this.#wrong(6, `the position fell from ${seq} to ${after.replica.seq}`);
    if (after.replica.seq !== seq || after.replica.term !== term)
      this.#tell("position", this.#name, after.replica.term, after.replica.seq);
  }

  #wrong(invariant: number, text: string): void {
    this.#tell("wrong", this.#name, invariant, text);
  }
}
