/** A search of the whole business day: what is typed, what the server found, and where it stands. */

import { computed, effect, signal } from "@preact/signals-core";
import type { Found } from "../core/past.ts";
import { searchable, wordsOf } from "../core/searching.ts";
import { findTickets, NoAnswer } from "../sync/past.ts";
import type { Desk } from "./desk.ts";

/** Somebody who types has not said all of it yet. */
const PAUSE_MS = 250;

/** `asking` holds what is known so far; `away`: no word from the server, `code` its own where it refused. */
export type Answer =
  | { readonly at: "nothing" }
  | { readonly at: "asking"; readonly found: Found | null }
  | { readonly at: "told"; readonly found: Found }
  | { readonly at: "away"; readonly code: string };

export class Looking {
  readonly query = signal("");
  /** All of the day is asked for, without a word. */
  readonly all = signal(false);
  readonly answer = signal<Answer>({ at: "nothing" });
  readonly #desk: Desk;
  readonly #stop: () => void;
  #asking = new AbortController();
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
    const synced = computed(() => this.#desk.screen.sync.value.state === "synced");
    // Who is back is asked again.
    this.#stop = effect(() => {
      if (synced.value && this.answer.peek().at === "away") this.again();
    });
  }

  get words(): readonly string[] {
    return wordsOf(this.query.value);
  }

  type(query: string): void {
    this.query.value = searchable(query);
    this.#drop();
    if (this.words.length === 0 && !this.all.peek()) {
      this.answer.value = { at: "nothing" };
      return;
    }
    this.answer.value = { at: "asking", found: null };
    this.#pause = setTimeout(() => this.again(), PAUSE_MS);
  }

  wholeDay(): void {
    this.all.value = true;
    this.again();
  }

  again(): void {
    this.#drop();
    void this.#ask(null);
  }

  /** The next page. */
  more(): void {
    const answer = this.answer.peek();
    if (answer.at === "told" && answer.found.after !== "") void this.#ask(answer.found);
  }

  close(): void {
    this.#drop();
    this.#stop();
  }

  #drop(): void {
    clearTimeout(this.#pause);
    this.#asking.abort();
    this.#asking = new AbortController();
  }

  /** What the server found beside what is here. */
  #unheld(found: Found | null): number {
    const held = new Set(this.#desk.screen.tickets.peek().map((ticket) => ticket.id));
    return found?.tickets.filter((ticket) => !held.has(ticket.id)).length ?? 0;
  }

  /** On and on, until there is something that was not on the glass before. */
  async #ask(before: Found | null): Promise<void> {
    const until = this.#asking.signal;
    let found = before;
    this.answer.value = { at: "asking", found };
    try {
      do {
        const asked = { query: this.query.peek(), stations: this.#desk.at, after: found?.after ?? "" };
        const next = await findTickets(asked, until);
        found = { ...next, tickets: [...(found?.tickets ?? []), ...next.tickets] };
      } while (found.after !== "" && this.#unheld(found) === this.#unheld(before));
      if (!until.aborted) this.answer.value = { at: "told", found };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (!until.aborted) this.answer.value = { at: "away", code: error.code };
    }
  }
}
