"""What a reading of the plan finds, and which of it the runner has accepted for good."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that the runner knows of and keeps: it is not raised again.

    Attributes:
        code: The rule that found it (``W3``), 1 to 20 characters.
        block_id: The block it was found in, or None for one outside all blocks.
        date: The day it was found on, or None for every day.
        note: The runner's words.
        id: The number it is stored under; 0 before.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
    """

    code: str
    block_id: int | None = None
    date: dt.date | None = None
    note: str = ""
    id: int = 0
    version: int = 0
