"""Who may connect: open on this machine without a token, and with one only who has it or signed in with it."""

from __future__ import annotations

from urllib.parse import urlencode

import httpx
import pytest

from kds.asgi.access import COOKIE, SESSION_S, Access
from kds.asgi.tries import TRIES, TRIES_CLIENTS, TRIES_WINDOW_MS
from tests.asgi.store import Store, opened, order, problem
from tests.service.kitchen import StoppedClock

TOKEN = "correct-horse-battery"
HOST = "192.168.1.5:8600"


async def sign_in(store: Store, token: str = TOKEN, target: str = "/expo") -> httpx.Response:
    form = urlencode({"token": token, "next": target})
    return await store.client.post(
        "/login", content=form, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )


def access(token: str = TOKEN) -> Access:
    return Access(token, StoppedClock())


def cookie(one: Access) -> str:
    return f"{COOKIE}={one.session()}"


async def test_without_a_token_everything_is_open_on_this_machine() -> None:
    async with opened() as store:
        assert (await store.place()).status_code == 201
        assert (await store.client.get("/api/v1/menu")).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/menu", "/api/v1/tickets/x", "/openapi.json", "/docs", "/", "/expo"])
async def test_with_a_token_nothing_is_open(path: str) -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        answer = await store.client.get(path)
        assert problem(answer, 401)["code"] == "unauthorized"
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer \xe9"])
async def test_a_wrong_token_is_refused_and_nothing_is_taken(given: str) -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        head = store.head
        headers = [(b"authorization", given.encode("latin-1"))]
        assert problem(await store.client.post("/api/v1/tickets", json=order(), headers=headers), 401)
        assert store.head == head


async def test_a_source_sends_the_token_as_bearer() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        assert (await store.client.post("/api/v1/tickets", json=order(), headers=headers)).status_code == 201


@pytest.mark.parametrize("path", ["/api/v1/healthz", "/api/v1/readyz", "/login", "/plain.css"])
async def test_health_and_the_way_in_need_no_token(path: str) -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        assert (await store.client.get(path)).status_code == 200


async def test_a_webhook_needs_its_signature_and_no_token() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        answer = await store.client.post("/api/v1/webhooks/qr", content=b"{}")
        assert problem(answer, 401)["code"] == "bad_signature"


async def test_a_person_is_led_to_the_sign_in_page_and_back() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        away = await store.client.get("/station/hot", headers={"Accept": "text/html"})
        assert (away.status_code, away.headers["location"]) == (303, "/login?next=/station/hot")
        back = await sign_in(store, target="/station/hot")
        assert (back.status_code, back.headers["location"]) == (303, "/station/hot")
        assert (await store.client.get("/station/hot")).status_code == 200


async def test_the_session_cookie_holds_no_token_and_is_out_of_reach_of_scripts_and_other_sites() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        written = (await sign_in(store)).headers["set-cookie"]
        assert TOKEN not in written
        assert {"HttpOnly", "SameSite=strict", "Path=/", f"Max-Age={SESSION_S}"} <= set(written.split("; "))
        assert "Secure" not in written


async def test_over_https_the_cookie_is_secure() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        store.client.base_url = httpx.URL(f"https://{HOST}")
        assert "Secure" in (await sign_in(store)).headers["set-cookie"].split("; ")


async def test_a_wrong_token_at_the_sign_in_page_says_so() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        answer = await sign_in(store, "wrong")
        assert answer.status_code == 401
        assert "That is not the token" in answer.text
        assert "set-cookie" not in answer.headers


async def test_after_too_many_tries_one_has_to_wait_even_with_the_right_token() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        for _ in range(TRIES):
            assert (await sign_in(store, "wrong")).status_code == 401
        late = await sign_in(store)
        assert (late.status_code, late.headers["retry-after"]) == (429, "60")
        store.clock.elapsed_ms += TRIES_WINDOW_MS
        assert (await sign_in(store)).status_code == 303


