"""Two blocks side by side, week by week and in all: two drafts, or a draft and a block that stands in the calendar."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.slotting import read_problem, solve
from planner.store import quick
from planner.training.blocks import Block
from planner.training.races import Unit
from planner.training.weeks import first_day_of_week
from planner.training.wording import distance, number
from planner.training.workouts import QUALITY_RUNS, RunKind, Sport, State, StrengthKind, Workout
from planner.usecases.blocks.commit import rules_of
from planner.usecases.blocks.slotting_problem import standing_problem
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_days

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft


_KEY_RUNS = QUALITY_RUNS | {RunKind.LONG, RunKind.RACE}
_REACH = dt.timedelta(days=366)
"""How far outside of its block a moved workout is looked for."""


@dataclass(frozen=True, slots=True)
class Figures:
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

    def __add__(self, more: Figures) -> Figures:
        """Both together; of the longest runs the longer."""
        sums = {one.name: getattr(self, one.name) + getattr(more, one.name) for one in fields(self)}
        return Figures(**{**sums, "longest_m": max(self.longest_m, more.longest_m)})


@dataclass(frozen=True, slots=True)
class Sketch:
    """A block in figures.

    Attributes:
        name: What it is called.
        weeks: ``(Monday, figures)`` of each week of the calendar that it touches, in order.
        cost: What its strength costs by the slotting rules where it stands; None where it was never slotted.
        missing: How many sessions of weeks to come are asked for and do not stand there; None likewise.
        warnings: ``(code, how many)`` of what the slotter warned of; None likewise.
    """

    name: str
    weeks: tuple[tuple[dt.date, Figures], ...]
    cost: int | None = None
    missing: int | None = None
    warnings: tuple[tuple[str, int], ...] | None = None

    @property
    def whole(self) -> Figures:
        """All weeks together."""
        return reduce(Figures.__add__, (figures for _, figures in self.weeks), Figures())


@dataclass(frozen=True, slots=True)
class WeekPair:
    """One week of the calendar; None where a block does not touch it."""

    monday: dt.date
    mine: Figures | None
    other: Figures | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two blocks side by side.

    Attributes:
        mine: The one at hand.
        other: The one it is held against.
        weeks: Every week that one of them touches, by date.
    """

    mine: Sketch
    other: Sketch
    weeks: tuple[WeekPair, ...]


def compare(mine: Sketch, other: Sketch) -> Comparison:
    """Lay two blocks side by side, aligned by date."""
    ours, theirs = dict(mine.weeks), dict(other.weeks)
    mondays = sorted(ours.keys() | theirs.keys())
    return Comparison(mine, other, tuple(WeekPair(monday, ours.get(monday), theirs.get(monday)) for monday in mondays))


def sketch_of_draft(draft: Draft) -> Sketch:
    """A draft in figures."""
    answer = draft.answer
    return Sketch(
        name=draft.block.name,
        weeks=_weeks(draft.block, draft.items),
        cost=answer.cost,
        missing=sum(part.count for part in answer.unplaced),
        warnings=_counted(finding.code for finding in answer.warnings),
    )


