"""One running store for all field tests that do not need one of their own, and one for each that does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.field.rig import Rig
from tests.serverprocess import ServerProcess
from tests.storefront import Storefront, fronting


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path_factory.mktemp("field") / "data") as one:
        yield one


@pytest.fixture
async def store(server: ServerProcess) -> AsyncIterator[Storefront]:
    async with fronting(server) as one:
        yield one


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


@pytest.fixture
async def own(rig: Rig) -> AsyncIterator[Storefront]:
    with rig.server:
        async with fronting(rig.server) as store:
            yield store
