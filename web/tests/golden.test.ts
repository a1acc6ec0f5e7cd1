import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { allDay, type Count } from "../src/core/allday.ts";
import { deadlineOf, levelAt } from "../src/core/cards.ts";
import { completeTicket } from "../src/core/complete.ts";
import { type At, compareKeys, keyOf, reasonsOf } from "../src/core/priority.ts";
import { momentsOf } from "../src/core/settle.ts";
import { taskOf, ticket } from "./builders.ts";

/** Without a station it is all of them. */
function at(station: string): At {
  return station === "" ? [] : [station];
}

function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../tests/golden/${name}.json`, import.meta.url), "utf8")) as T;
}

interface Timeouts {
  readonly moments: readonly {
    rule: string;
    attention_s: number;
    late_s: number;
    queued_ms: number;
    due_ms: number;
    attention_ms: number;
    late_ms: number;
  }[];
  readonly levels: readonly {
    rule: string;
    state: "queued";
    attention_ms: number;
    late_ms: number;
    now_ms: number;
    level: string;
  }[];
}

const TIMEOUTS = golden<Timeouts>("timeouts");

for (const { rule, queued_ms, due_ms, attention_ms, late_ms, ...seconds } of TIMEOUTS.moments) {
  test(`golden timeouts: ${rule}`, () => {
    assert.deepEqual(momentsOf(seconds, queued_ms, due_ms), { attention_ms, late_ms });
  });
}

for (const { rule, now_ms, level, ...parts } of TIMEOUTS.levels) {
  test(`golden timeouts: ${rule}`, () => {
    const task = taskOf([ticket("t", { items: [{ tasks: [parts] }] })], "t-0.0.0");
    assert.equal(levelAt(deadlineOf([task]), now_ms), level);
  });
}

interface Case {
  readonly rule: string;
  readonly station: string;
  readonly tickets: readonly Readonly<Record<string, unknown>>[];
}

interface OrderCase extends Case {
  readonly order: readonly string[];
  readonly reasons: Readonly<Record<string, readonly string[]>>;
}

for (const { rule, station, tickets, order, reasons } of golden<{ cases: readonly OrderCase[] }>("priority").cases) {
  test(`golden priority: ${rule}`, () => {
    const known = tickets.map(completeTicket);
    const keys = known.map((one) => keyOf(one, at(station))).sort(compareKeys);
    assert.deepEqual(
      keys.map((key) => key.ticket),
      order,
    );
    for (const one of known)
      assert.deepEqual(
        reasonsOf([one], at(station)).map((reason) => reason.kind),
        reasons[one.id],
      );
  });
}

type GoldenCount = Omit<Count, "altName"> & { readonly alt_name: string };

interface CountCase extends Case {
  readonly counts: readonly GoldenCount[];
}

for (const { rule, station, tickets, counts } of golden<{ cases: readonly CountCase[] }>("allday").cases) {
  test(`golden all-day: ${rule}`, () => {
    const found = allDay(tickets.map(completeTicket), at(station));
    assert.deepEqual(
      found,
      counts.map(({ alt_name: altName, ...count }) => ({ ...count, altName })),
    );
  });
}
