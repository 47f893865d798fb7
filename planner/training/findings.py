"""What a reading of the plan finds, and which of it the runner has accepted for good."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    BREAKS = "breaks"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """As a screen says it."""
        return "breaks a hard rule" if self is Severity.BREAKS else self.value


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the calendar that a rule speaks against.

    Attributes:
        code: The rule: ``HC1`` to ``HC14``, ``W1`` to ``W5``, ``S9``, or ``D1`` to ``D5`` of the doses.
        severity: How much it weighs.
        date: The day; of a whole week its first day.
        where: What it is about: ``Tue 5 Jan 18:00 heavy sled``, ``week 3 from Mon 18 Jan``.
        why: One sentence with the numbers.
        source: What the rule rests on, each source with its tag.
        rests_on: The same in words: evidence, a coach's opinion, or a default.
        help: What would help, in one sentence; empty where nothing is known.
        whole_week: Whether it is about the seven days from `date` on.
        block_id: The block it was found in; None for what stands in none.
        item_id: The number of the workout it is about, or None.
    """

    code: str
    severity: Severity
    date: dt.date
    where: str
    why: str
    source: str
    rests_on: str
    help: str = ""
    whole_week: bool = False
    block_id: int | None = None
    item_id: int | None = None

    @property
    def last(self) -> dt.date:
        """The last day it is about."""
        return self.date + dt.timedelta(days=6) if self.whole_week else self.date


def finding_order(finding: Finding) -> tuple[dt.date, int, str, int, int]:
    """By date; of one day what weighs most first, then by code and workout."""
    letters = finding.code.rstrip("0123456789")
    number = int(finding.code.removeprefix(letters) or 0)
    return finding.date, tuple(Severity).index(finding.severity), letters, number, finding.item_id or 0


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

    def covers(self, finding: Finding) -> bool:
        """Whether it is this finding that was accepted."""
        same = (self.code, self.block_id) == (finding.code, finding.block_id)
        return same and self.date in (None, finding.date)
