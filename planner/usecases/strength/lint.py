"""Findings: what the rules say of the calendar as it stands, of one block or of everything; and which are accepted.

Past weeks are as they were: only what is planned and not yet done is judged, unless the past is asked for. A finding
that the runner has accepted is not raised again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner import slotting, store
from planner.store import quick
from planner.training.blocks import Block
from planner.training.doses import EASY_PHASES
from planner.training.findings import Acceptance, Finding, finding_order
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, first_day_of_week
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workouts import DayStatus, Sport, StoredStatus, Workout
from planner.usecases import screening
from planner.usecases.blocks.defaults import estimate_level
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.provenance import dose_weeks_of
from planner.usecases.blocks.slotting_problem import SLOTTING_CONTEXT, slotting_rules
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from planner.usecases.queries import calendar_span, read_runner, read_workouts
from planner.usecases.strength.judge import JudgedPeriod, findings_in_problem, judge_period

_LONGESTDAYS = 3653
"""Ten years of days without a block are judged at once, and no more; those nearest to the end."""
_HEALTH = "HC14"
_COUNTED = (Sport.RUN, Sport.CROSS, Sport.STRENGTH)


@dataclass(frozen=True, slots=True)
class LintResult:
    """What was found.

    Attributes:
        findings: By date; what is accepted is not among them.
        accepted: How many more there are that the runner has accepted.
        sessions: How many strength sessions were looked at.
        runs: How many runs.
        first: The first day that was looked at, or None when there was none.
        last: The last.
    """

    findings: tuple[Finding, ...]
    accepted: int = 0
    sessions: int = 0
    runs: int = 0
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def scope_text(self) -> str:
        """``24 strength sessions and 51 runs, Mon 4 Jan to Sun 14 Feb``."""
        if self.first is None or self.last is None:
            return "nothing stands in the days to come"
        sessions = f"{self.sessions} strength session{'s' * (self.sessions != 1)}"
        runs = f"{self.runs} run{'s' * (self.runs != 1)}"
        return f"{sessions} and {runs}, {format_day(self.first)} to {format_day(self.last)}"


def lint_planbook(book: Planbook, number: int | None = None, *, past: bool = False) -> LintResult:
    """What the rules find, of the block of that number or of everything, without what is accepted.

    Args:
        book: Where.
        number: A block's number; None is every block, and what stands in none in the weeks to come.
        past: Whether what is past or done is judged as well.

    Raises:
        RefusedError: There is no such block, or the file or the settings cannot be read.
    """
    return book.cache.get(book.path, ("lint", number, past, book.today), lambda: _run_lint(book, number, past=past))


def findings_of_draft(draft: Draft) -> tuple[Finding, ...]:
    """What the rules find in a block that is not stored yet. Reads no file."""
    sessions = [
        {"day": (item.date - draft.block.start).days, "slot": str(item.slot), "kind": item.kind}
        for item in draft.workouts
        if item.sport is Sport.STRENGTH and item.kind and item.slot
    ]
    stretch = JudgedPeriod(
        block=draft.block,
        problem=draft.problem,
        workouts=draft.workouts,
        rules=draft.answer.rules,
        today=draft.block.start,
        easy_weeks=frozenset(number for number, week in enumerate(draft.dose_weeks) if week.phase in EASY_PHASES),
        answer=draft.answer,
    )
    problem = slotting.parse_problem({**draft.problem, "locked": sessions})
    return tuple(sorted(findings_in_problem(stretch, problem), key=finding_order))


def _run_lint(book: Planbook, number: int | None, *, past: bool) -> LintResult:
    with quick.read_snapshot(book.path):
        found: dict[tuple[object, ...], Finding] = {}
        looked: dict[int, Workout] = {}
        for stretch, mine in _periods(book, number, past=past):
            by_number = {item.id: item for item in stretch.workouts}
            for finding in judge_period(stretch):
                about = by_number.get(finding.item_id or 0)
                if mine(finding.date) and (past or _is_ahead(finding, about, book.today)):
                    found.setdefault((finding.code, finding.date, finding.item_id, finding.why), finding)
            looked |= {one.id: one for one in stretch.workouts if mine(one.date) and (past or one.date >= book.today)}
        raised = sorted(found.values(), key=finding_order)
        accepted = quick.read_acceptances(book.path)
    left = tuple(one for one in raised if not any(each.covers(one) for each in accepted))
    items = [one for one in looked.values() if one.sport in _COUNTED]
    return LintResult(
        findings=left,
        accepted=len(raised) - len(left),
        sessions=sum(one.sport is Sport.STRENGTH for one in items),
        runs=sum(one.sport is Sport.RUN for one in items),
        first=min((one.date for one in items), default=None),
        last=max((one.date for one in items), default=None),
    )


def _is_ahead(finding: Finding, about: Workout | None, today: dt.date) -> bool:
    """Whether something can still be done about it."""
    return finding.last >= today and (about is None or about.status_on(today) is DayStatus.PLANNED)


OwnsDate = Callable[[dt.date], bool]


def _periods(book: Planbook, number: int | None, *, past: bool) -> Iterator[tuple[JudgedPeriod, OwnsDate]]:
    """Each block that is asked for, then the days that no block holds; and which dates are a stretch's own."""
    blocks = quick.read_blocks(book.path)
    asked = blocks if number is None else [find_block(book, number)]
    for block in asked:
        if past or block.last_day >= book.today:
            yield _block_period(book, block, past=past), block.contains
    if number is None:
        yield from _periods_outside_blocks(book, blocks, past=past)


