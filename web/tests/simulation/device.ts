/** One tablet: its disk, its clocks, its locks, and the tabs that are open on it. */

import { Chance } from "../chance.ts";
import type { Agenda } from "./agenda.ts";
import { Disk } from "./disk.ts";
import { connections } from "./memory-idb.ts";
import type { Page } from "./pages.ts";

/** One line of what happened. */
export type Tell = (what: string, ...about: unknown[]) => void;

interface Waiting {
  readonly of: Page;
  readonly name: string;
  readonly grant: () => unknown;
}

export class Device {
  readonly agenda: Agenda;
  readonly tell: Tell;
  readonly disk: Disk;
  readonly pages = new Set<Page>();
  /** How far its wall clock is ahead of the world's, ms. */
  skew = 0;
  /** Null: a plain HTTP origin, where browsers have no locks. */
  readonly locks: Locks | null;
  readonly #wall: number;
  #started: number;

  constructor(agenda: Agenda, tell: Tell, wall: number, seed: number, secure: boolean) {
    this.agenda = agenda;
    this.tell = tell;
    this.disk = new Disk(agenda, new Chance(seed));
    this.locks = secure ? new Locks() : null;
    this.#wall = wall;
    this.#started = agenda.now - 1_000;
  }

  mono(): number {
    return this.agenda.now - this.#started;
  }

  wall(): number {
    return this.#wall + this.agenda.now + this.skew;
  }

  forget(page: Page): void {
    this.pages.delete(page);
    this.disk.forget(page.load);
    for (const db of connections.get(this.disk) ?? []) {
      if (db.load !== page.load) continue;
      db.deaf = true;
      connections.get(this.disk)?.delete(db);
    }
    this.locks?.release(page);
  }

  losePower(): void {
    for (const page of [...this.pages]) page.end(false);
    this.disk.losePower();
    this.#started = this.agenda.now;
  }

  /** Somebody clears the browser's data: its tabs lose their connection. */
  wipe(): void {
    const open = connections.get(this.disk) ?? new Set();
    connections.delete(this.disk);
    this.disk.wipe();
    for (const db of open) {
      db.close();
      for (const page of this.pages) if (page.load === db.load) page.run(() => db.end());
    }
  }
}

/** `navigator.locks`, as far as tabs need it. */
export class Locks {
  readonly #held = new Map<string, Page>();
  #waiting: Waiting[] = [];

  request(of: Page, name: string, grant: () => unknown): Promise<never> {
    // What a dead page had begun may still come to its next line here.
    if (!of.dead) this.#waiting.push({ of, name, grant });
    this.#grant();
    return new Promise(() => undefined);
  }

  names(): readonly { readonly name: string }[] {
    return [...this.#held.keys()].map((name) => ({ name }));
  }

  release(of: Page): void {
    this.#waiting = this.#waiting.filter((one) => one.of !== of);
    for (const [name, holder] of this.#held) if (holder === of) this.#held.delete(name);
    this.#grant();
  }

  #grant(): void {
    for (const one of this.#waiting) {
      if (this.#held.has(one.name)) continue;
      this.#held.set(one.name, one.of);
      queueMicrotask(() => one.of.run(one.grant));
    }
    this.#waiting = this.#waiting.filter((one) => this.#held.get(one.name) !== one.of);
  }
}
