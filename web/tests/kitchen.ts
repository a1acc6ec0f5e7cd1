/** A small kitchen with the rules of generations, to stand behind a fake server: one task a ticket. */

import type { ScreenCommand } from "../src/core/commands.ts";

export interface Pot {
  readonly state: "queued" | "done";
  readonly gen: number;
  readonly bump: string;
}

export type Verdict =
  | { readonly result: "ok"; readonly pot: Pot }
  | { readonly result: "noop" | "rejected"; readonly why: string };

/** The conflict table of `docs/protocol.md` for one task. */
export function judge(pot: Pot, command: ScreenCommand, id: string): Verdict {
  if (command.kind !== "bump" && command.kind !== "recall") return { result: "rejected", why: "unknown_task" };
  const [seen] = command.tasks;
  if (seen === undefined) return { result: "noop", why: "nothing_to_do" };
  if (command.kind === "recall") {
    const stands = pot.state === "done" && pot.bump === seen.bump;
    return stands
      ? { result: "ok", pot: { state: "queued", gen: pot.gen + 1, bump: "" } }
      : { result: "noop", why: "stale" };
  }
  if (seen.gen < pot.gen) return { result: "noop", why: "stale" };
  if (seen.gen > pot.gen) return { result: "rejected", why: "generation_ahead" };
  if (pot.state === "done") return { result: "noop", why: "already_done" };
  return { result: "ok", pot: { ...pot, state: "done", bump: id } };
}

/** How far it got: the generation first. */
export function far({ gen, state }: Pot): number {
  return gen * 2 + (state === "done" ? 1 : 0);
}

/** The pot of a document, complete or not. */
export function potOf(ticket: Readonly<Record<string, unknown>>): Pot {
  const [item] = ticket.items as readonly { readonly tasks: readonly Partial<Pot>[] }[];
  const { gen = 1, state = "queued", bump = "" } = item?.tasks[0] ?? {};
  return { gen, state, bump };
}

/** The document of a ticket with this pot, as the wire has it: defaults left out. */
export function document(id: string, pot: Pot): Readonly<Record<string, unknown>> {
  const done = pot.state === "done" ? { state: "done", bump: pot.bump } : {};
  const task = { id: `${id}.0`, station: "hot", queued_ms: 1, ...(pot.gen > 1 ? { gen: pot.gen } : {}), ...done };
  const item = {
    id: `${id}-i`,
    uid: "1",
    name: "soup",
    tasks: [task],
    ...(pot.state === "done" ? { state: "ready" } : {}),
  };
  return {
    id,
    source: "till",
    external_id: id,
    number: id,
    items: [item],
    ...(pot.state === "done" ? { state: "ready" } : {}),
  };
}