def _block_period(book: Planbook, block: Block, *, past: bool) -> JudgedPeriod:
    kept = quick.read_slotting(book.path, block.id)
    problem = json.loads(kept[0]) if kept else _empty_problem(block)
    return _period(book, block, problem, find_easy_weeks(block, problem if kept else None), past=past)


def _period(
    book: Planbook, block: Block, problem: dict[str, Any], easy_weeks: frozenset[int], *, past: bool
) -> JudgedPeriod:
    items = read_workouts(book, block.start - SLOTTING_CONTEXT, block.last_day + SLOTTING_CONTEXT)
    fallen = {item.id for item in items if item.sport is Sport.STRENGTH and _is_dropped(item, book.today, past=past)}
    return JudgedPeriod(
        block=block,
        problem=problem,
        workouts=tuple(item for item in items if item.id not in fallen),
        rules=slotting_rules(book),
        today=book.today,
        dropped_sessions=tuple(item for item in items if item.id in fallen),
        absences=tuple(quick.read_absences(book.path)),
        easy_weeks=easy_weeks,
        gates=tuple(screening.active_gates(book)),
    )


def _is_dropped(workout: Workout, today: dt.date, *, past: bool) -> bool:
    """Whether a session does not stand any more; one that was missed did, where the past is judged."""
    return workout.status is StoredStatus.SKIPPED or (not past and workout.status_on(today) is DayStatus.MISSED)


def _empty_problem(block: Block) -> dict[str, Any]:
    """What is known of a block that was not slotted."""
    anchors = {slot.value: time for slot, time in SLOT_STARTS.items()}
    return {"level": block.level.value, "stack": False, "anchors": anchors, "targets": []}


