"""Two blocks side by side, by week and in total: two drafts, or a draft and a stored block."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.slotting import parse_problem, solve
from planner.store import quick
from planner.training.blocks import Block
from planner.training.formatting import (
    OWN_STRENGTH_LETTER,
    STRENGTH_LETTERS,
    format_bare_distance,
    format_number,
)
from planner.training.leg_load import counted_kind
from planner.training.plan_summary import PlanSummary, summarize_plan
from planner.training.races import Unit
from planner.training.weeks import first_day_of_week
from planner.training.workouts import KEY_RUNS, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.blocks.slotting_problem import problem_as_scheduled, slotting_rules
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft


_SEARCH_MARGIN = dt.timedelta(days=366)
"""How far outside of its block a moved workout is searched."""


@dataclass(frozen=True, slots=True)
class PlannedFigures:
    """What a week or a whole block plans.

    Attributes:
        run_m: Running, metres.
        run_s: Running time, seconds.
        longest_m: The longest run, metres.
        key_runs: Quality runs, long runs and races.
        hard_days: Days with a key run or a heavy session.
        heavy: Heavy sessions.
        moderate: Moderate sessions.
        light: Light sessions.
        own: Strength sessions of the plan's author, without a kind.
        sled_m: Loaded sled metres.
        wall_sit_s: Seconds of wall sit.
    """

    run_m: float = 0.0
    run_s: int = 0
    longest_m: float = 0.0
    key_runs: int = 0
    hard_days: int = 0
    heavy: int = 0
    moderate: int = 0
    light: int = 0
    own: int = 0
    sled_m: float = 0.0
    wall_sit_s: int = 0

    @property
    def strength(self) -> int:
        """Strength sessions of all kinds."""
        return self.heavy + self.moderate + self.light + self.own

    def __add__(self, more: PlannedFigures) -> PlannedFigures:
        """Return the sum of both; the longest run is the longer of the two."""
        sums = {one.name: getattr(self, one.name) + getattr(more, one.name) for one in fields(self)}
        return PlannedFigures(**{**sums, "longest_m": max(self.longest_m, more.longest_m)})


@dataclass(frozen=True, slots=True)
class BlockSummary:
    """A block in figures.

    Attributes:
        name: The name of the block.
        weeks: ``(Monday, figures)`` of each calendar week that it touches, in order.
        plan: What its runs amount to.
        cost: What its strength costs by the slotting rules; None if it was never slotted.
        unplaced: How many sessions the coming weeks ask for but do not have; None likewise.
        warnings: ``(code, count)`` of the slotter's warnings; None likewise.
    """

    name: str
    weeks: tuple[tuple[dt.date, PlannedFigures], ...]
    plan: PlanSummary
    cost: int | None = None
    unplaced: int | None = None
    warnings: tuple[tuple[str, int], ...] | None = None

    @property
    def total(self) -> PlannedFigures:
        """The figures of all weeks together."""
        return reduce(PlannedFigures.__add__, (figures for _, figures in self.weeks), PlannedFigures())


@dataclass(frozen=True, slots=True)
class WeekPair:
    """One calendar week of both blocks; None for a block that does not touch it."""

    monday: dt.date
    mine: PlannedFigures | None
    other: PlannedFigures | None


@dataclass(frozen=True, slots=True)
class BlockComparison:
    """Two blocks side by side.

    Attributes:
        mine: The block in question.
        other: The block that it is compared with.
        weeks: Every week that one of them touches, by date.
    """

    mine: BlockSummary
    other: BlockSummary
    weeks: tuple[WeekPair, ...]


def compare_blocks(mine: BlockSummary, other: BlockSummary) -> BlockComparison:
    """Compare two blocks, their weeks aligned by date."""
    ours, theirs = dict(mine.weeks), dict(other.weeks)
    pairs = (WeekPair(day, ours.get(day), theirs.get(day)) for day in sorted(ours.keys() | theirs.keys()))
    return BlockComparison(mine, other, tuple(pairs))


def summarize_draft(draft: Draft) -> BlockSummary:
    """Return the figures of a draft."""
    answer = draft.answer
    return BlockSummary(
        name=draft.block.name,
        weeks=_weeks(draft.block, draft.workouts),
        plan=summarize_plan(draft.block, draft.workouts),
        cost=answer.cost,
        unplaced=sum(part.count for part in answer.unplaced),
        warnings=_count_codes(finding.code for finding in answer.warnings),
    )


def summarize_block(book: Planbook, block_id: int) -> BlockSummary:
    """Return the figures of a stored block as it is planned now, whether done or not.

    Raises:
        RefusedError: There is no such block.
    """
    with quick.read_snapshot(book.path):
        block = find_block(book, block_id)
        around = read_workouts(book, block.start - _SEARCH_MARGIN, block.last_day + _SEARCH_MARGIN)
        stored = quick.read_slotting(book.path, block.id)
    own = tuple(workout for workout in around if workout.block_id == block.id)
    weeks, plan = _weeks(block, own), summarize_plan(block, own)
    if stored is None:
        return BlockSummary(block.name, weeks, plan)
    problem = json.loads(stored[0])
    rules = slotting_rules(book)
    scheduled = problem_as_scheduled(block, problem, around, movable=frozenset(), absences=(), today=block.start)
    answer = solve(parse_problem(scheduled), rules=rules)
    missing = _count_unplaced(problem, scheduled, from_week=max(-(-(book.today - block.start).days // 7), 0))
    return BlockSummary(
        name=block.name,
        weeks=weeks,
        plan=plan,
        cost=answer.cost + sum(count * rules.whole_number("S9", kind) for kind, count in missing.items()),
        unplaced=missing.total(),
        warnings=_count_codes(finding.code for finding in answer.warnings),
    )


def _count_unplaced(problem: Mapping[str, Any], scheduled: Mapping[str, Any], from_week: int) -> Counter[str]:
    """Count by kind the sessions that coming weeks ask for but do not have; a week that has begun misses none."""
    scheduled_targets = {target["week"]: target for target in scheduled["targets"]}
    missing = Counter[str]()
    for target in problem.get("targets", []):
        if from_week <= target["week"] and target["week"] in scheduled_targets:
            for kind in StrengthKind:
                missing[kind] += max(target.get(kind, 0) - scheduled_targets[target["week"]][kind], 0)
    return missing


def _weeks(block: Block, workouts: Iterable[Workout]) -> tuple[tuple[dt.date, PlannedFigures], ...]:
    """Return the figures of every calendar week that a block touches."""
    by_week: defaultdict[dt.date, list[Workout]] = defaultdict(list)
    for day in (*range(0, block.days, 7), block.days - 1):
        by_week[first_day_of_week(block.start + dt.timedelta(days=day))] = []
    for workout in workouts:
        if workout.status is not StoredStatus.UNPLANNED:
            by_week[first_day_of_week(workout.date)].append(workout)
    return tuple((monday, _figures(by_week[monday])) for monday in sorted(by_week))


def _figures(workouts: Sequence[Workout]) -> PlannedFigures:
    runs = [workout for workout in workouts if workout.sport is Sport.RUN]
    strength = [workout for workout in workouts if workout.sport is Sport.STRENGTH]
    keys = [run for run in runs if run.kind in KEY_RUNS]
    kinds = Counter(counted_kind(session) or "" for session in strength)
    heavy = [session for session in strength if counted_kind(session) is StrengthKind.HEAVY]
    return PlannedFigures(
        run_m=sum(run.planned.distance_m or 0.0 for run in runs),
        run_s=sum(run.planned.duration_s or 0 for run in runs),
        longest_m=max((run.planned.distance_m or 0.0 for run in runs), default=0.0),
        key_runs=len(keys),
        hard_days=len({workout.date for workout in (*keys, *heavy)}),
        heavy=kinds[StrengthKind.HEAVY],
        moderate=kinds[StrengthKind.MODERATE],
        light=kinds[StrengthKind.LIGHT],
        own=kinds[""],
        sled_m=sum(session.planned.sled_m for session in strength),
        wall_sit_s=sum(session.planned.wall_sit_s for session in strength),
    )


def _count_codes(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(codes)
    return tuple((code, counts[code]) for code in sorted(counts, key=lambda code: (code.rstrip("0123456789"), code)))


EQUAL_MARK = "="
"""The difference of two figures that are equal."""
ABSENT_MARK = "·"
"""Shown for a week that a block does not touch."""
UNKNOWN_MARK = "–"
UNKNOWN_SENTENCE = f"{UNKNOWN_MARK} is not known: the strength of that block was never slotted."


class ComparisonRow(NamedTuple):
    """One figure of both blocks as text, and the difference with its sign."""

    label: str
    mine: str
    other: str
    difference: str


def total_rows(comparison: BlockComparison, unit: Unit) -> Iterator[ComparisonRow]:
    """Yield a row for each figure of the whole blocks."""
    mine, other = comparison.mine.total, comparison.other.total
    name = unit.value
    yield ComparisonRow(f"Running, {name}", *_distances(mine.run_m, other.run_m, unit))
    yield ComparisonRow("Running time, h:mm", *_times(mine.run_s, other.run_s, 3600))
    yield from _coach_rows(comparison.mine.plan, comparison.other.plan, unit)
    yield ComparisonRow("Key runs", *_counts(mine.key_runs, other.key_runs))
    yield ComparisonRow("Hard days", *_counts(mine.hard_days, other.hard_days))
    yield ComparisonRow("Heavy strength", *_counts(mine.heavy, other.heavy))
    yield ComparisonRow("Moderate strength", *_counts(mine.moderate, other.moderate))
    yield ComparisonRow("Light strength", *_counts(mine.light, other.light))
    if mine.own or other.own:
        yield ComparisonRow("The plan's own", *_counts(mine.own, other.own))
    yield ComparisonRow("Sled, m", *_numbers(format_number(mine.sled_m), format_number(other.sled_m)))
    yield ComparisonRow("Wall sit, min:s", *_times(mine.wall_sit_s, other.wall_sit_s, 60))
    yield ComparisonRow("Points", *_counts(comparison.mine.cost, comparison.other.cost))
    yield ComparisonRow("Without a place", *_counts(comparison.mine.unplaced, comparison.other.unplaced))
    yield from _warnings(comparison)


def _coach_rows(mine: PlanSummary, other: PlanSummary, unit: Unit) -> Iterator[ComparisonRow]:
    """Yield what a coach looks at first, as far as it is known of both blocks."""
    if mine.longest is not None and other.longest is not None:
        longest = _distances(mine.longest.distance_m, other.longest.distance_m, unit)
        yield ComparisonRow(f"Longest run, {unit.value}", *longest)
    if mine.race_pace.total_m is not None and other.race_pace.total_m is not None:
        race_pace = _distances(mine.race_pace.total_m, other.race_pace.total_m, unit)
        yield ComparisonRow(f"Race pace, {unit.value}", *race_pace)
    if mine.easy_share is not None and other.easy_share is not None:
        yield ComparisonRow("Easy running, %", *_counts(round(100 * mine.easy_share), round(100 * other.easy_share)))


def has_unknown(comparison: BlockComparison) -> bool:
    """Return whether a figure of one of the blocks is not known."""
    return comparison.mine.cost is None or comparison.other.cost is None


def _warnings(comparison: BlockComparison) -> Iterator[ComparisonRow]:
    mine, other = comparison.mine.warnings, comparison.other.warnings
    ours, theirs = dict(mine or ()), dict(other or ())
    for code in dict.fromkeys([*ours, *theirs]):
        counts = (None if mine is None else ours.get(code, 0), None if other is None else theirs.get(code, 0))
        yield ComparisonRow(f"Warnings {code}", *_counts(*counts))


def strength_letters(figures: PlannedFigures) -> str:
    """Return a week's sessions as letters: ``SMl`` for heavy, moderate and light; ``o`` is the plan's own."""
    counts = (figures.heavy, figures.moderate, figures.light)
    letters = "".join(letter * count for letter, count in zip(STRENGTH_LETTERS.values(), counts, strict=True))
    return letters + OWN_STRENGTH_LETTER * figures.own


def week_differences(pair: WeekPair, unit: Unit) -> tuple[str, str, str]:
    """Return the differences of a week with their signs: running, hard days, strength sessions."""
    mine, other = pair.mine or PlannedFigures(), pair.other or PlannedFigures()
    return (
        _distances(mine.run_m, other.run_m, unit)[2],
        _counts(mine.hard_days, other.hard_days)[2],
        _counts(mine.strength, other.strength)[2],
    )


def _distances(mine: float, other: float, unit: Unit) -> tuple[str, str, str]:
    return _numbers(format_bare_distance(mine, unit), format_bare_distance(other, unit))


def _numbers(mine: str, other: str) -> tuple[str, str, str]:
    difference = float(mine) - float(other)
    return mine, other, _format_signed(difference, format_number(abs(difference)))


def _times(mine: int, other: int, unit_s: int) -> tuple[str, str, str]:
    """Format times as a unit of so many seconds and its sixtieths: 3600 for h:mm, 60 for min:s."""
    ours, theirs = (round(seconds * 60 / unit_s) for seconds in (mine, other))
    difference = _format_signed(ours - theirs, _format_sixtieths(abs(ours - theirs)))
    return _format_sixtieths(ours), _format_sixtieths(theirs), difference


def _format_sixtieths(count: int) -> str:
    return f"{count // 60}:{count % 60:02d}"


def _counts(mine: int | None, other: int | None) -> tuple[str, str, str]:
    if mine is None or other is None:
        ours, theirs = (UNKNOWN_MARK if count is None else str(count) for count in (mine, other))
        return ours, theirs, ""
    return _numbers(str(mine), str(other))


def _format_signed(difference: float, size: str) -> str:
    """Format a difference as ``+12`` or ``-3``, or ``=`` for none."""
    if not size.strip("0.:"):
        return EQUAL_MARK
    return f"{'+' if difference > 0 else '-'}{size}"
