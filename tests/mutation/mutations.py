"""The safeguards, each with the text that is it, what stands there when it is switched off, and who must notice."""

from __future__ import annotations

from msgspec import Struct

HUB = "tests/service/test_hub.py"
JOINING = "tests/sync/test_joining.py"
SESSION = "tests/service/test_session.py"
RACES = "tests/kitchen/test_races.py"
RETRIES = "tests/kitchen/test_sources_repeat_themselves.py"
COMMANDING = "tests/sync/test_commanding.py"
EXECUTOR = "tests/service/test_executor.py"
DISK = "tests/service/test_executor_disk.py"
SQLITE = "tests/adapters/test_sqlite_failures.py"
BATCH = "tests/service/test_batch.py"
COVERING = "tests/kitchen/test_covering.py"
SALVAGE = "tests/kitchen/test_salvage.py"
SALVAGE_OF_MANY = "tests/kitchen/test_salvage_of_many.py"
POWER = "tests/powercut/test_power_cuts.py"


class Mutation(Struct, frozen=True):
    safeguard: str
    name: str
    """What the program does instead."""
    file: str
    was: str
    now: str
    tests: tuple[str, ...]
    simulated: bool = False
    """A simulated kitchen must turn red, too."""


MUTATIONS = (
    Mutation(
        "generation on the task",
        "a bump of an older generation counts",
        "kds/kitchen/cooking.py",
        "elif each.seen.gen < task.gen:",
        "elif each.seen.gen < 0:",
        (RACES,),
        simulated=True,
    ),
    Mutation(
        "generation on the task",
        "a bump of a generation that is not here counts",
        "kds/kitchen/cooking.py",
        "if seen.gen > there[1].gen:",
        "if False:",
        (RACES,),
    ),
    Mutation(
        "generation on the task",
        "a recall leaves the generation",
        "kds/kitchen/evolve_items.py",
        "gen=task.gen + 1,",
        "gen=task.gen,",
        (RACES,),
        simulated=True,
    ),
    Mutation(
        "term rule",
        "any position up to the head is valid",
        "kds/service/positions.py",
        "return known and self.common(position, head) == position.seq",
        "return position.seq <= head",
        (HUB,),
        simulated=True,
    ),
    Mutation(
        "term rule",
        "a known term has no end",
        "kds/service/positions.py",
        "end = head if position.term == self.current else self._ends.get(position.term, 0)",
        "end = head if position.term in (self.current, *self._ends) else 0",
        (HUB,),
        simulated=True,
    ),
    Mutation(
        "publish after commit",
        "the commit goes on in the background",
        "kds/service/writer.py",
        "self._store.commit(batch)",
        '__import__("threading").Thread(target=self._store.commit, args=(batch,)).start()',
        (EXECUTOR,),
    ),
    Mutation(
        "publish after commit",
        "every commit is one late",
        "kds/service/writer.py",
        "self._store.commit(batch)",
        'self._store.commit(self.__dict__.pop("late", Batch())); self.__dict__["late"] = batch',
        (EXECUTOR,),
        simulated=True,
    ),
    Mutation(
        "publish after commit",
        "the power goes when what is told is not committed",
        "kds/service/writer.py",
        "self._store.commit(batch)",
        'self._store.commit(self.__dict__.pop("late", Batch())); self.__dict__["late"] = batch',
        (POWER,),
    ),
    Mutation(
        "synced commit",
        "a commit leaves the syncing to the checkpoint",
        "kds/adapters/sqlite_log.py",
        "PRAGMA synchronous = FULL",
        "PRAGMA synchronous = NORMAL",
        (POWER,),
    ),
    Mutation(
        "publish after commit",
        "a sender is answered before the state is the new one",
        "kds/service/executor.py",
        "        self._published.absorb(publication.changes)\n",
        "        self._loop.call_soon(self._published.absorb, publication.changes)\n",
        (EXECUTOR,),
    ),
    Mutation(
        "join without a gap",
        "a joining screen gets the snapshot of an earlier one",
        "kds/service/stream.py",
        "if self._snapshot is None or self._snapshot.seq != head:",
        "if self._snapshot is None:",
        (JOINING,),
        simulated=True,
    ),
    Mutation(
        "join without a gap",
        "the cursor is taken when the snapshot is out, not when it was made",
        "kds/service/subscription.py",
        "            self._snapshot = None\n        return frame",
        "            self._snapshot = None\n            self._cursor = self._hub.ring().next\n        return frame",
        (HUB, SESSION),
        simulated=True,
    ),
    Mutation(
        "join without a gap",
        "a screen that fell out of the ring goes on from its oldest frame",
        "kds/service/subscription.py",
        "            self._join(None)\n            return self._ready.popleft()",
        "            self._cursor = ring.first",
        (SESSION,),
        simulated=True,
    ),
    Mutation(
        "commit failure",
        "what a full disk refused stays in memory",
        "kds/service/writer.py",
        "        decided = self._decided(submissions)\n",
        "        decided = self._decided(submissions)\n"
        "        self._documents.absorb(decided.publication.changes if decided.publication else ())\n",
        (DISK,),
        simulated=True,
    ),
    Mutation(
        "commit failure",
        "the head moves although the commit failed",
        "kds/service/writer.py",
        "        decided = self._decided(submissions)\n",
        "        decided = self._decided(submissions)\n        self._head = decided.head\n",
        (DISK,),
        simulated=True,
    ),
    Mutation(
        "commit failure",
        "a full disk is not rolled back",
        "kds/adapters/sqlite_log.py",
        'self._connection.execute("ROLLBACK")',
        "pass",
        (SQLITE,),
    ),
    Mutation(
        "commit failure",
        "a failed sync counts as a full disk",
        "kds/adapters/sqlite_log.py",
        "if head == self._head and means_full(error, self._folder):",
        "if head == self._head:",
        (SQLITE,),
    ),
    Mutation(
        "salvage",
        "what comes back is cooked at once",
        "kds/kitchen/settle.py",
        "    if item.recovered:\n",
        "    if False:\n",
        (SALVAGE,),
    ),
    Mutation(
        "salvage",
        "work of before the restore appears by itself",
        "kds/kitchen/salvaging.py",
        'if item.state == "open" and appears(item.tasks)',
        'if item.state == "open" and not was',
        (SALVAGE,),
    ),
    Mutation(
        "salvage",
        "the copy that comes last counts",
        "kds/kitchen/salvaging.py",
        '(older.state == "void" or _got(older) > _got(newer))',
        'older.state == "void"',
        (SALVAGE,),
    ),
    Mutation(
        "salvage",
        "a void is forgotten",
        "kds/kitchen/salvaging.py",
        'if "void" in (newer.state, older.state):',
        'if newer.state == "void":',
        (SALVAGE,),
    ),
    Mutation(
        "salvage",
        "a ticket comes back under any id",
        "kds/kitchen/salvaging.py",
        "if held.id != ticket_id(held.source, held.external_id):",
        "if not held.id:",
        (SALVAGE_OF_MANY,),
    ),
    Mutation(
        "salvage",
        "numbers are given twice",
        "kds/kitchen/salvaging.py",
        "while OWN_NUMBER.match(number) and number in taken:",
        "while False:",
        (SALVAGE_OF_MANY,),
    ),
    Mutation(
        "cover",
        "what was shown is covered too",
        "kds/kitchen/evolve_glass.py",
        "return task.shown is not None and task.shown.gen == task.gen",
        'return task.shown is not None and task.shown.gen == task.gen and task.state != "queued"',
        (COVERING,),
        simulated=True,
    ),
    Mutation(
        "cover",
        "a cover stays though the station shows the work",
        "kds/kitchen/covering.py",
        "    if back:\n",
        "    if False:\n",
        (COVERING,),
        simulated=True,
    ),
    Mutation(
        "exactly once",
        "a number that was decided is decided again",
        "kds/service/batch.py",
        "if 0 < n <= last:",
        "if 0 < n < last:",
        (BATCH,),
        simulated=True,
    ),
    Mutation(
        "exactly once",
        "a command id is looked up in the batch only",
        "kds/service/batch.py",
        "self._rows_by_id.get(submission.id) or self._log.row_of(submission.id)",
        "self._rows_by_id.get(submission.id)",
        (BATCH,),
    ),
    Mutation(
        "recall names its bump",
        "a recall of any bump counts",
        "kds/kitchen/cooking.py",
        "elif seen.bump and seen.bump == task.bump:",
        'elif seen.bump and task.state == "done":',
        (RACES,),
        simulated=True,
    ),
    Mutation(
        "ack carries seq",
        "an answer names no row",
        "kds/service/commanding.py",
        "seq=receipt.seq,",
        "seq=0,",
        (COMMANDING,),
        simulated=True,
    ),
    Mutation(
        "ticket id from the source key",
        "every request makes an id of its own",
        "kds/kitchen/identity.py",
        "@lru_cache(maxsize=RECENT_IDS)\ndef ticket_id(source: str, external_id: str) -> str:\n",
        "def ticket_id(source: str, external_id: str) -> str:\n"
        '    return __import__("uuid").uuid4().hex\n\n\n'
        "def _unused(source: str, external_id: str) -> str:\n",
        (RETRIES,),
        simulated=True,
    ),
)
