/** What all the pieces of one page share: the screen, whose page it is, the hands on it, and what it can take back. */

import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { nothing, TemplateResult } from "lit";
import type { ScreenCommand } from "../core/commands.ts";
import { PASS, type Ticket } from "../core/documents.ts";
import { fewLeft } from "../core/portions.ts";
import { type At, EVERYWHERE } from "../core/priority.ts";
import type { Screen } from "../core/screen.ts";
import { roomy } from "./dress.ts";
import { PerKey } from "./per-key.ts";
import { Taps } from "./taps.ts";
import type { TextKey } from "./text.ts";
import { Undos } from "./undo.ts";

/** How long the glass says why a tap did nothing. */
const HINT_MS = 5000;
/** What opens over the cards, or, the all-day counts, beside them. */
export type Panel = "" | "recall" | "soldout" | "settings" | "learn" | "allday";

export interface Paging {
  /** Pages before this one. */
  readonly before: number;
  /** Ids of the cards that are not, or not wholly, on this page or an earlier one. */
  readonly after: readonly string[];
}

/** The sound of this screen, once its script is here. */
export interface Ringer {
  readonly hearing: ReadonlySignal<"starting" | "on" | "blocked" | "none">;
  /** Languages that should be spoken and have no voice on this device. */
  readonly dumb: ReadonlySignal<readonly string[]>;
  unlock(): void;
  test(): void;
  /** How the sound is, where that is worth saying. */
  mark(): TemplateResult | typeof nothing;
}

/** How this screen hangs, once its script is here. */
export interface Wall {
  /** False: a phone in a hand. */
  readonly isWall: boolean;
  /** By what the glass is kept from going to sleep. */
  readonly hold: ReadonlySignal<"off" | "lock" | "video" | "refused">;
  /** The offer of the whole glass, while it waits for a touch. */
  mark(): TemplateResult | typeof nothing;
}

export class Desk {
  readonly screen: Screen;
  /** Ids of the stations, `expo` for the pass: the names under which changes wait for this page. */
  readonly stations: At;
  readonly taps = new Taps();
  readonly undos: Undos;
  /** Sku → portions left, where few are. */
  readonly few = computed(() => fewLeft(this.screen.dishes.value));
  /** A catalog key: why the last tap did nothing. Empty: nothing to say. */
  readonly hint = signal<TextKey | "">("");
  readonly panel = signal<Panel>("");
  /** Are the counts beside the cards shown? */
  readonly side = signal(roomy());
  /** Page of cards, from 0. */
  readonly page = signal(0);
  /** Ids of the tasks that are drawn. */
  readonly glass = signal<readonly string[]>([]);
  readonly paging = signal<Paging>({ before: 0, after: [] });
  readonly ringer = signal<Ringer | null>(null);
  /** Tickets whose past is looked at, the one that is shown first; none: the recall panel has its list. */
  readonly looked = signal<readonly Ticket[]>([]);
  readonly wall = signal<Wall | null>(null);
  readonly #pressed = new PerKey((what) => this.screen.pressed.value.has(what));
  #hinted: ReturnType<typeof setTimeout> | undefined;

  constructor(screen: Screen, stations: At) {
    this.screen = screen;
    this.stations = stations;
    this.undos = new Undos(screen.page.undo_ms);
  }

  /** Does this page see to the work of all, and to what is served? */
  get isPass(): boolean {
    return this.stations.includes(PASS);
  }

  /** Whose work stands here: that of its stations, at the pass and on the floor that of all. */
  get at(): At {
    return this.isPass ? EVERYWHERE : this.stations;
  }

  /** True while a command about this task, item, change (`{ticket}#{id}`) or dish has not come back. */
  pressed(what: string): boolean {
    return this.#pressed.at(what);
  }

  say(key: TextKey): void {
    this.hint.value = key;
    clearTimeout(this.#hinted);
    this.#hinted = setTimeout(() => {
      this.hint.value = "";
    }, HINT_MS);
  }

  send(command: ScreenCommand): string {
    return this.screen.send(command).id;
  }

  /** The second press of a panel's button closes it. */
  toggle(panel: Panel): void {
    if (panel === "allday") this.side.value = !this.side.value;
    else this.panel.value = this.panel.value === panel ? "" : panel;
  }

  lookAt(tickets: readonly Ticket[]): void {
    this.looked.value = tickets;
    if (tickets.length > 0) this.panel.value = "recall";
  }

  /** `around`: after the last page comes the first. */
  turn(pages: number, around = false): void {
    const atEnd = pages > 0 && this.paging.value.after.length === 0;
    if (atEnd && around) this.page.value = 0;
    if (!atEnd) this.page.value = Math.max(0, this.page.value + pages);
  }
}
