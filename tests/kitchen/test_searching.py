"""Which tickets somebody means by what they typed; the cases are those of the browser too."""

from __future__ import annotations

import json

import msgspec
import pytest

from kds.kitchen.model import Ticket
from kds.kitchen.searching import Sought, is_meant, words_of
from tests.house import ROOT

GOLDEN = json.loads((ROOT / "tests/golden/searching.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["query"] or "nothing")
def test_the_words_of_a_search_mean_these_tickets(case: dict[str, object]) -> None:
    words = words_of(str(case["query"]))
    tickets = msgspec.convert(GOLDEN["tickets"], dict[str, Sought])
    assert [name for name, ticket in tickets.items() if is_meant(ticket, words)] == case["found"]


def test_a_whole_ticket_is_found_by_the_part_of_it_that_is_read() -> None:
    ticket = Ticket(id="t", source="till-1", external_id="1", number="A038", guest="Li", mark="Q")
    part = msgspec.msgpack.decode(msgspec.msgpack.encode(ticket), type=Sought)
    for query in ("38", "li", "q", "39"):
        assert is_meant(ticket, words_of(query)) == is_meant(part, words_of(query))
