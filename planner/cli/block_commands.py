"""The commands about whole blocks: new, slot, templates; `whatif_commands` has whatif."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import Any

from planner.cli.arg_values import parse_optional
from planner.cli.block_option_args import (
    options_from_args,
    runner_from_args,
    session_counts_from_args,
    weekly_sessions_from_args,
)
from planner.cli.comparison import compare_with_block, comparison_document, comparison_lines
from planner.cli.output import MAX_SENTENCE, WIDTH, show
from planner.cli.plan_request_args import plan_from_args, plan_request_from_args
from planner.cli.plan_summary_output import summary_document, summary_lines
from planner.invocation import program
from planner.slotting import Answer, PlanWarning
from planner.text import clean_line, format_count
from planner.training.doses import equipment_of
from planner.training.formatting import (
    count_workouts_text,
    format_amounts,
    format_bare_distance,
    format_day,
    format_day_and_year,
    format_sets,
)
from planner.training.plan_summary import summarize_plan
from planner.training.races import Priority, Unit
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal
from planner.training.run_plans.plan_defaults import DEFAULT_RUN_DAYS_A_WEEK
from planner.training.weeks import next_weekday
from planner.training.workouts import Sport, StrengthLevel, Workout
from planner.usecases.blocks import commit, problem_files
from planner.usecases.blocks.author_strength import with_author_comparison
from planner.usecases.blocks.compare import BlockComparison
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.draft import draft_block, draft_in_calendar, load_plan
from planner.usecases.blocks.draft_model import AuthorComparison, Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.plan_options import with_plan_options
from planner.usecases.blocks.slotting_problem import slotting_rules
from planner.usecases.blocks.written_strength import read_written_strength
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_runner

_INDENT = " " * 21
_MAX_REMARK = 4_000
"""Characters of a remark that quotes the plan's own text, which is longer than a sentence."""
_NO_REST_DAY = "W2"
"""The warning of a week without a full rest day."""


def run_new(book: Planbook, args: argparse.Namespace) -> None:
    """Make a block, or only show it with ``--dry-run``."""
    runner = read_runner(book)
    dates = date_reader(book)
    plan = plan_from_args(book, args, runner)
    changed_runner = runner_from_args(runner, args)
    defaults = with_plan_options(plan, default_options(book))
    usual = replace(defaults, priority=plan.priority or Priority.A, equipment=equipment_of(changed_runner))
    block_options = options_from_args(args, dates, usual, runner.unit)
    draft = draft_in_calendar(book, plan, block_options)
    compared = compare_with_block(book, draft, args.compare) if args.compare is not None else None
    block_id = None
    if not args.dry_run:
        request = plan_request_from_args(args, runner, dates) if args.template is not None else None
        source_file = clean_line(Path(args.file).name) if args.file is not None else ""
        stored = commit.commit_draft(book, draft, changed_runner, plan_request=request, source_file=source_file)
        block_id = stored.id
    show(
        args,
        lambda: {
            "block": block_id,
            "items": len(draft.workouts),
            "slotting": draft.answer.to_json(),
            "please_check": list(draft.to_check),
            "remarks": list(draft.remarks),
            "author": _author_document(draft.author_comparison),
            "summary": summary_document(summarize_plan(draft.block, draft.workouts), draft.shortfall),
            **({"comparison": comparison_document(compared)} if compared else {}),
        },
        lambda: _new_block_lines(draft, block_id, compared, args.compare, read_runner(book).unit),
    )


def _new_block_lines(
    draft: Draft, block_id: int | None, compared: BlockComparison | None, compared_with: str, unit: Unit
) -> Iterable[str]:
    yield from _draft_lines(draft, unit, block_id)
    if compared:
        yield from comparison_lines(compared, compared_with, unit)


def _author_document(author: AuthorComparison | None) -> dict[str, Any] | None:
    """Return how the slotting rules judge the plan's own strength days; None when it has none."""
    if author is None:
        return None
    return {
        "sessions": author.sessions,
        "broken": dict(author.violations),
        "cost": author.cost,
        "optimum": author.best_cost,
        "regret": author.regret,
        "worst": author.worst_sentence,
        "sentence": author.summary,
    }


