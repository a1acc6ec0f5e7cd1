import assert from "node:assert/strict";
import { test } from "node:test";
import { completeTicket } from "../src/core/complete.ts";
import { Chance } from "./chance.ts";
import { FakeDevice } from "./fake-device.ts";
import { FakeServer } from "./fake-server.ts";
import { document, far, potOf } from "./kitchen.ts";
import { misfortune, type Story, tap, trouble } from "./mishaps.ts";
import { SimulatedScreen, STEP_MS } from "./world.ts";

/** Worlds that are played, or KDS_WORLDS of them; a failing one is played again alone with KDS_SEED. */
const SEEDS =
  process.env.KDS_SEED === undefined
    ? Array.from({ length: Number(process.env.KDS_WORLDS ?? 150) }, (_, seed) => seed + 1)
    : [Number(process.env.KDS_SEED)];

/** How long things go wrong, and how long a healed world may take: watchdog, backoff and a ping or two. */
const TROUBLE_MS = 30_000;
const HEALING_MS = 20_000;

/** ... and storage that failed just before the end is tried again by then. */
const WRITING_MS = 20_000;

const PING_MS = 2_000;

function everySoOften(server: FakeServer, devices: readonly FakeDevice[], now: number): void {
  server.ping(now);
  for (const device of devices) device.look();
}

function play(seed: number, story: Story): void {
  const chance = new Chance(seed);
  const server = new FakeServer();
  for (let count = 0; count < 5; count++) server.place(`t${count}`);
  const twoTabs = new FakeDevice();
  const devices = [twoTabs, twoTabs, new FakeDevice(), new FakeDevice()];
  const screens = devices.map((device, index) => new SimulatedScreen(`tab${index}`, chance, device));
  let backup = server.log.backup();
  let now = 0;
  for (; now < TROUBLE_MS; now += STEP_MS) {
    if (now % PING_MS === 0) everySoOften(server, devices, now);
    trouble(chance, server, screens, story);
    if (chance.often(0.01)) backup = server.log.backup();
    if (chance.often(0.002)) {
      for (const device of devices) device.owe();
      server.restart(backup);
      story.restores += 1;
    }
    for (const screen of screens) {
      misfortune(chance, screen, screens, now, story);
      screen.device.work(chance.below(3));
      tap(chance, screen, now, story);
      screen.carry(server, now, chance.below(4));
    }
  }
  server.full = false;
  for (const device of devices) device.trouble = "";
  const pass = (ms: number) => {
    for (const until = now + ms; now < until; now += STEP_MS) {
      if (now % PING_MS === 0) everySoOften(server, devices, now);
      for (const screen of screens) {
        screen.device.work(50);
        screen.carry(server, now, 50);
      }
    }
  };
  const settled = () =>
    screens.every(
      (screen) => screen.machine.outbox.entries.length === 0 && screen.machine.replica.seq === server.log.head,
    );
  pass(HEALING_MS);
  assert.ok(settled(), "every screen is level with the server and has nothing left to send");
  check(server, screens);
  pass(WRITING_MS);
  for (const device of new Set(devices)) checkDisk(device, server);
}

/** What the server's log says, in the order of the keys. */
function truthOf(server: FakeServer) {
  const tickets = [...server.log.tickets()].map(
    ([id, row]) => [`ticket/${id}`, completeTicket(document(id, row.pot))] as const,
  );
  return new Map(tickets.sort());
}

function check(server: FakeServer, screens: readonly SimulatedScreen[]): void {
  const ids = server.log.rows.map((row) => row.command);
  assert.equal(new Set(ids).size, ids.length, "each command is in the log at most once");
  const finished = server.log.rows
    .filter((row) => row.pot.state === "done")
    .map((row) => `${row.ticket} ${row.pot.gen}`);
  assert.equal(new Set(finished).size, finished.length, "one generation of a task is finished at most once");
  const truth = truthOf(server);
  for (const screen of screens) {
    const shown = new Map([...screen.machine.replica.docs].map(([key, doc]) => [key, doc.value]));
    assert.deepEqual(new Map([...shown].sort()), truth, "the screen shows what the server holds");
    assert.deepEqual(
      screen.made.filter((id) => screen.device.durable.has(id) && !screen.device.ended.has(id)),
      [],
      "every command that was shown as done came to an end",
    );
  }
}

function checkDisk({ disk, owed }: FakeDevice, server: FakeServer): void {
  for (const [id, ticket] of owed) {
    const there = server.log.tickets().get(id)?.pot;
    assert.ok(
      there !== undefined && far(there) >= far(potOf({ ...ticket })),
      `${id} was brought back as far as it was`,
    );
  }
  assert.equal(disk.outbox.size, 0, "nothing that was settled is kept as waiting");
  assert.equal(disk.base?.seq, server.log.head, "the device keeps what is shown");
  const kept = new Map([...(disk.base?.docs ?? [])].map(([key, doc]) => [key, doc.value]));
  assert.deepEqual(new Map([...kept].sort()), truthOf(server), "the device keeps what the server holds");
  assert.deepEqual(disk.forks, [], "what was put aside was brought back");
}

test(`${SEEDS.length} kitchens with cuts, crashes, restores and full disks all heal`, (context) => {
  const story: Story = {
    commands: 0,
    cuts: 0,
    restarts: 0,
    restores: 0,
    forgets: 0,
    reloads: 0,
    powerCuts: 0,
    wipes: 0,
    troubles: 0,
  };
  for (const seed of SEEDS) {
    try {
      play(seed, story);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  context.diagnostic(JSON.stringify(story));
});
