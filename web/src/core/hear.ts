/** What each frame of the server does to the screen. */

import { heard as heardTime, sampled, skewOf } from "./clock.ts";
import type { Bye, Ev, Ping, ServerFrame, Snap, Sub, Welcome } from "./frames.ts";
import { readFrame, VERSIONS } from "./frames.ts";
import { untold } from "./glass.ts";
import { backedOff, type Link } from "./link.ts";
import { setAside } from "./local.ts";
import { acked, cover, type Entry, nacked, renew, settle, unsend } from "./outbox.ts";
import { followed, snapped, subscribed } from "./replica.ts";
import { looking } from "./salvage.ts";
import { type Effect, type Machine, type Moment, parted, resubscribe, type Step, send } from "./state.ts";

/** Why a screen stopped because its page is of another version than the server. */
const RELOAD = "reload";

/** Close codes from here on mean stop: trying again would end the same way. Every other code means reconnect. */
const STOP_FROM = 4500;

/** Version, schema and permission: loading the page again mends these. */
const RELOAD_CODES: ReadonlySet<number> = new Set([4504, 4505, 4506]);

/** One frame as it was decoded; kinds that this page does not know are passed over. */
export function hear(before: Machine, raw: Readonly<Record<string, unknown>>, moment: Moment): Step {
  const machine = { ...before, heard: { ...before.heard, lastFrame: moment.mono } };
  const frame = readFrame(raw);
  if (frame === null) return [machine, []];
  if (frame.t === "bye") return farewell(machine, frame, moment);
  if (machine.link.at === "welcome") return converse(machine, machine.link.term, frame, moment);
  if (machine.link.at === "opening" && frame.t === "welcome") return welcomed(machine, frame, moment);
  return [machine, []];
}

/** What it means when the server says goodbye with this code. */
export function linkAfter(machine: Machine, code: number, moment: Moment): Link {
  if (code < STOP_FROM) return backedOff(machine.link, moment.mono, moment.random);
  return { at: "stopped", why: RELOAD_CODES.has(code) ? RELOAD : String(code) };
}

function farewell(machine: Machine, bye: Bye, moment: Moment): Step {
  const reason = bye.reload ? RELOAD : bye.why || String(bye.code);
  const stays = bye.reconnect && !bye.reload;
  const link = stays ? backedOff(machine.link, moment.mono, moment.random) : { at: "stopped" as const, why: reason };
  return [parted(machine, link), [{ do: "close" }]];
}

function converse(machine: Machine, term: string, frame: Exclude<ServerFrame, Bye>, moment: Moment): Step {
  switch (frame.t) {
    case "welcome":
      return [machine, []];
    case "sub":
      return frame.stream === machine.identity.stream ? joined(machine, frame, moment) : [machine, []];
    case "snap":
      return frame.stream === machine.identity.stream ? pulled(machine, frame, term) : [machine, []];
    case "ev":
      return frame.stream === machine.identity.stream ? committed(machine, frame, term) : [machine, []];
    case "ack": {
      const [outbox, entries] = acked(machine.outbox, frame);
      const answered: Effect[] = entries.length > 0 ? [{ do: "answered", entries }] : [];
      return [reached({ ...machine, outbox }), answered];
    }
    case "nack":
      return [{ ...machine, outbox: nacked(machine.outbox, frame, moment.mono) }, []];
    case "salvaged":
      return [
        { ...machine, salvage: machine.salvage.work?.answered(machine.salvage, frame, moment.mono) ?? machine.salvage },
        [],
      ];
    case "ping":
      return pinged(machine, frame, moment);
  }
}

function welcomed(machine: Machine, frame: Welcome, moment: Moment): Step {
  if (frame.version < VERSIONS.min || frame.version > VERSIONS.max) {
    return [parted(machine, { at: "stopped", why: RELOAD }), [{ do: "close" }]];
  }
  const clock = sampled(machine.clock, frame.t0, frame.t1, frame.t2, moment.mono);
  const shown = untold(machine.shown);
  const local = { ...machine.local, unsure: false };
  return [{ ...machine, clock, shown, local, link: { at: "welcome", term: frame.term } }, []];
}

