"""Everybody who sends commands: sources by command id, screens by page load and number; none forgets an answer."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kds.kitchen.command import Actor
from kds.kitchen.commands import AnyCommand
from kds.service.receipt import Receipt, Submission

BY_ID = ("source", "guest", "system")
"""Roles that have no page load: their commands are told apart by id only."""


class Post(Struct, frozen=True):
    command: AnyCommand
    actor: Actor
    id: str


class Page(Struct):
    cid: str
    last: int = 0


class Sent(Struct, frozen=True):
    submission: Submission
    receipt: Receipt


class Senders:
    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._loads = 0
        self.numbered: list[Sent] = []
        """Every decided (cid, n), in the order of the answers."""

    def page(self, name: str) -> Page:
        return self._pages.get(name) or self.load_page(name)

    def load_page(self, name: str) -> Page:
        """A new page load in the same place: it counts from 1 again."""
        self._loads += 1
        self._pages[name] = Page(f"{name}/{self._loads}")
        return self._pages[name]

    def submission(self, post: Post) -> Submission:
        if post.actor.role in BY_ID:
            return Submission(post.command, post.actor, post.id)
        return self.tap(post, post.actor.name)

    def tap(self, post: Post, name: str) -> Submission:
        """The command as the page of that name sends it."""
        page = self.page(name)
        page.last += 1
        return Submission(post.command, post.actor, post.id, page.cid, page.last)

    def keep(self, submission: Submission, receipt: Receipt) -> None:
        if submission.cid:
            self.numbered.append(Sent(submission, receipt))

    def sent_by(self, name: str) -> list[Sent]:
        return [sent for sent in self.numbered if sent.submission.actor.name == name]


def repeated(receipt: Receipt) -> Receipt:
    """The answer when the same number of the same page load comes again: word for word, but for the ticket."""
    return replace(receipt, ticket=None)


def same_id(receipt: Receipt) -> tuple[str, str, int]:
    """Result, reason and position when the same command comes again at once, in whatever envelope."""
    if receipt.result == "ok":
        return "noop", "same_command", receipt.seq
    return receipt.result, receipt.why, receipt.seq
