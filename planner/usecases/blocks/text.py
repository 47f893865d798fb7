"""Blocks and plans in the planner's text form, and the difference that an edit of a plan's text makes."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.exchange.plans.plan_text import PlanLines, parse_plan_lines, parse_plan_text
from planner.exchange.plans.write_plan_text import PlanComments, format_plan_text
from planner.store import quick
from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.dose_tables import DosePhase, DoseWeek
from planner.training.formatting import format_day, format_day_and_year
from planner.training.plans import Plan, PlanEntry, PlanStrength
from planner.training.run_estimates import planned_without_estimates
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import DayStatus, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.blocks.availability import StartTimes
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.plan_options import format_plan_options
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import calendar_sort_key
from planner.usecases.planbook import Planbook

_HEADER_LINES = (
    "Change a line, take it out, add one, or give it another day: all of it is one step, which undo takes back.",
    "What is marked done, skipped, missed or past stays as it is.",
    '"planner new --from" makes the same block again: the plan alone, not what was done or skipped of it.',
)


def block_as_text(book: Planbook, block: Block) -> str:
    """Return a block as the calendar has it in text form, each week with its dates."""
    return BlockText.read(book, block).text


def fixed_status(workout: Workout, today: dt.date) -> str:
    """Return why a workout's line must stay: ``done``, ``skipped``, ``missed`` or ``past``; empty if it may go."""
    status = workout.status_on(today)
    if workout.actual is not None or status in (DayStatus.DONE, DayStatus.UNPLANNED):
        return "done"
    if status in (DayStatus.SKIPPED, DayStatus.MISSED):
        return status.value
    return "past" if workout.date < today else ""


@dataclass(frozen=True, slots=True)
class BlockText:
    """A block and its text.

    Attributes:
        block: The block.
        workouts: The workout of each line in order; an empty day has none.
        text: The text.
        start_times: When a workout starts whose line has no time.
    """

    block: Block
    workouts: tuple[Workout, ...]
    text: str
    start_times: StartTimes

    @classmethod
    def read(cls, book: Planbook, block: Block) -> BlockText:
        """Read a block and its workouts from the planner file and format them.

        Raises:
            RefusedError: There is no such block any more.
        """
        with quick.read_snapshot(book.path):
            block = find_block(book, block.id)
            stored = quick.read_days(book.path, block.start, block.last_day)
        own = tuple(sorted((workout for workout in stored if workout.block_id == block.id), key=_order_of_lines))
        provenance = provenance_from_json(block.provenance)
        options = provenance.options or BlockOptions(level=block.level)
        plan = _plan(block, own, options, provenance.dose_weeks)
        return cls(block, own, format_plan_text(plan, _margin(block, own, book.today)), options.start_times)

    def parse(self) -> PlanLines:
        """Parse the text back into lines."""
        return parse_plan_lines(self.text, clean_line(self.block.name), self.block.start.weekday())


def _order_of_lines(workout: Workout) -> tuple[dt.date, int, str, bool, bool, int]:
    """Return the key that sorts the lines by time; of those that begin together sessions are last, as in a draft."""
    is_session = workout.sport is Sport.STRENGTH and workout.kind in list(StrengthKind)
    date, slot, start, number = calendar_sort_key(workout)
    return date, slot, start, is_session, is_session and not workout.planned.sets, number


def _plan(block: Block, workouts: tuple[Workout, ...], options: BlockOptions, dose_weeks: tuple[DoseWeek, ...]) -> Plan:
    race = None if block.race_date is None or not block.contains(block.race_date) else block.race_date
    numbers = [(workout.date - block.start).days for workout in workouts]
    return Plan(
        name=block.name,
        unit=block.unit,
        days=block.days,
        entries=tuple(map(_entry, numbers, workouts, _starts(workouts, options.start_times))),
        race_day=None if race is None else (race - block.start).days,
        race_distance=block.race_distance,
        phases=block.phases,
        source=block.source,
        step_back_weeks=_lighter_weeks(dose_weeks),
        priority=block.priority,
        empty_days=frozenset(range(block.days)) - frozenset(numbers),
        strength=PlanStrength.AS_WRITTEN,
        options=format_plan_options(options),
        first_date=block.start,
    )


