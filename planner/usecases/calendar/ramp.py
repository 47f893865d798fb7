"""Weeks that grow by so many percent each, with the limits of single runs said where they bind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from planner.slotting import Rules
from planner.store import quick
from planner.text import format_count, join_words
from planner.training.blocks import Block
from planner.training.formatting import format_bare_distance, format_day, format_day_and_year, format_hours
from planner.training.measures import format_distance
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.resized_runs import planned_metres, resize_run, resize_week, round_down
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal
from planner.training.run_plans.single_fast_runs import GOALS
from planner.training.runner_paces import RunnerPaces
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workout_names import workout_name
from planner.training.workouts import Workout
from planner.usecases.blocks.provenance import paces_of_workouts
from planner.usecases.blocks.slotting_problem import slotting_rules
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.calendar.weekly_runs import WeeklyRuns, read_weekly_runs
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

MAX_PERCENT = 30
"""A week that is more than so many percent above the ones before is warned of (W4), so none is planned that way."""
MAX_WEEKS = 26
_WEEKS_AHEAD = 52
"""So far ahead the first week is looked for that can grow."""
_MAX_SENTENCES = 3
"""So many runs at a limit are named; of the others only the number is said."""


@dataclass(frozen=True, slots=True)
class _Limit:
    """The most that a run may become.

    Attributes:
        metres: Its metres, down to the next 100 m.
        text: Why: the end of a sentence.
    """

    metres: float
    text: str


def plan_ramp(book: Planbook, first: dt.date, last: dt.date, percent: int) -> Change:
    """Make the weeks from that of one day to that of another grow, each by so many percent over the one before.

    The first grows from the higher of the two weeks before. Every run still ahead grows, or shrinks, by the share of
    its week; the work of structured runs stays. No run becomes more than a tenth longer than the longest of 30 days
    (W3), or longer than the long runs of its block's goal. A lighter week (W5) stays as much lighter than the one
    before as it is planned, and the next one grows from the last that was not; a week with a race stays as it is.

    Args:
        book: The runner's file, clock and settings.
        first: A day of the first week that grows.
        last: A day of the last one.
        percent: How much each week is above the one before, 1 to `MAX_PERCENT`.

    Raises:
        RefusedError: The percentage or the number of weeks is too high or too low, the days are past or the wrong way
            round, nothing is run in the two weeks before, or no run is left that could change.
    """
    if not 1 <= percent <= MAX_PERCENT:
        raise RefusedError(f"percent {percent} must be 1 to {MAX_PERCENT}: a week that grows by more is warned of.")
    runner = quick.read_runner(book.path)
    begin, end = (first_day_of_week(day, runner.week_start) for day in (first, last))
    weeks = (end - begin).days // 7 + 1
    if weeks < 1:
        raise RefusedError(f"The last week, from {format_day(end)}, is before the first, from {format_day(begin)}.")
    if weeks > MAX_WEEKS:
        raise RefusedError(f"These are {weeks} weeks; at most {MAX_WEEKS} can grow at once.")
    if end + WEEK <= book.today:
        raise RefusedError(f"The week of {format_day(end)} is past; weeks ahead can grow.")
    ramp = _Ramp(book, begin, end, percent, runner.unit)
    if not ramp.base_m:
        raise RefusedError(_no_base_sentence(book, begin))
    for week in range(weeks):
        ramp.grow_week(begin + WEEK * week)
    if not ramp.changed:
        raise RefusedError(f"No run of these weeks can change, from {format_day(begin)} on.")
    return Change(
        f"ramp: {format_count(weeks, 'week')} from {format_day_and_year(begin)}, {percent} % a week",
        changed=tuple(ramp.changed.values()),
        remarks=tuple(ramp.remarks()),
    )


def _no_base_sentence(book: Planbook, begin: dt.date) -> str:
    """Return why a week cannot grow that has no running before it, and which is the first that can."""
    runs = read_weekly_runs(book, begin, begin + WEEK * _WEEKS_AHEAD)
    weeks = [begin + WEEK * number for number in range(_WEEKS_AHEAD)]
    growing = (
        first
        for first in weeks
        if any(map(runs.can_change, runs.of_week(first)))
        and (runs.running_m(first - WEEK) or runs.running_m(first - 2 * WEEK))
    )
    first = next(growing, None)
    what = f"Nothing is run in the two weeks before {format_day(begin)}"
    if first is None:
        return f"{what}, and no run of a year has others before it."
    return f"{what}; the first week that can grow is that of {format_day(first)}."


@dataclass(slots=True)
class _Ramp:
    """Weeks that grow one after the other.

    Attributes:
        book: The runner's file, clock and settings.
        begin: The first day of the first week.
        end: The first day of the last week.
        percent: How much each week is above the one before.
        unit: The unit of sentences.
        base_m: Metres of the week that the next one grows from.
        changed: The runs that change.
        sums: Metres of each week that grew or stayed lighter, in words.
        lighter_weeks: The first day of each week that stays a lighter one.
        race_weeks: The first day of each week that stays for its race.
        limited: What is said of each run at a limit.
    """

    book: Planbook
    begin: dt.date
    end: dt.date
    percent: int
    unit: Unit
    base_m: float = 0.0
    changed: dict[int, Workout] = field(default_factory=dict)
    sums: list[str] = field(default_factory=list)
    lighter_weeks: list[dt.date] = field(default_factory=list)
    race_weeks: list[dt.date] = field(default_factory=list)
    limited: list[str] = field(default_factory=list)
    _first_base_m: float = field(init=False)
    _stored: WeeklyRuns = field(init=False)
    _runs: WeeklyRuns = field(init=False)
    _rules: Rules = field(init=False)
    _blocks: dict[int, Block] = field(init=False)
    _paces_of: Callable[[Workout], RunnerPaces] = field(init=False)

    def __post_init__(self) -> None:
        self._rules = slotting_rules(self.book)
        self._blocks = {block.id: block for block in quick.read_blocks(self.book.path)}
        self._paces_of = paces_of_workouts(self.book)
        earliest = self.begin - DAY * max(self._guard_days, 14)
        self._stored = read_weekly_runs(self.book, earliest, self.end + DAY * 6)
        self._runs = replace(self._stored, runs=dict(self._stored.runs))
        self.base_m = max(self._runs.running_m(self.begin - WEEK * weeks) for weeks in (1, 2))
        self._first_base_m = self.base_m

    @property
    def _guard_days(self) -> int:
        return self._rules.whole_number("W3", "days")

    def grow_week(self, first: dt.date) -> None:
        """Let a week grow from the last one that was no lighter week, or stay as much lighter as it is planned."""
        runs = self._runs.of_week(first)
        if any(run.is_race for run in runs):
            self.race_weeks.append(first)
            return
        planned_m, planned_before_m = (self._stored.planned_m(day) for day in (first, first - WEEK))
        least_lighter = 1 - self._rules.whole_number("W5", "percent") / 100
        is_lighter = 0 < planned_m <= least_lighter * planned_before_m
        target_m = self.base_m * (1 + self.percent / 100)
        if is_lighter:
            self.lighter_weeks.append(first)
            target_m = self._runs.running_m(first - WEEK) * planned_m / planned_before_m
        ahead = [run for run in runs if self._runs.can_change(run)]
        if planned_m and ahead:
            share = target_m / planned_m
            self._change(ahead, resize_week(ahead, share * sum(map(planned_metres, ahead)), self._resized))
        volume_m = self._runs.running_m(first)
        self.sums.append(format_bare_distance(volume_m, self.unit))
        if volume_m and not is_lighter:
            self.base_m = volume_m

    def remarks(self) -> Iterator[str]:
        """Yield what the runner should know before the weeks grow."""
        if self.sums:
            become = "The week becomes" if len(self.sums) == 1 else "The weeks become"
            base = format_distance(self._first_base_m, self.unit)
            yield f"{become} {join_words(self.sums)} {self.unit}, after one of {base}."
        for weeks, what in ((self.lighter_weeks, "lighter, by as much as planned"), (self.race_weeks, "for the race")):
            if weeks:
                days = join_words(map(format_day, weeks))
                yield f"{'The week' if len(weeks) == 1 else 'The weeks'} of {days} {_stay(weeks)} {what}."
        yield from self.limited[:_MAX_SENTENCES]
        more = len(self.limited) - _MAX_SENTENCES
        if more > 0:
            yield f"{format_count(more, 'more run')} {'stops' if more == 1 else 'stop'} at these limits."

    def _change(self, before: Sequence[Workout], after: Iterable[Workout]) -> None:
        """Take over the runs of a week as they become, each within its limit, by day."""
        for old, wanted in sorted(zip(before, after, strict=True), key=lambda pair: pair[0].date):
            new = self._within_limit(old, wanted)
            if new != old:
                self._runs.runs[old.id] = self.changed[old.id] = new

    def _within_limit(self, old: Workout, wanted: Workout) -> Workout:
        """Return a run as it was to become, or as long as its limits allow; one that was longer before keeps that."""
        limit = min(self._limits(old), key=lambda one: one.metres, default=None)
        old_m, wanted_m = planned_metres(old), planned_metres(wanted)
        if limit is None or wanted_m <= max(limit.metres, old_m):
            return wanted
        kept_m = max(limit.metres, old_m)
        length = format_distance(kept_m, self.unit)
        why = limit.text if kept_m == limit.metres else f"as it is longer already than {limit.text}"
        self.limited.append(f"{format_day(old.date)}: the {workout_name(old)} stops at {length}, {why}.")
        return old if kept_m == old_m else self._resized(old, kept_m / old_m)

    def _limits(self, run: Workout) -> Iterator[_Limit]:
        """Yield the limits of a run: the longest one of the days before (W3), and the time of a long run."""
        share = self._rules.whole_number("W3", "percent")
        since = run.date - DAY * self._guard_days
        before = [self._runs.metres(one) for one in self._runs.runs.values() if since <= one.date < run.date]
        longest_m = max(before, default=0.0)
        if longest_m:
            text = f"{share} % of the longest of the {self._guard_days} days before it"
            text += f" ({format_distance(longest_m, self.unit)})"
            yield _Limit(round_down(longest_m * share / 100), text)
        block = self._blocks.get(run.block_id or 0)
        goal = None if block is None else _goal_of(block)
        if goal is not None:
            settings, paces = GOAL_SETTINGS[goal], self._paces_of(run)
            what = f"{format_hours(settings.long_run_limit_s)} {paces.easy_text(self.unit)}"
            yield _Limit(
                round_down(settings.long_run_limit_s / paces.easy * 1000),
                f"the most that a long run takes here: {what}",
            )

    def _resized(self, run: Workout, share: float) -> Workout:
        return resize_run(run, share, self._paces_of(run), self.unit)


def _stay(weeks: Sequence[dt.date]) -> str:
    return "stays" if len(weeks) == 1 else "stay"


def _goal_of(block: Block) -> Goal | None:
    """Return what a block prepares for: the goal its plan was generated for, else that of its race; None without."""
    request = provenance_from_json(block.provenance).plan_request
    if request is not None:
        return request.goal
    return None if block.race_distance is None else GOALS[block.race_distance]
