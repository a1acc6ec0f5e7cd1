/** What the rooms of the manager's page share: the desk, the server's answers, and which room one is in. */

import { computed, signal } from "@preact/signals-core";
import { faultsOf, rowsOf, unwatched } from "../../core/manage.ts";
import type { Screen } from "../../core/screen.ts";
import type { ManageLink, Outcome } from "../../sync/manage-link.ts";
import { Desk } from "../desk.ts";
import type { IconName } from "../icon.ts";
import { ifKnown, t } from "../text.ts";

export const ROOMS = ["screens", "dishes", "kitchen", "bodies"] as const;
export type Room = (typeof ROOMS)[number];

export const ROOM_ICONS: Readonly<Record<Room, IconName>> = {
  screens: "side",
  dishes: "soldout",
  kitchen: "list",
  bodies: "question",
};

export class House {
  readonly desk: Desk;
  readonly link: ManageLink;
  /** This page among the screens. */
  readonly device: string;
  readonly room = signal<Room>(roomOf(location.hash));

  /** Null before the server has answered. */
  readonly rows = computed(() => {
    const state = this.link.state.value;
    return state === null ? null : rowsOf(state);
  });
  readonly unwatched = computed(() => {
    const state = this.link.state.value;
    return state === null ? [] : unwatched(this.desk.screen.store.value?.stations ?? [], state);
  });

  constructor(screen: Screen, link: ManageLink, device: string) {
    this.desk = new Desk(screen, []);
    this.link = link;
    this.device = device;
  }

  get timezone(): string {
    return this.desk.screen.store.value?.timezone ?? "UTC";
  }

  listen(until: AbortSignal): void {
    const follow = () => {
      this.room.value = roomOf(location.hash);
      scrollTo(0, 0);
    };
    addEventListener("hashchange", follow, { signal: until });
  }

  /** What waits for somebody there; dishes that are out are news, not work. */
  count(room: Room): number {
    const state = this.link.state.value;
    if (room === "dishes") return this.desk.screen.dishes.value.filter((dish) => !dish.available).length;
    if (state === null) return 0;
    switch (room) {
      case "screens":
        return state.screens.filter((screen) => faultsOf(screen, state.app).length > 0).length;
      case "kitchen":
        return state.kitchen.problems.length;
      case "bodies":
        return state.quarantine.count;
    }
  }
}

function roomOf(hash: string): Room {
  return ROOMS.find((room) => hash === `#${room}`) ?? "screens";
}

/** Why something that was asked of the server did not come about, and what to do. */
export function failure(outcome: Outcome): string {
  return ifKnown(`manage.failed_${outcome}`) ?? t("manage.failed", { code: outcome });
}