def find_easy_weeks(block: Block, problem: dict[str, Any] | None) -> frozenset[int]:
    """Return the weeks meant to be lighter, from 0.

    Args:
        block: The block.
        problem: Its slotting problem, which means that its dose table counts; None for a block that was never slotted,
            where the names of its phases count.
    """
    if problem is None:
        names = {first // 7: name for first, name in block.phases}
        phases = [names[max(begun)] if (begun := [one for one in names if one <= week]) else ""
                  for week in range(block.weeks)]  # fmt: skip
        return frozenset(week for week, name in enumerate(phases) if name.lower() in set(EASY_PHASES))
    demanding = {target["week"]: target.get("heavy", 0) + target.get("moderate", 0) for target in problem["targets"]}
    return frozenset(
        week
        for week, row in enumerate(dose_weeks_of(block))
        if row.phase in EASY_PHASES and demanding.get(week, 0) <= 1
    )


def _periods_outside_blocks(
    book: Planbook, blocks: Sequence[Block], *, past: bool
) -> Iterator[tuple[JudgedPeriod, OwnsDate]]:
    """The days that no block holds, a row of them at a time, from the first day of a week on."""
    athlete = read_runner(book)
    earliest, last = calendar_span(book)
    begin = max(earliest if past else first_day_of_week(book.today, athlete.week_start), last - DAY * _LONGESTDAYS)
    level = athlete.level or estimate_level(book)
    for first, end in _gaps_between_blocks(begin, last, blocks):
        if not any(item.sport in _COUNTED for item in read_workouts(book, first, end)):
            continue
        start = first_day_of_week(first, athlete.week_start)
        days = Block("", start, (end - start).days + 1, level=level)
        yield _period(book, days, _empty_problem(days), frozenset(), past=past), _between(first, end)


def _between(first: dt.date, last: dt.date) -> OwnsDate:
    return lambda day: first <= day <= last


def _gaps_between_blocks(begin: dt.date, last: dt.date, blocks: Iterable[Block]) -> Iterator[tuple[dt.date, dt.date]]:
    """The first and last day of each row of days that no block holds."""
    day = begin
    for block in sorted(blocks, key=lambda one: one.start):
        if block.last_day < day or day > last:
            continue
        if block.start > day:
            yield day, min(block.start - DAY, last)
        day = block.last_day + DAY
    if day <= last:
        yield day, last


# Accepting


def accept_findings(
    book: Planbook, findings: Sequence[Finding], note: str = "", *, every_day: bool = False
) -> list[Acceptance]:
    """Accept findings for good, as one operation.

    Args:
        book: Where.
        findings: What is accepted: every finding of its code, in its block, on its date.
        note: The runner's words.
        every_day: Whether the code is accepted on every day of the block, not on that date alone.

    Raises:
        RefusedError: Nothing is named, a finding is about the runner's health (HC14), or the file cannot be written;
            nothing was changed.
    """
    if not findings:
        raise RefusedError("There is no finding to accept.")
    if any(one.code == _HEALTH for one in findings):
        raise RefusedError(
            f"{_HEALTH} is about your health and cannot be accepted away: planner ease makes the sessions "
            "what is still allowed, planner screening answers the questions anew."
        )
    named = {(one.code, one.block_id, None if every_day else one.date): one for one in findings}
    first = findings[0]
    codes = ", ".join(dict.fromkeys(one.code for one in findings))
    of = " on every day" if every_day else f" of {first.where}" if len(named) == 1 else ""
    with store.edit(book.path, f"accept: {codes}{of}", now=book.clock.now()) as plan:
        return [plan.add_acceptance(Acceptance(code, block, date, note)) for code, block, date in named]


def withdraw_acceptance(book: Planbook, number: int) -> Acceptance:
    """Take an accepted finding back, so that it is raised again.

    Raises:
        RefusedError: There is none of that number, or the file cannot be written; nothing was changed.
    """
    found = next((one for one in read_acceptances(book) if one.id == number), None)
    if found is None:
        raise RefusedError(f"There is no accepted finding {number}.")
    on = f" of {format_day(found.date)}" if found.date else ""
    with store.edit(book.path, f"raise again: {found.code}{on}", now=book.clock.now()) as plan:
        plan.remove_acceptance(found)
    return found


def read_acceptances(book: Planbook) -> list[Acceptance]:
    """All findings the runner has accepted, in the order in which that was done."""
    return quick.read_acceptances(book.path)


def select_findings(found: Iterable[Finding], code_and_date: str, read_date: Callable[[str], dt.date]) -> list[Finding]:
    """The findings that ``CODE`` or ``CODE@DATE`` names.

    Raises:
        RefusedError: There is none.
    """
    code, at, date = code_and_date.partition("@")
    day = read_date(date) if at else None
    named = [one for one in found if one.code == code.upper() and day in (None, one.date)]
    if not named:
        on = f" on {format_day(day)}" if day else ""
        raise RefusedError(f"Nothing is found under {code.upper()!r}{on}, so there is nothing to accept.")
    return named