def sketch_of_block(book: Planbook, block_id: int) -> Sketch:
    """A block of the calendar in figures, as it is planned now, whatever became of it.

    Raises:
        RefusedError: There is no such block.
    """
    with quick.one_look(book.path):
        block = find_block(book, block_id)
        around = read_days(book, block.start - _REACH, block.last + _REACH)
        kept = quick.read_slotting(book.path, block.id)
    weeks = _weeks(block, (item for item in around if item.block_id == block.id))
    if kept is None:
        return Sketch(block.name, weeks)
    problem = json.loads(kept[0])
    rules = rules_of(book)
    stands = standing_problem(block, problem, around, free=frozenset(), away=(), today=block.start)
    answer = solve(read_problem(stands), rules=rules)
    missing = _missing(problem, stands, from_week=max(-(-(book.today - block.start).days // 7), 0))
    return Sketch(
        name=block.name,
        weeks=weeks,
        cost=answer.cost + sum(count * rules.cost("S9", kind) for kind, count in missing.items()),
        missing=missing.total(),
        warnings=_counted(finding.code for finding in answer.warnings),
    )


def _missing(problem: Mapping[str, Any], stands: Mapping[str, Any], from_week: int) -> Counter[str]:
    """By kind, the sessions that were asked for in weeks to come and do not stand there; weeks begun miss nothing."""
    there = {target["week"]: target for target in stands["targets"]}
    missing = Counter[str]()
    for target in problem.get("targets", []):
        if from_week <= target["week"] and target["week"] in there:
            for kind in StrengthKind:
                missing[kind] += max(target.get(kind, 0) - there[target["week"]][kind], 0)
    return missing


def _weeks(block: Block, items: Iterable[Workout]) -> tuple[tuple[dt.date, Figures], ...]:
    """What is planned for every week of the calendar that a block touches."""
    by_week: defaultdict[dt.date, list[Workout]] = defaultdict(list)
    for day in range(0, block.days, 7):
        by_week[first_day_of_week(block.start + dt.timedelta(days=day))] = []
    by_week[first_day_of_week(block.last)] = []
    for item in items:
        if item.state is not State.UNPLANNED:
            by_week[first_day_of_week(item.date)].append(item)
    return tuple((monday, _figures(by_week[monday])) for monday in sorted(by_week))


def _figures(items: Sequence[Workout]) -> Figures:
    runs = [item for item in items if item.sport is Sport.RUN]
    strength = [item for item in items if item.sport is Sport.STRENGTH]
    keys = [run for run in runs if run.kind in _KEY_RUNS]
    kinds = Counter(item.kind or "" for item in strength)
    heavy = [item for item in strength if item.kind == StrengthKind.HEAVY]
    return Figures(
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


def _counted(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(codes)
    return tuple((code, counts[code]) for code in sorted(counts, key=lambda code: (code.rstrip("0123456789"), code)))


SAME = "="
"""The difference of two figures that are equal."""
ABSENT = "·"
"""What stands for a week that a block does not touch."""
UNKNOWN = "–"
UNKNOWN_SENTENCE = f"{UNKNOWN} is not known: the strength of that block was never slotted."


class Line(NamedTuple):
    """One figure of both blocks: what it is, mine, the other's, and the difference with its sign."""

    label: str
    mine: str
    other: str
    difference: str


def total_lines(comparison: Comparison, unit: Unit) -> Iterator[Line]:
    """The whole blocks, figure by figure."""
    mine, other = comparison.mine.whole, comparison.other.whole
    name = unit.value
    yield Line(f"Running, {name}", *_distances(mine.run_m, other.run_m, unit))
    yield Line("Running time, h:mm", *_times(mine.run_s, other.run_s, 3600))
    yield Line(f"Longest run, {name}", *_distances(mine.longest_m, other.longest_m, unit))
    yield Line("Key runs", *_counts(mine.key_runs, other.key_runs))
    yield Line("Hard days", *_counts(mine.hard_days, other.hard_days))
    yield Line("Heavy strength", *_counts(mine.heavy, other.heavy))
    yield Line("Moderate strength", *_counts(mine.moderate, other.moderate))
    yield Line("Light strength", *_counts(mine.light, other.light))
    if mine.own or other.own:
        yield Line("The plan's own", *_counts(mine.own, other.own))
    yield Line("Sled, m", *_numbers(number(mine.sled_m), number(other.sled_m)))
    yield Line("Wall sit, min:s", *_times(mine.wall_sit_s, other.wall_sit_s, 60))
    yield Line("Cost", *_counts(comparison.mine.cost, comparison.other.cost))
    yield Line("Without a place", *_counts(comparison.mine.missing, comparison.other.missing))
    yield from _warnings(comparison)


def has_unknown(comparison: Comparison) -> bool:
    """Whether a figure of one of them is not known."""
    return comparison.mine.cost is None or comparison.other.cost is None


def _warnings(comparison: Comparison) -> Iterator[Line]:
    mine, other = comparison.mine.warnings, comparison.other.warnings
    ours, theirs = dict(mine or ()), dict(other or ())
    for code in dict.fromkeys([*ours, *theirs]):
        counts = (None if mine is None else ours.get(code, 0), None if other is None else theirs.get(code, 0))
        yield Line(f"Warnings {code}", *_counts(*counts))


def strength_letters(figures: Figures) -> str:
    """A week's sessions by kind: ``HMl``; S is the plan's own."""
    return "H" * figures.heavy + "M" * figures.moderate + "l" * figures.light + "S" * figures.own


def week_differences(pair: WeekPair, unit: Unit) -> tuple[str, str, str]:
    """How a week differs, with signs: running, hard days, strength sessions."""
    mine, other = pair.mine or Figures(), pair.other or Figures()
    return (
        _distances(mine.run_m, other.run_m, unit)[2],
        _counts(mine.hard_days, other.hard_days)[2],
        _counts(mine.strength, other.strength)[2],
    )


def _distances(mine: float, other: float, unit: Unit) -> tuple[str, str, str]:
    return _numbers(distance(mine, unit), distance(other, unit))


def _numbers(mine: str, other: str) -> tuple[str, str, str]:
    apart = float(mine) - float(other)
    return mine, other, _signed(apart, number(abs(apart)))


def _times(mine: int, other: int, big: int) -> tuple[str, str, str]:
    """Times in a big unit of so many seconds, and its sixtieths."""
    ours, theirs = (round(seconds * 60 / big) for seconds in (mine, other))
    return _sixtieths(ours), _sixtieths(theirs), _signed(ours - theirs, _sixtieths(abs(ours - theirs)))


def _sixtieths(count: int) -> str:
    return f"{count // 60}:{count % 60:02d}"


def _counts(mine: int | None, other: int | None) -> tuple[str, str, str]:
    if mine is None or other is None:
        ours, theirs = (UNKNOWN if count is None else str(count) for count in (mine, other))
        return ours, theirs, ""
    return _numbers(str(mine), str(other))


def _signed(difference: float, size: str) -> str:
    """``+12``, ``-3``; ``=`` without a difference."""
    if not size.strip("0.:"):
        return SAME
    return f"{'+' if difference > 0 else '-'}{size}"
