/** Which tab of a page leads, and which page loads have ended: by Web Locks, or by heartbeats where there are none. */

import { LeaseTabs } from "./lease.ts";
import type { LocalDb } from "./local-db.ts";

export interface Member {
  readonly page: string;
  readonly load: string;
  readonly born: number;
}

export interface Tabs {
  /** Fulfilled when this tab leads, which it does until it ends. */
  leading(): Promise<void>;
  /** Those of the page loads that are surely no more. */
  ended(loads: readonly string[]): Promise<readonly string[]>;
  /** Those of these pages that are open in some tab. */
  open(pages: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Locks need a secure origin; on plain HTTP in a LAN there are none. */
export function tabsOf(member: Member, db: () => Promise<LocalDb>): Tabs {
  return navigator.locks === undefined ? new LeaseTabs(member, db) : new LockTabs(member, navigator.locks);
}

const forever = new Promise<never>(() => undefined);

class LockTabs implements Tabs {
  readonly #page: string;
  readonly #locks: LockManager;

  constructor({ page, load }: Member, locks: LockManager) {
    this.#page = page;
    this.#locks = locks;
    // Held for as long as the page lives: whoever sees it free knows that it ended.
    void locks.request(nameOf(load), () => forever);
  }

  leading(): Promise<void> {
    return new Promise((lead) => {
      void this.#locks.request(leadOf(this.#page), () => {
        lead();
        return forever;
      });
    });
  }

  async ended(loads: readonly string[]): Promise<readonly string[]> {
    const { held = [] } = await this.#locks.query();
    const alive = new Set(held.map((lock) => lock.name));
    return loads.filter((load) => !alive.has(nameOf(load)));
  }

  async open(pages: readonly string[]): Promise<ReadonlySet<string>> {
    const { held = [] } = await this.#locks.query();
    const led = new Set(held.map((lock) => lock.name));
    return new Set(pages.filter((page) => led.has(leadOf(page))));
  }
}

function leadOf(page: string): string {
  return `kds lead ${page}`;
}

function nameOf(load: string): string {
  return `kds load ${load}`;
}
