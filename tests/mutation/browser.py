"""Safeguards in what browsers load, each with the text that is it, and the test there that must notice it is off."""

from __future__ import annotations

from tests.mutation.mutations import Mutation

OUTBOX = "web/tests/outbox.test.ts"
VAULT = "web/tests/device-vault.test.ts"
STORAGE = "web/tests/device-storage.test.ts"
SHOWN = "web/tests/link.test.ts"
PAINTED = "web/tests/ui/painted.test.ts"
BRINGING = "web/tests/bringing.test.ts"

IN_BROWSERS = (
    Mutation(
        "strict outbox",
        "commands are written relaxed",
        "web/src/sync/transactions.ts",
        'const tx = db.transaction("outbox", "readwrite", { durability: "strict" });',
        'const tx = db.transaction("outbox", "readwrite", { durability: "relaxed" });',
        (VAULT,),
        simulated=True,
    ),
    Mutation(
        "strict outbox",
        "a command shows as done before it is written",
        "web/src/sync/device-vault.ts",
        '        await write(db, rows);\n        this.#tell({ on: "kept", ids });',
        '        this.#tell({ on: "kept", ids });\n        await write(db, rows);',
        (VAULT,),
        simulated=True,
    ),
    Mutation(
        "fresh cid",
        "page loads share a cid",
        "web/src/core/outbox.ts",
        "return outbox.renewed === 0 ? outbox.load :",
        'return outbox.renewed === 0 ? "load" :',
        (OUTBOX,),
        simulated=True,
    ),
    Mutation(
        "fresh cid",
        "after a fork the cid stays",
        "web/src/core/outbox.ts",
        "const fresh = { ...outbox, renewed: outbox.renewed + 1 };",
        "const fresh = { ...outbox };",
        (OUTBOX,),
        simulated=True,
    ),
    Mutation(
        "ack carries seq",
        "a command leaves on the bare answer",
        "web/src/core/outbox.ts",
        "entry.result === null || !(entry.covered || entry.result.seq <= seq);",
        "entry.result === null;",
        (OUTBOX,),
        simulated=True,
    ),
    Mutation(
        "salvage",
        "what a screen held of the lost history is thrown away",
        "web/src/core/forks.ts",
        "tickets.filter((ticket) => bytesOf(ticket) <= TICKET_BYTES_MAX);",
        "tickets.filter(() => false);",
        (BRINGING,),
        simulated=True,
    ),
    Mutation(
        "salvage",
        "a tab that does not lead leaves what it holds to one that may be asleep",
        "web/src/sync/aside.ts",
        "if (!leads || moved < held.seq) this.own(",
        "if (moved < held.seq) this.own(",
        (STORAGE,),
    ),
    Mutation(
        "salvage",
        "what could not be written before the fork is thrown away",
        "web/src/sync/aside.ts",
        "if (!leads || moved < held.seq) this.own(",
        "if (!leads) this.own(",
        (STORAGE,),
        simulated=True,
    ),
    Mutation(
        "shown after paint",
        "what was received counts as shown",
        "web/src/core/machine.ts",
        "shown: { ...machine.shown, ...input.shown, still: false }",
        "shown: { ...machine.shown, ...input.shown, seq: machine.replica.seq, still: false }",
        (SHOWN,),
        simulated=True,
    ),
    Mutation(
        "shown after paint",
        "what is drawn counts as shown before the browser has painted it",
        "web/src/ui/painted.ts",
        "frame = requestAnimationFrame(() => {\n        desk.screen.painted",
        "((work: () => void) => work())(() => {\n        desk.screen.painted",
        (PAINTED,),
    ),
)
