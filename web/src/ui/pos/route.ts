/** Where on the waiter's page one is; it stands in the address, so that the phone's own Back works. */

import { signal } from "@preact/signals-core";

/** `spot` is the key of a table (`t/5`), of an order (`k/{ticket}`) or of a draft without a table (`d/{draft}`). */
export type Route =
  | { readonly at: "floor" }
  | { readonly at: "table"; readonly spot: string }
  | { readonly at: "menu"; readonly spot: string }
  | { readonly at: "draft"; readonly spot: string };

const PLACES = ["table", "menu", "draft"] as const;

export function routeOf(hash: string): Route {
  const [, at, spot] = /^#(\w+)=(.+)$/.exec(hash) ?? [];
  const place = PLACES.find((one) => one === at);
  return place === undefined || spot === undefined ? { at: "floor" } : { at: place, spot: decoded(spot) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function hashOf(route: Route): string {
  return route.at === "floor" ? "#" : `#${route.at}=${encodeURIComponent(route.spot)}`;
}

export class Way {
  readonly now = signal<Route>(routeOf(location.hash));

  listen(until: AbortSignal): void {
    const follow = () => {
      this.now.value = routeOf(location.hash);
    };
    addEventListener("hashchange", follow, { signal: until });
  }

  go(route: Route): void {
    if (hashOf(route) === hashOf(this.now.value)) return;
    history.pushState(null, "", hashOf(route));
    this.now.value = route;
    scrollTo(0, 0);
  }

  /** In the place of where one is now: Back does not lead to what is done. */
  turn(route: Route): void {
    history.replaceState(null, "", hashOf(route));
    this.now.value = route;
  }
}
