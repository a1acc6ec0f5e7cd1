"""The sheet of table codes: an HTML page to print, a code for each table, cut along the lines."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from kds.asgi.texts import catalogs, named, spoken
from kds.kitchen.setup import Kitchen
from kds.kitchen.venue import TableSpot
from kds.sources.tabletoken import TableKeys, token_of

QUIET_MODULES = 4
"""White around a code, in its own squares, as its standard asks for."""

_templates = Environment(
    loader=PackageLoader("kds.asgi", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Printed(Struct, frozen=True):
    table: str
    area: str
    address: str
    code: Markup
    """The drawing, as SVG of our own making."""


def address_of(base: str, keys: TableKeys, table: str) -> str:
    """What the code says. `base` is the server as guests' phones reach it."""
    return f"{base.rstrip('/')}/order/{token_of(keys, table)}"


def is_base(url: str) -> bool:
    """Whether a phone can open addresses that begin so."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)


def sheet(kitchen: Kitchen, keys: TableKeys, base: str, spots: Iterable[TableSpot]) -> str:
    """Complete and on its own: nothing is loaded when it is opened, so it prints anywhere."""
    languages = spoken(kitchen.languages)
    texts = catalogs()[languages[0]]
    return _templates.get_template("tablesheet.html").render(
        language=languages[0],
        title=f"{named(kitchen.store_name, languages[0], kitchen.store_id)} · {texts['sheet.title']}",
        store=[named(kitchen.store_name, one, kitchen.store_id) for one in languages],
        names=[catalogs()[one]["guest.table"] for one in languages],
        next=[catalogs()[one]["sheet.next"] for one in languages],
        print_advice=texts["sheet.print"],
        tables=[_printed(keys, base, spot) for spot in spots],
    )


def _printed(keys: TableKeys, base: str, spot: TableSpot) -> Printed:
    address = address_of(base, keys, spot.id)
    # Level M survives a splash of soy sauce; a higher one makes the squares too small for an old phone.
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(border=QUIET_MODULES, omitsize=True, svgclass="code", lineclass=None)
    return Printed(spot.id, spot.area, address, Markup(drawing))
