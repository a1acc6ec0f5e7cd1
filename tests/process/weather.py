"""A network of cables, and what befalls them: pulled, shut, cut, dripping, in any order."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

from tests.cable import Cable, Pace, Way

CUT_BYTES: dict[Way, int] = {"up": 1_400, "down": 3_000}
"""As far as a fresh connection comes with its opening, its hello and some commands; or their answers and a snapshot."""
DRIP = Pace(48, 0.01)


class Network:
    """A cable for each till and each screen."""

    def __init__(self, closing: ExitStack) -> None:
        self._closing = closing
        self.cables: list[Cable] = []

    def road(self, port: int) -> int:
        self.cables.append(self._closing.enter_context(Cable(port)))
        return self.cables[-1].port


class Weather:
    """What happens to a cable next, and its end."""

    def __init__(self, network: Network, chance: random.Random) -> None:
        self._network = network
        self._chance = chance
        self.count: Counter[str] = Counter()
        self._acts: dict[str, Callable[[Cable], object]] = {
            "pulled": lambda cable: cable.pull(),
            "pulled on the way up": lambda cable: cable.pull("up"),
            "window shut": lambda cable: cable.pull("down"),
            "plugged": lambda cable: cable.plug(),
            "reset": lambda cable: cable.reset(),
            "dripping": lambda cable: cable.squeeze(DRIP),
            "wide": lambda cable: cable.squeeze(Pace()),
            "cut on the way up": lambda cable: cable.cut("up", iter([chance.randint(0, CUT_BYTES["up"])])),
            "cut on the way down": lambda cable: cable.cut("down", iter([chance.randint(0, CUT_BYTES["down"])])),
        }

    def turns(self) -> None:
        what = self._chance.choice(list(self._acts))
        self._acts[what](self._chance.choice(self._network.cables))
        self.count[what] += 1

    def clears(self) -> None:
        for cable in self._network.cables:
            cable.cut("up", iter(()))
            cable.cut("down", iter(()))
            cable.squeeze(Pace())
            cable.plug()
