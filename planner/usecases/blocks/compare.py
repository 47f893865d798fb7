"""Two blocks side by side, week by week and in all: two drafts, or a draft and a block that stands in the calendar."""

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
from planner.training.formatting import format_bare_distance, format_number
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
"""How far outside of its block a moved workout is looked for."""


@dataclass(frozen=True, slots=True)
class PlannedFigures:
    """What is planned for a week, or for a whole block.

    Attributes:
        run_m: Running, metres.
        run_s: Running time, seconds.
        longest_m: The longest run, metres.
        key_runs: Quality runs, long runs and races.
        hard_days: Days with a key run or a heavy session.
        heavy: Heavy sessions.
        moderate: Moderate sessions.
        light: Light sessions.
        own: Strength of the plan's author, of no kind of ours.
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
        """Both together; of the longest runs the longer."""
        sums = {one.name: getattr(self, one.name) + getattr(more, one.name) for one in fields(self)}
        return PlannedFigures(**{**sums, "longest_m": max(self.longest_m, more.longest_m)})


@dataclass(frozen=True, slots=True)
class BlockSummary:
    """A block in figures.

    Attributes:
        name: What it is called.
        weeks: ``(Monday, figures)`` of each week of the calendar that it touches, in order.
        cost: What its strength costs by the slotting rules where it stands; None where it was never slotted.
        unplaced: How many sessions of weeks to come are asked for and do not stand there; None likewise.
        warnings: ``(code, how many)`` of what the slotter warned of; None likewise.
    """

    name: str
    weeks: tuple[tuple[dt.date, PlannedFigures], ...]
    cost: int | None = None
    unplaced: int | None = None
    warnings: tuple[tuple[str, int], ...] | None = None

    @property
    def total(self) -> PlannedFigures:
        """All weeks together."""
        return reduce(PlannedFigures.__add__, (figures for _, figures in self.weeks), PlannedFigures())


@dataclass(frozen=True, slots=True)
class WeekPair:
    """One week of the calendar; None where a block does not touch it."""

    monday: dt.date
    mine: PlannedFigures | None
    other: PlannedFigures | None


@dataclass(frozen=True, slots=True)
class BlockComparison:
    """Two blocks side by side.

    Attributes:
        mine: The one at hand.
        other: The one it is held against.
        weeks: Every week that one of them touches, by date.
    """

    mine: BlockSummary
    other: BlockSummary
    weeks: tuple[WeekPair, ...]


def compare_blocks(mine: BlockSummary, other: BlockSummary) -> BlockComparison:
    """Lay two blocks side by side, aligned by date."""
    ours, theirs = dict(mine.weeks), dict(other.weeks)
    mondays = sorted(ours.keys() | theirs.keys())
    return BlockComparison(
        mine, other, tuple(WeekPair(monday, ours.get(monday), theirs.get(monday)) for monday in mondays)
    )


def summarize_draft(draft: Draft) -> BlockSummary:
    """A draft in figures."""
    answer = draft.answer
    return BlockSummary(
        name=draft.block.name,
        weeks=_weeks(draft.block, draft.workouts),
        cost=answer.cost,
        unplaced=sum(part.count for part in answer.unplaced),
        warnings=_count_codes(finding.code for finding in answer.warnings),
    )


def summarize_block(book: Planbook, block_id: int) -> BlockSummary:
    """A block of the calendar in figures, as it is planned now, whatever became of it.

    Raises:
        RefusedError: There is no such block.
    """
    with quick.read_snapshot(book.path):
        block = find_block(book, block_id)
        around = read_workouts(book, block.start - _SEARCH_MARGIN, block.last_day + _SEARCH_MARGIN)
        kept = quick.read_slotting(book.path, block.id)
    weeks = _weeks(block, (item for item in around if item.block_id == block.id))
    if kept is None:
        return BlockSummary(block.name, weeks)
    problem = json.loads(kept[0])
    rules = slotting_rules(book)
    stands = problem_as_scheduled(block, problem, around, movable=frozenset(), absences=(), today=block.start)
    answer = solve(parse_problem(stands), rules=rules)
    missing = _count_unplaced(problem, stands, from_week=max(-(-(book.today - block.start).days // 7), 0))
    return BlockSummary(
        name=block.name,
        weeks=weeks,
        cost=answer.cost + sum(count * rules.whole_number("S9", kind) for kind, count in missing.items()),
        unplaced=missing.total(),
        warnings=_count_codes(finding.code for finding in answer.warnings),
    )


def _count_unplaced(problem: Mapping[str, Any], scheduled: Mapping[str, Any], from_week: int) -> Counter[str]:
    """By kind, the sessions that were asked for in weeks to come and do not stand there; weeks begun miss nothing."""
    there = {target["week"]: target for target in scheduled["targets"]}
    missing = Counter[str]()
    for target in problem.get("targets", []):
        if from_week <= target["week"] and target["week"] in there:
            for kind in StrengthKind:
                missing[kind] += max(target.get(kind, 0) - there[target["week"]][kind], 0)
    return missing


def _weeks(block: Block, workouts: Iterable[Workout]) -> tuple[tuple[dt.date, PlannedFigures], ...]:
    """What is planned for every week of the calendar that a block touches."""
    by_week: defaultdict[dt.date, list[Workout]] = defaultdict(list)
    for day in range(0, block.days, 7):
        by_week[first_day_of_week(block.start + dt.timedelta(days=day))] = []
    by_week[first_day_of_week(block.last_day)] = []
    for item in workouts:
        if item.status is not StoredStatus.UNPLANNED:
            by_week[first_day_of_week(item.date)].append(item)
    return tuple((monday, _figures(by_week[monday])) for monday in sorted(by_week))


def _figures(workouts: Sequence[Workout]) -> PlannedFigures:
    runs = [item for item in workouts if item.sport is Sport.RUN]
    strength = [item for item in workouts if item.sport is Sport.STRENGTH]
    keys = [run for run in runs if run.kind in KEY_RUNS]
    kinds = Counter(item.kind or "" for item in strength)
    heavy = [item for item in strength if item.kind == StrengthKind.HEAVY]
    return PlannedFigures(
        run_m=sum(run.planned.distance_m or 0.0 for run in runs),
        run_s=sum(run.planned.duration_s or 0 for run in runs),
        longest_m=max((run.planned.distance_m or 0.0 for run in runs), default=0.0),
        key_runs=len(keys),
        hard_days=len({item.date for item in (*keys, *heavy)}),
        heavy=kinds[StrengthKind.HEAVY],
        moderate=kinds[StrengthKind.MODERATE],
        light=kinds[StrengthKind.LIGHT],
        own=kinds[""],
        sled_m=sum(item.planned.sled_m for item in strength),
        wall_sit_s=sum(item.planned.wall_sit_s for item in strength),
    )


def _count_codes(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(codes)
    return tuple((code, counts[code]) for code in sorted(counts, key=lambda code: (code.rstrip("0123456789"), code)))


EQUAL_MARK = "="
"""The difference of two figures that are equal."""
ABSENT_MARK = "·"
"""What stands for a week that a block does not touch."""
UNKNOWN_MARK = "–"
UNKNOWN_SENTENCE = f"{UNKNOWN_MARK} is not known: the strength of that block was never slotted."


class ComparisonRow(NamedTuple):
    """One figure of both blocks: what it is, mine, the other's, and the difference with its sign."""

    label: str
    mine: str
    other: str
    difference: str


