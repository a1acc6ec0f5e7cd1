"""Reads the sources of stations.yaml: who may send orders, in which dialect, checked how."""

from __future__ import annotations

from typing import Literal, cast

from kds.config import fields
from kds.config.fields import Section
from kds.config.problems import Findings
from kds.config.yamltree import Mapping
from kds.kitchen.setup import SourceRule

MIN_BODY_LIMIT_BYTES = 16 * 1024
"""Below it an ordinary order of a family would be refused."""
MAX_BODY_LIMIT_BYTES = 8 * 1024 * 1024
"""Ten times the largest webhook seen; a body is held in memory."""

SOURCE_KEYS = (
    "id", "dialect", "mark", "sold_out", "identity",
    "body_limit", "secret_env", "token_env", "notification_url", "base_url",
)  # fmt: skip

_NEEDED = {
    "native": (),
    "open_delivery": ("secret_env", "base_url"),
    "square": ("secret_env", "token_env", "base_url", "notification_url"),
}
"""What each dialect cannot do without: the key of its signature, and where its orders are fetched."""


def read_source(node: Mapping, findings: Findings) -> SourceRule | None:
    """None where it has no id."""
    section = Section(node, findings, SOURCE_KEYS)
    identifier = section.need("id", fields.identifier, "")
    dialect = section.get("dialect", fields.one_of(*_NEEDED), "native")
    for key in _NEEDED[dialect]:
        if not section.has(key):
            findings.error(node.at, f"a source of dialect {dialect} needs {key!r}", _ADVICE[key])
    limit = section.get("body_limit", fields.size_bytes, 512 * 1024)
    if not MIN_BODY_LIMIT_BYTES <= limit <= MAX_BODY_LIMIT_BYTES:
        findings.error(section.at("body_limit"), "a body limit lies between 16 KB and 8 MB")
    if not identifier:
        return None
    return SourceRule(
        id=identifier,
        dialect=cast("Literal['native', 'open_delivery', 'square']", dialect),
        mark=section.get("mark", fields.text, ""),
        sold_out=cast(
            "Literal['refuse', 'decide']", section.get("sold_out", fields.one_of("refuse", "decide"), "refuse")
        ),
        identity=cast(
            "Literal['external_id', 'external_id+day']",
            section.get("identity", fields.one_of("external_id", "external_id+day"), "external_id"),
        ),
        body_limit_bytes=limit,
        secret_env=section.get("secret_env", fields.env_name, ""),
        token_env=section.get("token_env", fields.env_name, ""),
        notification_url=section.get("notification_url", fields.url, ""),
        base_url=section.get("base_url", fields.url, ""),
    )


_ADVICE = {
    "secret_env": "the environment variable with the key that signs its webhooks",
    "token_env": "the environment variable with the token that fetches orders",
    "base_url": "where its orders are fetched",
    "notification_url": "the address that the vendor calls, exactly as registered: it is part of the signature",
}
