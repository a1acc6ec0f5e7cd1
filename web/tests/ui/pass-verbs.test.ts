import assert from "node:assert/strict";
import { test } from "node:test";
import type { PassCard } from "../../src/core/card.ts";
import type { ScreenCommand } from "../../src/core/commands.ts";
import { passCards } from "../../src/core/pass.ts";
import { askRush, callAgain } from "../../src/ui/pass-verbs.ts";
import { BOUNCE_MS, Taps } from "../../src/ui/taps.ts";
import { ticket } from "../builders.ts";

/** Two tickets that are merged are one card. */
const PAIR = [
  ticket("a", { items: [{ tasks: [{}] }] }),
  ticket("b", { merged_into: "a", items: [{ tasks: [{}] }] }),
] as const;

function desk() {
  const sent: ScreenCommand[] = [];
  const send = (command: ScreenCommand) => `c${sent.push(command)}`;
  return { hands: { send, taps: new Taps() }, sent };
}

test("a bounce of a wet finger hurries nobody twice, and a second tap does", () => {
  const { hands, sent } = desk();
  const [card] = passCards(PAIR) as [PassCard];
  for (const atMs of [1000, 1000 + BOUNCE_MS / 2, 1000 + 3 * BOUNCE_MS]) askRush(hands, card, atMs);
  assert.deepEqual(
    sent.map((command) => [command.kind, "ticket" in command && command.ticket]),
    ["a", "b", "a", "b"].map((id) => ["rush", id]),
  );
});

test("a bounce calls no number of a merged card twice", () => {
  const { hands, sent } = desk();
  for (const atMs of [1000, 1000 + BOUNCE_MS / 2]) callAgain(hands, PAIR, atMs);
  assert.equal(sent.length, PAIR.length);
});