def total_rows(comparison: BlockComparison, unit: Unit) -> Iterator[ComparisonRow]:
    """The whole blocks, figure by figure."""
    mine, other = comparison.mine.total, comparison.other.total
    name = unit.value
    yield ComparisonRow(f"Running, {name}", *_distances(mine.run_m, other.run_m, unit))
    yield ComparisonRow("Running time, h:mm", *_times(mine.run_s, other.run_s, 3600))
    yield ComparisonRow(f"Longest run, {name}", *_distances(mine.longest_m, other.longest_m, unit))
    yield ComparisonRow("Key runs", *_counts(mine.key_runs, other.key_runs))
    yield ComparisonRow("Hard days", *_counts(mine.hard_days, other.hard_days))
    yield ComparisonRow("Heavy strength", *_counts(mine.heavy, other.heavy))
    yield ComparisonRow("Moderate strength", *_counts(mine.moderate, other.moderate))
    yield ComparisonRow("Light strength", *_counts(mine.light, other.light))
    if mine.own or other.own:
        yield ComparisonRow("The plan's own", *_counts(mine.own, other.own))
    yield ComparisonRow("Sled, m", *_numbers(format_number(mine.sled_m), format_number(other.sled_m)))
    yield ComparisonRow("Wall sit, min:s", *_times(mine.wall_sit_s, other.wall_sit_s, 60))
    yield ComparisonRow("Cost", *_counts(comparison.mine.cost, comparison.other.cost))
    yield ComparisonRow("Without a place", *_counts(comparison.mine.unplaced, comparison.other.unplaced))
    yield from _warnings(comparison)


