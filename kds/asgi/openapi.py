"""OpenAPI 3.1 from the types that validate, and a page that shows it to people."""

from __future__ import annotations

import shlex
from collections import defaultdict
from functools import cache
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from kds import __version__
from kds.asgi.codes import CODES
from kds.asgi.examples import EXAMPLES, Example
from kds.asgi.operations import OPERATIONS, Operation
from kds.asgi.problem import Problem
from kds.asgi.tillstream import DishEvent, ResetEvent

PARAMETERS = {
    "ref": "The ticket's id, or source:external_id.",
    "sku": "The dish's sku.",
    "source": "The source, as the kitchen file names it.",
    "id": "The body's id.",
}

_MEDIA = ("application/json", "application/msgpack")

_templates = Environment(
    loader=PackageLoader("kds.asgi", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def openapi_routes() -> list[BaseRoute]:
    async def document(request: Request) -> Response:
        return Response(msgspec.json.encode(openapi()), media_type="application/json")

    async def page(request: Request) -> Response:
        html = _templates.get_template("docs.html").render(
            operations=OPERATIONS, codes=sorted(CODES.items()), curl=_curl, examples=_examples, version=__version__
        )
        return HTMLResponse(html)

    return [
        Route("/openapi.json", document, methods=["GET"]),
        Route("/docs", page, methods=["GET"]),
    ]


@cache
def openapi() -> dict[str, Any]:
    bodies = {one.body for one in OPERATIONS if one.body}
    answers = {one.answer for one in OPERATIONS if one.answer}
    types: set[type[Struct]] = {*bodies, *answers, Problem, DishEvent, ResetEvent}
    _, schemas = msgspec.json.schema_components(
        sorted(types, key=lambda one: one.__name__), ref_template="#/components/schemas/{name}"
    )
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation in OPERATIONS:
        paths[operation.path][operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kitchen display: intake",
            "version": __version__,
            "description": "Orders in, tickets back. Errors are application/problem+json; /docs lists their codes.",
        },
        "security": [{}, {"token": []}],
        "paths": dict(paths),
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Needed where the server was started with a token.",
                }
            },
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": _responses(operation),
    }
    if operation.body:
        entry["requestBody"] = {"required": not operation.bare, "content": _content(operation)}
    if operation.raw:
        entry["requestBody"] = {"required": True, "content": {"application/json": {"schema": True}}}
        entry["security"] = []
    return entry


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    text = {"type": "string"}
    named: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "description": said, "schema": text}
        for name, said in PARAMETERS.items()
        if f"{{{name}}}" in operation.path
    ]
    named += [
        {"name": name, "in": "query", "description": said, "schema": text} for name, said in operation.query.items()
    ]
    if operation.body:
        said = "Makes a repeat of the same request harmless."
        named.append({"name": "Idempotency-Key", "in": "header", "description": said, "schema": text})
    if operation.id == "followTickets":
        said = "The source that listens."
        named.append({"name": "source", "in": "query", "required": True, "description": said, "schema": text})
        said = "Goes on after this event; a position that is too old or of another history starts with `reset`."
        named.append({"name": "Last-Event-ID", "in": "header", "description": said, "schema": text})
    return named


def _content(operation: Operation) -> dict[str, Any]:
    assert operation.body is not None, "only operations with a body have content"
    schema = {"$ref": f"#/components/schemas/{operation.body.__name__}"}
    shown = {one.name: {"value": one.body} for one in _examples(operation) if one.body is not None}
    return {
        "application/json": {"schema": schema, **({"examples": shown} if shown else {})},
        "application/msgpack": {"schema": schema},
    }


def _responses(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for status in operation.statuses:
        found[str(status)] = {"description": operation.summary, **_answer(operation)}
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in operation.errors:
        by_status[CODES[code].status].append(code)
    for status, codes in sorted(by_status.items()):
        found[str(status)] = {
            "description": "; ".join(f"{code}: {CODES[code].title}" for code in codes),
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return found


def _answer(operation: Operation) -> dict[str, Any]:
    if operation.id == "followTickets":
        return {"content": {"text/event-stream": {"schema": {"type": "string"}}}}
    if operation.answer is None:
        return {}
    schema = {"$ref": f"#/components/schemas/{operation.answer.__name__}"}
    return {"content": {media: {"schema": schema} for media in _MEDIA}}


def _examples(operation: Operation) -> tuple[Example, ...]:
    return tuple(one for one in EXAMPLES if one.operation == operation.id)


def _curl(example: Example) -> str:
    parts = ["curl", f"http://127.0.0.1:8600{example.path}"]
    for name, value in example.headers.items():
        parts += ["-H", f"{name}: {value}"]
    if example.body is not None:
        parts += ["-H", "Content-Type: application/json", "-d", msgspec.json.encode(example.body).decode()]
    return shlex.join(parts)
