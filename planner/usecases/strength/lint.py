"""Findings: what the rules object to in the calendar, in one block or in everything, and which of it is accepted.

Only workouts that are still planned are judged, unless the past is asked for. A finding that the runner has accepted is
not raised again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner import slotting, store
from planner.store import quick
from planner.text import format_count
from planner.training.blocks import Block
from planner.training.dose_rules import DOSE_RULES
from planner.training.dose_tables import EASY_PHASES
from planner.training.findings import Acceptance, Finding, Severity, finding_order
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, first_day_of_week
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workouts import DayStatus, Sport, StoredStatus, Workout
from planner.usecases import screening
from planner.usecases.blocks.defaults import estimate_level
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.slotting_problem import SLOTTING_CONTEXT, slotting_rules
from planner.usecases.blocks.stored_doses import dose_weeks_of
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import calendar_span, read_runner, read_workouts
from planner.usecases.strength.follow_log import follow_block
from planner.usecases.strength.judge import JudgedPeriod, findings_in_problem, judge_period

_MAX_DAYS = 3653
"""How many days outside of blocks are judged, counted back from the last one: ten years."""
_HEALTH = "HC14"
_COUNTED = (Sport.RUN, Sport.CROSS, Sport.STRENGTH)


@dataclass(frozen=True, slots=True)
class LintResult:
    """What was found.

    Attributes:
        findings: The findings by date, without the accepted ones.
        accepted: The number of accepted findings.
        sessions: The number of strength sessions that were judged.
        runs: The number of runs that were judged.
        first: The first day with a judged workout, or None without any.
        last: The last such day, or None.
    """

    findings: tuple[Finding, ...]
    accepted: int = 0
    sessions: int = 0
    runs: int = 0
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def scope_text(self) -> str:
        """What was judged: ``24 strength sessions and 51 runs, Mon 4 Jan to Sun 14 Feb``."""
        if self.first is None or self.last is None:
            return "nothing is planned in the days to come"
        counts = f"{format_count(self.sessions, 'strength session')} and {format_count(self.runs, 'run')}"
        return f"{counts}, {format_day(self.first)} to {format_day(self.last)}"


def lint_planbook(book: Planbook, number: int | None = None, *, past: bool = False) -> LintResult:
    """Find what the rules object to in one block or in everything.

    Args:
        book: The runner's file, clock and settings.
        number: A block's number; None for every block and the days outside of blocks.
        past: Whether past and done workouts are judged as well.

    Raises:
        RefusedError: There is no such block, or the file or the settings cannot be read.
    """
    return book.cache.get(book.path, ("lint", number, past, book.today), lambda: _run_lint(book, number, past=past))


def findings_of_draft(draft: Draft) -> tuple[Finding, ...]:
    """Return what the rules object to in a block that is not stored yet. Reads no file."""
    sessions = [
        {"day": (workout.date - draft.block.start).days, "slot": str(workout.slot), "kind": workout.kind}
        for workout in draft.workouts
        if workout.sport is Sport.STRENGTH and workout.kind and workout.slot
    ]
    period = JudgedPeriod(
        block=draft.block,
        problem=draft.problem,
        workouts=draft.workouts,
        rules=draft.answer.rules,
        today=draft.block.start,
        easy_weeks=frozenset(number for number, week in enumerate(draft.dose_weeks) if week.phase in EASY_PHASES),
        answer=draft.answer,
    )
    problem = slotting.parse_problem({**draft.problem, "locked": sessions})
    return tuple(sorted(findings_in_problem(period, problem), key=finding_order))


def _run_lint(book: Planbook, number: int | None, *, past: bool) -> LintResult:
    with quick.read_snapshot(book.path):
        unique: dict[tuple[object, ...], Finding] = {}  # neighbouring periods share workouts, and so findings
        judged: dict[int, Workout] = {}
        for period, owns_date in _periods(book, number, past=past):
            by_id = {workout.id: workout for workout in period.workouts}
            for finding in judge_period(period):
                workout = by_id.get(finding.item_id or 0)
                if owns_date(finding.date) and (past or _is_ahead(finding, workout, book.today)):
                    unique.setdefault((finding.code, finding.date, finding.item_id, finding.why), finding)
            judged |= {
                workout.id: workout
                for workout in period.workouts
                if workout.sport in _COUNTED and owns_date(workout.date) and (past or workout.date >= book.today)
            }
        outdated = _outdated_doses(book, number)
        findings = sorted((*unique.values(), *outdated), key=finding_order)
        acceptances = quick.read_acceptances(book.path)
    open_findings = tuple(one for one in findings if not any(acceptance.covers(one) for acceptance in acceptances))
    dates = [workout.date for workout in judged.values()]
    return LintResult(
        findings=open_findings,
        accepted=len(findings) - len(open_findings),
        sessions=sum(workout.sport is Sport.STRENGTH for workout in judged.values()),
        runs=sum(workout.sport is Sport.RUN for workout in judged.values()),
        first=min(dates, default=None),
        last=max(dates, default=None),
    )


def _outdated_doses(book: Planbook, number: int | None) -> Iterator[Finding]:
    """Yield a finding on each block whose coming loads are too heavy after weeks without the sled."""
    rule = DOSE_RULES["D6"]
    for block in quick.read_blocks(book.path):
        if block.last_day < book.today or number not in (None, block.id):
            continue
        followed = follow_block(book, block, Change(""))
        if followed.days_off:
            session, _ = followed.changes[0]
            yield Finding(
                code=rule.code,
                severity=Severity.WARNING,
                date=session.date,
                where=f"{format_day(session.date)} {session.start or ''} {session.kind} sled".replace("  ", " "),
                why=followed.remarks[0],
                source=rule.sources_text,
                rests_on=rule.evidence_text,
                help=f'"planner reslot {session.date}" changes the coming doses.',
                block_id=block.id,
                item_id=session.id,
            )


def _is_ahead(finding: Finding, workout: Workout | None, today: dt.date) -> bool:
    """Return whether something can still be done about a finding."""
    return finding.last >= today and (workout is None or workout.status_on(today) is DayStatus.PLANNED)


OwnsDate = Callable[[dt.date], bool]


def _periods(book: Planbook, number: int | None, *, past: bool) -> Iterator[tuple[JudgedPeriod, OwnsDate]]:
    """Yield each block asked for, then the days outside of blocks, each with the test of which dates are its own."""
    blocks = quick.read_blocks(book.path)
    requested = blocks if number is None else [find_block(book, number)]
    for block in requested:
        if past or block.last_day >= book.today:
            yield _block_period(book, block, past=past), block.contains
    if number is None:
        yield from _periods_outside_blocks(book, blocks, past=past)


def _block_period(book: Planbook, block: Block, *, past: bool) -> JudgedPeriod:
    stored = quick.read_slotting(book.path, block.id)
    problem = json.loads(stored[0]) if stored else None
    return _period(book, block, problem or _empty_problem(block), find_easy_weeks(block, problem), past=past)


def _period(
    book: Planbook, block: Block, problem: dict[str, Any], easy_weeks: frozenset[int], *, past: bool
) -> JudgedPeriod:
    workouts = read_workouts(book, block.start - SLOTTING_CONTEXT, block.last_day + SLOTTING_CONTEXT)
    dropped = tuple(workout for workout in workouts if _is_dropped(workout, book.today, past=past))
    return JudgedPeriod(
        block=block,
        problem=problem,
        workouts=tuple(workout for workout in workouts if workout not in dropped),
        rules=slotting_rules(book),
        today=book.today,
        dropped_sessions=dropped,
        absences=tuple(quick.read_absences(book.path)),
        easy_weeks=easy_weeks,
        gates=tuple(screening.active_gates(book)),
    )


def _is_dropped(workout: Workout, today: dt.date, *, past: bool) -> bool:
    """Return whether a workout is a session that no longer counts; missed ones count where the past is judged."""
    if workout.sport is not Sport.STRENGTH:
        return False
    return workout.status is StoredStatus.SKIPPED or (not past and workout.status_on(today) is DayStatus.MISSED)


def _empty_problem(block: Block) -> dict[str, Any]:
    """Return a problem that asks for nothing, for a block that was not slotted."""
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
        names = [""] * block.weeks
        for first_day, name in sorted(block.phases):
            names[first_day // 7 :] = [name] * len(names[first_day // 7 :])
        return frozenset(week for week, name in enumerate(names) if name.lower() in set(EASY_PHASES))
    demanding = {target["week"]: target.get("heavy", 0) + target.get("moderate", 0) for target in problem["targets"]}
    return frozenset(
        week
        for week, row in enumerate(dose_weeks_of(block))
        if row.phase in EASY_PHASES and demanding.get(week, 0) <= 1
    )


def _periods_outside_blocks(
    book: Planbook, blocks: Sequence[Block], *, past: bool
) -> Iterator[tuple[JudgedPeriod, OwnsDate]]:
    """Yield each gap between blocks that has a workout, from the first day of its week on."""
    runner = read_runner(book)
    earliest, last = calendar_span(book)
    begin = max(earliest if past else first_day_of_week(book.today, runner.week_start), last - DAY * _MAX_DAYS)
    level = runner.level or estimate_level(book)
    for first, end in _gaps_between_blocks(begin, last, blocks):
        if any(workout.sport in _COUNTED for workout in read_workouts(book, first, end)):
            start = first_day_of_week(first, runner.week_start)
            days = Block("", start, (end - start).days + 1, level=level, unit=runner.unit)
            yield _period(book, days, _empty_problem(days), frozenset(), past=past), _between(first, end)


def _between(first: dt.date, last: dt.date) -> OwnsDate:
    return lambda day: first <= day <= last


def _gaps_between_blocks(begin: dt.date, last: dt.date, blocks: Iterable[Block]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the first and last day of each gap between blocks."""
    day = begin
    for block in sorted(blocks, key=lambda block: block.start):
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
    """Accept findings permanently, as one operation.

    Args:
        book: The runner's file, clock and settings.
        findings: The findings; each means all of its code in its block on its date.
        note: The runner's own remark.
        every_day: Whether the code is accepted on every day of the block, not only on that date.

    Raises:
        RefusedError: Nothing is named, a finding is about the runner's health (HC14), or the file cannot be written;
            nothing was changed.
    """
    if not findings:
        raise RefusedError("There is no finding to accept.")
    if any(finding.code == _HEALTH for finding in findings):
        raise RefusedError(
            "A finding about your health cannot be accepted away: planner ease makes the sessions "
            "what is still allowed, planner screening answers the questions again."
        )
    accepted = dict.fromkeys((one.code, one.block_id, None if every_day else one.date) for one in findings)
    codes = ", ".join(dict.fromkeys(finding.code for finding in findings))
    of = " on every day" if every_day else f" of {findings[0].where}" if len(accepted) == 1 else ""
    with store.edit(book.path, f"accept: {codes}{of}", now=book.clock.now()) as plan:
        return [plan.add_acceptance(Acceptance(code, block, date, note)) for code, block, date in accepted]


