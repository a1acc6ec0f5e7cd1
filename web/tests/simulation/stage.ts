/** Every device and page of one simulated kitchen, and what the world does to them. */

import { isDeepStrictEqual } from "node:util";
import * as foresee from "../../src/core/foresee.ts";
import type { Base } from "../../src/core/vault.ts";
import { view } from "../../src/core/view.ts";
import { Chance } from "../chance.ts";
import { Agenda } from "./agenda.ts";
import { compare } from "./comparing.ts";
import { Device } from "./device.ts";
import { Disk } from "./disk.ts";
import { furnish, sockets } from "./globals.ts";
import { choice } from "./hand.ts";
import { hold } from "./holding.ts";
import { Page, type Spec } from "./pages.ts";

furnish();

const realSetImmediate = setImmediate;

export class Stage {
  readonly agenda = new Agenda();
  readonly told: unknown[][] = [];
  readonly #wall: number;
  readonly #devices = new Map<string, Device>();
  readonly #pages = new Map<string, Page>();

  /** `wall` is the true time at the start, ms. */
  constructor(wall: number) {
    this.#wall = wall;
    sockets.clear();
  }

  async advance(now: number): Promise<void> {
    for (let run = this.agenda.take(now); run !== null; run = this.agenda.take(now)) {
      run();
      await this.settle();
    }
    this.agenda.now = now;
  }

  /** Until nothing more happens at this moment. */
  async settle(): Promise<void> {
    do await new Promise((resolve) => realSetImmediate(resolve));
    while (Disk.working > 0);
  }

  readonly #tell = (what: string, ...about: unknown[]) => {
    this.told.push([what, ...about]);
  };

  take(what: string, about: readonly never[]): void {
    const [first, second, third] = about;
    switch (what) {
      case "device":
        this.#devices.set(
          first as never,
          new Device(this.agenda, this.#tell, this.#wall, second as never, third as never),
        );
        return;
      case "load":
        return this.#load(this.#device(first), second as unknown as Spec);
      case "end":
        return this.#end(first, second as never);
      case "power":
        return this.#device(first).losePower();
      case "wipe":
        return this.#device(first).wipe();
      case "trouble":
        this.#device(first).disk.trouble = second as never;
        return;
      case "skew":
        this.#device(first).skew = second as never;
        return;
      case "opened":
        return sockets.get(first as never)?.opened();
      case "frame":
        return sockets.get(first as never)?.frame(second as never);
      case "closed":
        return sockets.get(first as never)?.closed(second as never);
      case "online":
        return this.#page(first)?.hear({ on: "online", online: second as never });
      case "visible":
        return this.#page(first)?.hear({ on: "visible", visible: second as never });
      case "tap":
        return this.#tap(first, second as never);
      case "look":
        return this.#look(first);
      case "hold":
        return hold(this.#devices, this.#tell);
      case "compare":
        return compare([...this.#pages.values()], first as never);
      default:
        throw new Error(`what is ${what}?`);
    }
  }

  #device(name: unknown): Device {
    const device = this.#devices.get(name as string);
    if (device === undefined) throw new Error(`no device ${name}`);
    return device;
  }

  #page(name: unknown): Page | undefined {
    const page = this.#pages.get(name as string);
    return page?.dead === false ? page : undefined;
  }

  #load(device: Device, spec: Spec): void {
    const page = new Page(device, spec);
    this.#pages.set(spec.name, page);
    device.pages.add(page);
  }

  #end(name: unknown, politely: boolean): void {
    this.#page(name)?.end(politely);
  }

  #tap(name: unknown, seed: number): void {
    const page = this.#page(name);
    if (page === undefined || page.driver.screen.sync.value.stopped !== "") return;
    const { screen } = page.driver;
    for (const command of choice(screen, new Chance(seed))) {
      const { id } = page.watched(() => screen.send(command), null);
      this.#tell("invoke", page.name, id, command);
    }
  }

  /** What every page says of itself now. */
  #look(name: unknown): void {
    const page = this.#page(name);
    if (page === undefined) return;
    const { machine, screen } = page.driver;
    const { docs, phase, seq, term } = machine.replica;
    const fresh = view(docs, machine.outbox.entries, foresee);
    if (
      !isDeepStrictEqual(fresh.tickets, screen.tickets.value) ||
      !isDeepStrictEqual(fresh.dishes, screen.dishes.value)
    )
      this.#tell("wrong", page.name, 6, "what is shown is not base and outbox");
    const leaving = machine.local.leaving.length + page.disk.rows("outbox").size;
    const base = page.disk.rows("base").get(page.shelf)?.value as Partial<Base> | undefined;
    const level = machine.link.at === "welcome" && phase.at === "following";
    this.#tell("state", page.name, {
      level,
      term,
      seq,
      leaving,
      waiting: machine.outbox.entries.length,
      kept: base?.term === term ? (base.seq ?? 0) : 0,
      link: machine.link,
      now: screen.now.value,
    });
  }
}
