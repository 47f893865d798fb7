"""Days that are not like others: nobody trains on them - sick, injured, away - or the runner says how it feels.

Sore, or badly slept, one still trains; it is the heavy sessions that have to wait (`planner.training.feelings`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class AbsenceKind(StrEnum):
    """Why there is no training, or how the runner feels."""

    SICK = "sick"
    INJURED = "injured"
    AWAY = "away"
    SLEPT_BADLY = "slept badly"
    SORE = "sore"


NO_TRAINING_KINDS = (AbsenceKind.SICK, AbsenceKind.INJURED, AbsenceKind.AWAY)
"""The kinds that take the workouts out of their days."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Some days without training, both ends included; or one day and how the runner felt on it.

    Attributes:
        first: The first day.
        last: The last day, not before the first.
        kind: Why, or what was felt.
        note: The runner's words.
        id: The number it is stored under; 0 before.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
        soreness: How sore, 0 to 10, of a sore day; None of any other.
    """

    first: dt.date
    last: dt.date
    kind: AbsenceKind
    note: str = ""
    id: int = 0
    version: int = 0
    soreness: int | None = None

    def contains(self, day: dt.date) -> bool:
        """Whether it covers a day."""
        return self.first <= day <= self.last

    @property
    def stops_training(self) -> bool:
        """Whether nobody trains on its days; else they are days like others, but for heavy sessions."""
        return self.kind in NO_TRAINING_KINDS

    @property
    def label(self) -> str:
        """In a word or two: ``sick``, ``slept badly``, ``sore 7``."""
        return self.kind.value if self.soreness is None else f"{self.kind} {self.soreness}"

    @property
    def skip_reason(self) -> str:
        """Why a workout in it is skipped: its kind, and the runner's words."""
        return f"{self.kind}: {self.note}" if self.note else self.kind.value


def absence_on(absences: Iterable[Absence], day: dt.date) -> Absence | None:
    """The absence that leaves a day without training, the one begun last of several; None where none does."""
    covering = [absence for absence in absences if absence.stops_training and absence.contains(day)]
    return max(covering, key=lambda absence: absence.first) if covering else None


def feelings_on(absences: Iterable[Absence], day: dt.date) -> tuple[Absence, ...]:
    """What the runner said of how a day feels."""
    return tuple(absence for absence in absences if not absence.stops_training and absence.contains(day))
