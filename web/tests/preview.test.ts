import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { ScreenCommand } from "../src/core/commands.ts";
import { completeTicket } from "../src/core/complete.ts";
import type { Ticket } from "../src/core/documents.ts";
import { foreseeTicket } from "../src/core/foresee.ts";

type Raw = Readonly<Record<string, unknown>>;

interface Case {
  readonly id: string;
  readonly at_ms: number;
  readonly command: ScreenCommand;
  readonly outcome: string;
  readonly before: Raw;
  readonly after: Raw;
}

const GOLDEN = new URL("../../tests/golden/preview.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(GOLDEN, "utf8")) as { readonly cases: readonly Case[] };

/** Names and counters that a screen cannot know. */
const UNKNOWN = new Set(["started_by", "done_by", "replied_by", "touched_ms", "next_change"]);

function known(ticket: Ticket): unknown {
  return JSON.parse(JSON.stringify(ticket, (key, value) => (UNKNOWN.has(key) ? undefined : value)));
}

for (const { id, at_ms, command, outcome, before, after } of cases) {
  test(`golden preview: ${command.kind}, ${outcome} (${id})`, () => {
    const foreseen = foreseeTicket(completeTicket(before), { id, atMs: at_ms, command });
    assert.deepEqual(known(foreseen), known(completeTicket(after)));
  });
}
