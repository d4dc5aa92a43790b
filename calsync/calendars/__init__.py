"""Account kinds, each loaded when opened."""

from __future__ import annotations
