"""Findings: places in the calendar that break a rule, and those that the runner accepts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How serious a finding is."""

    BREAKS = "breaks"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The severity as people read it."""
        return "breaks a hard rule" if self is Severity.BREAKS else self.value


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the calendar that breaks a rule, or that a rule warns of.

    Attributes:
        code: The rule: ``HC1`` to ``HC14``, ``W1`` to ``W5``, ``S9``, ``D1`` to ``D6`` of the doses, ``T1`` and
            ``T2`` of the times of a day.
        severity: How serious it is.
        date: The day; the first day where it is about a whole week.
        where: What it is about: ``Tue 5 Jan 18:00 heavy sled``, ``week 3 from Mon 18 Jan``.
        why: Why, with the numbers, in one sentence.
        source: What the rule rests on, each source with its tag.
        rests_on: The same in words: evidence, a coach's opinion, or a default.
        help: What would help, in one sentence; empty where nothing is known.
        whole_week: Whether it is about the seven days from `date`.
        block_id: The block it is in; None outside all blocks.
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
    """Return the sort key: by date, then the most serious first, then by code and workout."""
    return finding.date, tuple(Severity).index(finding.severity), *code_sort_key(finding.code), finding.item_id or 0


def code_sort_key(code: str) -> tuple[str, int]:
    """Return the sort key of a rule's code: by its letters, then by its number, so that HC10 comes after HC9."""
    letters = code.rstrip("0123456789")
    return letters, int(code.removeprefix(letters) or 0)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that the runner accepts, so that it is not shown again.

    Attributes:
        code: The rule that found it (``W3``), 1 to 20 characters.
        block_id: The block of the finding, or None for one outside all blocks.
        date: The day of the finding, or None for every day.
        note: The runner's words.
        id: The number it is stored under; 0 before it is stored.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
    """

    code: str
    block_id: int | None = None
    date: dt.date | None = None
    note: str = ""
    id: int = 0
    version: int = 0

    def covers(self, finding: Finding) -> bool:
        """Return whether the finding is accepted by this."""
        is_same = (self.code, self.block_id) == (finding.code, finding.block_id)
        return is_same and self.date in (None, finding.date)
