"""The hard rules that a change makes strength sessions break, and where each of these sessions would be better.

Whatever a person changes by hand may put a session where a rule forbids it, or bring a run too near to one. It may be
done, but never in silence: the command line says it, the screen asks before. The rules are those of `planner lint`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.invocation import program
from planner.store import quick
from planner.text import format_count
from planner.training.blocks import Block
from planner.training.formatting import format_day
from planner.training.leg_load import counted_kind, counted_kind_text
from planner.training.rescheduling import move_with_plan
from planner.training.weeks import DAY, WEEKDAYS
from planner.training.workout_names import workout_name
from planner.training.workouts import Effort, Sport, Workout
from planner.usecases.blocks.slotting_problem import SLOTTING_CONTEXT
from planner.usecases.changes import Change, WorkoutsBefore, days_with_changed_busy_times
from planner.usecases.planbook import Planbook
from planner.usecases.strength.judge import (
    BrokenRule,
    JudgedPeriod,
    find_better_place,
    find_broken_rules,
    find_long_run_leaps,
)
from planner.usecases.strength.judged_periods import COUNTED_SPORTS, judged_periods

MAX_SENTENCES = 3
"""So many sessions are named; of the others only the number is said."""
_TOGETHER = DAY * 2
"""A session goes along with the workouts of so many days around it where all of them move by as many days."""


@dataclass(frozen=True, slots=True)
class BrokenSession:
    """A session, or a week of them, that breaks a hard rule only because of a change.

    Attributes:
        session: The session as the change leaves it, with a number below 0 where the change adds it; None for a week.
        sentence: Which session breaks which rules, in plain words.
        better: The session at the best place of its week; None where there is none.
    """

    session: Workout | None
    sentence: str
    better: Workout | None = None

    @property
    def place_text(self) -> str:
        """The better place: ``Thu 25 Feb 18:00``; empty where there is none."""
        return "" if self.better is None else f"{format_day(self.better.date)} {self.better.start}"

    @property
    def remark(self) -> str:
        """The sentence, with the better place."""
        return self.sentence + (f" {self.place_text} would do." if self.better else "")


def find_newly_broken(
    book: Planbook,
    change: Change,
    offered: Iterable[Workout] = (),
    *,
    with_places: bool = True,
    new_block: tuple[Block, dict[str, Any]] | None = None,
    before: WorkoutsBefore | None = None,
) -> tuple[BrokenSession, ...]:
    """Return the sessions that break a hard rule after a change which they did not break before.

    Those that the change itself puts there come first, then the others, by date. A better place is looked for only for
    those that are named: see `summarize_broken`.

    Args:
        book: The runner's file, clock and settings.
        change: The change, not yet applied.
        offered: Sessions at places that are offered anyway; these are their better places.
        with_places: Whether better places are looked for.
        new_block: A block that the change adds, with its slotting problem.
        before: The workouts that the change changes, where some of them are read already.

    Raises:
        RefusedError: The settings name an unknown slotting rule, or a value it cannot have.
    """
    with quick.read_snapshot(book.path):
        days = _changed_days(book, change, before or WorkoutsBefore(book, change))
        if not days:
            return ()
        places = {session.id: session for session in offered}
        return _find_newly_broken(book, change, days, places, new_block, with_places=with_places)


def _find_newly_broken(
    book: Planbook,
    change: Change,
    days: Sequence[dt.date],
    offered: dict[int, Workout],
    new_block: tuple[Block, dict[str, Any]] | None,
    *,
    with_places: bool,
) -> tuple[BrokenSession, ...]:
    change = replace(change, added=tuple(replace(one, id=-at) for at, one in enumerate(change.added, 1)))
    before = book.cache.get(book.path, ("broken rules", book.today), lambda: _Breaches(book, Change("")))
    if not before.has_sessions and not any(map(_is_session, (*change.changed, *change.added))):
        return ()
    after = _Breaches(book, change, days, new_block)
    found = [(period, broken) for period, broken in after.broken if not _was_broken(broken, before, after)]
    own = frozenset(one.id for one in (*change.changed, *change.added))
    named = MAX_SENTENCES if with_places else 0
    return tuple(_by_session(found, own, offered, named))


def find_run_leaps(book: Planbook, change: Change, stored: WorkoutsBefore) -> tuple[str, ...]:
    """Return which runs a change makes far longer than those of the 30 days before them, at most `MAX_SENTENCES`.

    It says so of the runs that it adds or makes longer, and of all where it brings, moves or takes out a race. A block
    whose weeks are planned again has remarks of its own on them.

    Args:
        book: The runner's file, clock and settings.
        change: The change, not yet applied.
        stored: The workouts that it changes.

    Raises:
        RefusedError: The settings name an unknown slotting rule, or a value it cannot have.
    """
    touched = (*change.added, *change.changed, *change.removed)
    has_race = any(one.is_race and one.date >= book.today for one in touched)
    longer = frozenset() if change.slotting_problems else _days_with_longer_runs(book, change, stored)
    if not has_race and not longer:
        return ()
    with quick.read_snapshot(book.path):
        before, after = _long_run_leaps(book, Change("")), _long_run_leaps(book, change)
    texts = [
        f"{format_day(day)}: {text}"
        for day, text in after.items()
        if (has_race and day not in before) or (day in longer and text != before.get(day))
    ]
    return tuple(texts[:MAX_SENTENCES])


def _days_with_longer_runs(book: Planbook, change: Change, stored: WorkoutsBefore) -> frozenset[dt.date]:
    """Return the days on which a change adds a coming run, or makes one longer."""
    runs = [one for one in change.changed if _is_coming_run(one, book.today)]
    longer = {after.date for before, after in stored.pairs(runs) if _is_longer(after.planned, before.planned)}
    return frozenset(longer | {one.date for one in change.added if _is_coming_run(one, book.today)})


def _is_coming_run(workout: Workout, today: dt.date) -> bool:
    return workout.sport is Sport.RUN and workout.is_open and workout.date >= today


def _is_longer(after: Effort, before: Effort) -> bool:
    return (after.distance_m or 0) > (before.distance_m or 0) or (after.duration_s or 0) > (before.duration_s or 0)


def _long_run_leaps(book: Planbook, change: Change) -> dict[dt.date, str]:
    return {
        day: text
        for period, owns_date in judged_periods(book, change=change)
        for day, text in find_long_run_leaps(period)
        if owns_date(day) and day >= book.today
    }


def summarize_broken(broken: Sequence[BrokenSession]) -> tuple[str, ...]:
    """Return the sentences to say, at most `MAX_SENTENCES` and the number of the others."""
    more = len(broken) - MAX_SENTENCES
    sentences = [one.remark for one in broken[:MAX_SENTENCES]]
    if more > 0:
        verb = "breaks" if more == 1 else "break"
        sentences.append(
            f"{format_count(more, 'more session')} {verb} a rule that held before; {program()} lint lists all."
        )
    return tuple(sentences)


def with_better_places(change: Change, broken: Iterable[BrokenSession]) -> Change:
    """Return a change that puts the sessions which break a rule at their better places instead."""
    better = {one.better.id: one.better for one in broken if one.better is not None}
    changed = [better.pop(workout.id, workout) for workout in change.changed]
    added = [better.pop(-at, workout) for at, workout in enumerate(change.added, 1)]
    return replace(
        change,
        changed=(*changed, *better.values()),
        added=tuple(replace(workout, id=0) for workout in added),
    )


class _Breaches:
    """The broken rules of all periods, or those that some days are near, as stored or as a change would leave them."""

    def __init__(
        self,
        book: Planbook,
        change: Change,
        days: Sequence[dt.date] | None = None,
        new_block: tuple[Block, dict[str, Any]] | None = None,
    ) -> None:
        self.broken: list[tuple[JudgedPeriod, BrokenRule]] = []
        self.workouts: dict[int, Workout] = {}
        # Between blocks the rules are about sessions alone.
        for period, owns_date in judged_periods(book, with_sessions=True, change=change, new_block=new_block):
            first, last = period.block.start - SLOTTING_CONTEXT, period.block.last_day + SLOTTING_CONTEXT
            if days is not None and not any(first <= day <= last for day in days):
                continue
            self.workouts |= {workout.id: workout for workout in period.workouts}
            if not period.block.id and not any(map(_is_session, period.workouts)):
                continue
            for broken in find_broken_rules(period):
                if owns_date(broken.date) and _is_ahead(broken, book.today):
                    self.broken.append((period, broken))
        self.has_sessions = any(map(_is_session, self.workouts.values()))


def _changed_days(book: Planbook, change: Change, stored: WorkoutsBefore) -> tuple[dt.date, ...]:
    """Return the days on which a change does something that the rules look at."""
    days: set[dt.date] = set()
    for before, after in stored.pairs(change.changed):
        if (_is_counted(before) or _is_counted(after)) and _looked_at(before) != _looked_at(after):
            days |= {before.date, after.date}
    days |= {workout.date for workout in (*change.added, *change.removed) if _is_counted(workout)}
    for absence in (*change.absences, *change.ended_absences):
        days |= {absence.first, absence.last}
    for block in change.blocks:
        days |= {block.start, block.last_day}
    days |= days_with_changed_busy_times(book, change)
    return tuple(sorted(days))


def _looked_at(workout: Workout) -> tuple[object, ...]:
    """Return what of a workout the rules look at."""
    return (
        workout.date,
        workout.slot,
        workout.sport,
        workout.kind,
        counted_kind(workout),
        workout.status,
        workout.planned.duration_s,
        workout.planned.distance_m,
        workout.priority,
        workout.actual,
        workout.skip_reason,
    )


def _is_counted(workout: Workout) -> bool:
    return workout.sport in COUNTED_SPORTS


def _is_session(workout: Workout) -> bool:
    return counted_kind(workout) is not None


def _is_ahead(broken: BrokenRule, today: dt.date) -> bool:
    """Return whether something can still be done about a broken rule."""
    if broken.about is None:
        return broken.date + DAY * 6 >= today
    return broken.about.is_left(today)


def _was_broken(broken: BrokenRule, before: _Breaches, after: _Breaches) -> bool:
    """Return whether the same sessions broke the same rule already, in the same place or together with all around."""
    if broken.about is None:
        return any(
            one.about is None
            and one.rule == broken.rule
            and (one.date == broken.date or (period.block.id and one.week == broken.week))
            and broken.held[0] <= one.held[0]
            and broken.held[1] <= one.held[1]
            for period, one in before.broken
        )
    numbers = {session.id for session in broken.sessions}
    if not any(one.rule == broken.rule and numbers <= {each.id for each in one.sessions} for _, one in before.broken):
        return False
    return all(_is_where_it_was(session, before, after) for session in broken.sessions)


def _is_where_it_was(session: Workout, before: _Breaches, after: _Breaches) -> bool:
    """Return whether a session is in its old place, or moved by as many days as everything around it."""
    stored = before.workouts.get(session.id)
    if stored is None or (stored.slot, counted_kind(stored)) != (session.slot, counted_kind(session)):
        return False
    if stored.date == session.date:
        return True
    return all(
        (moved := after.workouts.get(other.id)) is not None
        and (moved.date - other.date, moved.slot) == (session.date - stored.date, other.slot)
        for other in before.workouts.values()
        if _is_counted(other) and abs(other.date - stored.date) <= _TOGETHER
    )


def _by_session(
    found: Iterable[tuple[JudgedPeriod, BrokenRule]], own: frozenset[int], offered: dict[int, Workout], named: int
) -> Iterator[BrokenSession]:
    """Yield one sentence for each session, so many of them with a better place; then one for each week."""
    by_id: dict[int, list[tuple[JudgedPeriod, BrokenRule]]] = {}
    weeks: dict[str, None] = {}
    for period, broken in found:
        if broken.sessions:
            by_id.setdefault(broken.sessions[-1].id, []).append((period, broken))
        else:
            weeks.setdefault(broken.text)
    places: dict[int, Workout] = {}
    groups = sorted(by_id.values(), key=lambda group: _order(group, own))
    for at, group in enumerate(groups):
        session = group[0][1].sessions[-1]
        better = offered.get(session.id)
        if better is None and at < named:
            better = _better(*group[0], {**offered, **places}, own)
        if better is not None:
            places[better.id] = better
        yield BrokenSession(session, _sentence(session, [broken for _, broken in group]), better)
    yield from (BrokenSession(None, text) for text in weeks)


def _order(group: Sequence[tuple[JudgedPeriod, BrokenRule]], own: frozenset[int]) -> tuple[bool, dt.date, int]:
    sessions = {session.id for _, broken in group for session in broken.sessions}
    return not sessions & own, group[0][1].date, group[0][1].sessions[-1].id


def _better(
    period: JudgedPeriod, broken: BrokenRule, places: dict[int, Workout], own: frozenset[int]
) -> Workout | None:
    """Return a session at its better place, with those found so far in theirs; of several the one that was moved."""
    about = next((session for session in reversed(broken.sessions) if session.id in own), broken.about)
    if about is None or about.locked or about.id in places:
        return None
    workouts = tuple(places.get(workout.id, workout) for workout in period.workouts)
    placed = find_better_place(replace(period, workouts=workouts), about)
    if placed is None:
        return None
    moved = move_with_plan(about, period.block.start + DAY * placed.day) if about.id > 0 else about
    return replace(moved, date=period.block.start + DAY * placed.day, slot=placed.slot, start=placed.start)


def _sentence(session: Workout, group: Sequence[BrokenRule]) -> str:
    """Return what a session breaks: ``The heavy sled of Sat 27 Feb leaves only 12 h before your ...``.

    Of two rules that measure the same gap the later one, which asks for more, is enough; so is the one about sharing a
    day of the two that keep sessions apart.
    """
    shared = {broken.sessions for broken in group if broken.rule == "HC8"}
    texts = [broken.text for broken in group if broken.rule != "HC7" or broken.sessions not in shared]
    first, *others = {text.partition(";")[0]: text for text in texts}.values()
    name = f"The {workout_name(session)} of {format_day(session.date)}"
    subject, _, rest = first.partition(" ")
    if subject == "It" and not first.startswith("It is race day"):  # there "it" is the day, not the session
        sentence = f"{name} {rest}"
    else:
        is_name = first.startswith(tuple(WEEKDAYS))
        sentence = f"{name}: {first if is_name else first[0].lower() + first[1:]}"
    return " ".join(filter(None, (sentence, *others, counted_kind_text(session))))
