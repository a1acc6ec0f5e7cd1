"""The browser of the session, a shop for each test, and what every test demands: a page that complains of nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from e2e.shop import Opening, Shop, Spare
from scripts.find_browser import installed
from tests.house import ROOT

RESULTS = ROOT / "e2e" / "results"
"""Pictures of what failed; git ignores them."""

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A name that is no loopback address: what it serves without TLS is no secure origin.
    "--host-resolver-rules=MAP kitchen.lan 127.0.0.1",
]

PATIENCE_MS = 15_000
"""How long a page may take to show something: generous, since a build server may have little to spare."""

FAILED = pytest.StashKey[bool]()


@contextmanager
def chromium() -> Iterator[Browser]:
    # Chromium refuses its sandbox to root, which build servers are.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=installed(), args=[*ARGUMENTS, *sandbox])
        yield running
        running.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spare]:
    one = Spare(lambda: tmp_path_factory.mktemp("shop"))
    yield one
    one.close()


@pytest.fixture
def opening(browser: Browser, spare: Spare, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opening]:
    """Opens shops; at the end each is closed, pictured if the test failed, and asked what its pages complained of."""
    with ExitStack() as closing:
        one = Opening(browser, spare, tmp_path, closing)
        yield one
        complaints = one.complaints()
        if complaints or request.node.stash.get(FAILED, False):
            one.picture(RESULTS, re.sub(r"\W+", "-", request.node.name))
        assert complaints == []


@pytest.fixture
def shop(opening: Opening) -> Shop:
    """The sample kitchen, just opened."""
    return opening.sample()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