def has_unknown(comparison: BlockComparison) -> bool:
    """Whether a figure of one of them is not known."""
    return comparison.mine.cost is None or comparison.other.cost is None


def _warnings(comparison: BlockComparison) -> Iterator[ComparisonRow]:
    mine, other = comparison.mine.warnings, comparison.other.warnings
    ours, theirs = dict(mine or ()), dict(other or ())
    for code in dict.fromkeys([*ours, *theirs]):
        counts = (None if mine is None else ours.get(code, 0), None if other is None else theirs.get(code, 0))
        yield ComparisonRow(f"Warnings {code}", *_counts(*counts))


def strength_letters(figures: PlannedFigures) -> str:
    """A week's sessions by kind: ``HMl``; S is the plan's own."""
    return "H" * figures.heavy + "M" * figures.moderate + "l" * figures.light + "S" * figures.own


def week_differences(pair: WeekPair, unit: Unit) -> tuple[str, str, str]:
    """How a week differs, with signs: running, hard days, strength sessions."""
    mine, other = pair.mine or PlannedFigures(), pair.other or PlannedFigures()
    return (
        _distances(mine.run_m, other.run_m, unit)[2],
        _counts(mine.hard_days, other.hard_days)[2],
        _counts(mine.strength, other.strength)[2],
    )


def _distances(mine: float, other: float, unit: Unit) -> tuple[str, str, str]:
    return _numbers(format_bare_distance(mine, unit), format_bare_distance(other, unit))


def _numbers(mine: str, other: str) -> tuple[str, str, str]:
    apart = float(mine) - float(other)
    return mine, other, _format_signed(apart, format_number(abs(apart)))


def _times(mine: int, other: int, big: int) -> tuple[str, str, str]:
    """Times in a big unit of so many seconds, and its sixtieths."""
    ours, theirs = (round(seconds * 60 / big) for seconds in (mine, other))
    return (
        _format_sixtieths(ours),
        _format_sixtieths(theirs),
        _format_signed(ours - theirs, _format_sixtieths(abs(ours - theirs))),
    )


def _format_sixtieths(count: int) -> str:
    return f"{count // 60}:{count % 60:02d}"


def _counts(mine: int | None, other: int | None) -> tuple[str, str, str]:
    if mine is None or other is None:
        ours, theirs = (UNKNOWN_MARK if count is None else str(count) for count in (mine, other))
        return ours, theirs, ""
    return _numbers(str(mine), str(other))


def _format_signed(difference: float, size: str) -> str:
    """``+12``, ``-3``; ``=`` without a difference."""
    if not size.strip("0.:"):
        return EQUAL_MARK
    return f"{'+' if difference > 0 else '-'}{size}"