def _draft_lines(draft: Draft, unit: Unit, block_id: int | None) -> Iterable[str]:
    """Yield a block as text: its weeks with their workouts and reasons, what a coach would say, then remarks."""
    block, points = draft.block, format_count(draft.answer.cost, "point")
    first, last = format_day_and_year(block.start), format_day_and_year(block.last_day)
    yield f"{block.name}: {first} to {last}, {format_count(block.weeks, 'week')}, {points}"
    week = -1
    for workout in draft.workouts:
        if block.week_index(workout.date) != week:
            week = block.week_index(workout.date)
            yield f"\nWeek {week + 1}  {draft.dose_weeks[week].phase}"
        yield _workout_line(workout, unit)
        if workout.sport is Sport.STRENGTH and workout.reason:
            reason = clean_line(workout.reason, MAX_SENTENCE)
            yield from wrap(reason, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
    yield ""
    yield from summary_lines(summarize_plan(block, draft.workouts), unit, draft.shortfall)
    yield ""
    yield from _unplaced_lines(draft.answer)
    yield from (f"Please check: {clean_line(sentence, _MAX_REMARK)}" for sentence in draft.to_check)
    yield from (clean_line(text, _MAX_REMARK) for text in draft.remarks if text != draft.shortfall)
    if block_id is None:
        yield "Nothing was stored."
    else:
        workouts = count_workouts_text(draft.workouts)
        yield f"Block {block_id} is in the calendar: {workouts}. {program()} undo takes it back."


def _workout_line(workout: Workout, unit: Unit) -> str:
    planned = format_sets(workout.planned.sets) or format_amounts(workout.planned, unit, workout.estimated)
    line = f"  {format_day(workout.date):10}  {workout.start or '':5}  {clean_line(workout.title)}"
    return "  ".join(part for part in (line, planned) if part)


def _unplaced_lines(answer: Answer) -> Iterable[str]:
    yield from (clean_line(session.reason, MAX_SENTENCE) for session in answer.unplaced)
    yield from _warning_lines(answer.warnings)


def _warning_lines(warnings: Iterable[PlanWarning]) -> Iterable[str]:
    """Yield a line for each warning, its code after the sentence; all weeks without a rest day share one line."""
    listed = list(warnings)
    without_rest = [warning for warning in listed if warning.code == _NO_REST_DAY]
    for warning in listed:
        if warning in without_rest[1:]:
            continue
        text = clean_line(warning.text, MAX_SENTENCE)
        if not text.startswith("Week "):
            text = f"Week {warning.week + 1}: {text}"
        if warning.code == _NO_REST_DAY and (others := len(without_rest) - 1):
            text += f" So {'does' if others == 1 else 'do'} {format_count(others, 'other week')}."
        yield f"{text} ({warning.code})"


def run_slot(book: Planbook, args: argparse.Namespace) -> None:
    """Slot the strength of a problem file or a plan file; no database is opened."""
    path = Path(args.file)
    rules = slotting_rules(book)
    author: AuthorComparison | None = None
    remark, is_kept = "", False
    if problem_files.is_problem_file(path):
        answer = problem_files.solve_file(path, rules, _problem_overrides(args))
    else:
        monday = next_weekday(book.today, 0)
        plan = load_plan(path, book.today, parse_optional(Unit, args.unit))
        written = with_plan_options(plan, BlockOptions(start_date=monday))
        choices = replace(
            written,
            level=StrengthLevel(args.level) if args.level else written.level,
            doses=weekly_sessions_from_args(args),
            stack=args.stack or written.stack,
            active_rest=written.active_rest if args.active_rest is None else args.active_rest,
        )
        drafted = with_author_comparison(plan, draft_block(plan, choices, book.today, rules=rules))
        answer, author = drafted.answer, drafted.author_comparison
        strength = read_written_strength(plan, choices)
        remark, is_kept = strength.remark, strength.is_kept
    show(args, answer.to_json, lambda: _answer_lines(answer, author, remark, is_kept=is_kept))


def _answer_lines(answer: Answer, author: AuthorComparison | None, remark: str, *, is_kept: bool) -> Iterable[str]:
    """Yield what was placed and why, what was not, the warnings, and a judgement of the plan's own strength days."""
    yield f"{format_count(answer.cost, 'point')}, {'as the text has them' if is_kept else 'the fewest possible'}."
    yield from (clean_line(session.reason, MAX_SENTENCE) for session in answer.sessions)
    yield from _unplaced_lines(answer)
    if remark:
        yield remark
    if author is not None:
        yield from (clean_line(text, MAX_SENTENCE) for text in (author.summary, author.worst_sentence) if text)


def run_templates(book: Planbook, args: argparse.Namespace) -> None:
    """List the built-in run plans."""
    show(
        args,
        lambda: {
            "templates": [
                {
                    "name": goal.value,
                    "title": settings.title,
                    "weeks": settings.default_weeks,
                    "lengths": list(settings.week_choices),
                    "days": DEFAULT_RUN_DAYS_A_WEEK,
                    "peak_m": settings.default_peak_m,
                    "race_m": settings.race_m,
                    "summary": settings.summary,
                }
                for goal, settings in GOAL_SETTINGS.items()
            ],
        },
        lambda: [_template_line(goal, read_runner(book).unit) for goal in Goal],
    )


def _template_line(goal: Goal, unit: Unit) -> str:
    settings = GOAL_SETTINGS[goal]
    lengths = f"{settings.week_choices[0]} to {settings.week_choices[-1]}"
    peak = f"peak {format_bare_distance(settings.default_peak_m, unit)} {unit}"
    return f"{goal.value:11}{settings.title:14}{settings.default_weeks:2} weeks ({lengths}), {peak}; {settings.summary}"


def _problem_overrides(args: argparse.Namespace) -> dict[str, Any]:
    """Return the keys of a problem file that options replace."""
    overrides: dict[str, Any] = session_counts_from_args(args)
    overrides["level"] = args.level
    overrides["stack"] = args.stack or None
    overrides["active_rest"] = args.active_rest
    return {key: value for key, value in overrides.items() if value is not None}
