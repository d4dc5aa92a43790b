"""Whose domains are public."""

from __future__ import annotations

import pytest

from calsync import config


@pytest.mark.parametrize(
    ("domain", "public"),
    [
        *((name, True) for name in ("gmail.com", "googlemail.com", "outlook.de", "hotmail.co.uk")),
        *((name, True) for name in ("live.com.mx", "yahoo.fr", "gmx.at", "gmx.net", "web.de")),
        *((name, True) for name in ("t-online.de", "proton.me", "orange.fr", "uol.com.br")),
        *((name, False) for name in ("example.com", "live.acme.com", "gmail.com.acme.de")),
        *((name, False) for name in ("mygmx.de", "outlook.consulting", "bbc.co.uk", "")),
    ],
)
def test_public_providers(domain: str, public: bool) -> None:  # noqa: FBT001 - a column of the table
    """Sharing a public provider makes nobody a colleague; sharing an own domain does."""
    me = config.me_of([f" Me@{domain.upper()}"])

    assert me.emails == {f"me@{domain}"}
    assert me.domains == (frozenset() if public else {domain})
