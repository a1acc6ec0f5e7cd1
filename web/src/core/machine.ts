/** The sync state machine: one pure step from (state, input, moment) to (state, effects). */

import { serverTime } from "./clock.ts";
import { tellsAt } from "./glass.ts";
import { hear, linkAfter } from "./hear.ts";
import { backedOff, GREEN_MS, isGreeted, watchdogAt } from "./link.ts";
import {
  adopted,
  answeredKeep,
  atOnce,
  committed,
  dueAt,
  housekeeping,
  leave,
  restored,
  uncommitted,
  wiped,
} from "./local.ts";
import { enter, flush, OUTBOX_LIMIT } from "./outbox.ts";
import { holdsBack, salvageAt } from "./salvage.ts";
import { type Effect, hello, type Input, type Machine, type Moment, parted, type Step, send } from "./state.ts";

export function step(machine: Machine, input: Input, moment: Moment): Step {
  const [taken, effects] = take(machine, input, moment);
  const [driven, more] = drive(leave(taken), moment);
  const [done, writes] = housekeeping(driven, moment.mono);
  return [done, more.length + writes.length === 0 ? effects : [...effects, ...more, ...writes]];
}

function take(machine: Machine, input: Input, moment: Moment): Step {
  switch (input.on) {
    case "opened":
      if (machine.link.at !== "opening") return [machine, []];
      return [{ ...machine, link: { ...machine.link, greeted: true } }, [hello(machine, moment.mono)]];
    case "frame":
      return hear(machine, input.frame, moment);
    case "closed":
      return [closed(machine, input.code, moment), []];
    case "tick":
      return [machine, []];
    case "command": {
      const { id, command } = input;
      if (machine.outbox.entries.length >= OUTBOX_LIMIT) return [machine, [{ do: "refused", id, command }]];
      const outbox = enter(machine.outbox, id, command, serverTime(machine.clock, moment.mono));
      return [{ ...machine, outbox }, [{ do: "keep", entries: outbox.entries.slice(-1) }]];
    }
    case "online":
      return input.online ? hurry({ ...machine, online: true }, moment) : [{ ...machine, online: false }, []];
    case "visible": {
      const next = { ...(input.visible ? machine : atOnce(machine, moment.mono)), visible: input.visible };
      const view = { stations: machine.identity.stations, visible: input.visible };
      const told: Effect[] = isGreeted(machine.link) ? [send({ t: "view", ...view })] : [];
      if (!input.visible) return [next, told];
      const [hurried, effects] = hurry(next, moment);
      return isGreeted(hurried.link) ? [hurried, told] : [hurried, effects];
    }
    case "painted":
      // What was on its way to the glass when the histories forked.
      if (input.shown.seq > machine.replica.seq) return [machine, []];
      return [{ ...machine, shown: { ...machine.shown, ...input.shown, still: false } }, []];
    case "restored":
      return [restored(machine, input.base, input.trouble, moment.mono), []];
    case "lead":
      return [{ ...machine, local: { ...machine.local, leads: true } }, []];
    case "adopted":
      return [adopted(machine, input.entries), []];
    case "kept":
      return [answeredKeep(machine, input.ids, "", moment.mono), []];
    case "unkept":
      return [answeredKeep(machine, input.ids, input.trouble, moment.mono), []];
    case "committed":
      return [committed(machine, input.dropped), []];
    case "uncommitted":
      return [uncommitted(machine, input.trouble, moment.mono), []];
    case "wiped":
      return wiped(machine, moment.mono);
    case "elsewhere":
      return [{ ...machine, local: { ...machine.local, elsewhere: input.unsent } }, []];
    case "forks":
      return [{ ...machine, salvage: { ...input.work.found(machine.salvage, input.forks), work: input.work } }, []];
  }
}

function closed(machine: Machine, code: number, moment: Moment): Machine {
  if (machine.link.at === "stopped" || machine.link.at === "waiting") return machine;
  return parted(machine, linkAfter(machine, code, moment));
}

/** The device woke up or has a network again: no waiting, and no trust in a socket that has been silent. */
function hurry(machine: Machine, moment: Moment): Step {
  const now = { at: "waiting" as const, until: moment.mono, tries: 0 };
  const { link, heard } = machine;
  if (link.at === "waiting") return [{ ...machine, link: now }, []];
  const silent = link.at === "welcome" && moment.mono - (heard.lastFrame ?? 0) > GREEN_MS;
  return silent ? [parted(machine, now), [{ do: "close" }]] : [machine, []];
}

/** What time alone brings: opening, giving up, sending what waits. */
function drive(machine: Machine, moment: Moment): Step {
  const { mono } = moment;
  const { link } = machine;
  if (link.at === "waiting" && mono >= opensAt(machine, link.until)) {
    return [{ ...machine, link: { at: "opening", since: mono, tries: link.tries, greeted: false } }, [{ do: "open" }]];
  }
  const giveUp = watchdogAt(link, machine.heard.lastFrame);
  if (giveUp !== null && mono >= giveUp) {
    return [parted(machine, backedOff(link, mono, moment.random)), [{ do: "close" }]];
  }
  if (!listening(machine)) return [machine, []];
  const { salvage, replica } = machine;
  if (salvage.forks.length > 0 && replica.phase.at === "following") {
    const next = salvage.work?.stride(salvage, replica.docs, machine.outbox, mono);
    if (next !== undefined) return [{ ...machine, salvage: next.salvage, outbox: next.outbox }, next.effects];
  }
  const [outbox, frames] = holdsBack(salvage, mono) ? [machine.outbox, []] : flush(machine.outbox, mono);
  const effects: Effect[] = frames.map(send);
  // A snapshot may be that of another history.
  const tells = replica.phase.at === "following" ? tellsAt(machine.shown) : null;
  if (tells === null || mono < tells) return [{ ...machine, outbox }, effects];
  const [shown, frame] = machine.shown.tell(machine.shown, mono);
  if (frame !== null) effects.push(send(frame));
  return [{ ...machine, outbox, shown }, effects];
}

/** Not before it is known what this screen has and where it stands. */
function opensAt({ local }: Machine, until: number): number {
  return local.ready ? until : Math.max(until, local.patienceUntil);
}

/** The server has answered the subscription: it knows this screen and has not forked from it. */
function listening(machine: Machine): boolean {
  const { link, replica } = machine;
  return link.at === "welcome" && (replica.phase.at === "following" || replica.phase.at === "snapping");
}

/** When a tick is due at the latest, monotonic ms; null: only an input can change anything. */
export function deadline(machine: Machine): number | null {
  const { link, outbox, replica, shown } = machine;
  const moments: number[] = [];
  if (link.at === "waiting") moments.push(opensAt(machine, link.until));
  const write = dueAt(machine);
  if (write !== null) moments.push(write);
  const giveUp = watchdogAt(link, machine.heard.lastFrame);
  if (giveUp !== null) moments.push(giveUp);
  if (listening(machine)) {
    const tells = tellsAt(shown);
    if (tells !== null && replica.phase.at === "following") moments.push(tells);
    const bringsAt = salvageAt(machine.salvage);
    if (bringsAt !== null) moments.push(bringsAt);
    else if (outbox.entries.some((entry) => !entry.sent && entry.result === null)) moments.push(outbox.pausedUntil);
  }
  return moments.length === 0 ? null : Math.min(...moments);
}
