/** What the honest strip says at a moment: never green when it is not true. */

import { serverTime, skewOf } from "./clock.ts";
import { GREEN_MS, WATCHDOG_MS } from "./link.ts";
import type { SyncView } from "./screen.ts";
import type { Machine } from "./state.ts";

/** `startedAt` is when the page began to try, `wallMs` the device's own clock. */
export function stripOf(machine: Machine, startedAt: number, mono: number, wallMs: number): SyncView {
  const { clock, heard, link, local, outbox, replica, salvage } = machine;
  const waiting = outbox.entries.filter((entry) => !entry.covered);
  return {
    state: stateOf(machine, startedAt, mono),
    stopped: link.at === "stopped" ? link.why : "",
    lastFrameMs: heard.lastFrame === null ? local.lastMs : serverTime(clock, heard.lastFrame),
    waiting: waiting.length,
    unkept: waiting.filter((entry) => entry.kept === "no").length,
    oldestMs: waiting[0]?.atMs ?? 0,
    health: heard.health,
    banners: heard.banners,
    head: heard.head,
    position: replica.seq,
    shown: machine.shown.seq,
    skewMs: skewOf(clock, wallMs, mono),
    storage: local.trouble || (mono < local.wipedUntil ? "wiped" : ""),
    unsure: local.unsure,
    elsewhere: local.elsewhere,
    bringing: salvage.forks.length > 0,
    brought: salvage.forks.length > 0 || mono < salvage.toldUntil ? salvage.count : 0,
    unbrought: mono < salvage.toldUntil ? salvage.lost : 0,
    loaded: replica.term !== "",
  };
}

function stateOf({ link, heard, online, replica }: Machine, startedAt: number, mono: number): SyncView["state"] {
  if (link.at === "stopped") return "stopped";
  const silence = mono - (heard.lastFrame ?? startedAt);
  if (link.at === "welcome" && replica.phase.at === "following" && silence <= GREEN_MS) return "synced";
  return !online || silence >= WATCHDOG_MS ? "offline" : "reconnecting";
}

/** Two strips that say the same; small drifts of the clocks are not news. */
export function sameStrip(left: SyncView, right: SyncView): boolean {
  const keys = Object.keys(left) as (keyof SyncView)[];
  return keys.every((key) =>
    key === "skewMs" ? Math.abs(left.skewMs - right.skewMs) < 1_000 : left[key] === right[key],
  );
}
