/** Runs the machine of one screen: inputs in, effects out to the ports, what is drawn into signals. */

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { serverTime } from "./clock.ts";
import type { ScreenCommand } from "./commands.ts";
import { BOARD_STREAM, type ScreenFrame, STORE_STREAM } from "./frames.ts";
import { UUID_RANDOM_BYTES, uuid7 } from "./ids.ts";
import { deadline, step } from "./machine.ts";
import type { Entry } from "./outbox.ts";
import { AGAIN } from "./salvage.ts";
import type { Happened, Notice, PageData, Screen } from "./screen.ts";
import { type Effect, firstMachine, type Input, type Machine } from "./state.ts";
import { sameStrip, stripOf } from "./strip.ts";
import type { Vault } from "./vault.ts";
import { type Foresight, pressedBy, view } from "./view.ts";

/** Notices kept for the glass; older ones are in the ticket's timeline. */
const NOTICES = 20;

/** Opens and closes sockets. After `close` or another `open` it says nothing more of the socket before. */
export interface Transport {
  open(): void;
  send(frame: ScreenFrame): void;
  close(): void;
}

/** Both in ms; only `mono` is trusted. */
export interface Clock {
  mono(): number;
  wall(): number;
}

export interface Ids {
  bytes(count: number): Uint8Array;
  /** In [0, 1). */
  random(): number;
}

export interface Driver {
  readonly screen: Screen;
  /** What it knows at this moment. */
  readonly machine: Machine;
  /** Something happened; the effects are carried out before it returns. */
  feed(input: Input): void;
  /** When `feed({on: "tick"})` is due at the latest, on the monotonic clock in ms: the next whole second or before. */
  nextTick(): number;
}

export interface Outfit {
  readonly page: PageData;
  /** Name of this screen, kept by the browser. */
  readonly device: string;
  /** Random id of this page load. */
  readonly load: string;
  readonly transport: Transport;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly foresight: ReadonlySignal<Foresight>;
}

export function createScreen({ page, device, load, transport, vault, clock, ids, foresight }: Outfit): Driver {
  const { app, schema, role, stations, store } = page;
  const stream = page.page === "board" ? BOARD_STREAM : STORE_STREAM;
  const identity = { app, schema, role, device, stream, store, stations };
  const startedAt = clock.mono();
  let machine = firstMachine(identity, load, clock.wall(), startedAt);

  const docs = signal(machine.replica.docs);
  const entries = signal(machine.outbox.entries);
  const sync = signal(stripOf(machine, startedAt, startedAt, clock.wall()));
  const now = signal(serverTime(machine.clock, startedAt));
  const notices = signal<readonly Notice[]>([]);
  const happened = signal<readonly Happened[]>([]);
  const viewed = computed(() => view(docs.value, entries.value, foresight.value));

  function feed(input: Input): void {
    const mono = clock.mono();
    const [next, effects] = step(machine, input, { mono, wall: clock.wall(), random: ids.random() });
    machine = next;
    batch(() => {
      if (happened.value.length > 0) happened.value = [];
      docs.value = next.replica.docs;
      entries.value = next.outbox.entries;
      const strip = stripOf(next, startedAt, mono, clock.wall());
      if (!sameStrip(sync.value, strip)) sync.value = strip;
      const time = serverTime(next.clock, mono);
      if (second(time) !== second(now.value)) now.value = time;
      for (const effect of effects) perform(effect, time);
    });
  }

  function perform(effect: Effect, atMs: number): void {
    switch (effect.do) {
      case "open":
        return transport.open();
      case "send":
        return transport.send(effect.frame);
      case "close":
        return transport.close();
      case "keep":
        return vault.keep(effect.entries);
      case "commit":
        return vault.commit(effect.commit, atMs);
      case "aside":
        return vault.setAside(effect.held, effect.common, effect.leaving);
      case "salvaged":
        return vault.salvaged(effect.key, effect.entries);
      case "answered":
        return tell(effect.entries.flatMap((entry) => noticeOf(entry, atMs)));
      case "changed": {
        const own = new Set(effect.own);
        happened.value = effect.causes.map((cause) => ({ ...cause, own: own.has(cause.command) }));
        return;
      }
      case "refused":
        return tell([{ ...refusal(effect.id, effect.command), atMs }]);
    }
  }

  function tell(fresh: readonly Notice[]): void {
    if (fresh.length > 0) notices.value = [...fresh, ...notices.value].slice(0, NOTICES);
  }

  const screen: Screen = {
    page,
    device,
    tickets: kept(() => viewed.value.tickets),
    store: computed(() => viewed.value.store),
    dishes: kept(() => viewed.value.dishes),
    layouts: kept(() => viewed.value.layouts),
    pickups: kept(() => viewed.value.pickups),
    board: computed(() => viewed.value.board),
    happened,
    sync,
    now,
    pressed: computed(() => pressedBy(entries.value)),
    notices,
    send(command) {
      const id = uuid7(serverTime(machine.clock, clock.mono()), ids.bytes(UUID_RANDOM_BYTES));
      feed({ on: "command", id, command });
      return { id };
    },
    dismiss(notice) {
      notices.value = notices.value.filter((one) => one.id !== notice);
    },
    painted(painted, seq, tell) {
      feed({ on: "painted", shown: { painted, seq, tell } });
    },
  };

  function nextTick(): number {
    const mono = clock.mono();
    const wholeSecond = mono + 1_000 - (serverTime(machine.clock, mono) % 1_000);
    return Math.min(deadline(machine) ?? wholeSecond, wholeSecond);
  }

  return {
    screen,
    get machine() {
      return machine;
    },
    feed,
    nextTick,
  };
}

function second(ms: number): number {
  return Math.floor(ms / 1_000);
}

/** The same array as before where every element is the same, so that nothing is derived again. */
function kept<T>(read: () => readonly T[]): ReadonlySignal<readonly T[]> {
  let last: readonly T[] = [];
  return computed(() => {
    const fresh = read();
    const same = fresh.length === last.length && fresh.every((one, index) => one === last[index]);
    if (!same) last = fresh;
    return last;
  });
}

/** Only what did not go as the person meant is said. */
function noticeOf({ id, cid, command, result }: Entry, atMs: number): readonly Notice[] {
  if (result === null || (result.result === "ok" && result.lost.length === 0)) return [];
  // It was decided before, under another number: its effect is there, or what it was about is long gone.
  if (result.why === "same_command" || cid.includes(AGAIN)) return [];
  const { why, detail, lost } = result;
  return [{ id, command, result: result.result, why, detail, lost, atMs }];
}

function refusal(id: string, command: ScreenCommand): Omit<Notice, "atMs"> {
  return { id, command, result: "rejected", why: "outbox_full", detail: "", lost: [] };
}
