"""A drafted block as its preview shows it: weeks of seven days, their sums, and what is to be said of each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.training.doses import DosePhase
from planner.training.formatting import split_reason
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.weeks import DAY
from planner.training.workouts import QUALITY_RUNS, RunKind, Sport, StrengthKind, Workout
from planner.tui import labels
from planner.tui.theme import Glyphs, color_of

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft

DAYS_A_WEEK = 7
STRENGTH_LETTERS: dict[str, str] = {StrengthKind.HEAVY: "H", StrengthKind.MODERATE: "M", StrengthKind.LIGHT: "l"}
_RUN_RANK = {RunKind.RACE: 0, RunKind.LONG: 1, **dict.fromkeys(QUALITY_RUNS, 2)}
BAR_COLORS = ("easy", "quality", "long", "race")
"""The shares of a volume bar, from the left."""


@dataclass(frozen=True, slots=True)
class PlacedSession:
    """A session of a week and why it stands there.

    Attributes:
        day: Its day in the week, from 0.
        title: What it is and when: ``Heavy sled Tue 18:00``.
        reason: Why, with its price and the nearest alternative.
        cost: What it costs by itself.
    """

    day: int
    title: str
    reason: str
    cost: int


@dataclass(frozen=True, slots=True)
class DraftWeek:
    """One row of the preview.

    Attributes:
        number: From 1.
        first: Its first day.
        phase: What the plan, or else the dose table, calls it.
        deload: Whether strength is eased that week while the plan calls it something else.
        workouts_by_day: The items of each of its seven days.
        metres_by_kind: Running by share of the bar: easy, quality, long, race.
        seconds: Running time.
        sessions: The strength placed by us.
        unplaced_text: A sentence for what found no place.
        warnings: Findings of the week.
        to_check: What is to be checked in it.
    """

    number: int
    first: dt.date
    phase: str
    deload: bool
    workouts_by_day: tuple[tuple[Workout, ...], ...]
    metres_by_kind: tuple[float, ...]
    seconds: int
    sessions: tuple[PlacedSession, ...]
    unplaced_text: tuple[str, ...]
    warnings: tuple[str, ...]
    to_check: tuple[str, ...]

    @property
    def total_m(self) -> float:
        """Running, metres."""
        return sum(self.metres_by_kind)

    @property
    def cost(self) -> int:
        """What its sessions cost by themselves."""
        return sum(session.cost for session in self.sessions)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft, arranged.

    Attributes:
        name: What the block is called.
        first: Its first day.
        last: Its last day.
        race_date: Its race day, or None.
        weeks: Its weeks.
        workout_count: How many items it holds.
        strength_count: How many of them are strength.
        unplaced_count: How many sessions found no place.
        cost_parts: What sessions, pairs and missing sessions cost; their sum is the block's cost.
        cost_by_rule: The same by rule, the dearest first: ``("S3", 36)``.
        remarks: What should be known of the block, one sentence each.
        to_check: Everything that is to be checked, one sentence each.
    """

    name: str
    first: dt.date
    last: dt.date
    race_date: dt.date | None
    weeks: tuple[DraftWeek, ...]
    workout_count: int
    strength_count: int
    unplaced_count: int
    cost_parts: tuple[int, int, int]
    cost_by_rule: tuple[tuple[str, int], ...]
    remarks: tuple[str, ...]
    to_check: tuple[str, ...]

    @property
    def total_m(self) -> float:
        """Running, metres."""
        return sum(week.total_m for week in self.weeks)

    @property
    def cost(self) -> int:
        """The sum of all costs, the least there is."""
        return sum(self.cost_parts)


def build_draft_view(draft: Draft) -> DraftView:
    """A draft as weeks."""
    block, answer = draft.block, draft.answer
    by_day: defaultdict[int, list[Workout]] = defaultdict(list)
    for item in draft.workouts:
        by_day[(item.date - block.start).days].append(item)
    parts = (answer.sessions, answer.pairs, answer.unplaced)
    own, pairs, missing = (sum(part.cost for part in group) for group in parts)
    return DraftView(
        name=block.name,
        first=block.start,
        last=block.last_day,
        race_date=block.race_date,
        weeks=tuple(_week(draft, index, by_day) for index in range(block.weeks)),
        workout_count=len(draft.workouts),
        strength_count=sum(item.sport is Sport.STRENGTH for item in draft.workouts),
        unplaced_count=sum(part.count for part in answer.unplaced),
        cost_parts=(own, pairs, missing),
        cost_by_rule=draft.cost_by_rule,
        remarks=(*_override_remarks(draft), *draft.remarks),
        to_check=draft.uncertain_kinds,
    )


