"""Set key runs against the hours since the heavy strength session before them.

It is the runner's own record, not evidence: it counts, and is silent where there is too little to count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.text import format_count
from planner.training.workouts import KEY_RUNS, Slot, Sport, StoredStatus, StrengthKind, Workout

FEWEST_RUNS = 5
"""Runs from which a row says anything: a default of ours, far below what a study would ask for."""
_BOUNDS_H = (0, 24, 48, 72, 168)
_USUAL_START = {Slot.AM: "07:00", Slot.PM: "18:00"}
LENGTH_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """The key runs whose last heavy session had ended some hours before.

    Attributes:
        from_h: Hours since the session, at least.
        below_h: Hours since the session, less than this; None for the runs without one in a week.
        runs: How many runs were planned and are past.
        complete: How many of them were done to at least 95 % of the plan.
        harder: By how much they felt harder than planned, as a mean of ratings (CR10); None below the floor.
        rated: How many of them have a rating of the runner and a planned one.
    """

    from_h: int
    below_h: int | None
    runs: int
    complete: int
    harder: float | None
    rated: int

    @property
    def label(self) -> str:
        """The hours in words: ``under 24 h``, ``24–48 h``, ``no heavy session in a week``."""
        if self.below_h is None:
            return "none in a week"
        return f"under {self.below_h} h" if not self.from_h else f"{self.from_h}–{self.below_h} h"

    @property
    def text(self) -> str:
        """The row in words: ``9 of 11 as long as planned, felt 0.4 harder``; too few runs are only counted."""
        if not self.says_something:
            return f"{format_count(self.runs, 'run')}, too few to say" if self.runs else "no run"
        text = f"{self.complete} of {self.runs} as long as planned"
        if self.harder is None:
            return text
        how = "as hard as planned" if round(abs(self.harder), 1) == 0 else _harder_words(self.harder)
        return f"{text}, felt {how} ({self.rated} rated)"

    @property
    def says_something(self) -> bool:
        """Whether there are enough runs for a share to mean anything."""
        return self.runs >= FEWEST_RUNS


def interference_ledger(workouts: Iterable[Workout], today: dt.date) -> tuple[LedgerRow, ...]:
    """Return a row for each span of hours; empty unless two of them have enough runs to be compared.

    Args:
        workouts: The workouts to count, of any days.
        today: Today; a run of today counts once it is done.
    """
    workouts = list(workouts)
    ends = sorted(
        start + dt.timedelta(seconds=workout.actual.effort.duration_s or workout.planned.duration_s or 0)
        for workout in workouts
        if workout.sport is Sport.STRENGTH
        and workout.kind == StrengthKind.HEAVY
        and workout.actual is not None
        and (start := _start_of(workout)) is not None
    )
    groups: dict[int, list[Workout]] = {bound: [] for bound in _BOUNDS_H}
    for run in workouts:
        start = _start_of(run)
        is_key = run.sport is Sport.RUN and run.kind in KEY_RUNS and run.status is not StoredStatus.UNPLANNED
        if not is_key or start is None or run.date > today or (run.date == today and run.actual is None):
            continue
        hours = min(((start - end).total_seconds() / 3600 for end in ends if end <= start), default=_BOUNDS_H[-1])
        groups[max(bound for bound in _BOUNDS_H if bound <= hours)].append(run)
    bounds = (*_BOUNDS_H[1:], None)
    rows = tuple(_row(begin, below, groups[begin]) for begin, below in zip(_BOUNDS_H, bounds, strict=True))
    return rows if sum(row.says_something for row in rows) > 1 else ()


def _harder_words(difference: float) -> str:
    return f"{abs(difference):.1f} {'harder' if difference > 0 else 'easier'} than planned"


def _row(begin: int, below: int | None, runs: Sequence[Workout]) -> LedgerRow:
    differences = [
        run.typed_rpe - run.planned.rpe for run in runs if run.typed_rpe is not None and run.planned.rpe is not None
    ]
    harder = sum(differences) / len(differences) if len(differences) >= FEWEST_RUNS else None
    return LedgerRow(begin, below, len(runs), sum(map(_is_complete, runs)), harder, len(differences))


def _is_complete(run: Workout) -> bool:
    if run.actual is None:
        return False
    effort, planned = run.actual.effort, run.planned
    if planned.distance_m and effort.distance_m is not None:
        return effort.distance_m >= LENGTH_SHARE * planned.distance_m
    if planned.duration_s and effort.duration_s is not None:
        return effort.duration_s >= LENGTH_SHARE * planned.duration_s
    return True


def _start_of(workout: Workout) -> dt.datetime | None:
    clock = workout.start or (_USUAL_START[workout.slot] if workout.slot is not None else None)
    return None if clock is None else dt.datetime.combine(workout.date, dt.time.fromisoformat(clock))
