"""Docs held to code: every command, option, path, variable and address that the docs name is there."""

from __future__ import annotations

import argparse
import re
from functools import cache

import pytest

from kds.__main__ import parser
from tests.house import ROOT, files, matching, text

DOCS = matching(".md")
BUILT = {"bench/results", "web/dist", "kds/static", "kds/sample", "e2e/results/pictures"}
"""Folders that a build, or taking the pictures, makes."""
FENCE = re.compile(r"^```.*?\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ENVIRONMENT = re.compile(r"\bKDS_[A-Z_]+\b")
MAKE = re.compile(r"(?:^|[`\s])make ((?:[A-Z]+=\S+ )*)([a-z-]+)", re.MULTILINE)
MAKE_VARIABLE = re.compile(r"\bmake [a-z-]+((?: [A-Z]+=\S+)+)")
KDS = re.compile(r"(?:^|[`\s/])kds ([a-z]+)((?: +--?[\w-]+(?:[ =][^\s`-][^\s`]*)?)*)", re.MULTILINE)
ADDRESS = re.compile(r"(?:^|[`\s])(?:GET |POST |PUT )?(/(?:api/v1|station|expo|docs|openapi|ws|static)[\w/{}.-]*)")


def code(path: str) -> str:
    """What stands in code spans and fenced blocks."""
    fenced = FENCE.findall(text(path))
    return "\n".join([*fenced, *(f"`{span}`" for span in SPAN.findall(FENCE.sub("", text(path))))])


@pytest.mark.parametrize("doc", DOCS)
def test_links_lead_somewhere(doc: str) -> None:
    assert [link for link in LINK.findall(FENCE.sub("", text(doc))) if not resolves(doc, link)] == []


def resolves(doc: str, link: str) -> bool:
    if link.startswith(("https://", "http://")):
        return True
    path, _, heading = link.partition("#")
    target = (ROOT / doc).parent / path if path else ROOT / doc
    if not target.exists():
        return False
    return not heading or heading in {anchor(line) for line in target.read_text(encoding="utf-8").splitlines()}


def anchor(line: str) -> str:
    """The name under which a heading can be linked, as GitHub makes it."""
    if not line.startswith("#"):
        return ""
    words = re.sub(r"[^\w\s-]", "", line.lstrip("#").strip().lower())
    return re.sub(r"\s", "-", words)


@pytest.mark.parametrize("doc", DOCS)
def test_every_make_target_exists(doc: str) -> None:
    named = {target for _, target in MAKE.findall(code(doc))}
    assert named - make_targets() == set()


@pytest.mark.parametrize("doc", DOCS)
def test_every_make_variable_exists(doc: str) -> None:
    named = {pair.partition("=")[0] for pairs in MAKE_VARIABLE.findall(code(doc)) for pair in pairs.split()}
    assert named - set(re.findall(r"^([A-Z]+) \?=", text("Makefile"), re.MULTILINE)) == set()


@cache
def make_targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z][a-z-]*):", text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("doc", DOCS)
def test_every_kds_command_and_option_exists(doc: str) -> None:
    wrong = [
        f"kds {command} {option}"
        for command, options in KDS.findall(code(doc))
        for option in re.findall(r" (--?[\w-]+)", options) or [""]
        if command not in commands() or (option and option not in commands()[command])
    ]
    assert wrong == []


@cache
def commands() -> dict[str, frozenset[str]]:
    """Command -> its options."""
    (choices,) = (action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return {name: frozenset(one._option_string_actions) for name, one in choices.items()}


@pytest.mark.parametrize("doc", DOCS)
def test_every_path_of_the_repository_exists(doc: str) -> None:
    tops = {path.partition("/")[0] for path in files() if "/" in path}
    named = {span.split()[0].rstrip(":,/") for span in SPAN.findall(FENCE.sub("", text(doc)))}
    paths = {path for path in named if "/" in path and path.partition("/")[0] in tops and not set(path) & set("*{<…")}
    assert {path for path in paths if not (ROOT / path).exists()} - BUILT == set()


@pytest.mark.parametrize("doc", DOCS)
def test_every_environment_variable_is_read_somewhere(doc: str) -> None:
    read = set(ENVIRONMENT.findall("\n".join(text(path) for path in [*matching(".py"), "Makefile"])))
    assert set(ENVIRONMENT.findall(text(doc))) - read == set()


@pytest.mark.parametrize("doc", DOCS)
def test_every_address_of_the_server_exists(doc: str) -> None:
    assert [address for address in ADDRESS.findall(code(doc)) if not is_served(address)] == []


@cache
def routes() -> tuple[str, ...]:
    """Every literal path in the modules that serve."""
    literal = re.compile(r"f?\"(/[\w/{}:.-]*)\"")
    return tuple(path for module in matching(".py", under="kds/asgi/") for path in literal.findall(text(module)))


def is_served(address: str) -> bool:
    plain = address.rstrip("/").rstrip(".")
    return any(same_shape(plain, route) for route in routes())


def same_shape(address: str, route: str) -> bool:
    """Whether the address is the route, whatever its parameters are called."""
    pattern = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(route.rstrip("/")))
    return re.fullmatch(pattern, address) is not None


def test_each_command_has_help() -> None:
    assert "serve" in commands()
    (action,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert [choice.dest for choice in action._choices_actions if not choice.help] == []
    options = [
        (name, option.dest) for name, one in action.choices.items() for option in one._actions if not option.help
    ]
    assert options == []


def test_the_readme_tells_the_exit_codes_of_the_program() -> None:
    from kds.__main__ import Exit

    told = re.search(r"^Exit codes: (.*?)\.", text("README.md"), re.MULTILINE | re.DOTALL)
    assert told
    assert [int(code) for code in re.findall(r"\b(\d) ", told[1])] == [code for code in Exit if code]
