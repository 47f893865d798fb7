"""The weekly figures of ``planner progress`` as lines of text and as a JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

from planner.cli.json_documents import json_number, run_totals_document, rung_document, strength_totals_document
from planner.cli.text_lines import rung_lines
from planner.training.formatting import format_bare_distance, format_hours_minutes, format_number
from planner.training.interference import LedgerRow
from planner.training.measures import format_duration
from planner.training.progress import WeekProgress
from planner.training.races import Unit
from planner.training.running_records import RunningRecords, Streak
from planner.training.strength_records import StrengthRecord
from planner.training.weeks import WEEK
from planner.usecases.progress import ProgressReport
from planner.usecases.strength.rung_history import RungOfWeek

_WIDTH = 79


def progress_document(report: ProgressReport, records: RunningRecords, rungs: Sequence[RungOfWeek]) -> dict[str, Any]:
    """Return the document of ``progress``: oldest week first, today's week last, then what all of them say."""
    guard = report.guard
    return {
        "weeks": [
            {
                **_week_document(week),
                "rungs": [rung_document(rung) for rung in rungs if week.start <= rung.first_day < week.start + WEEK],
            }
            for week in report.reviewed.weeks
        ],
        "records": {
            "longest_hold": _strength_record_document("hold_s", report.strength.longest_hold),
            "heaviest_sled": _strength_record_document("load_kg", report.strength.heaviest_sled),
            **_running_records_document(records),
        },
        "longest_run_guard": guard
        and {
            "longest_m": json_number(guard.longest_m),
            "longest_date": guard.longest_day.isoformat(),
            "next_m": json_number(guard.next_m),
            "next_date": guard.next_day.isoformat() if guard.next_day is not None else None,
            "growth_percent": guard.growth_percent,
        },
        "interference": [
            {
                "from_h": row.from_h,
                "below_h": row.below_h,
                "runs": row.runs,
                "complete": row.complete if row.says_something else None,
                "harder_rpe": _rounded(row.harder),
            }
            for row in report.ledger
        ],
    }


def _strength_record_document(unit: str, record: StrengthRecord | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {unit: record.value, "date": record.day.isoformat(), "item": record.workout_id}


def _running_records_document(records: RunningRecords) -> dict[str, Any]:
    run, week = records.longest_run, records.best_week
    return {
        "longest_run": run
        and {"distance_m": json_number(run.metres), "date": run.day.isoformat(), "item": run.workout_id},
        "best_week": week and {"distance_m": json_number(week.metres), "start": week.day.isoformat()},
        "weeks_in_a_row": {
            "run": _streak_document(records.run_weeks),
            "strength": _streak_document(records.strength_weeks),
        },
    }


def _streak_document(streak: Streak) -> dict[str, Any]:
    return {"now": streak.now, "longest": streak.longest}


def _week_document(week: WeekProgress) -> dict[str, Any]:
    adherence = week.adherence
    return {
        "start": week.start.isoformat(),
        "run": {
            **run_totals_document(week.totals.run),
            "ascent_m": json_number(week.ascent_m),
            "longest_m": json_number(week.longest_m),
            "why": list(week.why),
        },
        "strength": strength_totals_document(week.totals.strength),
        "load_au": json_number(week.load_au),
        "load_estimated_sessions": week.estimated_loads,
        "monotony": _rounded(week.monotony),
        "strain": _rounded(week.strain),
        "ctl": _rounded(week.form.fitness),
        "atl": _rounded(week.form.fatigue),
        "tsb": _rounded(week.form.balance),
        "warming_up": week.warming_up,
        "adherence": {
            "on_time": adherence.on_time,
            "shifted": adherence.shifted,
            "skipped": adherence.skipped,
            "missed": adherence.missed,
            "unplanned": adherence.unplanned,
        },
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def progress_lines(report: ProgressReport, records: RunningRecords, rungs: Sequence[RungOfWeek]) -> Iterable[str]:
    """Yield the weeks, oldest first, then why some were low, what is ahead, and the records."""
    weeks = report.reviewed.weeks
    yield from _week_lines(weeks, report.unit)
    low = [week for week in weeks if week.why]
    if low:
        yield "Weeks with less running:"
    for week in low:
        yield from _wrapped(f"{week.start}  {' '.join(week.why)}", "  ", " " * 14)
    if report.guard is not None:
        yield from _wrapped(report.guard.sentence(report.unit))
    yield from ledger_lines(report.ledger)
    yield from rung_lines(rungs)
    for sentence in records.sentences(report.unit):
        yield from _wrapped(sentence)
    if report.strength.sentence:
        yield report.strength.sentence


def _wrapped(text: str, first: str = "", later: str = "  ") -> list[str]:
    return wrap(text, _WIDTH, initial_indent=first, subsequent_indent=later)


def ledger_lines(ledger: Iterable[LedgerRow]) -> Iterable[str]:
    """Yield the key runs by hours since the last heavy session, a line each; nothing where there is too little."""
    ledger = tuple(ledger)
    if ledger:
        yield "Key runs by hours since the last heavy session (your own record, not evidence):"
    for row in ledger:
        yield f"  {row.label:<14}  {row.text}"


def _week_lines(weeks: Iterable[WeekProgress], unit: Unit) -> Iterable[str]:
    """Yield the heading, then a line for each week."""
    is_complete = True
    yield "Week         Run done/planned    h:mm   Sled m  Wall sit    Load   Mono  On time"
    for week in weeks:
        run, strength, adherence = week.totals.run, week.totals.strength, week.adherence
        counted = adherence.on_time + adherence.shifted + adherence.skipped + adherence.missed
        more_m, more_s = ("+" if count else "" for count in (run.without_distance, run.without_time))
        is_complete = is_complete and not (more_m or more_s)
        ran = f"{format_bare_distance(run.done_m, unit)}{more_m} / {format_bare_distance(run.planned_m, unit)} {unit}"
        load = f"{'~' * bool(week.estimated_loads)}{week.load_au:.0f}"
        mono = "–" if week.monotony is None else f"{week.monotony:.1f}"
        yield (
            f"{week.start}  {ran:>17}  {format_hours_minutes(run.done_s):>6}{more_s:2}"
            f"{format_number(strength.sled_m_done):>7}  {format_duration(strength.wall_sit_s_done):>8}  "
            f"{load:>6}  {mono:>5}  "
            f"{adherence.on_time} of {counted}"
        )
    if not is_complete:
        yield "+  and what was run without recording a distance or a time"
