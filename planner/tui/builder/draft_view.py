"""A drafted block arranged for the screen: weeks of seven days with sums and sentences, and days in a few cells."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.text import format_count, number_word
from planner.training.blocks import Runner
from planner.training.dose_tables import DosePhase
from planner.training.doses import equipment_of
from planner.training.formatting import STRENGTH_LETTERS
from planner.training.load_words import are_loads_known, efforts_text, load_range_text
from planner.training.plan_summary import PlanSummary, summarize_plan
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.weeks import DAY, DAYS_A_WEEK
from planner.training.workout_names import split_reason
from planner.training.workouts import QUALITY_RUNS, RunKind, Slot, Sport, Workout
from planner.tui import labels
from planner.tui.labels import color_of
from planner.tui.theme import UNICODE, Glyphs

if TYPE_CHECKING:
    from planner.training.blocks import Block
    from planner.usecases.blocks.draft_model import Draft

_UNKNOWN_RUNNER = Runner()
_RUN_RANK = {RunKind.RACE: 0, RunKind.LONG: 1, **dict.fromkeys(QUALITY_RUNS, 2)}
"""Which run a day's cell shows: the one with the lowest rank."""
BAR_COLORS = ("easy", "quality", "long", "race")
"""Palette colours of the parts of a volume bar, from the left."""


@dataclass(frozen=True, slots=True)
class PreviewSession:
    """A strength session of a week, and why it has its placement.

    Attributes:
        day: Its day in the week, from 0.
        title: Its kind and time: ``Heavy sled Tue 18:00``.
        reason: Why it is there, with its cost and the nearest alternative.
        cost: Its own cost, without the cost of pairs.
    """

    day: int
    title: str
    reason: str
    cost: int


@dataclass(frozen=True, slots=True)
class DraftWeek:
    """One week of a drafted block.

    Attributes:
        number: Its number, from 1.
        first: Its first day.
        phase: The name of its phase in the plan, or else in the dose table.
        deload: Whether strength is reduced that week although the plan's phase does not say so.
        workouts_by_day: The workouts of each of its seven days.
        metres_by_kind: Running distance in metres, by part of the volume bar: easy, quality, long, race.
        seconds: Running time in seconds.
        sessions: The placed strength sessions.
        unplaced_text: A sentence for each session without a placement.
        warnings: The warnings about the week.
        to_check: A sentence for each workout the runner should check.
    """

    number: int
    first: dt.date
    phase: str
    deload: bool
    workouts_by_day: tuple[tuple[Workout, ...], ...]
    metres_by_kind: tuple[float, ...]
    seconds: int
    sessions: tuple[PreviewSession, ...]
    unplaced_text: tuple[str, ...]
    warnings: tuple[str, ...]
    to_check: tuple[str, ...]

    @property
    def total_m(self) -> float:
        """Running distance in metres."""
        return sum(self.metres_by_kind)

    @property
    def cost(self) -> int:
        """The sum of the sessions' own costs."""
        return sum(session.cost for session in self.sessions)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A drafted block, arranged in weeks.

    Attributes:
        block: The block.
        weeks: Its weeks.
        run_count: Number of runs, races included.
        strength_count: Number of strength sessions.
        unplaced_count: Number of strength sessions without a placement.
        cost_parts: The costs of sessions, of pairs, and of missing sessions; their sum is the block's cost.
        cost_by_rule: The same cost by rule, highest first: ``("S3", 36)``.
        summary: What its runs amount to.
        shortfall: What the plan cannot reach and what would, in a sentence; may be empty.
        facts: The strength in figures: ``17 sled evenings``, ``5 weeks with two``, ``sled 24 to 38 kg``.
        remarks: What else the runner should know of the block, one sentence each.
        to_check: What the runner should check, one sentence each.
    """

    block: Block
    weeks: tuple[DraftWeek, ...]
    run_count: int
    strength_count: int
    unplaced_count: int
    cost_parts: tuple[int, int, int]
    cost_by_rule: tuple[tuple[str, int], ...]
    summary: PlanSummary
    shortfall: str
    facts: tuple[str, ...]
    remarks: tuple[str, ...]
    to_check: tuple[str, ...]

    @property
    def total_m(self) -> float:
        """Running distance in metres."""
        return sum(week.total_m for week in self.weeks)

    @property
    def past_count(self) -> int:
        """Number of workouts that are planned for days that are over."""
        days = (day for week in self.weeks for day in week.workouts_by_day)
        return sum(item.is_training and item.is_made_afterwards for day in days for item in day)

    @property
    def cost(self) -> int:
        """The sum of all costs; the slotting found no schedule with less."""
        return sum(self.cost_parts)


def build_draft_view(draft: Draft, runner: Runner = _UNKNOWN_RUNNER) -> DraftView:
    """Arrange a draft in weeks.

    Args:
        draft: The draft.
        runner: The runner: loads are in kilograms only where body mass and sled are known.
    """
    block, answer = draft.block, draft.answer
    by_day: defaultdict[int, list[Workout]] = defaultdict(list)
    for item in draft.workouts:
        by_day[(item.date - block.start).days].append(item)
    cost_groups = (answer.sessions, answer.pairs, answer.unplaced)
    own, pairs, missing = (sum(part.cost for part in group) for group in cost_groups)
    return DraftView(
        block=block,
        weeks=tuple(_week(draft, index, by_day) for index in range(block.weeks)),
        run_count=sum(item.sport is Sport.RUN for item in draft.workouts),
        strength_count=sum(item.sport is Sport.STRENGTH for item in draft.workouts),
        unplaced_count=sum(part.count for part in answer.unplaced),
        cost_parts=(own, pairs, missing),
        cost_by_rule=draft.cost_by_rule,
        summary=summarize_plan(block, draft.workouts),
        shortfall=draft.shortfall,
        facts=tuple(_strength_facts(draft, runner)),
        remarks=tuple(text for text in (*draft.remarks, *_override_remarks(draft)) if text != draft.shortfall),
        to_check=draft.to_check,
    )


def _strength_facts(draft: Draft, runner: Runner) -> Iterator[str]:
    """Yield how many sled sessions there are, how many weeks have most of them, and how heavy they are."""
    sled = [item for item in draft.workouts if item.sport is Sport.STRENGTH and item.planned.sled_m]
    if not sled:
        return
    evenings = all(item.slot is Slot.PM for item in sled)
    yield format_count(len(sled), "sled evening" if evenings else "sled session")
    weeks = Counter(draft.block.week_index(item.date) for item in sled)
    most = max(weeks.values())
    if most > 1:
        count = sum(number == most for number in weeks.values())
        yield f"{format_count(count, 'week')} with {number_word(most)}"
    if are_loads_known(equipment_of(runner)):
        yield f"sled {load_range_text(sled)}"
    else:
        yield f"sled by effort, {efforts_text(sled)}"


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
            sum(run.planned.distance_m or 0.0 for run in runs if color_of(run) == color) for color in BAR_COLORS
        ),
        seconds=sum(run.planned.duration_s or 0 for run in runs),
        sessions=tuple(
            PreviewSession(placed.day % DAYS_A_WEEK, *split_reason(placed.reason), placed.cost)
            for placed in answer.sessions
            if placed.day // DAYS_A_WEEK == index
        ),
        unplaced_text=tuple(unplaced.reason for unplaced in answer.unplaced if unplaced.week == index),
        warnings=tuple(finding.text for finding in answer.warnings if finding.week == index),
        to_check=tuple(
            sentence
            for sentence in draft.to_check
            if sentence[:10] in dates or sentence.startswith(f"week {index + 1} ")
        ),
    )


def _override_remarks(draft: Draft) -> tuple[str, ...]:
    overrides = draft.answer.rules.overrides
    return tuple(f"Your settings change {name} from {default} to {now}." for name, (default, now) in overrides.items())


# A day in a few cells


def main_workout(day: Sequence[Workout]) -> Workout | None:
    """Return the workout that a day's cell shows: its hardest run, else its cross training, else None."""
    runs = [item for item in day if item.sport is Sport.RUN]
    if runs:
        return min(runs, key=lambda run: _RUN_RANK.get(RunKind(run.kind or RunKind.EASY), 3))
    return next((item for item in day if item.sport is Sport.CROSS), None)


