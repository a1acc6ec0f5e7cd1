/** What goes wrong in a simulated kitchen, and what its cooks do meanwhile. */

import type { Chance } from "./chance.ts";
import type { FakeServer } from "./fake-server.ts";
import type { SimulatedScreen } from "./world.ts";

/** How often each thing happened. */
export interface Story {
  commands: number;
  cuts: number;
  restarts: number;
  restores: number;
  forgets: number;
  reloads: number;
  powerCuts: number;
  wipes: number;
  troubles: number;
}

/** What befalls the network and the server. */
export function trouble(chance: Chance, server: FakeServer, screens: readonly SimulatedScreen[], story: Story): void {
  const wire = chance.pick(screens)?.wire;
  if (chance.often(0.02) && wire != null) {
    wire.cut = true;
    wire.mute = chance.often(0.5);
    wire.told = chance.often(0.6);
    story.cuts += 1;
  }
  if (chance.often(0.004)) {
    server.restart();
    story.restarts += 1;
  }
  if (chance.often(0.003)) {
    server.log.forgetResults();
    story.forgets += 1;
  }
  if (chance.often(0.01)) server.full = !server.full;
  if (chance.often(0.03)) server.place(`t${server.log.head}`);
}

/** What befalls the device of a tab. */
export function misfortune(
  chance: Chance,
  tab: SimulatedScreen,
  all: readonly SimulatedScreen[],
  now: number,
  story: Story,
): void {
  const { device } = tab;
  if (chance.often(0.01)) {
    tab.reload(now);
    story.reloads += 1;
  }
  if (chance.often(0.002)) {
    device.losePower(chance);
    for (const one of all) if (one.device === device) one.reload(now);
    story.powerCuts += 1;
  }
  if (chance.often(0.002)) {
    device.wipe();
    story.wipes += 1;
  }
  if (chance.often(0.005)) {
    device.trouble = device.trouble === "" ? (chance.often(0.5) ? "full" : "refused") : "";
    story.troubles += 1;
  }
}

export function tap(chance: Chance, screen: SimulatedScreen, now: number, story: Story): void {
  const ticket = chance.pick(screen.tickets());
  const task = ticket?.items[0]?.tasks[0];
  if (ticket === undefined || task === undefined || !chance.often(0.1)) return;
  const seen = { task: task.id, gen: task.gen };
  if (task.state === "queued") screen.act({ kind: "bump", ticket: ticket.id, tasks: [seen] }, now);
  else screen.act({ kind: "recall", ticket: ticket.id, tasks: [{ ...seen, bump: task.bump }] }, now);
  story.commands += 1;
}
