"""calsync: finds the networking in your calendar and keeps every promise you make there."""

from __future__ import annotations

__version__ = "0.1.0"
