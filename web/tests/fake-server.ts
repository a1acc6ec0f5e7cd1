/** A server in one object: terms, snapshots, exactly-once commands; it can crash, forget and be restored. */

import type { ScreenCommand } from "../src/core/commands.ts";
import type { CmdItem, ScreenFrame, StreamAt } from "../src/core/frames.ts";
import type { HeldTicket } from "../src/core/vault.ts";
import { type Answer, type Backup, FakeLog, type Frame } from "./fake-log.ts";
import { far, judge, potOf } from "./kitchen.ts";

export interface Peer {
  send(frame: Frame): void;
  drop(): void;
}

/** Documents in a snapshot part, small enough that a few tickets need several. */
const PART = 3;

export class FakeServer {
  readonly log = new FakeLog();
  /** While true every command meets a passing fault. */
  full = false;
  /** Who is connected, with the parts of the snapshot that it pulls. */
  readonly #peers = new Map<Peer, readonly Frame[]>();

  constructor() {
    this.log.boot();
  }

  /** Dies and comes back, from a backup if one is given; every connection is lost. */
  restart(backup?: Backup): void {
    if (backup !== undefined) this.log.restore(backup);
    for (const peer of this.#peers.keys()) peer.drop();
    this.#peers.clear();
    this.log.boot();
  }

  hangUp(peer: Peer): void {
    this.#peers.delete(peer);
  }

  place(ticket: string): void {
    // The same order is the same ticket, also where a screen has brought it back.
    if (this.log.tickets().has(ticket)) return;
    const pot = { state: "queued", gen: 1, bump: "" } as const;
    this.log.append({ ticket, pot, command: `place ${ticket}`, cid: "", n: 0 });
    this.#publish({});
  }

  ping(time: number): void {
    for (const peer of this.#peers.keys())
      peer.send({ t: "ping", time, heads: { store: this.log.head }, health: "ok" });
  }

  hear(peer: Peer, frame: ScreenFrame, now: number): void {
    switch (frame.t) {
      case "hello": {
        const times = { t0: frame.t0, t1: now, t2: now };
        peer.send({ t: "welcome", version: 1, term: this.log.term, schema: "s", ...times, limits: {}, oldest_app: "" });
        return this.#join(peer, frame.subs[0], frame.outbox);
      }
      case "subscribe":
        return this.#join(peer, frame.subs[0], frame.outbox);
      case "more": {
        const part = this.#peers.get(peer)?.[frame.part];
        if (part !== undefined) peer.send(part);
        return;
      }
      case "cmd":
        return this.#decide(peer, frame.cid, frame.items);
      case "salvage":
        return this.#salvage(peer, frame.part, frame.tickets);
      case "pong":
      case "shown":
      case "view":
        return;
    }
  }

  #join(peer: Peer, at: StreamAt | undefined, cids: readonly string[]): void {
    const { head } = this.log;
    const end = at === undefined || at.term === "" ? Number.NaN : (this.log.endOf(at.term) ?? -1);
    const seq = at?.seq ?? 0;
    const mode = Number.isNaN(end) ? "snap" : seq > end ? "fork" : "delta";
    const lmid = Object.fromEntries(cids.map((cid) => [cid, this.log.results(cid).length]));
    const parts = mode === "delta" ? [] : this.#snapshot();
    this.#peers.set(peer, parts);
    peer.send({ t: "sub", stream: "store", mode, head, floor: 0, common: Math.max(0, end), lmid });
    if (mode === "delta" && seq < head) peer.send(this.#ev(seq, {}));
    if (parts[0] !== undefined) peer.send(parts[0]);
  }

  #snapshot(): readonly Frame[] {
    const puts = this.log.putsAfter(0);
    const count = Math.max(1, Math.ceil(puts.length / PART));
    const { term, head: seq } = this.log;
    return Array.from({ length: count }, (_, part) => {
      const docs = puts.slice(part * PART, (part + 1) * PART);
      return { t: "snap", stream: "store", term, seq, part, last: part === count - 1, docs };
    });
  }

  #ev(after: number, lmid: Readonly<Record<string, number>>): Frame {
    const { term, head: to } = this.log;
    return {
      t: "ev",
      stream: "store",
      term,
      from: after + 1,
      to,
      puts: this.log.putsAfter(after),
      dels: [],
      cause: [],
      lmid,
    };
  }

  #publish(lmid: Readonly<Record<string, number>>): void {
    const ev = this.#ev(this.log.head - 1, lmid);
    for (const peer of this.#peers.keys()) peer.send(ev);
  }

  /** Joins what a screen brings back with what is here: the higher generation, then what is further, stays. */
  #salvage(peer: Peer, part: number, tickets: readonly HeldTicket[]): void {
    if (this.full) return peer.send({ t: "salvaged", part, retry_ms: 300 });
    for (const held of tickets) {
      const pot = potOf(held);
      const there = this.log.tickets().get(held.id)?.pot;
      if (there !== undefined && far(pot) <= far(there)) continue;
      this.log.append({ ticket: held.id, pot, command: `salvage ${held.id} ${this.log.head}`, cid: "", n: 0 });
      this.#publish({});
    }
    peer.send({ t: "salvaged", part, retry_ms: 0 });
  }

  #decide(peer: Peer, cid: string, items: readonly CmdItem[]): void {
    const answers: Answer[] = [];
    for (const item of items) {
      const results = this.log.results(cid);
      const known = results[item.n - 1];
      if (known === undefined && (this.full || item.n !== results.length + 1)) {
        const gap = item.n !== results.length + 1;
        peer.send({
          t: "nack",
          cid,
          expected: gap ? results.length + 1 : item.n,
          retry_ms: 300,
          why: gap ? "gap" : "full",
        });
        break;
      }
      const answer = known ?? this.#answer(cid, item);
      if (known === undefined) this.log.keep(cid, answer);
      answers.push(answer);
    }
    if (answers.length > 0) peer.send({ t: "ack", cid, items: answers });
  }

  #answer(cid: string, { n, id, kind, args }: CmdItem): Answer {
    const before = this.log.rows.findIndex((row) => row.command === id);
    if (before >= 0) return { n, result: "ok", seq: before + 1 };
    const command = { kind, ...args } as ScreenCommand;
    const ticket = "ticket" in command ? command.ticket : "";
    const row = this.log.tickets().get(ticket);
    if (row === undefined) return { n, result: "rejected", why: "unknown_ticket", seq: this.log.head };
    const verdict = judge(row.pot, command, id);
    if (verdict.result !== "ok") return { n, result: verdict.result, why: verdict.why, seq: this.log.head };
    this.log.append({ ticket, pot: verdict.pot, command: id, cid, n });
    this.#publish({ [cid]: n });
    return { n, result: "ok", seq: this.log.head };
  }
}
