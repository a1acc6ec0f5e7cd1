/** The connection as the screen sees it: when to open it, when to give it up, when to stop trying. */

/** The strip is green only if a frame came within this time: two missed pings and a half. */
export const GREEN_MS = 5_000;

/** Silence after which the connection is given up: a browser never notices a half-open socket by itself. */
export const WATCHDOG_MS = 12_000;

/** Reconnect after a random part of 250 ms · 2ⁿ, at most 5 s, so that twenty screens do not come back in one moment. */
const BACKOFF_MS = 250;
const BACKOFF_MAX_MS = 5_000;

export type Link =
  | { readonly at: "waiting"; readonly until: number; readonly tries: number }
  /** The socket is being opened, or is open and the hello has not been answered. */
  | { readonly at: "opening"; readonly since: number; readonly tries: number; readonly greeted: boolean }
  | { readonly at: "welcome"; readonly term: string }
  | { readonly at: "stopped"; readonly why: string };

/** The server has been told, or is just being told, what this screen shows. */
export function isGreeted(link: Link): boolean {
  return link.at === "welcome" || (link.at === "opening" && link.greeted);
}

export const FIRST_LINK: Link = { at: "waiting", until: 0, tries: 0 };

/** After a lost or refused connection; `random` in [0, 1). */
export function backedOff(link: Link, now: number, random: number): Link {
  const tries = link.at === "opening" || link.at === "waiting" ? link.tries : 0;
  const most = Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** Math.min(tries, 10));
  return { at: "waiting", until: now + random * most, tries: tries + 1 };
}

/** When the watchdog gives the connection up; null: there is none to watch. */
export function watchdogAt(link: Link, lastFrame: number | null): number | null {
  switch (link.at) {
    case "opening":
      return link.since + WATCHDOG_MS;
    case "welcome":
      return (lastFrame ?? 0) + WATCHDOG_MS;
    case "waiting":
    case "stopped":
      return null;
  }
}
