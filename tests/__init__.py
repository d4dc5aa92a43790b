"""What calsync must do."""

from __future__ import annotations
