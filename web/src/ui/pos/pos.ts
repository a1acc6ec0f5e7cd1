/** What the pieces of the waiter's page share: the screen's desk, the drafts, the way through the page, what was read. */

import { batch, computed, effect, signal } from "@preact/signals-core";
import type { LineModifier } from "../../core/commands.ts";
import type { Dish, Service } from "../../core/documents.ts";
import { added, type Draft, emptyDraft, orderOf, ticketFor } from "../../core/draft.ts";
import { floorOf, type Spot } from "../../core/floor.ts";
import type { OptionGroup } from "../../core/guest/menu.ts";
import { hexOf } from "../../core/ids.ts";
import { askedNow, newsOf } from "../../core/news.ts";
import { missing } from "../../core/options.ts";
import { fates } from "../../core/outgoing.ts";
import type { Screen } from "../../core/screen.ts";
import { deviceIds } from "../../sync/device.ts";
import { Desk } from "../desk.ts";
import { Card } from "../menu-card.ts";
import { keepDrafts, keepSeen, keepSilent, readDrafts, readSeen, readSilent } from "./kept.ts";
import { Way } from "./route.ts";
import type { Sheet } from "./sheets.ts";

/** Bytes of randomness in an order's id: it must never meet another of this store. */
const ORDER_BYTES = 10;
/** ... and in a line's, which need only differ within its ticket and from what other phones write. */
const LINE_BYTES = 8;

export class Pos {
  readonly desk: Desk;
  readonly way = new Way();
  readonly card = new Card();
  readonly sheet = signal<Sheet | null>(null);
  readonly drafts = signal<readonly Draft[]>(readDrafts());
  /** Course that a tapped dish goes on. */
  readonly course = signal(1);
  /** False: this browser keeps nothing, so an unsent order lives as long as the page. */
  readonly keeps = signal(true);
  readonly seen = signal<ReadonlySet<string>>(readSeen());
  /** Parts of the house that others look after: this phone does not ring for them. */
  readonly silent = signal<ReadonlySet<string>>(readSilent());

  readonly floor = computed(() => {
    const { store, tickets } = this.desk.screen;
    return floorOf(store.value?.tables ?? [], tickets.value);
  });

  readonly news = computed(() => newsOf(this.desk.screen.tickets.value, this.seen.value));

  /** The store's own language first. */
  readonly languages = computed(() => this.desk.screen.store.value?.languages ?? []);

  constructor(screen: Screen) {
    this.desk = new Desk(screen, []);
  }

  /** Looks after what was sent, for as long as the page lives. */
  watch(until: AbortSignal): void {
    this.way.listen(until);
    this.card.follow(this.desk.screen.store, until);
    const stops = [
      effect(() => {
        this.keeps.value = keepDrafts(this.drafts.value);
      }),
      effect(() => keepSeen(this.seen.value)),
      effect(() => keepSilent(this.silent.value)),
      effect(() => this.#follow()),
      effect(() => this.#remember(askedNow(this.desk.screen.tickets.value))),
    ];
    until.addEventListener("abort", () => {
      for (const stop of stops) stop();
    });
  }

  #follow(): void {
    const { tickets, notices, sync } = this.desk.screen;
    if (!sync.value.loaded || sync.value.state !== "synced") return;
    const known = { tickets: tickets.value, notices: notices.value, settled: sync.value.waiting === 0 };
    const fate = fates(this.drafts.value, { ...known, nowMs: this.desk.screen.now.peek() });
    if (JSON.stringify(fate.drafts) !== JSON.stringify(this.drafts.peek())) this.drafts.value = fate.drafts;
    for (const notice of fate.taken) this.desk.screen.dismiss(notice);
    for (const draft of fate.again) this.#dispatch(draft, draft.sent?.into ?? "", draft.sent?.atMs ?? 0);
  }

  /** The spot with this key, though nothing may be open there. */
  spot(key: string): Spot | undefined {
    const { rooms, counter } = this.floor.value;
    return [...rooms.flatMap((room) => room.spots), ...counter].find((spot) => spot.key === key);
  }

  /** The order that is being written for this spot. */
  draftAt(key: string): Draft | undefined {
    return this.drafts.value.find((draft) => draft.sent === null && draftSpot(draft) === key);
  }

  /** Orders of this spot that are on their way. */
  sentAt(key: string): readonly Draft[] {
    return this.drafts.value.filter((draft) => draft.sent !== null && draftSpot(draft) === key);
  }

  begin(table: string, service: Service): Draft {
    const area = this.desk.screen.store.value?.tables.find((spot) => spot.id === table)?.area ?? "";
    return emptyDraft(`w${hexOf(deviceIds.bytes(ORDER_BYTES))}`, { table, area, service });
  }

  /** A dish of which something has to be chosen asks at once. */
  add(spot: string, dish: Dish): void {
    const draft = this.draftAt(spot) ?? this.begin(tableOf(spot), "dine_in");
    const uid = `w${hexOf(deviceIds.bytes(LINE_BYTES))}`;
    const next = added(draft, dish, uid, this.course.value);
    this.write(next);
    if (this.unanswered(dish.sku, []).length > 0 && next.lines.some((line) => line.uid === uid))
      this.sheet.value = { kind: "line", draft: draft.id, uid };
  }

  /** Options of the dish that nobody has answered. */
  unanswered(sku: string, modifiers: readonly LineModifier[]): readonly OptionGroup[] {
    const dish = this.card.dish(sku);
    return dish === undefined ? [] : missing(dish, modifiers, this.languages.value);
  }

  /** Puts the draft in the place of its former self; one with nothing on it is gone, unless it waits for a name. */
  write(draft: Draft): void {
    const next = draft.lines.length === 0 ? { ...draft, why: "", held: [] } : draft;
    const empty = next.lines.length === 0 && next.table !== "" && next.covers === 0 && next.note === "";
    if (empty) return this.drop(draft);
    const known = this.drafts.value.some((one) => one.id === draft.id);
    this.drafts.value = known
      ? this.drafts.value.map((one) => (one.id === draft.id ? next : one))
      : [...this.drafts.value, next];
  }

  drop(draft: Draft): void {
    this.drafts.value = this.drafts.value.filter((one) => one.id !== draft.id);
  }

  sendOrder(draft: Draft): void {
    if (draft.lines.length === 0) return;
    const { tickets, now } = this.desk.screen;
    this.#dispatch(draft, ticketFor(draft, tickets.value), now.value);
  }

  #dispatch(draft: Draft, into: string, atMs: number): void {
    batch(() => {
      const command = this.desk.send(orderOf(draft, into));
      const sent = { command, into, atMs };
      this.drafts.value = this.drafts.peek().map((one) => (one.id === draft.id ? { ...draft, why: "", sent } : one));
    });
  }

  /** The answers about this spot were on the glass. */
  read(spot: string): void {
    this.#remember(this.news.value.filter((one) => one.spot === spot).map((one) => one.key));
  }

  #remember(keys: readonly string[]): void {
    const fresh = keys.filter((key) => !this.seen.peek().has(key));
    if (fresh.length > 0) this.seen.value = new Set([...this.seen.peek(), ...fresh]);
  }
}

export function draftSpot(draft: Draft): string {
  return draft.table === "" ? `d/${draft.id}` : `t/${draft.table}`;
}

/** Empty for what has no table. */
export function tableOf(spot: string): string {
  return spot.startsWith("t/") ? spot.slice(2) : "";
}
