"""The house rules of style, as tests: what a reviewer should never have to say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house import ROOT, files, matching, syntax, text

MAX_PYTHON_LINES = 300
MAX_TYPESCRIPT_LINES = 200
MAX_FUNCTION_LINES = 60

NO_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}

SUPPRESSION = re.compile(
    r"#\s*(?:type:\s*ignore|noqa|pragma:|mypy:|pylint:|ruff:)|@ts-(?:ignore|expect-error|nocheck)|biome-ignore"
    r"|pytest\.mark\.(?:skip|skipif|xfail)"
)

MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:root|home|Users|work|mnt|private)/[\w.-]+")
REGISTRY = re.compile(
    r"\"resolved\":|https?://[^\s\"']*(?:pypi|npmjs|registry|mirror)|--(?:extra-)?index-url|find-links"
)
LOCK_FILES = ("constraints.txt", "web/package-lock.json", "web/.npmrc")


def python_files() -> list[str]:
    return matching(".py")


def typescript_files() -> list[str]:
    return matching(".ts", under="web/")


def test_each_python_module_opens_with_a_sentence_that_says_what_it_owns() -> None:
    silent = [path for path in python_files() if not opens_with_a_sentence(path)]
    assert silent == []


def opens_with_a_sentence(path: str) -> bool:
    docstring = ast.get_docstring(syntax(path)) or ""
    return docstring.split("\n\n")[0].rstrip().endswith((".", ":"))


def test_each_typescript_module_opens_with_a_comment_that_says_what_it_owns() -> None:
    silent = [path for path in matching(".ts", under="web/src/") if not text(path).startswith(("/** ", "// ", "/**\n"))]
    assert silent == []


def test_modules_stay_short() -> None:
    limits = dict.fromkeys(python_files(), MAX_PYTHON_LINES)
    limits |= dict.fromkeys(typescript_files(), MAX_TYPESCRIPT_LINES)
    assert [path for path, limit in limits.items() if len(text(path).splitlines()) > limit] == []


def test_functions_stay_short() -> None:
    assert [where for path in python_files() for where in long_functions(path)] == []


def long_functions(path: str) -> Iterator[str]:
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            length = node.end_lineno - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                yield f"{path}:{node.lineno} {node.name} has {length} lines"


def test_a_module_is_named_after_what_it_owns() -> None:
    vague = [path for path in files() if NO_NAMES & set(re.split(r"[/._-]", path.lower()))]
    assert vague == []


def test_nothing_is_left_to_do_in_a_comment() -> None:
    word = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    assert lines_with(word, [*python_files(), *typescript_files(), *matching(".md", ".css", ".yaml")]) == []


def test_tests_wait_on_a_condition_and_never_just_sleep() -> None:
    suites = matching(".py", under="tests/") + matching(".py", under="e2e/")
    assert [where for path in suites for where in sleeps(path)] == []


def sleeps(path: str) -> Iterator[str]:
    """Every sleep but the pause between two polls: inside a `while`, with a comment that says so."""
    loops = [node for node in ast.walk(syntax(path)) if isinstance(node, ast.While)]
    polls = {id(node) for loop in loops for node in ast.walk(loop)}
    lines = text(path).splitlines()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("sleep"):
            said = "poll" in lines[node.lineno - 1].partition("#")[2]
            if id(node) not in polls or not said:
                yield f"{path}:{node.lineno}"


def test_no_exception_is_swallowed() -> None:
    swallowed = [
        f"{path}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ExceptHandler) and catches_all(node) and only_passes(node)
    ]
    assert swallowed == []


def catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or ast.unparse(handler.type) in ("Exception", "BaseException")


def only_passes(handler: ast.ExceptHandler) -> bool:
    return all(isinstance(node, ast.Pass | ast.Continue | ast.Return) for node in handler.body)


def test_a_suppression_says_why() -> None:
    bare = [
        f"{path}:{number}"
        for path in [*python_files(), *typescript_files()]
        if path != "tests/test_tidy.py"
        for number, line in enumerate(text(path).splitlines(), 1)
        if SUPPRESSION.search(line) and not explained(path, number)
    ]
    assert bare == []


def explained(path: str, number: int) -> bool:
    """A reason stands behind the suppression, in its `reason=`, or in a comment on the line above."""
    lines = text(path).splitlines()
    line = lines[number - 1]
    above = lines[number - 2].strip() if number > 1 else ""
    behind = re.search(
        r"(?:ignore\[[\w, -]+\]|noqa: ?[\w, ]+?)\s+#\s+\w+|(?:expect-error|biome-ignore \S+:)\s+\w+", line
    )
    return bool(behind) or "reason=" in line or above.startswith(("#", "//", "*"))


def test_lock_files_name_no_host() -> None:
    assert lines_with(REGISTRY, [path for path in LOCK_FILES if path in files()]) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    readable = [path for path in files() if not path.endswith((".png", ".woff2", ".ico", ".bin"))]
    assert lines_with(MACHINE_PATH, readable) == []


def lines_with(pattern: re.Pattern[str], paths: list[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_every_script_in_the_repository_can_be_started() -> None:
    scripts = [path for path in files() if path == ".ci/run" or path.endswith(".sh")]
    assert scripts
    assert [path for path in scripts if not (ROOT / path).stat().st_mode & 0o100] == []


ROOTS: dict[str, str] = {
    # What every page stands on.
    "tokens": ":root",
    "page": "* html body [lang|= kds-station kds-expo kds-age kds-state .work .icon .boot .blank .unseen",
    "controls": "button kbd :focus .tool .act .answer .answers .ok kds-approval kds-strip-notes",
    "marks": ".badge .chip",
    "lefts": "kds-left .left-of",
    # What a page may have.
    "strip": "kds-strip .banner",
    "bar": "kds-bar kds-notice",
    "grid": "kds-grid kds-probe kds-card .card .block",
    "card": ".card kds-card .badges",
    "line": ".card .line .block",
    "list": "kds-grid",
    "change": ".card",
    "side": "kds-side kds-lane",
    "panel": ".panel",
    "past": "kds-recall",
    "keys": ".panel dialog.panel",
    "sound": ".sound .panel",
    "walls": "kds-station kds-expo kds-board [data-wall] .vigil .dark .panel",
    # One page each.
    "doors": ".doors .door .tongues",
    "pass": "kds-expo",
    "board": "kds-board .board",
    "pos": "kds-pos .pos kds-draft kds-menu kds-table",
    "manage": "kds-manage",
    "order-base": "* :root html body button ul :focus kds-order .icon .boot .unseen",
    "order-menu": "kds-order",
    "order-sheet": "kds-order",
}
"""Sheet -> what its selectors begin with. A root's family (`.card` and `.card-head`) is its own too."""

