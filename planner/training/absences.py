"""Days on which nobody trains: sick, injured or away, from one date to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class AbsenceKind(StrEnum):
    """Why there is no training."""

    SICK = "sick"
    INJURED = "injured"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Absence:
    """Some days without training, both ends included.

    Attributes:
        first: The first day.
        last: The last day, not before the first.
        kind: Why.
        note: The runner's words.
        id: The number it is stored under; 0 before.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
    """

    first: dt.date
    last: dt.date
    kind: AbsenceKind
    note: str = ""
    id: int = 0
    version: int = 0

    def holds(self, day: dt.date) -> bool:
        """Whether it covers a day."""
        return self.first <= day <= self.last

    @property
    def reason(self) -> str:
        """Why a workout in it is skipped: its kind, and the runner's words."""
        return f"{self.kind}: {self.note}" if self.note else self.kind.value


def absence_on(absences: Iterable[Absence], day: dt.date) -> Absence | None:
    """The absence that covers a day, the one begun last where several do; None where none does."""
    held = [absence for absence in absences if absence.holds(day)]
    return max(held, key=lambda absence: absence.first) if held else None