/** The server took the subscription: from here on commands may go out, for a fork would have been told. */
function joined(before: Machine, sub: Sub, moment: Moment): Step {
  const forked = sub.mode === "fork";
  const [machine, effects] = forked
    ? setAside({ ...before, salvage: looking(before.salvage, moment.mono) }, sub.common, moment.mono)
    : [before, []];
  // A restored backup may lie between this position and the row of an answer: that row is lost, though nothing forked.
  const lost = machine.outbox.entries.some((entry) => mayBeLost(entry, sub));
  const outbox = forked || lost ? renew(machine.outbox, true) : unsend(machine.outbox);
  const pledge = { seq: sub.head, lmid: sub.lmid };
  const heard = { ...machine.heard, head: sub.head };
  return [reached({ ...machine, outbox, pledge, heard, replica: subscribed(machine.replica, sub) }), effects];
}

/** Answered, not in the documents, and this server does not say that it knows of it. A rejection left nothing to lose. */
function mayBeLost({ cid, n, covered, result }: Entry, { lmid }: Sub): boolean {
  return !covered && result !== null && result.result !== "rejected" && n > (lmid[cid] ?? 0);
}

function pulled(machine: Machine, snap: Snap, term: string): Step {
  const { phase } = machine.replica;
  const [replica, then] = snapped(machine.replica, snap, term);
  // Rows of the lost history were painted; of this one nothing was.
  const forked = phase.at === "snapping" && phase.fork;
  const shown = forked ? untold(machine.shown, 0) : machine.shown;
  const next = reached({ ...machine, replica, shown });
  switch (then) {
    case "nothing":
      return [next, []];
    case "more":
      return [next, [send({ t: "more", stream: snap.stream, part: snap.part + 1 })]];
    case "resubscribe":
      return resubscribe(next);
  }
}

function committed(machine: Machine, ev: Ev, term: string): Step {
  const [replica, then] = followed(machine.replica, ev, term);
  if (then === "resubscribe") return resubscribe({ ...machine, replica });
  if (replica.phase.at !== "following") return [{ ...machine, replica }, []];
  const heard = { ...machine.heard, head: Math.max(machine.heard.head, ev.to) };
  const own = machine.outbox.entries.map((entry) => entry.id);
  const changed: Effect[] = ev.cause.length > 0 ? [{ do: "changed", causes: ev.cause, own }] : [];
  return [reached({ ...machine, replica, heard, outbox: cover(machine.outbox, ev.lmid) }), changed];
}

/** Lets go of commands that the documents now hold. */
function reached(machine: Machine): Machine {
  const { replica, pledge } = machine;
  if (replica.phase.at !== "following") return machine;
  const covered = replica.seq >= pledge.seq ? cover(machine.outbox, pledge.lmid) : machine.outbox;
  return { ...machine, outbox: settle(covered, replica.seq) };
}

function pinged(machine: Machine, ping: Ping, moment: Moment): Step {
  const { replica } = machine;
  // Whatever made the server say "later" is over: nobody waits for the rest of a pause.
  const well = ping.health === "ok";
  const outbox = well ? { ...machine.outbox, pausedUntil: 0 } : machine.outbox;
  const salvage = well ? { ...machine.salvage, pausedUntil: 0 } : machine.salvage;
  const told = heardTime(machine.clock, ping.time, moment.mono);
  const clock = ping.t0 > 0 ? sampled(told, ping.t0, ping.t1, ping.time, moment.mono) : told;
  const skew = skewOf(clock, moment.wall, moment.mono);
  const waiting = outbox.entries.filter((entry) => !entry.covered).length;
  const pong = send({ t: "pong", time: ping.time, t0: moment.mono, seq: replica.seq, skew, waiting });
  const head = ping.heads[machine.identity.stream] ?? replica.seq;
  const heard = { ...machine.heard, health: ping.health, banners: ping.banners, head };
  const next = { ...machine, clock, heard, outbox, salvage };
  if (replica.phase.at !== "following") return [next, [pong]];
  if (replica.seq < machine.heard.head && replica.seq < head) {
    const [again, asked] = resubscribe(next);
    return [again, [pong, ...asked]];
  }
  const level = replica.seq >= head;
  return [level ? { ...next, outbox: settle(outbox, Number.MAX_SAFE_INTEGER) } : next, [pong]];
}