LISTS_OF_SHEETS = ("screen", "order")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FRAMES = re.compile(r"@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
SELECTORS = re.compile(r"([^{};]+)\{(?=[^{}]*\})")
STATE = re.compile(r"^(?::root:not\()?\[data-(?:tight|small|narrow|by)[^\]]*\]\)? ")
"""What the root element says about glass and hands stands before everything."""


def selectors(sheet: str) -> Iterator[str]:
    rules = FRAMES.sub("", COMMENT.sub("", text(f"web/styles/{sheet}.css")))
    for listed in SELECTORS.findall(rules):
        yield from (" ".join(one.split()) for one in re.split(r",(?![^(]*\))", listed))


def belongs(selector: str, roots: str) -> bool:
    bare = STATE.sub("", selector)
    several = re.match(r":(?:where|is)\(([^()]*)\)", bare)
    heads = several[1].split(", ") if several else [bare]
    return all(any(re.match(rf"{re.escape(root)}(?![A-Za-z0-9])", head) for root in roots.split()) for head in heads)


def test_each_selector_of_a_style_sheet_starts_with_a_root_of_its_sheet() -> None:
    sheets = {path.rpartition("/")[2].removesuffix(".css") for path in matching(".css", under="web/styles/")}
    leaks = {
        f"{sheet}.css: {one}"
        for sheet in sheets.difference(LISTS_OF_SHEETS)
        for one in selectors(sheet)
        if not belongs(one, ROOTS.get(sheet, ""))
    }
    assert leaks == set()
    idle = {(sheet, root) for sheet in ROOTS for root in ROOTS[sheet].split() if not uses(sheet, root)}
    assert idle == set()


def uses(sheet: str, root: str) -> bool:
    return any(belongs(one, root) for one in selectors(sheet))


def test_a_class_without_its_root_is_found_out() -> None:
    assert not belongs(".other", ROOTS["pos"])
    assert not belongs(".posh", ROOTS["pos"])
    assert belongs("kds-pos .other", ROOTS["pos"])
    assert belongs("[data-tight] :where(.card) .other", ROOTS["card"])
