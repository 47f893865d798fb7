"""A taper laid over the weeks before a race that was added to the calendar, or has come to another day.

It follows the rules of generated plans (`taper_rules`): the weeks of a race of priority A, or of a block's goal, are
those of a plan; B has one lighter week, C none. Every run stays on its day, so that frequency is kept, and fast ones
keep their pace and do less of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from planner.store import quick
from planner.text import format_count, join_words
from planner.training.blocks import Block
from planner.training.deloads import deload_workout
from planner.training.doses import equipment_of
from planner.training.formatting import format_bare_distance, format_day, format_day_and_year
from planner.training.leg_load import counted_kind
from planner.training.measures import format_distance
from planner.training.races import Priority, classify_race
from planner.training.refusal import RefusedError
from planner.training.resized_runs import planned_metres, resize_run, resize_week
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.single_fast_runs import GOALS
from planner.training.run_plans.taper_rules import ONE_FAST_RUN_DAYS, longest_run_of_day_before, taper_shares_before
from planner.training.run_plans.tapered_runs import TaperingWeek, easy_near_race, most_race_pace, with_less_work
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workout_names import workout_name
from planner.training.workouts import QUALITY_RUNS, RunKind, Sport, Workout
from planner.usecases.blocks.provenance import paces_of_workouts
from planner.usecases.blocks.stored_doses import dose_weeks_of
from planner.usecases.calendar.weekly_runs import WeeklyRuns, read_weekly_runs
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.judge import find_better_place, find_broken_rules
from planner.usecases.strength.judged_periods import judged_periods

_LONGEST_5_KM_RACE_M = 7_500.0
"""A race of no more metres is prepared for as one of 5 km. A default."""
_WEEKS_BEFORE = 3
"""The biggest of so many weeks before the taper is the peak week that it takes its shares of. A default."""
_LIGHT_ENOUGH, _CLEARLY_ABOVE = 0.97, 1.1
"""A week, or a run, with so little more than its share is light enough already; a week with so much more is said."""
_LEAST_RUN_M = 3_000.0
"""No easy run becomes shorter than so many metres. A default."""
_RULE = "HC9"
"""The rule that keeps strength away from a race to come."""


class Taper(NamedTuple):
    """The weeks that taper before a race.

    Attributes:
        first: The first day of the first of them; where none gets lighter, of the days in which single runs get easy.
        weeks: The first day of each week, with its running up to the day before the race as a share of the peak week.
        goal: What the race is prepared for as.
    """

    first: dt.date
    weeks: tuple[tuple[dt.date, float], ...]
    goal: Goal


def find_race(book: Planbook, day: dt.date) -> Workout:
    """Return the first race from a day on that is still ahead.

    Raises:
        RefusedError: There is none.
    """
    ahead = quick.read_days(book.path, max(day, book.today), dt.date.max)
    race = next((workout for workout in ahead if workout.is_race and workout.is_open), None)
    if race is None:
        raise RefusedError(f"There is no race from {format_day_and_year(max(day, book.today))} on.")
    return race


def taper_before(book: Planbook, race: Workout) -> Taper:
    """Return the weeks that taper before a race, its own included."""
    own_week = first_day_of_week(race.date, quick.read_runner(book.path).week_start)
    goal = _goal_of(race)
    shares = taper_shares_before(goal, (race.date - own_week).days, _priority(race))
    first = own_week - WEEK * (len(shares) - 1)
    weeks = tuple((first + WEEK * place, share) for place, share in enumerate(shares))
    last_days = race.date - DAY * (ONE_FAST_RUN_DAYS - 1)
    return Taper(min(first, last_days) if shares else last_days, weeks, goal)


def plan_taper(book: Planbook, race: Workout) -> Change:
    """Make the weeks before a race as light as a taper has them.

    Runs ahead keep their days and get shorter; weeks that are light enough already stay. Fast runs of weeks that get
    lighter do less of their work; runs too near to the race to be fast or long become easy. Heavy and moderate sessions
    of these weeks are halved, unless their block has them light anyway; those that are too near to the race, and have
    no better place, are taken out. How many weeks get lighter is a question of the race's priority.

    Args:
        book: The runner's file, clock and settings.
        race: The race.

    Raises:
        RefusedError: It is no race, or it is past or done; or nothing is known of the running before the taper.
    """
    if not race.is_race:
        raise RefusedError(f"{race.title or workout_name(race)} on {format_day(race.date)} is no race.")
    if not race.is_open or race.date <= book.today:
        raise RefusedError(f"The race of {format_day_and_year(race.date)} is not ahead, so nothing tapers for it.")
    taper = taper_before(book, race)
    runs = read_weekly_runs(book, taper.first - WEEK * _WEEKS_BEFORE, race.date - DAY)
    before = [taper.first - WEEK * weeks for weeks in range(1, _WEEKS_BEFORE + 1)]
    peak_m = max(map(runs.running_m, before))
    if taper.weeks and not peak_m:
        raise RefusedError(
            f"Nothing is known of the running in the {_WEEKS_BEFORE} weeks before {format_day(taper.first)}, "
            "so there is nothing to taper from."
        )
    tapering = _TaperingRuns(book, race, taper, runs, peak_m)
    change = _with_lighter_strength(book, tapering.change(), race, taper.first, tapering.lighter_weeks)
    said = _on_priority(race)
    if change.is_empty and taper.weeks:
        said = (f"The weeks before the race on {format_day(race.date)} taper already.", *said)
    return replace(change, remarks=(*change.remarks, *said))


def _goal_of(race: Workout) -> Goal:
    metres = race.planned.distance_m
    return Goal.FIVE_K if metres and metres <= _LONGEST_5_KM_RACE_M else GOALS[classify_race(metres)]


def _priority(race: Workout) -> Priority:
    """Return the priority of a race; the goal of a block, which has none of its own, counts as A."""
    return race.priority or Priority.A


def _on_priority(race: Workout) -> tuple[str, ...]:
    """Say what the priority of a race leaves of its taper."""
    if race.priority is Priority.C:
        return ("As a C race it has no lighter weeks: a B race has one, an A race the whole taper.",)
    if race.priority is Priority.B:
        return ("As a B race it has one lighter week: an A race has the whole taper.",)
    return ()


class _TaperingRuns:
    """The runs of the weeks before a race, as they become.

    Args:
        book: The runner's file and settings.
        race: The race.
        taper: The weeks that taper.
        runs: The runs up to the day before the race; those that change become what they will be.
        peak_m: The metres of the peak week.
    """

    def __init__(self, book: Planbook, race: Workout, taper: Taper, runs: WeeklyRuns, peak_m: float) -> None:
        self._race, self._taper, self._runs, self._peak_m = race, taper, runs, peak_m
        self._paces_of, self._unit = paces_of_workouts(book), quick.read_unit(book.path)
        self._stored = dict(runs.runs)
        self.lighter_weeks: list[dt.date] = []
        """The first day of each week that gets lighter."""

    def change(self) -> Change:
        """Return the change that makes the runs shorter, and those near the race easy."""
        self._make_easy_near_race()
        sums, above = [], []
        for place, (begin, share) in enumerate(self._taper.weeks):
            target_m = share * self._peak_m
            if target_m < _LIGHT_ENOUGH * self._runs.planned_m(begin) and self._shorten(place, begin, target_m):
                self.lighter_weeks.append(begin)
                if self._runs.planned_m(begin) > _CLEARLY_ABOVE * target_m:
                    above.append(f"{format_day(begin)} above {format_distance(target_m, self._unit)}")
            sums.append(format_bare_distance(self._runs.running_m(begin), self._unit))
        changed = tuple(run for number, run in self._runs.runs.items() if run != self._stored[number])
        change = Change(f"taper: for the race on {format_day_and_year(self._race.date)}", changed=changed)
        if not changed:
            return change
        remarks = [*self._on_easy_runs()]
        if self.lighter_weeks:
            become = "The week becomes" if len(sums) == 1 else "The weeks become"
            peak = format_distance(self._peak_m, self._unit)
            remarks.insert(0, f"{become} {join_words(sums)} {self._unit}, after one of {peak}.")
        if above:
            weeks = "the week of" if len(above) == 1 else "the weeks of"
            remarks.append(f"The work of fast runs and short runs stay, which leaves {weeks} {join_words(above)}.")
        return replace(change, remarks=tuple(remarks))

    def _make_easy_near_race(self) -> None:
        near = [run for run in self._runs.runs.values() if run.is_open and run.date >= self._taper.first]
        for run in near:
            if self._runs.can_change(run):
                paces = self._paces_of(run)
                self._runs.runs[run.id] = easy_near_race(run, near, self._race.date, paces, self._unit)

    def _shorten(self, place: int, begin: dt.date, target_m: float) -> bool:
        """Make the runs of a week as light as its share of the taper asks; return whether one changes."""
        before = [run for run in self._runs.of_week(begin) if self._runs.can_change(run)]
        if not before:
            return False
        week = TaperingWeek(
            goal=self._taper.goal,
            place=place,
            is_last=begin == self._taper.weeks[-1][0],
            volume_m=target_m,
            most_race_pace_m=self._most_race_pace_m(),
            unit=self._unit,
        )
        ahead = [with_less_work(run, week, self._paces_of(run)) for run in before]
        planned_m = self._runs.planned_m(begin)
        left_m = target_m / planned_m * sum(map(planned_metres, before))
        shorter = {run.id: run for run in resize_week(ahead, left_m, self._resized)}
        self._runs.runs.update(shorter)
        return any(run != shorter[run.id] for run in before)

    def _resized(self, run: Workout, share: float) -> Workout:
        """Return a run so many times as long, no shorter than a run is worth, and short on the day before the race."""
        metres, paces = planned_metres(run), self._paces_of(run)
        least = min(_LEAST_RUN_M / metres, 1.0) if metres and run.kind not in QUALITY_RUNS else 0.0
        share = max(share, least)
        if metres and run.date == self._race.date - DAY:
            share = min(share, longest_run_of_day_before(paces.easy) / metres)
        shorter = resize_run(run, share, paces, self._unit)
        return shorter if planned_metres(shorter) < _LIGHT_ENOUGH * metres else run

    def _most_race_pace_m(self) -> float:
        before = [run for run in self._runs.runs.values() if run.date < self._taper.first]
        return most_race_pace(before, self._paces_of(self._race))

    def _on_easy_runs(self) -> Iterator[str]:
        """Say which runs become easy because the race is near."""
        were = [
            self._stored[number] for number, run in self._runs.runs.items() if run.kind != self._stored[number].kind
        ]
        names = [
            f"the {workout_name(run)} of {format_day(run.date)}"
            for run in were
            if self._runs.runs[run.id].kind == RunKind.EASY
        ]
        if names:
            yield f"Easy instead, because the race is near: {join_words(names)}."


def _with_lighter_strength(
    book: Planbook, change: Change, race: Workout, first: dt.date, lighter_weeks: Sequence[dt.date]
) -> Change:
    """Return the change with the sessions of the taper lighter, and without those that are too near to the race."""
    equipment, blocks = equipment_of(quick.read_runner(book.path)), quick.read_blocks(book.path)
    found = quick.read_days(book.path, max(first, book.today), race.date, Sport.STRENGTH)
    sessions = [one for one in found if one.is_open and counted_kind(one) is not None]
    lighter = {
        session.id: eased
        for session in sessions
        if any(begin <= session.date < begin + WEEK for begin in lighter_weeks) and not _is_light_week(blocks, session)
        if (eased := deload_workout(session, equipment)) != session
    }
    change = replace(change, changed=(*change.changed, *lighter.values()))
    too_near = dict(_find_too_near(book, change, race, {session.id for session in sessions}))
    taken_out = [session for session in sessions if session.id in too_near]
    kept = tuple(one for one in change.changed if one.id not in too_near)
    halved = len([number for number in lighter if number not in too_near])
    remarks = [
        *([f"{format_count(halved, 'session')} {'is' if halved == 1 else 'are'} lighter."] if halved else []),
        *(f"The {workout_name(one)} of {format_day(one.date)} is taken out: {too_near[one.id]}" for one in taken_out),
    ]
    return replace(change, changed=kept, removed=tuple(taken_out), remarks=(*change.remarks, *remarks))


def _is_light_week(blocks: Sequence[Block], session: Workout) -> bool:
    """Return whether a session's block has light doses in its week anyway."""
    block = next((one for one in blocks if one.id == session.block_id and one.contains(session.date)), None)
    if block is None:
        return False
    weeks, week = dose_weeks_of(block), block.week_index(session.date)
    return week < len(weeks) and not weeks[week].is_normal


def _find_too_near(book: Planbook, change: Change, race: Workout, numbers: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the sessions that a change leaves too near to a race, without a better place, each with the reason."""
    for period, owns_date in judged_periods(book, change=change):
        if not owns_date(race.date - DAY) and not owns_date(race.date):
            continue
        for broken in find_broken_rules(period):
            session = broken.about
            if broken.rule != _RULE or session is None or session.id not in numbers:
                continue
            if find_better_place(period, session) is None:
                yield session.id, broken.text[:1].lower() + broken.text[1:]
