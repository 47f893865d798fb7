"""A run plan before it has dates: what a file or a template gives, to be anchored on a race day or a first day."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.training.races import RaceDistance, Unit
from planner.training.workouts import Effort, Slot, Sport


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One workout, rest day or note of a plan.

    Attributes:
        day: Days since the plan's first day, from 0.
        sport: What it is.
        kind: A `RunKind` value for a run, a `StrengthKind` value for the coach's own strength session, else None.
        title: One clean line.
        slot: Half of the day; None for a rest day or a note.
        planned: Distance, duration and RPE as the plan gives them; never filled in by guess.
        note: The plan's longer words, when it has more than the title.
        kind_doubt: Why the kind is not certain, as half a sentence; empty when it is. A doubtful run is `easy`.
    """

    day: int
    sport: Sport
    kind: str | None
    title: str
    slot: Slot | None = None
    planned: Effort = field(default_factory=Effort)
    note: str = ""
    kind_doubt: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A published or generated plan, free of dates.

    Attributes:
        name: What it is called.
        unit: The unit its author wrote in.
        days: Length in days; every day 0..days-1 has at least one entry.
        entries: In order of day, then am before pm.
        race_day: Day of the goal race, or None for a plan without one.
        race_distance: How the slotting rules class that race, or None.
        phases: ``(first day, name)`` of each phase the plan names, in order.
        remarks: What a reader should know of how the file was read, one sentence each; nothing is dropped in silence.
        source: Where its author published it, as the file says; may be empty.
        description: What its author says of it; may be empty.
    """

    name: str
    unit: Unit
    days: int
    entries: tuple[PlanEntry, ...]
    race_day: int | None = None
    race_distance: RaceDistance | None = None
    phases: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()
    source: str = ""
    description: str = ""
