"""The machine over a server: bad network, full disk, restarts, new page loads, everybody at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from kds.kitchen.command import Actor
from kds.kitchen.commands import Acknowledge, AnyCommand, Bump, Cancel, Recall, Serve, SetAvailability, Start
from kds.kitchen.model import Ticket
from tests.builders import APP, COOK, EXPO, MANAGER, TILL, WAITER
from tests.kitchen.machine import AnyMachine
from tests.kitchen.plausible import LINE, SKUS, Draw
from tests.service.senders import Post
from tests.service.wholeshop import Echo, WholeShop

PEOPLE = (COOK, EXPO, MANAGER, WAITER)


class ServiceMachine(AnyMachine):
    open_system: Callable[[], WholeShop]
    system: WholeShop
    steps: int
    """Commands to carry out."""

    def do(self, command: AnyCommand, actor: Actor, command_id: str = "") -> str:
        self.number += 1
        return self.send([Post(command, actor, command_id or f"c{self.number}")])[0]

    def send(self, posts: Sequence[Post]) -> list[str]:
        """As one batch; each command is judged by what it alone made of the documents."""
        answers = self.system.send(posts)
        for post, answer in zip(posts, answers, strict=True):
            self.tally.count(post.command.__struct_config__.tag, answer.outcome)  # type: ignore[arg-type] # tags are text
            if answer.outcome == "ok":
                before, self.documents = self.documents, answer.documents
                self.watch.look(post.command, before, self.documents)
        assert self.documents == self.system.documents(), "what was not accepted changed something"
        return [answer.outcome for answer in answers]

    def teardown(self) -> None:
        try:
            self.system.check()
        finally:
            self.system.close()

    @rule(echoes=some.sets(some.sampled_from(get_args(Echo))))
    def the_network_repeats_things(self, echoes: set[Echo]) -> None:
        self.system.echoes = tuple(sorted(echoes))

    @rule()
    def the_disk_fills_up(self) -> None:
        self.system.disk_fills_up = True

    @rule()
    def the_server_restarts(self) -> None:
        before = self.system.documents()
        self.system.restart()
        assert before == self.system.documents(), "a restart changed something"

    @rule(data=some.data())
    def everybody_sends_at_once(self, data: some.DataObject) -> None:
        draw = self.draw(data)
        for round_ in range(draw.one((1, 1, 2))):
            posts = [self.post(draw, *anything(draw)) for _ in range(draw.one((2, 3, 5, 8)))]
            if round_:
                posts += [self.post(draw, post.command, MANAGER) for post in posts if post.actor in PEOPLE]
            self.send(posts)

    @rule(data=some.data())
    def an_order_is_placed_and_touched_in_one_batch(self, data: some.DataObject) -> None:
        """What the second command needs is on no disk yet."""
        draw = self.draw(data)
        order = draw.order()
        (again, amend) = (draw.one((order, draw.order())), draw.amend(draw.ticket()))
        self.send([self.post(draw, command, TILL) for command in (order, order, amend, again)])

    def post(self, draw: Draw, command: AnyCommand, actor: Actor) -> Post:
        self.number += 1
        return Post(command, actor, f"c{self.number}")

    @precondition(lambda self: self.system.senders.numbered)
    @rule(data=some.data())
    def a_page_is_loaded_anew_and_empties_its_outbox(self, data: some.DataObject) -> None:
        """Under a new cid, with the ids that the commands had."""
        draw = self.draw(data)
        actor = draw.one(PEOPLE)
        sent = self.system.senders.sent_by(actor.name)[-draw.one((1, 3, 6)) :]
        self.system.senders.load_page(actor.name)
        if not sent:
            return
        posts = [Post(one.submission.command, actor, one.submission.id) for one in sent]  # type: ignore[arg-type] # no Rejected is sent here
        outcomes = self.send(posts)
        for one, outcome in zip(sent, outcomes, strict=True):
            assert one.receipt.result != "ok" or outcome == "same_command", "a new page load did it again"


def anything(draw: Draw) -> tuple[AnyCommand, Actor]:
    """One of what comes in all evening, decided on what the sender sees now."""
    ticket: Ticket = draw.ticket()
    match draw.one(("order", "order", "amend", "cancel", "start", "bump", "bump", "recall", "serve", "change", "dish")):
        case "order":
            return draw.order(), draw.one((TILL, TILL, APP))
        case "amend":
            return draw.amend(ticket), draw.one((TILL, WAITER))
        case "cancel":
            return Cancel(ticket.id), draw.one((TILL, EXPO))
        case "start":
            return Start(draw.seen(ticket), ticket.id), draw.one(LINE)
        case "bump":
            return Bump(draw.seen(ticket), ticket.id), draw.one(LINE)
        case "recall":
            return Recall(draw.seen(ticket, done=True), ticket.id, both=True), draw.one(LINE)
        case "serve":
            return Serve(ticket.id, draw.items(ticket)), EXPO
        case "change":
            return Acknowledge(ticket.id, tuple(range(1, ticket.next_change)), "hot"), EXPO
        case _:
            count = draw.one((None, 0, 2))
            return SetAvailability(draw.one(SKUS), count != 0, count), COOK
