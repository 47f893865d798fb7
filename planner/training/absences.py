"""Days without training (sick, injured, away), and days on which the runner says how they feel (sore, slept badly).

After a bad night or with soreness one still trains; only heavy sessions wait (`planner.training.feelings`).
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
"""The kinds of absence on whose days workouts are skipped."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A span of days without training, or one day with a feeling.

    Attributes:
        first: The first day.
        last: The last day, included; not before the first.
        kind: Why there is no training, or how the runner feels.
        note: The runner's words.
        id: The number it is stored under; 0 before it is stored.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
        soreness: How sore the runner is, 0 to 10, on a sore day; None on any other.
    """

    first: dt.date
    last: dt.date
    kind: AbsenceKind
    note: str = ""
    id: int = 0
    version: int = 0
    soreness: int | None = None

    def contains(self, day: dt.date) -> bool:
        """Return whether a day is one of its days."""
        return self.first <= day <= self.last

    @property
    def stops_training(self) -> bool:
        """Whether there is no training on its days; a feeling only moves heavy sessions."""
        return self.kind in NO_TRAINING_KINDS

    @property
    def label(self) -> str:
        """The kind with the soreness: ``sick``, ``slept badly``, ``sore 7``."""
        return self.kind.value if self.soreness is None else f"{self.kind} {self.soreness}"

    @property
    def skip_reason(self) -> str:
        """The reason of a workout skipped for it: the kind and the runner's words."""
        return f"{self.kind}: {self.note}" if self.note else self.kind.value


def absence_on(absences: Iterable[Absence], day: dt.date) -> Absence | None:
    """Return the absence that stops training on a day, the one with the latest start; None where there is none."""
    covering = [absence for absence in absences if absence.stops_training and absence.contains(day)]
    return max(covering, key=lambda absence: absence.first) if covering else None


def feelings_on(absences: Iterable[Absence], day: dt.date) -> tuple[Absence, ...]:
    """Return the feelings recorded for a day."""
    return tuple(absence for absence in absences if not absence.stops_training and absence.contains(day))