def _week(draft: Draft, index: int, by_day: dict[int, list[Workout]]) -> DraftWeek:
    answer, first = draft.answer, draft.block.start + DAY * (index * DAYS_A_WEEK)
    days = tuple(tuple(by_day.get(index * DAYS_A_WEEK + day, ())) for day in range(DAYS_A_WEEK))
    runs = [item for day in days for item in day if item.sport is Sport.RUN]
    phase = draft.block.phase_on(first) or ""
    dates = {(first + DAY * day).isoformat() for day in range(DAYS_A_WEEK)}
    return DraftWeek(
        number=index + 1,
        first=first,
        phase=phase,
        deload=draft.dose_weeks[index].phase is DosePhase.DELOAD and phase != DosePhase.DELOAD,
        workouts_by_day=days,
        metres_by_kind=tuple(
            sum(run.planned.distance_m or 0.0 for run in runs if color_of(run) == ink) for ink in BAR_COLORS
        ),
        seconds=sum(run.planned.duration_s or 0 for run in runs),
        sessions=tuple(
            PlacedSession(placed.day % DAYS_A_WEEK, *split_reason(placed.reason), placed.cost)
            for placed in answer.sessions
            if placed.day // DAYS_A_WEEK == index
        ),
        unplaced_text=tuple(part.reason for part in answer.unplaced if part.week == index),
        warnings=tuple(finding.text for finding in answer.warnings if finding.week == index),
        to_check=tuple(sentence for sentence in draft.uncertain_kinds if sentence[:10] in dates),
    )


def _override_remarks(draft: Draft) -> tuple[str, ...]:
    found = draft.answer.rules.overrides
    return tuple(f"Your settings change {name} from {default} to {now}." for name, (default, now) in found.items())


# A day in a few cells


def main_workout(day: Sequence[Workout]) -> Workout | None:
    """What a day's cell is about: its hardest run, else its cross training, else None."""
    runs = [item for item in day if item.sport is Sport.RUN]
    if runs:
        return min(runs, key=lambda run: _RUN_RANK.get(RunKind(run.kind or RunKind.EASY), 3))
    return next((item for item in day if item.sport is Sport.CROSS), None)


def run_cell(day: Sequence[Workout], unit: Unit, glyphs: Glyphs, width: int) -> tuple[str, str]:
    """A day's running in at most ``width`` cells, and its ink: ``T12.5``, ``T13`` where that is too long.

    Several runs are one figure, with a ``+`` behind it where there is room.
    """
    main = main_workout(day)
    if main is None:
        work = any(item.is_training for item in day)
        return (" " if work else rest_mark(glyphs)), "faint"
    runs = [item for item in day if item.sport is main.sport]
    metres = sum(run.planned.distance_m or 0.0 for run in runs)
    letter = labels.kind_letter(main, glyphs)
    figures = _distance_texts(metres, unit) if metres else _time_texts(sum(run.planned.duration_s or 0 for run in runs))
    plus = "+" if len(runs) > 1 else ""
    for figure in figures:
        for words in (f"{letter}{figure}{plus}", f"{letter}{figure}"):
            if len(words) <= width:
                return words, color_of(main)
    return letter, color_of(main)


def _distance_texts(metres: float, unit: Unit) -> tuple[str, ...]:
    value = metres / METRES_PER_UNIT[unit]
    return f"{value:.1f}".removesuffix(".0"), f"{int(value + 0.5)}"


def _time_texts(seconds: int) -> tuple[str, ...]:
    return (labels.format_short_duration(seconds),) if seconds else ("",)


def rest_mark(glyphs: Glyphs) -> str:
    """The mark of a day without training."""
    return "·" if glyphs.rule == "─" else "."


def strength_letter(day: Sequence[Workout]) -> str:
    """The letter of a day's strength, the most demanding of it; a space without any."""
    kinds = [item.kind or "" for item in day if item.sport is Sport.STRENGTH]
    ordered = [letter for kind, letter in STRENGTH_LETTERS.items() if kind in kinds]
    return ordered[0] if ordered else "S" if kinds else " "


def volume_bar(week: DraftWeek, longest_m: float, width: int) -> list[tuple[int, str]]:
    """A week's volume bar: ``(cells, ink)`` of each share; the biggest week, ``longest_m`` metres, fills the width."""
    if not longest_m or width <= 0:
        return []
    shares: list[tuple[int, str]] = []
    done, drawn = 0.0, 0
    for metres, ink in zip(week.metres_by_kind, BAR_COLORS, strict=True):
        done += metres
        upto = int(done / longest_m * width + 0.5)
        if upto > drawn:
            shares.append((upto - drawn, ink))
            drawn = upto
    return shares
