import assert from "node:assert/strict";
import { test } from "node:test";
import { added, type Draft, emptyDraft, type Sent } from "../src/core/draft.ts";
import { fates, type Known, SENT_LATELY_MS } from "../src/core/outgoing.ts";
import type { Notice } from "../src/core/screen.ts";
import { ticket } from "./builders.ts";

const SENT: Sent = { command: "c1", into: "", atMs: 1000 };
const NOTHING: Known = { tickets: [], notices: [], settled: false, nowMs: 2000 };

function draft(parts: Partial<Draft> = {}): Draft {
  const empty = emptyDraft("w1", { table: "5", area: "", service: "dine_in" });
  const two = added(added(empty, { sku: "F1", name: "sea bass" }, "u1", 1), { sku: "R1", name: "rice" }, "u2", 1);
  return { ...two, sent: SENT, ...parts };
}

function notice(result: Notice["result"], why: string): Notice {
  const command = { kind: "cancel", ticket: "" } as const;
  return { id: "c1", command, result, why, detail: "", lost: [], atMs: 0 };
}

function arrived(...uids: readonly string[]) {
  return [ticket("t", { source: "pos-web", items: uids.map((uid) => ({ uid })) })];
}

test("an order whose dishes are in the documents has arrived", () => {
  assert.deepEqual(fates([draft()], { ...NOTHING, tickets: arrived("u1", "u2") }).drafts, []);
});

test("an order without an answer stays on its way", () => {
  assert.deepEqual(fates([draft()], NOTHING), { drafts: [draft()], taken: [], again: [] });
});

test("what was sold out comes back as an order of its own, the rest is in the kitchen", () => {
  const { drafts, taken } = fates([draft()], {
    ...NOTHING,
    tickets: arrived("u2"),
    notices: [notice("ok", "")],
  });
  assert.deepEqual(
    drafts.map((one) => [one.id, one.why, one.sent, one.lines.map((line) => line.uid)]),
    [["w1+", "sold_out", null, ["u1"]]],
  );
  assert.deepEqual(taken, ["c1"]);
});

test("an answer that names sold-out dishes waits for the documents", () => {
  assert.deepEqual(fates([draft()], { ...NOTHING, settled: true, notices: [notice("ok", "")] }).drafts, [draft()]);
});

test("a refused order comes back whole, with the reason and under its old id", () => {
  const { drafts, taken } = fates([draft()], { ...NOTHING, notices: [notice("rejected", "sold_out")] });
  assert.deepEqual(drafts, [draft({ sent: null, why: "sold_out" })]);
  assert.deepEqual(taken, ["c1"]);
});

test("an order that the kitchen had already is done with", () => {
  assert.deepEqual(fates([draft()], { ...NOTHING, notices: [notice("noop", "same_contents")] }).drafts, []);
});

test("an order that went through while nobody looked is done with, though its ticket is gone", () => {
  assert.deepEqual(fates([draft()], { ...NOTHING, settled: true }).drafts, []);
});

test("an order that was sent before a reload is sent again, the very same", () => {
  const lost = draft({ sent: { ...SENT, command: "" } });
  assert.deepEqual(fates([lost], { ...NOTHING, settled: true }), { drafts: [lost], taken: [], again: [lost] });
});

test("an order that was sent long ago is not sent by itself: the waiter is asked", () => {
  const lost = draft({ sent: { ...SENT, command: "" } });
  const { drafts, again } = fates([lost], { ...NOTHING, nowMs: SENT.atMs + SENT_LATELY_MS + 1 });
  assert.deepEqual([drafts[0]?.why, drafts[0]?.id, drafts[0]?.sent, again], ["unsure", "w1", null, []]);
});

test("what comes back goes on the order that is being written for the table", () => {
  const writing = draft({
    id: "w2",
    sent: null,
    lines: draft().lines.map((line) => ({ ...line, uid: `${line.uid}b` })),
  });
  const { drafts } = fates([writing, draft()], { ...NOTHING, notices: [notice("rejected", "sold_out")] });
  assert.deepEqual(
    drafts.map((one) => [one.id, one.why, one.lines.map((line) => line.uid)]),
    [["w2", "sold_out", ["u1b", "u2b", "u1", "u2"]]],
  );
});

test("nothing of either order's head is lost where two of a table become one", () => {
  const head = { covers: 2, guest: "", note: "window", held: [2] };
  const writing = draft({ id: "w2", sent: null, ...head });
  const back = draft({ covers: 4, guest: "Wei", note: "birthday", held: [3, 2] });
  const [one, ...more] = fates([writing, back], { ...NOTHING, notices: [notice("rejected", "sold_out")] }).drafts;
  assert.deepEqual(more, []);
  assert.deepEqual([one?.covers, one?.guest, one?.note, one?.held], [4, "Wei", "window · birthday", [2, 3]]);
});

test("a note that both orders have is said once", () => {
  const writing = draft({ id: "w2", sent: null, note: "birthday", guest: "Ana" });
  const back = draft({ note: "birthday", guest: "Wei" });
  const { drafts } = fates([writing, back], { ...NOTHING, notices: [notice("rejected", "sold_out")] });
  assert.deepEqual([drafts[0]?.note, drafts[0]?.guest], ["birthday", "Ana"]);
});

test("an order that may have arrived keeps its own id", () => {
  const unsure = draft({ id: "w0", sent: null, why: "unsure", lines: [] });
  const { drafts } = fates([unsure, draft({ sent: null })], NOTHING);
  assert.deepEqual(
    drafts.map((one) => one.id),
    ["w0", "w1"],
  );
});

test("what another tab has sent is no longer on the order that is being written", () => {
  const { drafts } = fates([draft({ sent: null })], { ...NOTHING, tickets: arrived("u1") });
  assert.deepEqual(
    drafts.map((one) => [one.why, one.lines.map((line) => line.uid)]),
    [["", ["u2"]]],
  );
});
