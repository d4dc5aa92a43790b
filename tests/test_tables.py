"""Reading TOML tables."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from calsync import tables


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from(["accounts", "me", "followups", "rules", "tags", "promises", "review", "x"]),
    st.sampled_from(["name", "kind", "account", "emails", "hours", "days", "color", "channel"]),
)
def test_tables_never_fail(value: object, section: str, key: str) -> None:
    """Whatever stands at a key, reading goes on to the end."""
    found: list[str] = []
    root = tables.Table({section: {key: value}}, "", found)

    inner = root.table(section)
    kinds: tuple[tables.Kind[Any], ...] = (
        *(tables.TEXT, tables.TEXTS, tables.FLAG),
        *(tables.whole(0, 1), tables.number(0, 1)),
    )
    for kind in kinds:
        inner.read(key, None, kind)
    root.close()

    assert len(found) >= 3
    assert all(line.startswith(f"{section}.{key}: found ") for line in found)
