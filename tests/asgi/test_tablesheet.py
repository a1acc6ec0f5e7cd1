"""The sheet of table codes: printed by `kds tables`, each code opens its own table's page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import segno

from kds.__main__ import Exit, main
from kds.adapters.tablekeys import TableKeyFile
from kds.asgi.tablesheet import sheet
from kds.kitchen.venue import TableSpot
from kds.sources.tabletoken import table_of
from tests.asgi.store import KEYS, opened
from tests.asgi.tables import dining_room
from tests.house import ROOT

SAMPLE = str(ROOT / "stations.yaml")
BASE = "http://192.168.1.20:8600"


def addresses(page: str) -> list[str]:
    return re.findall(r'class="address">([^<]+)<', page)


def printed(tmp_path: Path, *more: str, kitchen: str = SAMPLE) -> tuple[int, Path]:
    out = tmp_path / "tables.html"
    code = main(["tables", *more, "--url", BASE, "--data", str(tmp_path), "--kitchen", kitchen, "--out", str(out)])
    return code, out


async def test_each_code_opens_the_page_of_its_table() -> None:
    kitchen = dining_room()
    page = sheet(kitchen, KEYS, BASE, kitchen.tables)
    async with opened(files=kitchen) as store:
        for spot, address in zip(kitchen.tables, addresses(page), strict=True):
            assert address.startswith(f"{BASE}/order/")
            answer = await store.client.get(urlsplit(address).path)
            assert f'"table": "{spot.id}"' in answer.text


def test_the_drawing_beside_an_address_is_its_code() -> None:
    page = sheet(dining_room(), KEYS, BASE, [TableSpot("12")])
    (address,) = addresses(page)
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=4, omitsize=True, svgclass="code", lineclass=None
    )
    assert drawn in page


def test_the_sheet_loads_nothing_so_it_prints_anywhere() -> None:
    page = sheet(dining_room(), KEYS, BASE, [TableSpot("12")])
    assert not re.search(r"<(?:script|link|img|iframe)|url\(|@import", page)


def test_a_table_with_odd_signs_in_its_name_is_written_as_it_is() -> None:
    assert "<b>" not in sheet(dining_room(), KEYS, BASE, [TableSpot("<b>")])


def test_all_tables_of_the_kitchen_file_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = printed(tmp_path)
    assert code == Exit.OK
    assert len(addresses(out.read_text(encoding="utf-8"))) == 19
    assert "19 codes. Open it in a browser and print it, or save it as PDF." in capsys.readouterr().out


def test_a_renewed_table_has_another_code_and_the_others_keep_theirs(tmp_path: Path) -> None:
    before = addresses(printed(tmp_path)[1].read_text(encoding="utf-8"))
    (renewed,) = addresses(printed(tmp_path, "5", "--renew")[1].read_text(encoding="utf-8"))
    after = addresses(printed(tmp_path)[1].read_text(encoding="utf-8"))
    assert [was for was, now in zip(before, after, strict=True) if was != now] == [before[4]]
    assert after[4] == renewed
    keys = TableKeyFile(tmp_path).current()
    assert table_of(keys, before[4].rpartition("/")[2]) is None


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["99", "--url", BASE], "no table '99'"),
        (["--url", "192.168.1.20"], "write it as http://192.168.1.20:8600"),
        (["--url", BASE, "--out", "no/such/folder.html"], "Choose another --out"),
    ],
)
def test_a_slip_ends_in_advice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], advice: str
) -> None:
    assert main(["tables", *arguments, "--data", str(tmp_path), "--kitchen", SAMPLE]) == Exit.USAGE
    assert advice in capsys.readouterr().err


def test_a_kitchen_file_without_tables_says_how_to_name_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = (ROOT / "stations.yaml").read_text(encoding="utf-8")
    (tmp_path / "stations.yaml").write_text(re.sub(r"(?m)^tables:\n(?:  .*\n)+", "", plain), encoding="utf-8")
    (tmp_path / "menu.yaml").write_text((ROOT / "menu.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    code, _ = printed(tmp_path, kitchen=str(tmp_path / "stations.yaml"))
    assert code == Exit.USAGE
    assert "tables: [{area: hall, tables: [1-12]}]" in capsys.readouterr().err
