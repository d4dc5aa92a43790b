"""`python -m calsync`."""

from __future__ import annotations

from calsync.cli import main

main()
