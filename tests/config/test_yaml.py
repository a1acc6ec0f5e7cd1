"""What of YAML the kitchen files may use, and what is said of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kds.config.problems import Findings
from kds.config.yamltree import MAX_DEPTH, Items, Mapping, Node, Scalar, parse_tree


def errors(text: str) -> list[str]:
    findings = Findings()
    assert parse_tree(text, "a.yaml", findings) is None
    return list(map(str, findings.errors))


def tree(text: str) -> Node:
    findings = Findings()
    root = parse_tree(text, "a.yaml", findings)
    assert root is not None, findings.errors
    return root


def test_scalars_stay_as_written() -> None:
    root = tree("[no, 012, 17:00, 1e3, ~, '', \"~\"]")
    assert isinstance(root, Items)
    scalars = [item for item in root.items if isinstance(item, Scalar)]
    assert [item.text for item in scalars] == ["no", "012", "17:00", "1e3", "~", "", "~"]
    assert [item.empty for item in scalars] == [False, False, False, False, True, False, False]


def test_every_value_knows_its_line_and_column() -> None:
    root = tree("a: 1\n名: {b: [x, y]}\n")
    assert isinstance(root, Mapping)
    inner = root.find("名")
    assert isinstance(inner, Mapping)
    found = inner.find("b")
    assert isinstance(found, Items)
    assert (found.items[1].at.line, found.items[1].at.column) == (2, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a.yaml:1:1: the file is empty (start from the stations.yaml or menu.yaml of the examples)"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2:1: a second document starts here (delete the line '---')"),
        ("a: &x 1\n", "a.yaml:1:4: an anchor (&x) is not read here (delete it and write the value out)"),
        ("a: *x\n", "a.yaml:1:4: an alias (*x) is not read here (write the value out)"),
        ("a: !!python/name:os.system\n",
         "a.yaml:1:4: a tag (tag:yaml.org,2002:python/name:os.system) is not read here (delete it)"),
        ("? [a, b]\n: 1\n", "a.yaml:1:3: a key must be a plain word (check brackets and indentation)"),
        ("a: 1\n\tb: 2\n", "indent with spaces, not tabs"),
        ("a: b: c\n", "put quotes around a text that contains ': ', and check the indentation"),
        ("a: [1, 2\nb: 3\n", "a.yaml:2:"),
        ("a: 'x\n", "not valid YAML"),
        ("a: \x07\n", "a.yaml:1:"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_reported_with_its_line(text: str, expected: str) -> None:
    (problem,) = errors(text)
    assert expected in problem


def test_nesting_without_end_is_refused() -> None:
    (problem,) = errors("[" * 10_000)
    assert f"nested deeper than {MAX_DEPTH} levels" in problem


@pytest.mark.property
@given(st.text(alphabet=st.sampled_from("ab:-[]{}#&*!|>'\"%@\n\t ,?~\\面\x00"), max_size=60))
def test_any_text_is_either_a_tree_or_a_problem_with_a_line(text: str) -> None:
    findings = Findings()
    root = parse_tree(text, "a.yaml", findings)
    assert (root is None) == bool(findings.errors)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in findings.errors)
