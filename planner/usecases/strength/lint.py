"""Findings: what the rules object to in the calendar, in one block or in everything, and which of it is accepted.

Only workouts that are still planned are judged, unless the past is asked for. A finding that the runner has accepted is
not raised again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner import slotting, store
from planner.invocation import program
from planner.store import quick
from planner.text import format_count
from planner.training.dose_rules import DOSE_RULES
from planner.training.dose_tables import EASY_PHASES
from planner.training.findings import Acceptance, Finding, Severity, finding_order
from planner.training.formatting import format_day
from planner.training.leg_load import counted_kind
from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport, Workout
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.follow_log import follow_block
from planner.usecases.strength.judge import JudgedPeriod, findings_in_problem, judge_period
from planner.usecases.strength.judged_periods import COUNTED_SPORTS, judged_periods

_HEALTH = "HC14"


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
        {"day": (workout.date - draft.block.start).days, "slot": str(workout.slot), "kind": kind}
        for workout in draft.workouts
        if (kind := counted_kind(workout)) is not None and workout.slot
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
        for period, owns_date in judged_periods(book, number, past=past):
            by_id = {workout.id: workout for workout in period.workouts}
            for finding in judge_period(period):
                workout = by_id.get(finding.item_id or 0)
                if owns_date(finding.date) and (past or _is_ahead(finding, workout, book.today)):
                    unique.setdefault((finding.code, finding.date, finding.item_id, finding.why), finding)
            judged |= {
                workout.id: workout
                for workout in period.workouts
                if workout.sport in COUNTED_SPORTS and owns_date(workout.date) and (past or workout.date >= book.today)
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
                help=f'"{program()} reslot {session.date}" changes the coming doses.',
                block_id=block.id,
                item_id=session.id,
            )


def _is_ahead(finding: Finding, workout: Workout | None, today: dt.date) -> bool:
    """Return whether something can still be done about a finding."""
    return finding.last >= today and (workout is None or workout.is_left(today))


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
            f"A finding about your health cannot be accepted away: {program()} ease makes the sessions "
            f"what is still allowed, {program()} screening answers the questions again."
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
        raise RefusedError(f"Nothing is found under {quoted(code.upper())}{on}, so there is nothing to accept.")
    return selected
