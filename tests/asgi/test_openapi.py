"""OpenAPI and /docs: made from the types that validate, with examples that work."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any, get_args

import jsonschema
import msgspec
import pytest
from starlette.routing import Route

from kds.asgi.codes import CODES
from kds.asgi.examples import EXAMPLES
from kds.asgi.openapi import openapi
from kds.asgi.operations import OPERATIONS
from kds.asgi.problem import FAILED
from kds.kitchen.errors import RejectCode
from kds.sources.unreadable import UnreadableCode
from tests.asgi.store import Store, opened, problem

BY_ID = {one.id: one for one in OPERATIONS}


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with opened() as running:
        yield running


def schema_of(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", "components": openapi()["components"]}


async def test_every_example_works_in_the_order_of_the_story(store: Store) -> None:
    for example in EXAMPLES:
        operation = BY_ID[example.operation]
        answer = await store.client.request(
            operation.method.upper(), example.path, json=example.body, headers=example.headers
        )
        assert answer.status_code == example.status, f"{example.name}: {answer.text}"
        assert operation.answer is not None
        jsonschema.validate(answer.json(), schema_of(operation.answer.__name__))


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.body is not None], ids=lambda one: one.name)
def test_every_example_fits_the_schema_of_its_request(example: Any) -> None:
    body = BY_ID[example.operation].body
    assert body is not None
    jsonschema.validate(example.body, schema_of(body.__name__))


async def test_an_error_fits_its_schema(store: Store) -> None:
    told = problem(await store.client.get("/api/v1/tickets/x"), 404)
    jsonschema.validate(told, schema_of("Problem"))


def test_a_misspelt_allergen_does_not_fit_the_schema() -> None:
    body = {"source": "a", "external_id": "1", "items": [{"uid": "1", "name": "x", "alergens": ["nuts"]}]}
    with pytest.raises(jsonschema.ValidationError, match="alergens"):
        jsonschema.validate(body, schema_of("NativeOrder"))


async def test_every_route_of_the_api_is_described_and_nothing_else(store: Store) -> None:
    served = {
        (re.sub(r":path", "", route.path), method.lower())
        for route in store.app.routes
        if isinstance(route, Route) and route.path.startswith("/api/")
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert {(one.path, one.method) for one in OPERATIONS} == served


async def test_the_document_is_served(store: Store) -> None:
    document = (await store.client.get("/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    assert document == msgspec.json.decode(msgspec.json.encode(openapi()))


def test_every_reference_leads_somewhere() -> None:
    document = openapi()
    named = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert named <= document["components"]["schemas"].keys()


def test_every_schema_is_a_sound_schema() -> None:
    for name in openapi()["components"]["schemas"]:
        jsonschema.Draft202012Validator.check_schema(schema_of(name))


def test_every_path_parameter_is_described() -> None:
    for path, operations in openapi()["paths"].items():
        for operation in operations.values():
            described = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
            assert described == set(re.findall(r"{(\w+)}", path))


def test_every_code_that_can_come_back_has_its_status_and_remedy() -> None:
    possible = {*get_args(RejectCode), *get_args(UnreadableCode), *FAILED.values()}
    assert possible - CODES.keys() == set()


def test_every_operation_names_codes_that_exist() -> None:
    assert {code for one in OPERATIONS for code in one.errors} - CODES.keys() == set()


async def test_the_docs_page_shows_every_operation_example_and_code_without_scripts(store: Store) -> None:
    answer = await store.client.get("/docs")
    assert answer.status_code == 200
    for one in OPERATIONS:
        assert f'id="{one.id}"' in answer.text
    for code in CODES:
        assert f'id="{code}"' in answer.text
    assert answer.text.count("<pre>curl") == len(EXAMPLES)
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert (await store.client.get("/plain.css")).headers["content-type"].startswith("text/css")
