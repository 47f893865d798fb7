"""What a run plan amounts to, and what a coach would say about it, as lines of plain text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import Any

from planner.cli.json_documents import json_number
from planner.cli.output import WIDTH
from planner.text import capitalize_first
from planner.training.coach_sentences import coach_sentences, summary_figures
from planner.training.plan_summary import LongestRun, PlanSummary
from planner.training.races import Unit

_FIXED_BLANK = "\N{NO-BREAK SPACE}"


def summary_lines(summary: PlanSummary, unit: Unit, shortfall: str = "") -> Iterable[str]:
    """Yield the figures, then a sentence a line, with the source of what it claims; the plan's own shortfall first."""
    yield "What a coach would say"
    # No line breaks inside a figure: its blanks are fixed ones until the lines are made.
    figures = " · ".join(
        f"{what} {figure}".replace(" ", _FIXED_BLANK) for what, figure in summary_figures(summary, unit)
    )
    if figures:
        yield from (line.replace(_FIXED_BLANK, " ") for line in _indented(capitalize_first(figures)))
    for sentence in coach_sentences(summary, unit, shortfall):
        yield from _indented(sentence.text + (f" ({sentence.source})" if sentence.source else ""))


def _indented(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def summary_document(summary: PlanSummary, shortfall: str = "") -> dict[str, Any]:
    """Return the figures in metres, seconds and shares of 1, and the sentences; null for what is not known."""
    sentences, race_pace = coach_sentences(summary, shortfall=shortfall), summary.race_pace
    return {
        "weeks": summary.weeks,
        "run_m": _rounded(summary.run_m),
        "race_m": _rounded(summary.race_m),
        "peak_week": None if summary.peak_week is None else summary.peak_week + 1,
        "peak_m": _rounded(summary.peak_m),
        "longest_run": _longest_document(summary.longest) if summary.longest is not None else None,
        "runs_of_26_km": summary.marathon_long_runs,
        "medium_long_runs": summary.medium_long_runs,
        "taper": [_rounded(share) for share in summary.taper],
        "step_back_weeks": [week + 1 for week in summary.step_back_weeks],
        "race_pace_runs": race_pace.runs,
        "race_pace_m": _rounded(race_pace.total_m),
        "race_pace_longest_m": _rounded(race_pace.most_m),
        "easy_share": _rounded(summary.easy_share),
        "easy_share_is_least": summary.easy_share_is_least,
        "estimated": [
            name
            for name, is_estimated in (
                ("easy_share", summary.easy_share_is_estimated),
                ("race_pace_m", race_pace.is_estimated),
            )
            if is_estimated
        ],
        "run_days_a_week": summary.run_days_a_week,
        "unmeasured_runs": summary.unmeasured_runs,
        "strength_sessions": summary.strength_sessions,
        "sled_m": _rounded(summary.sled_m),
        "sentences": [sentence.text for sentence in sentences],
        "sources": [sentence.source for sentence in sentences if sentence.source],
    }


def _longest_document(longest: LongestRun) -> dict[str, Any]:
    return {
        "date": longest.date.isoformat(),
        "distance_m": _rounded(longest.distance_m),
        "duration_s": longest.duration_s,
        "estimated": list(longest.estimated),
        "days_before_race": longest.days_before_race,
        "share_of_race": _rounded(longest.share_of_race),
        "share_of_week": _rounded(longest.share_of_week),
    }


def _rounded(value: float | None) -> float | int | None:
    return None if value is None else json_number(round(value, 3))
