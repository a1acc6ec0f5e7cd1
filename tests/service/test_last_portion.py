"""The last portion in one batch: who stands first in the queue has it, and no count is true before it is durable."""

from __future__ import annotations

from kds.kitchen.command import Line
from kds.kitchen.commands import Place, SetAvailability
from kds.kitchen.venue import Dish
from kds.service.batch import Decided, decide_batch
from kds.service.documents import Documents
from kds.service.memory_log import MemoryDisk, MemoryLog
from kds.service.receipt import Submission
from tests.builders import COOK, KITCHEN, NOON_MS, SYSTEM, TILL, adopt

TERM = "00000000000000aa"


def order(number: int) -> Submission:
    lines = (Line("1", sku="fish"), Line("2", sku="salad"))
    return Submission(Place("till", str(number), lines, revision=1), TILL, f"order-{number}", fresh=True)


class Shop:
    def __init__(self, left: int) -> None:
        self.log = MemoryLog(MemoryDisk())
        self.log.open(TERM, NOON_MS)
        self.documents = Documents()
        self.head = 0
        self.commit(self.decide(Submission(adopt(KITCHEN), SYSTEM, "menu")))
        self.commit(self.decide(Submission(SetAvailability("fish", True, left), COOK, "count")))

    def decide(self, *submissions: Submission, certain: bool = False) -> Decided:
        return decide_batch(self.documents, self.log, submissions, KITCHEN, NOON_MS, self.head, TERM, certain=certain)

    def commit(self, decided: Decided) -> None:
        self.log.commit(decided.batch)
        assert decided.publication is not None
        self.documents.absorb(decided.publication.changes)
        self.head = decided.head

    def fish(self) -> Dish:
        found = self.documents.dish("fish")
        assert found is not None
        return found


def test_of_two_orders_in_one_batch_the_first_has_the_last_portion_and_the_second_keeps_its_rest() -> None:
    shop = Shop(left=1)
    decided = shop.decide(order(1), order(2))
    first, second = decided.receipts
    assert (first.result, first.refused) == ("ok", ())
    assert (second.result, [part.what for part in second.refused]) == ("ok", ["1"])
    shop.commit(decided)
    assert (shop.fish().remaining, shop.fish().available) == (0, False)


def test_a_batch_that_is_decided_again_takes_its_portions_once() -> None:
    shop = Shop(left=3)
    shop.decide(order(1), order(2))
    assert shop.fish().remaining == 3, "nothing of it is durable yet"
    shop.commit(shop.decide(order(1), order(2), certain=True))
    assert shop.fish().remaining == 1


def test_a_dish_goes_to_the_screens_once_for_a_whole_batch_of_orders() -> None:
    shop = Shop(left=9)
    decided = shop.decide(*map(order, range(5)))
    assert decided.publication is not None
    dishes = [change.value for change in decided.publication.changes if isinstance(change.value, Dish)]
    assert [dish.remaining for dish in dishes] == [4]
