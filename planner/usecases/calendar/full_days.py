"""Days that get a workout and hold something already: their rest day goes, and what comes together there is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from planner.store import quick
from planner.text import format_count, join_first, join_words
from planner.training.formatting import count_workouts_text, format_day
from planner.training.workout_names import workout_name
from planner.training.workouts import ENDURANCE_SPORTS, Slot, Sport, StoredStatus, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

DAYS_NAMED = 3
"""So many days are named; of more it is said how many there are."""
_HALVES = {Slot.AM: "morning", Slot.PM: "evening"}


def with_full_days(book: Planbook, change: Change) -> Change:
    """Return a change that also takes the rest days out that get a run, with remarks on the days that are full.

    A rest day stays where only strength comes, and a copied rest day is left out where the day has something already.
    The remarks name days that were full already, race days that get a run, and two runs in one half of a day.

    Args:
        book: The runner's file, clock and settings.
        change: The change, not yet applied.
    """
    stored = {one.id: one for one in quick.read_workouts(book.path, [workout.id for workout in change.changed])}
    arrived = [one for one in change.changed if _arrives(one, stored[one.id])]
    arrived += [one for one in change.added if one.is_open]
    dates = {one.date for one in (*arrived, *change.added)}
    if not dates:
        return change
    first, last = min(dates), max(dates)
    before = quick.read_days(book.path, first, last)
    after = _by_day(change.apply_to_workouts(before, first, last), dates)
    running = {one.date for one in arrived if one.sport in ENDURANCE_SPORTS}
    rests = [one for day in sorted(running) for one in after.get(day, ()) if one.sport is Sport.REST and one.id]
    added = tuple(one for one in change.added if one.sport is not Sport.REST or _has_room(one, after[one.date]))
    moved_rests = {one.id for one in rests} & {one.id for one in change.changed}
    full = [*_full_days(change, arrived, after)]
    remarks = [
        *_rest_days(rests),
        *full,
        *_race_days(arrived, after),
        *_shared_race_days(arrived, after),
        *(() if full else _shared_halves(arrived, after)),
    ]
    return replace(
        change,
        changed=tuple(one for one in change.changed if one.id not in moved_rests),
        added=added,
        removed=(*change.removed, *(stored.get(one.id, one) for one in rests)),
        remarks=(*change.remarks, *(remark for remark in remarks if remark not in change.remarks)),
    )


def _arrives(workout: Workout, stored: Workout) -> bool:
    """Return whether a planned workout comes to its day, or to its half of it, or becomes training there."""
    place, old_place = (workout.date, workout.slot), (stored.date, stored.slot)
    return workout.is_open and (place != old_place or not stored.is_training)


def _has_room(rest: Workout, present: Sequence[Workout]) -> bool:
    """Return whether a new rest day is the first on its day, and nothing else is planned there."""
    return not any(one.is_training or (one.sport is Sport.REST and one is not rest and one.id) for one in present)


def _by_day(workouts: Iterable[Workout], dates: set[dt.date]) -> dict[dt.date, list[Workout]]:
    by_day: dict[dt.date, list[Workout]] = {day: [] for day in dates}
    for workout in workouts:
        if workout.date in by_day and workout.status is StoredStatus.PLANNED:
            by_day[workout.date].append(workout)
    return by_day


def _rest_days(rests: Sequence[Workout]) -> Iterator[str]:
    days = list(dict.fromkeys(one.date for one in rests))
    if days:
        yield f"The rest day{'s' * (len(days) > 1)} of {name_days(days)} {'goes' if len(days) == 1 else 'go'}."


def _full_days(change: Change, arrived: Sequence[Workout], after: Mapping[dt.date, list[Workout]]) -> Iterator[str]:
    """Yield that most of several days to which workouts are copied hold some already."""
    added = {one.date for one in arrived if not one.id}
    present = [one for day in sorted(added) for one in after[day] if one.id and one.is_training and one not in arrived]
    days = {one.date for one in present}
    if change.added and len(days) >= DAYS_NAMED:
        full = "all" if days == added else str(len(days))
        yield (
            f"{full.capitalize()} of these {len(added)} days hold workouts already ({count_workouts_text(present)}); "
            "they stay, next to the new ones. Undo takes the new ones back."
        )


def _race_days(arrived: Iterable[Workout], after: Mapping[dt.date, list[Workout]]) -> Iterator[str]:
    """Yield race days that get another run. What a race meets on its new day is said with its weekend."""
    days = {one.date: one for one in arrived if one.sport is Sport.RUN and not one.is_race and _has_race(one, after)}
    if days:
        are = "is race day and gets" if len(days) == 1 else "are race days and get"
        yield f"{name_days(sorted(days))} {are} another run: take it out, or make it the warm-up."


def _shared_race_days(arrived: Iterable[Workout], after: Mapping[dt.date, list[Workout]]) -> Iterator[str]:
    """Yield days that get a second race."""
    for day in sorted({one.date for one in arrived if one.is_race}):
        races = sum(one.is_race for one in after[day])
        if races > 1:
            yield f"{format_day(day)} then has {format_count(races, 'race')}: move one of them, or take it out."


def _shared_halves(arrived: Iterable[Workout], after: Mapping[dt.date, list[Workout]]) -> Iterator[str]:
    """Yield the halves of days that get a second run."""
    halves: dict[tuple[dt.date, Slot], list[Workout]] = {}
    for run in (one for one in arrived if one.sport is Sport.RUN and one.slot is not None):
        runs = [one for one in after[run.date] if one.sport is Sport.RUN and one.slot is run.slot]
        if len(runs) > 1 and not _has_race(run, after):
            halves[run.date, Slot(run.slot or Slot.AM)] = runs
    for (day, slot), runs in list(halves.items())[:DAYS_NAMED]:
        names = join_words([workout_name(one) for one in runs])
        yield f"{format_day(day)} then has {format_count(len(runs), 'run')} in the {_HALVES[slot]}: {names}."
    more = len(halves) - DAYS_NAMED
    if more > 0:
        yield f"So {'does' if more == 1 else 'do'} {format_count(more, 'other day')}."


def _has_race(run: Workout, after: Mapping[dt.date, list[Workout]]) -> bool:
    return any(one.is_race for one in after[run.date])


def name_days(days: Iterable[dt.date]) -> str:
    """Name a few days, and say how many more there are: ``Tue 5 Jan, Thu 7 Jan, Tue 12 Jan and 9 more``."""
    return join_first([format_day(day) for day in days], DAYS_NAMED)
