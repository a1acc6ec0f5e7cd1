"""Errors as `application/problem+json` (RFC 9457): a stable code, the field to blame and what to do next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from math import ceil
from typing import TypeAlias

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kds.asgi.codes import AFTER, CODES
from kds.kitchen.model import Refused
from kds.service.ports import Overloaded, StorageFull
from kds.service.receipt import Receipt
from kds.sources.unreadable import Unreadable

DISK_RETRY_MS = 5_000
"""When a source tries again after a full disk: room does not come back by itself."""

FAILED = {"full": "disk_full", "read_only": "read_only", "overloaded": "overloaded"}
"""Why the executor took nothing, and our code for it."""


class Problem(Struct, frozen=True, omit_defaults=True):
    """`pointer` is the JSON pointer of the field to blame, "" for the whole request."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    remedy: str
    pointer: str = ""
    ticket: str = ""
    """Id of the ticket, where one was addressed."""
    refused: tuple[Refused, ...] = ()


class ProblemError(Exception):
    """Raised by a handler; `headers` go into the answer."""

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.headers = dict(headers or {})


def problem(
    code: str,
    detail: str,
    *,
    pointer: str = "",
    remedy: str = "",
    ticket: str = "",
    refused: tuple[Refused, ...] = (),
    retry_ms: int = 0,
    headers: Mapping[str, str] | None = None,
) -> ProblemError:
    """An error to raise; without a remedy it is the one of the code."""
    kind = CODES[code]
    extra = {"Retry-After": str(ceil(retry_ms / 1000))} if retry_ms else {}
    return ProblemError(
        Problem(
            type=f"/docs#{code}",
            title=kind.title,
            status=kind.status,
            code=code,
            detail=detail or kind.title,
            remedy=remedy or kind.remedy,
            pointer=pointer,
            ticket=ticket,
            refused=refused,
        ),
        {**extra, **(headers or {})},
    )


def answer(error: ProblemError) -> Response:
    body = msgspec.json.encode(error.problem)
    return Response(body, error.problem.status, error.headers, media_type="application/problem+json")


def not_taken(receipt: Receipt) -> ProblemError:
    """The error of a receipt that is neither ok nor noop."""
    ticket = receipt.ticket.id if receipt.ticket else ""
    if receipt.result == "failed":
        return problem(FAILED[receipt.why], receipt.detail, ticket=ticket, retry_ms=receipt.retry_ms or DISK_RETRY_MS)
    assert receipt.result == "rejected", f"an HTTP command cannot come to {receipt.result}"
    return problem(
        receipt.why,
        receipt.detail,
        pointer=receipt.pointer.replace("/lines", "/items", 1),
        remedy=AFTER.get(receipt.ticket.close_reason, "") if receipt.ticket and receipt.why == "ticket_closed" else "",
        ticket=ticket,
        refused=receipt.refused,
    )


Answering: TypeAlias = Callable[[Request, Exception], Awaitable[Response]]


Page: TypeAlias = Callable[[Request], Response]
"""Makes what people see instead of a problem document."""


def is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def fault_handler(page: Page) -> Answering:
    """For what nobody foresaw; the error goes on to the log."""

    async def on_fault(request: Request, error: Exception) -> Response:
        if "text/html" in request.headers.get("accept", "") and not is_api(request):
            return page(request)
        return answer(problem("internal", "The server has a fault with this request; its log has the trace."))

    return on_fault


def problem_handlers(not_found: Page | None = None) -> dict[type[Exception], Answering]:
    """What answers each kind of error; `not_found` makes the page that people see for a wrong address."""

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        return answer(error)

    async def on_unreadable(request: Request, error: Exception) -> Response:
        assert isinstance(error, Unreadable)
        return answer(problem(error.code, error.detail, pointer=error.pointer, remedy=error.remedy))

    async def on_full(request: Request, error: Exception) -> Response:
        code = "overloaded" if isinstance(error, Overloaded) else "disk_full"
        return answer(problem(code, "Nothing was taken.", retry_ms=DISK_RETRY_MS))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if not_found is not None and error.status_code == 404 and not is_api(request):
            return not_found(request)
        where = f"{request.method} {request.url.path}"
        match error.status_code:
            case 404:
                return answer(problem("not_found", f"{where}: there is nothing here."))
            case 405:
                return answer(problem("method_not_allowed", f"{where}: not with this method.", headers=error.headers))
            case other:
                return Response(status_code=other, headers=error.headers)

    async def on_gone(request: Request, error: Exception) -> Response:
        return Response(status_code=400)

    return {
        ProblemError: on_problem,
        Unreadable: on_unreadable,
        StorageFull: on_full,
        HTTPException: on_http,
        ClientDisconnect: on_gone,
    }
