"""Speed, beside a peer or the physical limit in the same run."""

from __future__ import annotations
