import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { effect, signal } from "@preact/signals-core";
import type { Line } from "../../src/core/card.ts";
import type { ScreenCommand } from "../../src/core/commands.ts";
import { stationCards } from "../../src/core/station-cards.ts";
import { Taps } from "../../src/ui/taps.ts";
import { ARMED_AFTER_MS, Undos } from "../../src/ui/undo.ts";
import { acknowledge, bumpLines, type Hands, takeBack, tapLine } from "../../src/ui/verbs.ts";
import { type TicketParts, ticket } from "../builders.ts";

const UNDO_MS = 5000;

function desk(context: TestContext) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const sent: ScreenCommand[] = [];
  const said: string[] = [];
  const clock = { ms: 0 };
  const hands: Hands = {
    stations: ["hot"],
    taps: new Taps(),
    undos: new Undos(UNDO_MS, () => clock.ms),
    send: (command) => {
      sent.push(command);
      return `c${sent.length}`;
    },
    say: (key) => {
      said.push(key);
    },
  };
  return { hands, sent, said, clock };
}

function linesOf(parts: TicketParts): readonly Line[] {
  return stationCards([ticket("a", parts)], ["hot"]).flatMap((card) => card.lines);
}

const [RICE] = linesOf({ items: [{ tasks: [{ gen: 2 }] }] }) as [Line];

test("one tap on a dish marks it done, with the generation that was seen", (context) => {
  const { hands, sent } = desk(context);
  tapLine(hands, "a", RICE, false, 0);
  assert.deepEqual(sent, [{ kind: "bump", ticket: "a", tasks: [{ task: "a-0.0.0", gen: 2 }] }]);
});

test("where the station starts first, the first tap starts and the second finishes", (context) => {
  const { hands, sent } = desk(context);
  const [started] = linesOf({ items: [{ tasks: [{ state: "started" }] }] }) as [Line];
  tapLine(hands, "a", RICE, true, 0);
  tapLine(hands, "a", started, true, 1000);
  assert.deepEqual(
    sent.map(({ kind }) => kind),
    ["start", "bump"],
  );
});

test("a dish with an unconfirmed allergen is not marked, and the glass says why", (context) => {
  const { hands, sent, said } = desk(context);
  const [line] = linesOf({
    items: [{ allergens: ["peanut"], tasks: [{}] }],
    changes: [{ kind: "allergen", item: "a-0", waits: ["hot"] }],
  }) as [Line];
  tapLine(hands, "a", line, false, 0);
  bumpLines(hands, "a", [line], 1000);
  assert.deepEqual(sent, []);
  assert.deepEqual(said, ["hint.confirm_allergens", "hint.confirm_allergens"]);
});

test("the header finishes what is cooking and leaves what is held", (context) => {
  const { hands, sent } = desk(context);
  const lines = linesOf({ items: [{ tasks: [{}] }, { tasks: [{ state: "waiting", wait: "held" }] }] });
  bumpLines(hands, "a", lines, 0);
  assert.deepEqual(sent, [{ kind: "bump", ticket: "a", tasks: [{ task: "a-0.0.0", gen: 1 }] }]);
});

test("a header over held dishes only does nothing and says what to do", (context) => {
  const { hands, sent, said } = desk(context);
  bumpLines(hands, "a", linesOf({ items: [{ tasks: [{ state: "waiting", wait: "held" }] }] }), 0);
  assert.deepEqual(sent, []);
  assert.deepEqual(said, ["hint.only_held"]);
});

test("the card of merged tickets sends one command for each ticket", (context) => {
  const { hands, sent } = desk(context);
  const merged = [
    ticket("a", { items: [{ tasks: [{}] }] }),
    ticket("b", { merged_into: "a", items: [{ tasks: [{}] }] }),
  ];
  bumpLines(
    hands,
    "a",
    stationCards(merged, ["hot"]).flatMap((card) => card.lines),
    0,
  );
  assert.deepEqual(
    sent.map((command) => "ticket" in command && command.ticket),
    ["a", "b"],
  );
});

test("a card is never seen finished without its undo", (context) => {
  const { hands } = desk(context);
  const finished = signal(false);
  const seen: (readonly [boolean, boolean])[] = [];
  const sending: Hands = {
    ...hands,
    send: (command) => {
      finished.value = true;
      return hands.send(command);
    },
  };
  const stop = effect(() => {
    seen.push([finished.value, hands.undos.cards.value.has("a")]);
  });
  bumpLines(sending, "a", [RICE], 0);
  stop();
  assert.deepEqual(seen, [
    [false, false],
    [true, true],
  ]);
});

test("undo names the bump it takes back", (context) => {
  const { hands, sent, clock } = desk(context);
  tapLine(hands, "a", RICE, false, 0);
  const undo = hands.undos.ofLine("a-0.0.0");
  assert.ok(undo);
  clock.ms = ARMED_AFTER_MS;
  takeBack(hands, undo);
  assert.deepEqual(sent[1], { kind: "recall", ticket: "a", tasks: [{ task: "a-0.0.0", gen: 2, bump: "c1" }] });
  assert.equal(hands.undos.ofLine("a-0.0.0"), undefined);
});

test("the bounce of the tap that bumped does not undo it", (context) => {
  const { hands, sent, clock } = desk(context);
  tapLine(hands, "a", RICE, false, 0);
  const undo = hands.undos.ofLine("a-0.0.0");
  assert.ok(undo);
  clock.ms = ARMED_AFTER_MS - 1;
  takeBack(hands, undo);
  assert.equal(sent.length, 1);
});

test("undo is offered for five seconds and then no more", (context) => {
  const { hands } = desk(context);
  tapLine(hands, "a", RICE, false, 0);
  context.mock.timers.tick(UNDO_MS - 1);
  assert.ok(hands.undos.cards.value.has("a"));
  context.mock.timers.tick(1);
  assert.equal(hands.undos.cards.value.has("a"), false);
});

test("one touch acknowledges all the changes it covers, ticket by ticket, for this station", (context) => {
  const { hands, sent } = desk(context);
  const moved = ticket("a", {
    items: [{ tasks: [{}] }],
    changes: [
      { kind: "moved", waits: ["hot"] },
      { kind: "moved", waits: ["hot"] },
    ],
  });
  const [card] = stationCards([moved], ["hot"]);
  assert.ok(card);
  acknowledge(hands, card.pending);
  assert.deepEqual(sent, [{ kind: "acknowledge", ticket: "a", changes: [1, 2], station: "hot" }]);
});

test("on a screen of two stations one touch acknowledges for each that waits, and a card is bumped in one command", (context) => {
  const { hands, sent } = desk(context);
  const both: Hands = { ...hands, stations: ["hot", "cold"] };
  const order = ticket("a", {
    items: [{ tasks: [{}] }, { tasks: [{ station: "cold" }] }],
    changes: [
      { kind: "moved", waits: ["hot", "cold"] },
      { kind: "moved", waits: ["cold"] },
    ],
  });
  const [card] = stationCards([order], both.stations);
  assert.ok(card);
  acknowledge(both, card.pending);
  bumpLines(both, "a", card.lines, 0);
  assert.deepEqual(sent, [
    { kind: "acknowledge", ticket: "a", changes: [1], station: "hot" },
    { kind: "acknowledge", ticket: "a", changes: [1, 2], station: "cold" },
    {
      kind: "bump",
      ticket: "a",
      tasks: [
        { task: "a-0.0.0", gen: 1 },
        { task: "a-1.0.0", gen: 1 },
      ],
    },
  ]);
});
