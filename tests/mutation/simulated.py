"""Safeguards on the way from a tap to every other glass, and what stands there when each is switched off."""

from __future__ import annotations

from tests.mutation.mutations import Mutation

SIMULATED = (
    Mutation(
        "term rule",
        "any position up to the head is valid",
        "kds/service/positions.py",
        "return known and self.common(position, head) == position.seq",
        "return position.seq <= head",
        (),
    ),
    Mutation(
        "term rule",
        "a known term has no end",
        "kds/service/positions.py",
        "end = head if position.term == self.current else self._ends.get(position.term, 0)",
        "end = head if position.term in (self.current, *self._ends) else 0",
        (),
    ),
    Mutation(
        "generation on the task",
        "a bump of an older generation counts",
        "kds/kitchen/cooking.py",
        "elif each.seen.gen < task.gen:",
        "elif each.seen.gen < 0:",
        (),
    ),
    Mutation(
        "generation on the task",
        "a recall leaves the generation",
        "kds/kitchen/evolve_items.py",
        "gen=task.gen + 1,",
        "gen=task.gen,",
        (),
    ),
    Mutation(
        "recall names its bump",
        "a recall of any bump counts",
        "kds/kitchen/cooking.py",
        "elif seen.bump and seen.bump == task.bump:",
        'elif seen.bump and task.state == "done":',
        (),
    ),
    Mutation(
        "strict outbox",
        "commands are written relaxed",
        "web/src/sync/transactions.ts",
        'const tx = db.transaction("outbox", "readwrite", { durability: "strict" });',
        'const tx = db.transaction("outbox", "readwrite", { durability: "relaxed" });',
        (),
    ),
    Mutation(
        "strict outbox",
        "a command shows as done before it is written",
        "web/src/sync/device-vault.ts",
        ('        await write(db, rows);\n        this.#tell({ on: "kept", ids });'),
        ('        this.#tell({ on: "kept", ids });\n        await write(db, rows);'),
        (),
    ),
    Mutation(
        "fresh cid",
        "page loads share a cid",
        "web/src/core/outbox.ts",
        "return outbox.renewed === 0 ? outbox.load :",
        'return outbox.renewed === 0 ? "load" :',
        (),
    ),
    Mutation(
        "fresh cid",
        "after a fork the cid stays",
        "web/src/core/outbox.ts",
        "const fresh = { ...outbox, renewed: outbox.renewed + 1 };",
        "const fresh = { ...outbox };",
        (),
    ),
    Mutation(
        "ack carries seq",
        "an answer names no row",
        "kds/service/commanding.py",
        "seq=receipt.seq,",
        "seq=0,",
        (),
    ),
    Mutation(
        "ack carries seq",
        "a command leaves on the bare answer",
        "web/src/core/outbox.ts",
        "entry.result === null || !(entry.covered || entry.result.seq <= seq);",
        "entry.result === null;",
        (),
    ),
    Mutation(
        "publish after commit",
        "every commit is one late",
        "kds/service/writer.py",
        "            self._store.commit(batch)",
        '            self._store.commit(self.__dict__.pop("late", Batch())); self.__dict__["late"] = batch',
        (),
    ),
    Mutation(
        "join without a gap",
        "a joining screen gets the snapshot of an earlier one",
        "kds/service/stream.py",
        "if self._snapshot is None or self._snapshot.seq != head:",
        "if self._snapshot is None:",
        (),
    ),
    Mutation(
        "join without a gap",
        "the cursor is taken when the snapshot is out, not when it was made",
        "kds/service/subscription.py",
        ("            self._snapshot = None\n        return frame"),
        ("            self._snapshot = None\n            self._cursor = self._hub.ring().next\n        return frame"),
        (),
    ),
    Mutation(
        "join without a gap",
        "a screen that fell out of the ring goes on from its oldest frame",
        "kds/service/subscription.py",
        ("            self._join(None)\n            return self._ready.popleft()"),
        "            self._cursor = ring.first",
        (),
    ),
    Mutation(
        "commit failure",
        "what a full disk refused stays in memory",
        "kds/service/writer.py",
        ("        decided = self._decided(submissions)\n        try:"),
        (
            "        decided = self._decided(submissions)\n"
            "        self._documents.absorb(decided.publication.changes if decided.publication else ())\n"
            "        try:"
        ),
        (),
    ),
    Mutation(
        "commit failure",
        "the head moves although the commit failed",
        "kds/service/writer.py",
        ("        decided = self._decided(submissions)\n        try:"),
        ("        decided = self._decided(submissions)\n        self._head = decided.head\n        try:"),
        (),
    ),
    Mutation(
        "shown after paint",
        "what was received counts as shown",
        "web/src/core/machine.ts",
        'send({ t: "shown", seq: shown.seq, glass: shown.glass })',
        'send({ t: "shown", seq: machine.replica.seq, glass: shown.glass })',
        (),
    ),
    Mutation(
        "ticket id from the source key",
        "every request makes an id of its own",
        "kds/kitchen/identity.py",
        "@lru_cache(maxsize=RECENT_IDS)\ndef ticket_id(source: str, external_id: str) -> str:\n",
        "def ticket_id(source: str, external_id: str) -> str:\n"
        '    return __import__("uuid").uuid4().hex\n\n\n'
        "def _unused(source: str, external_id: str) -> str:\n",
        (),
    ),
    Mutation(
        "exactly once",
        "a number that was decided is decided again",
        "kds/service/batch.py",
        "if 0 < n <= last:",
        "if 0 < n < last:",
        (),
    ),
)
"""The simulation must notice each of them."""