async def bearing(store: Store, token: str) -> httpx.Response:
    return await store.client.get("/api/v1/menu", headers={"Authorization": f"Bearer {token}"})


async def test_too_many_wrong_bearers_have_to_wait_a_minute() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        for _ in range(TRIES):
            assert problem(await bearing(store, "wrong"), 401)["code"] == "unauthorized"
        late = await bearing(store, "wrong")
        assert (problem(late, 429)["code"], late.headers["retry-after"]) == ("too_many_tries", "60")
        store.clock.elapsed_ms += TRIES_WINDOW_MS
        assert problem(await bearing(store, "wrong"), 401)


async def test_the_right_bearer_is_never_limited() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        for _ in range(TRIES + 2):
            await bearing(store, "wrong")
        assert {(await bearing(store, TOKEN)).status_code for _ in range(TRIES + 2)} == {200}


async def test_wrong_bearers_do_not_lock_the_sign_in_page() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        for _ in range(TRIES + 2):
            await bearing(store, "wrong")
        assert (await sign_in(store)).status_code == 303


def test_wrong_bearers_of_sockets_count_too_each_client_by_itself() -> None:
    one = access()
    wrong = {"host": HOST, "authorization": "Bearer wrong"}
    for _ in range(TRIES):
        assert one.check_socket(wrong, "192.168.1.9") == "This needs the token of the kitchen server."
    assert one.check_socket(wrong, "192.168.1.9") == "Too many wrong tokens came from this address."
    assert one.check_socket(wrong, "192.168.1.8") == "This needs the token of the kitchen server."


def test_the_tries_of_a_thousand_clients_are_remembered_and_no_more() -> None:
    one = access()
    wrong = {"host": HOST, "authorization": "Bearer wrong"}
    for client in range(TRIES_CLIENTS + 1):
        for _ in range(TRIES + 1):
            denial = one.check("GET", wrong, str(client))
    assert denial is not None
    codes = [denial.code for client in ("1", "0") if (denial := one.check("GET", wrong, client)) is not None]
    assert codes == ["too_many_tries", "unauthorized"]


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb"])
async def test_the_sign_in_page_leads_nowhere_else(target: str) -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        assert (await sign_in(store, target=target)).headers["location"] == "/"


async def test_the_sign_in_page_shows_no_foreign_markup() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        shown = await store.client.get("/login", params={"next": '/"><script>alert(1)</script>'})
        assert "<script>" not in shown.text


async def test_a_huge_form_is_refused() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        assert problem(await sign_in(store, "x" * 10_000), 413)


async def test_who_is_signed_in_is_not_asked_again() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        await sign_in(store)
        assert (await store.client.get("/login?next=/expo")).headers["location"] == "/expo"


def test_a_session_ends() -> None:
    clock = StoppedClock()
    one = Access(TOKEN, clock)
    headers = {"host": HOST, "cookie": cookie(one)}
    assert one.grant(headers) == "session"
    clock.wall_ms += SESSION_S * 1000
    assert one.grant(headers) is None


def test_a_session_of_another_token_is_worth_nothing() -> None:
    assert access().grant({"host": HOST, "cookie": cookie(access("old-token"))}) is None


@pytest.mark.parametrize("value", ["", ".", "99999999999.", "99999999999.00", "-1.x", "1e9.x", "٣.x", "9" * 400 + ".x"])
def test_a_forged_session_is_worth_nothing(value: str) -> None:
    assert access().grant({"host": HOST, "cookie": f"{COOKIE}={value}"}) is None


def test_a_session_with_its_end_moved_is_worth_nothing() -> None:
    one = access()
    ends, _, proof = one.session().partition(".")
    assert one.grant({"host": HOST, "cookie": f"{COOKIE}={int(ends) + 1}.{proof}"}) is None