def _lighter_weeks(rows: tuple[DoseWeek, ...]) -> frozenset[int] | None:
    """Return the lighter weeks of a block's dose table; None where it has none, for a block without strength."""
    return frozenset(week for week, row in enumerate(rows) if row.phase is DosePhase.DELOAD) if rows else None


def _starts(workouts: Iterable[Workout], usual: StartTimes) -> Iterator[str | None]:
    """Yield the start that each workout's line has: none for one alone in its half of the day at the usual time."""
    workouts = tuple(workouts)
    halves = Counter((workout.date, workout.slot) for workout in workouts)
    for workout in workouts:
        is_usual = workout.slot is not None and workout.start == usual.for_slot(workout.slot)
        is_session = workout.sport is Sport.STRENGTH
        can_be_left_out = is_usual and (not is_session or halves[workout.date, workout.slot] == 1)
        yield None if can_be_left_out else workout.start


def _entry(day: int, workout: Workout, start: str | None) -> PlanEntry:
    asked = planned_without_estimates(workout)
    is_unplanned = workout.status is StoredStatus.UNPLANNED
    if workout.actual is not None and is_unplanned:
        asked = workout.actual.effort
    return PlanEntry(
        day=day,
        sport=workout.sport,
        kind=workout.kind,
        title=workout.title,
        slot=workout.slot,
        planned=asked,
        note=workout.note,
        start=start,
        locked=workout.locked,
        priority=workout.priority if workout.is_race else None,
        is_unplanned=is_unplanned,
    )


def _margin(block: Block, workouts: tuple[Workout, ...], today: dt.date) -> PlanComments:
    firsts = [block.start + WEEK * number for number in range(block.weeks)]
    return PlanComments(
        header=(f"{block.name}, {_span(block.start, block.last_day)}", *_HEADER_LINES),
        weeks=[_span(first, min(first + 6 * DAY, block.last_day)) for first in firsts],
        entries=[fixed_status(workout, today) for workout in workouts],
    )


def _span(first: dt.date, last: dt.date) -> str:
    return f"{format_day(first)} to {format_day_and_year(last)}"


@dataclass(frozen=True, slots=True)
class PlanLineDifference:
    """A line that an edit removes or adds.

    Attributes:
        action: ``removed`` or ``added``.
        text: The line with the week it is in.
    """

    action: str
    text: str

    def line(self, arrow: str = "→") -> str:
        """Return the difference as a line: ``added: week 3: Tue easy 8 km``. Such a line has no arrow."""
        del arrow
        return f"{self.action}: {self.text}"


def plan_as_text(plan: Plan) -> str:
    """Return a plan in text form."""
    return format_plan_text(plan)


def diff_plan_texts(before: str, after: str, name: str) -> tuple[PlanLineDifference, ...]:
    """Return the lines that an edit of a plan's text removes and adds, in order.

    Args:
        before: The text before the edit.
        after: The edited text.
        name: What a refusal calls the text.

    Raises:
        RefusedError: The edited text is no plan; the sentence names the line.
    """
    parse_plan_text(after, name)
    old, new = list(_lines_with_week(before)), list(_lines_with_week(after))
    differences: list[PlanLineDifference] = []
    for tag, first, last, begin, end in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            differences += [PlanLineDifference("removed", line) for line in old[first:last]]
            differences += [PlanLineDifference("added", line) for line in new[begin:end]]
    return tuple(differences)


def _lines_with_week(text: str) -> Iterator[str]:
    """Yield every line that is not empty or a comment, with the week it is in."""
    week = ""
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words or words.startswith("#"):
            continue
        if words.lower().startswith("week "):
            week = words
        yield words if words == week or not week else f"{week}: {words}"
