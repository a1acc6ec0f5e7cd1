"""The page that asks for the token, before anybody has chosen a language."""

from __future__ import annotations

from html import escape

from msgspec.structs import replace

from kds.asgi.texts import catalogs
from tests.asgi.store import kitchen, opened


async def test_the_sign_in_page_speaks_every_language_of_the_store() -> None:
    files = replace(kitchen(), language="zh-Hant", languages=("zh-Hant", "en"))
    async with opened(files=files, token="correct-horse-battery", host="192.168.1.5:8600") as store:
        page = (await store.client.post("/login", data={"token": "wrong"})).text
        assert page.count('<html lang="zh-Hant">') == 1
        for language in files.languages:
            for key in ("login.title", "login.wrong_token", "login.enter"):
                assert f'<span lang="{language}">{escape(catalogs()[language][key])}</span>' in page