async def test_another_site_cannot_use_a_session() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        await sign_in(store)
        evil = await store.client.post("/api/v1/tickets", json=order(), headers={"Origin": "https://evil.example"})
        assert problem(evil, 403)["code"] == "forbidden_origin"
        own = await store.client.post("/api/v1/tickets", json=order(), headers={"Origin": f"http://{HOST}"})
        assert own.status_code == 201


async def test_another_site_cannot_use_what_is_open() -> None:
    async with opened() as store:
        evil = await store.client.post("/api/v1/tickets", json=order(), headers={"Origin": "https://evil.example"})
        assert problem(evil, 403)["code"] == "forbidden_origin"


async def test_a_bearer_proves_itself_whatever_the_origin() -> None:
    async with opened(token=TOKEN, host=HOST) as store:
        headers = {"Origin": "https://pos.example", "Authorization": f"Bearer {TOKEN}"}
        assert (await store.client.post("/api/v1/tickets", json=order(), headers=headers)).status_code == 201


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8600", "127.0.0.1.evil.example", "localhost@evil", "192.168.1.5"]
)
async def test_a_foreign_name_that_points_here_reads_nothing(host: str) -> None:
    async with opened() as store:
        answer = await store.client.get("/api/v1/menu", headers={"Host": host})
        assert problem(answer, 403)["code"] == "forbidden_host"


@pytest.mark.parametrize("host", ["localhost", "localhost:8600", "127.0.0.1:1", "[::1]:8600", "LOCALHOST", "127.8.8.8"])
def test_every_name_of_this_machine_is_its_own(host: str) -> None:
    assert access("").check("GET", {"host": host}) is None


def test_a_configured_name_is_its_own_too() -> None:
    assert Access("", StoppedClock(), hosts=("Kitchen.local",)).check("GET", {"host": "kitchen.local:8600"}) is None


@pytest.mark.parametrize("host", ["", "[", "a b", "[::1", "@"])
def test_what_is_no_host_is_refused(host: str) -> None:
    denial = access("").check("GET", {"host": host})
    assert denial is not None
    assert denial.code == "forbidden_host"


def test_a_socket_is_let_in_from_the_own_page_only() -> None:
    one = access("")
    assert one.check_socket({"host": "127.0.0.1:8600", "origin": "http://127.0.0.1:8600"}, "127.0.0.1") is None
    assert one.check_socket({"host": "127.0.0.1:8600"}, "127.0.0.1") is None
    refused = one.check_socket({"host": "127.0.0.1:8600", "origin": "http://evil.example"}, "127.0.0.1")
    assert refused is not None
    assert "evil.example" in refused


def test_a_socket_needs_the_token_or_a_session() -> None:
    one = access()
    own = {"host": HOST, "origin": f"http://{HOST}"}
    assert one.check_socket(own, "192.168.1.9") == "This needs the token of the kitchen server."
    assert one.check_socket({**own, "cookie": cookie(one)}, "192.168.1.9") is None
    assert one.check_socket({"host": HOST, "authorization": f"Bearer {TOKEN}"}, "192.168.1.9") is None
    evil = {**own, "origin": "http://evil.example", "cookie": cookie(one)}
    assert one.check_socket(evil, "192.168.1.9") is not None


@pytest.mark.parametrize(
    "path", ["/", "/expo", "/station/hot", "/login", "/docs", "/api/v1/menu", "/nothing", "/static/x"]
)
async def test_every_answer_carries_the_protecting_headers(path: str) -> None:
    async with opened() as store:
        headers = (await store.client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        if headers.get("content-type", "").startswith("text/html"):
            assert headers["referrer-policy"] in ("no-referrer", "same-origin")


async def test_a_strange_host_does_not_get_into_the_policy() -> None:
    async with opened(token=TOKEN) as store:
        answer = await store.client.get("/login", headers={"Host": "x; script-src *"})
        assert "script-src *" not in answer.headers["content-security-policy"]
