"""The native dialect: every field arrives, every limit holds, every error names its place."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from kds.kitchen.commands import Place
from kds.kitchen.limits import MAX_DEPTH, MAX_ITEMS, MAX_TEXT
from kds.kitchen.model import Modifier
from kds.kitchen.setup import SourceRule
from kds.sources.decode import Format, decode
from kds.sources.native import NativeOrder, place
from kds.sources.unreadable import Unreadable
from tests.sources.payloads import own, raw

RULE = SourceRule(id="till-1", mark="T", sold_out="decide")


def read(body: bytes, kind: Format = "json", key: str = "") -> Place:
    order = decode(body, kind, NativeOrder)
    return place(order, RULE, order.external_id, key)


def fault(body: bytes, kind: Format = "json") -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(body, kind)
    return caught.value


def order(*items: dict[str, Any], **fields: object) -> dict[str, Any]:
    return {"source": "till-1", "external_id": "1", "revision": 1, "items": list(items), **fields}


def item(**fields: object) -> dict[str, Any]:
    return {"uid": "1", "name": "rice", **fields}


def nested(depth: int, below: str = "modifiers") -> dict[str, Any]:
    """An item with so many levels below it."""
    innermost: dict[str, Any] = {"name": "x", **({"uid": "x"} if below == "components" else {})}
    for _ in range(depth - 1):
        innermost = {**innermost, below: [innermost]}
    return item(**{below: [innermost]})


def test_every_field_arrives() -> None:
    command = read(own("native/dine_in.json"))
    assert msgspec.structs.asdict(msgspec.structs.replace(command, lines=())) == {
        "source": "till-1", "external_id": "c-501", "lines": (), "revision": 3, "key": "", "number": "38", "mark": "T",
        "service": "dine_in", "table": "12", "area": "garden", "tab": "t9", "seat": "2", "guest": "Wei",
        "server": "Lin", "covers": 4, "brand": "川味轩", "note": "VIP", "payment": "open", "priority": 1,
        "allergens": ("peanut",), "held": (2,), "placed_ms": 1772964000000, "due_ms": 1772967600000,
        "start_ms": 1772965800000, "sold_out": "decide",
    }  # fmt: skip
    fish = command.lines[0]
    assert msgspec.structs.asdict(fish) == {
        "uid": "1", "name": "水煮鱼", "sku": "S101", "alt_name": "Boiled fish", "category": "hot", "tags": ("spicy",),
        "quantity": "1.5", "unit": "斤", "note": "少油", "course": 1, "seat": "2", "station_hint": "wok",
        "allergens": ("fish",),
        "modifiers": (
            Modifier(name="香菜", action="no"),
            Modifier(name="豆芽", action="extra", quantity="2", modifiers=(Modifier(name="黄豆芽"),)),
        ),
        "components": (),
    }  # fmt: skip
    assert [(one.uid, one.quantity) for one in command.lines[1].components] == [("a", "1"), ("b", "2")]


def test_msgpack_says_the_same_as_json() -> None:
    body = own("native/dine_in.json")
    assert read(msgspec.msgpack.encode(json.loads(body)), "msgpack") == read(body)


def test_a_revision_takes_the_place_of_a_key() -> None:
    assert read(raw(order(item())), key="k").key == ""
    assert read(raw(order(item(), revision=None)), key="k").key == "k"


@pytest.mark.parametrize(("given", "kept"), [("2", "2"), (2, "2"), (1.5, "1.5"), ("01.500", "1.5"), (999999, "999999")])
def test_quantities_are_decimals_as_text_or_number(given: object, kept: str) -> None:
    assert read(raw(order(item(quantity=given)))).lines[0].quantity == kept


@pytest.mark.parametrize(
    "given", ["0", "-1", 0, -2, "", "1,5", "1.2345", "1e3", "NaN", "inf", 1e22, 1e-7, "１", "1000000", " ", "0x2", 0.0]
)
def test_what_is_no_positive_quantity_is_refused_at_its_place(given: object) -> None:
    error = fault(raw(order(item(), item(uid="2", quantity=given))))
    assert (error.code, error.pointer) == ("invalid_quantity", "/items/1/quantity")


def test_the_quantity_of_a_modifier_is_checked_too() -> None:
    modifier = {"name": "a", "modifiers": [{"name": "b", "quantity": 0}]}
    error = fault(raw(order(item(modifiers=[modifier]))))
    assert error.pointer == "/items/0/modifiers/0/modifiers/0/quantity"


@pytest.mark.parametrize("wrong", [True, None, [], {}])
def test_a_quantity_of_another_type_is_refused(wrong: object) -> None:
    error = fault(raw(order(item(quantity=wrong))))
    assert (error.code, error.pointer) == ("invalid_field", "/items/0/quantity")


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (order(item(), covers="two"), "invalid_field", "/covers"),
        (order(item(), covers=True), "invalid_field", "/covers"),
        (order(item(), covers=-1), "invalid_field", "/covers"),
        (order(item(), revision=0), "invalid_field", "/revision"),
        (order(item(), revision=1.5), "invalid_field", "/revision"),
        (order(item(), revision=2**53), "invalid_field", "/revision"),
        (order(item(), revision=10**400), "invalid_field", "/revision"),
        (order(item(), service="drive_in"), "invalid_field", "/service"),
        (order(item(), due_at="tomorrow"), "invalid_field", "/due_at"),
        (order(item(), due_at="2026-03-08T18:00:00"), "invalid_field", "/due_at"),
        (order(item(), hold=[21]), "invalid_field", "/hold/0"),
        (order(item(), items={}), "invalid_field", "/items"),
        (order(item(), source="Till 1"), "invalid_field", "/source"),
        (order(item(), source=""), "invalid_field", "/source"),
        (order(item(), external_id=""), "invalid_field", "/external_id"),
        (order(item(), external_id="a\nb"), "invalid_field", "/external_id"),
        (order(item(uid=7)), "invalid_field", "/items/0/uid"),
        (order(item(course=0)), "invalid_field", "/items/0/course"),
        (order(item(modifiers=[{"name": ""}])), "invalid_field", "/items/0/modifiers/0/name"),
        (order(item(modifiers=[{"name": "a", "action": "less"}])), "invalid_field", "/items/0/modifiers/0/action"),
        (order({"name": "no uid"}), "missing_field", "/items/0/uid"),
        (order({"uid": "1"}), "missing_field", "/items/0/name"),
        (order({"uid": "1", "name": " \t"}), "missing_field", "/items/0/name"),
        ({"source": "till-1", "items": []}, "missing_field", "/external_id"),
        ([], "invalid_field", ""),
        ("order", "invalid_field", ""),
        (None, "invalid_field", ""),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(body: object, code: str, pointer: str) -> None:
    error = fault(raw(body))
    assert (error.code, error.pointer) == (code, pointer)
    assert error.detail
    assert error.remedy


def test_an_unknown_field_is_refused_with_the_one_that_was_meant() -> None:
    error = fault(raw(order(item(alergens=["nuts"]))))
    assert (error.code, error.pointer) == ("unknown_field", "/items/0/alergens")
    assert error.remedy == "Did you mean `allergens`?"


def test_text_is_limited() -> None:
    assert read(raw(order(item(note="x" * MAX_TEXT)))).lines[0].note == "x" * MAX_TEXT
    error = fault(raw(order(item(note="x" * (MAX_TEXT + 1)))))
    assert (error.code, error.pointer) == ("text_too_long", "/items/0/note")


def test_text_loses_control_characters_and_tricks_of_direction() -> None:
    assert read(raw(order(item(note=" a\x1bb\u202ec\nd \x00")))).lines[0].note == "abc\nd"


def test_an_emoji_of_several_parts_stays_whole() -> None:
    assert read(raw(order(item(note="👩‍🍳")))).lines[0].note == "👩‍🍳"


def test_two_hundred_items_are_taken_and_one_more_is_refused() -> None:
    many = [item(uid=str(n)) for n in range(MAX_ITEMS + 1)]
    assert len(read(raw(order(*many[:-1]))).lines) == MAX_ITEMS
    error = fault(raw(order(*many)))
    assert (error.code, error.pointer) == ("too_many_items", "/items")


def test_components_count_as_items() -> None:
    components = [{"uid": str(n), "name": "x"} for n in range(MAX_ITEMS)]
    error = fault(raw(order(item(components=components))))
    assert (error.code, error.pointer) == ("too_many_items", "/items")


@pytest.mark.parametrize("below", ["modifiers", "components"])
def test_eight_levels_are_taken_and_nine_are_refused(below: str) -> None:
    assert read(raw(order(nested(MAX_DEPTH, below)))).lines
    assert fault(raw(order(nested(MAX_DEPTH + 1, below)))).code == "too_deep"


def test_modifiers_below_components_count_from_the_item() -> None:
    deep = nested(MAX_DEPTH)
    assert fault(raw(order(item(components=[deep])))).code == "too_deep"


@pytest.mark.parametrize("levels", [1_000, 100_000])
def test_a_bottomless_body_is_refused(levels: int) -> None:
    opening, closing = b'{"name":"x","modifiers":[' * levels, b"]}" * levels
    body = b'{"source":"a","external_id":"1","items":[{"uid":"1","name":"x","modifiers":[' + opening + closing + b"]}]}"
    assert fault(body).code == "too_deep"


def test_a_bottomless_msgpack_body_is_refused() -> None:
    one = b"\x82\xa4name\xa1x\xa9modifiers\x91"
    body = b"\x83\xa6source\xa1a\xabexternal_id\xa11\xa5items\x91\x83\xa3uid\xa11\xa4name\xa1x\xa9modifiers\x91"
    assert fault(body + one * 5_000 + b"\x81\xa4name\xa1x", "msgpack").code == "too_deep"


def test_broken_json_is_refused_with_line_column_and_byte() -> None:
    error = fault('{\n "note": "厨房", ?'.encode())
    assert error.code == "malformed_json"
    assert "(line 2, column 16, byte 21)" in error.detail


@pytest.mark.parametrize(
    "body",
    [
        b'{"note":',
        b"{'note': 1}",
        b'{"covers": NaN}',
        b'{"covers": 01}',
        b'{"note": "\\ud800"}',
        b"\x00",
        b"nonsense",
        b"<order/>",
    ],
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    assert fault(body).code == "malformed_json"


def test_bytes_that_are_wrong_are_named_before_any_field_in_them() -> None:
    assert fault(b'{"alergens": 1, ').code == "malformed_json"
    assert fault(b'"\xff"').code == "invalid_utf8"


def test_msgpack_text_that_is_not_utf8_is_refused_though_the_body_as_a_whole_is() -> None:
    body = b"\xde\x80\x00\xd9\x80" + b"a" * 127 + b"\xc3\xa0"
    assert body.decode()
    assert fault(body, "msgpack").code == "invalid_utf8"


@pytest.mark.parametrize("body", [b"\xc1", b"\x81", b"\x85\xa6source\xa1a", b"\xdf\xff\xff\xff\xff", b"\x80\x80"])
def test_what_is_no_msgpack_is_refused(body: bytes) -> None:
    assert fault(body, "msgpack").code in ("malformed_msgpack", "missing_field")


@pytest.mark.parametrize("kind", ["json", "msgpack"])
@pytest.mark.parametrize("body", [b"", b" \n"])
def test_an_empty_body_is_refused(body: bytes, kind: Format) -> None:
    assert fault(body, kind).code == "empty_body"


def test_text_that_is_not_utf_8_is_refused() -> None:
    error = fault(b'{"source": "\xff"}')
    assert (error.code, error.detail) == ("invalid_utf8", "The text is not UTF-8 (byte 12).")
    assert fault(b"\x81\xa6source\xa2\xff\xff", "msgpack").code == "invalid_utf8"


def test_a_byte_order_mark_is_forgiven() -> None:
    assert read(b"\xef\xbb\xbf" + raw(order(item()))).external_id == "1"


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    body = b'{"source":"a","source":"till-1","external_id":"1","revision":1,"items":[{"uid":"1","name":"x"}]}'
    assert read(body).source == "till-1"