def run_cell(day: Sequence[Workout], unit: Unit, glyphs: Glyphs, width: int) -> tuple[str, str]:
    """Return a day's running in at most ``width`` cells, and its colour: ``T12.5``, or ``T13`` where that is too long.

    Several runs are added up, marked with a ``+`` where it fits.
    """
    main = main_workout(day)
    if main is None:
        has_training = any(item.is_training for item in day)
        return (" " if has_training else rest_mark(glyphs)), "faint"
    same_sport = [item for item in day if item.sport is main.sport]
    letter = labels.kind_letter(main, glyphs)
    plus = "+" if len(same_sport) > 1 else ""
    for amount in _amount_texts(same_sport, unit):
        for text in (f"{letter}{amount}{plus}", f"{letter}{amount}"):
            if len(text) <= width:
                return text, color_of(main)
    return letter, color_of(main)


def _amount_texts(workouts: Sequence[Workout], unit: Unit) -> tuple[str, ...]:
    """Return the distance of some workouts together, or else their duration; longest text first."""
    metres = sum(workout.planned.distance_m or 0.0 for workout in workouts)
    if metres:
        value = metres / METRES_PER_UNIT[unit]
        return f"{value:.1f}".removesuffix(".0"), f"{int(value + 0.5)}"
    seconds = sum(workout.planned.duration_s or 0 for workout in workouts)
    return (labels.format_short_duration(seconds) if seconds else "",)


def rest_mark(glyphs: Glyphs) -> str:
    """Return the mark of a day without training."""
    return "·" if glyphs.rule == "─" else "."


def strength_letter(day: Sequence[Workout]) -> str:
    """Return the letter of a day's most demanding strength session; a space without any."""
    letters = {labels.kind_letter(item, UNICODE) for item in day if item.sport is Sport.STRENGTH}
    return next((letter for letter in STRENGTH_LETTERS.values() if letter in letters), "".join(letters) or " ")


def volume_bar(week: DraftWeek, longest_m: float, width: int) -> list[tuple[int, str]]:
    """Return a week's volume bar as ``(cells, colour)`` of its parts.

    Args:
        week: The week.
        longest_m: The distance of the block's longest week in metres, which fills the width.
        width: Cells.
    """
    if not longest_m or width <= 0:
        return []
    parts: list[tuple[int, str]] = []
    total_m, cells = 0.0, 0
    for metres, color in zip(week.metres_by_kind, BAR_COLORS, strict=True):
        total_m += metres
        # The running total is rounded, not each part, so that the bar has the length of the whole.
        end = int(total_m / longest_m * width + 0.5)
        if end > cells:
            parts.append((end - cells, color))
            cells = end
    return parts
