/** The manager's page and the server over HTTP: asks again and again how the store is, and carries what she decides. */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { BodySeen, ManageState } from "../core/manage.ts";

/** Between two questions: as often as the screens tell how they are. */
const ASK_MS = 2_000;
/** A server that has not answered by then is away. */
const PATIENCE_MS = 5_000;

/** `away`: the last answer is old. `denied`: somebody has to sign in again. */
export type Contact = "asking" | "there" | "away" | "denied";

/** "": it is done. Else the server's code, or `away` where it could not be asked. */
export type Outcome = string;

export class ManageLink {
  readonly #state = signal<ManageState | null>(null);
  readonly #contact = signal<Contact>("asking");
  #timer = 0;

  constructor() {
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#ask());
    addEventListener("online", () => this.#ask());
    this.#ask();
  }

  /** As last told; null: never yet. */
  get state(): ReadonlySignal<ManageState | null> {
    return this.#state;
  }

  get contact(): ReadonlySignal<Contact> {
    return this.#contact;
  }

  retry(id: string): Promise<Outcome> {
    return this.#act(`bodies/${encodeURIComponent(id)}/retry`);
  }

  discard(id: string, by: string, reason: string): Promise<Outcome> {
    return this.#act(`bodies/${encodeURIComponent(id)}/discard`, { by, reason });
  }

  forget(device: string): Promise<Outcome> {
    return this.#act("screens/forget", { device });
  }

  readKitchen(): Promise<Outcome> {
    return this.#act("kitchen/read");
  }

  /** A code where it could not be had. */
  async body(id: string): Promise<BodySeen | Outcome> {
    const answer = await this.#fetch(`bodies/${encodeURIComponent(id)}`);
    return typeof answer === "string" ? answer : ((await answer.json()) as BodySeen);
  }

  async #act(what: string, said: object = {}): Promise<Outcome> {
    const headers = { "content-type": "application/json" };
    const answer = await this.#fetch(what, { method: "POST", headers, body: JSON.stringify(said) });
    if (typeof answer === "string") return answer;
    this.#state.value = (await answer.json()) as ManageState;
    return "";
  }

  /** A page that nobody sees asks nothing. */
  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    if (document.visibilityState === "visible") {
      const answer = await this.#fetch("state");
      if (typeof answer !== "string") this.#state.value = (await answer.json()) as ManageState;
      this.#contact.value = typeof answer !== "string" ? "there" : answer === "unauthorized" ? "denied" : "away";
    }
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(), ASK_MS);
  }

  /** The answer, or the code why there is none. */
  async #fetch(what: string, init: RequestInit = {}): Promise<Response | Outcome> {
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(`/manage/${what}`, { ...init, signal: given.signal });
      if (answer.ok) return answer;
      return ((await answer.json()) as { code?: string }).code ?? "away";
    } catch {
      return "away";
    } finally {
      clearTimeout(timer);
    }
  }
}