def withdraw_acceptance(book: Planbook, number: int) -> Acceptance:
    """Withdraw an acceptance, so that the finding is raised again.

    Raises:
        RefusedError: There is none of that number, or the file cannot be written; nothing was changed.
    """
    acceptance = next((one for one in read_acceptances(book) if one.id == number), None)
    if acceptance is None:
        raise RefusedError(f"There is no accepted finding {number}.")
    on = f" of {format_day(acceptance.date)}" if acceptance.date else ""
    with store.edit(book.path, f"raise again: {acceptance.code}{on}", now=book.clock.now()) as plan:
        plan.remove_acceptance(acceptance)
    return acceptance


def read_acceptances(book: Planbook) -> list[Acceptance]:
    """Return the accepted findings in the order in which they were accepted."""
    return quick.read_acceptances(book.path)


def select_findings(
    findings: Iterable[Finding], code_and_date: str, read_date: Callable[[str], dt.date]
) -> list[Finding]:
    """Return the findings that ``CODE`` or ``CODE@DATE`` names.

    Raises:
        RefusedError: There is no such finding, or the date cannot be read.
    """
    code, has_date, date = code_and_date.partition("@")
    day = read_date(date) if has_date else None
    selected = [one for one in findings if one.code == code.upper() and day in (None, one.date)]
    if not selected:
        on = f" on {format_day(day)}" if day else ""
        raise RefusedError(f"Nothing is found under {code.upper()!r}{on}, so there is nothing to accept.")
    return selected
