/** Keeps this screen's choices on the server, and follows what the store says, for as long as the page is there. */

import { effect } from "@preact/signals-core";
import { agreed, same, spelled } from "../core/kept.ts";
import type { Change } from "../core/layout.ts";
import type { Screen } from "../core/screen.ts";
import { kept, ofTheStore } from "./settings.ts";

export function followLayout(screen: Screen): void {
  effect(() => {
    const now = (screen.store.value ?? screen.board.value)?.screens;
    if (now !== undefined && !same(now, ofTheStore.peek())) ofTheStore.value = now;
  });
  // Guests' screens may ask for nothing: their choices stay their own.
  if (screen.page.role !== "board") keepOnServer(screen);
}

function keepOnServer(screen: Screen): void {
  let first = true;
  let sent: { readonly id: string; readonly change: Change } | null = null;
  let seenOn = "";
  const send = (change: Change) => {
    sent = { id: screen.send({ kind: "set_layout", screen: screen.device, ...spelled(change) }).id, change };
  };
  effect(() => {
    const mine = screen.layouts.value.find((one) => one.id === screen.device) ?? null;
    const { pending } = kept.value;
    const day = screen.store.value?.day ?? "";
    // What the device kept of the server may be old: only the server itself knows whether this name is new.
    if (first && screen.sync.value.state !== "synced") return;
    if (screen.pressed.value.has(`screen ${screen.device}`)) return;
    const refused = screen.notices.peek().some((one) => one.id === sent?.id && one.result === "rejected");
    // The glass says why; the screen keeps its choices to itself until somebody makes another.
    if (refused && same(sent?.change, pending)) return;
    const done = refused ? null : (sent?.change ?? null);
    const next = agreed(kept.peek(), { server: mine?.own ?? null, sent: done, first });
    first = false;
    sent = null;
    if (!same(next, kept.peek())) kept.value = next;
    if (Object.keys(next.pending).length > 0) send(next.pending);
    else if (mine !== null && mine.day !== day && seenOn !== day) {
      seenOn = day;
      send({});
    }
  });
}
