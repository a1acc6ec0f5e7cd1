/** Starts the screen of a page: socket, ticker and the browser's own events, joined to the core. */

import { effect, signal } from "@preact/signals-core";
import { createScreen, type Driver } from "../core/driver.ts";
import { type PageData, prefixOf, type Screen } from "../core/screen.ts";
import { BLIND, type Foresight } from "../core/view.ts";
import { arriving } from "./arriving.ts";
import { deviceClock, deviceIds, deviceName } from "./device.ts";
import { Socket } from "./socket.ts";
import { startTicker } from "./ticker.ts";

/** A screen of an older version loads itself again after 2 to 10 s, so that a kitchen's screens do not all do it at once. */
const RELOAD_MIN_MS = 2_000;
const RELOAD_SPREAD_MS = 8_000;

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
  const transport = new Socket(url.href, (input) => driver.feed(input));
  const driver: Driver = createScreen({
    page,
    device: prefixOf(page) + deviceName(asked),
    transport,
    clock: deviceClock,
    ids: deviceIds,
    foresight,
  });
  addEventListener("online", () => driver.feed({ on: "online", online: true }));
  addEventListener("offline", () => driver.feed({ on: "online", online: false }));
  document.addEventListener("visibilitychange", () => driver.feed(visibility()));
  driver.feed(visibility());
  reloadWhenOutdated(driver.screen);
  startTicker(driver);
  return driver.screen;
}

function visibility() {
  return { on: "visible", visible: document.visibilityState === "visible" } as const;
}

/** Never while commands wait: they live in this page, so a person decides. */
function reloadWhenOutdated(screen: Screen): void {
  effect(() => {
    const { stopped, waiting } = screen.sync.value;
    if (stopped !== "reload" || waiting > 0) return;
    const timer = setTimeout(() => location.reload(), RELOAD_MIN_MS + deviceIds.random() * RELOAD_SPREAD_MS);
    return () => clearTimeout(timer);
  });
}
