/** Starts the screen of a page: socket, ticker and the browser's own events, joined to the core. */

import { signal } from "@preact/signals-core";
import { createScreen, type Driver } from "../core/driver.ts";
import { hexOf, LOAD_RANDOM_BYTES } from "../core/ids.ts";
import { type PageData, prefixOf, type Screen } from "../core/screen.ts";
import type { Input } from "../core/state.ts";
import type { Vault } from "../core/vault.ts";
import { BLIND, type Foresight } from "../core/view.ts";
import { arriving } from "./arriving.ts";
import { deviceClock, deviceIds, deviceName } from "./device.ts";
import { LateVault } from "./late-vault.ts";
import { Socket } from "./socket.ts";
import { startTicker } from "./ticker.ts";

/** What the server wrote into the page. */
export function pageData(): PageData {
  const text = document.getElementById("kds-page")?.textContent;
  if (text == null) throw new Error("this page lacks #kds-page: it must come from the kds server");
  return JSON.parse(text) as PageData;
}

/** `asked`: the name that somebody gives this screen, such as that of the tablet it takes the place of. */
export function startScreen(page: PageData, asked: string): Screen {
  const url = new URL("/ws", location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const foresight = signal<Foresight>(BLIND);
  arriving(() => import("../core/foresee.ts")).then((known) => {
    foresight.value = known;
  });
  const tell = (input: Input) => driver.feed(input);
  const load = hexOf(deviceIds.bytes(LOAD_RANDOM_BYTES));
  const driver: Driver = createScreen({
    page,
    device: prefixOf(page) + deviceName(asked),
    load,
    transport: new Socket(url.href, tell),
    vault: new LateVault(openVault(page, load, tell), tell),
    clock: deviceClock,
    ids: deviceIds,
    foresight,
  });
  addEventListener("online", () => driver.feed({ on: "online", online: true }));
  addEventListener("offline", () => driver.feed({ on: "online", online: false }));
  document.addEventListener("visibilitychange", () => driver.feed(visibility()));
  driver.feed(visibility());
  arriving(() => import("./shell.ts")).then(({ keepShell }) => keepShell(driver.screen, deviceIds.random()));
  startTicker(driver);
  return driver.screen;
}

/** Not needed to paint, and at once needed for what is painted next. */
async function openVault(page: PageData, load: string, tell: (input: Input) => void): Promise<Vault> {
  const { DeviceVault } = await import("./device-vault.ts");
  const { schema, store } = page;
  const owner = { page: `${page.page}/${page.stations.join("+")}`, load, schema, store, born: deviceClock.wall() };
  const vault = new DeviceVault(owner, tell, deviceClock.wall);
  void vault.start();
  return vault;
}

function visibility() {
  return { on: "visible", visible: document.visibilityState === "visible" } as const;
}
