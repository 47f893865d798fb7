"""Drafting a block: give a run plan its dates, estimate missing times, slot and dose the strength. Nothing is stored.

The builder previews a draft, ``planner new --dry-run`` prints it, and `planner.usecases.blocks.commit` stores it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from planner import restriction
from planner.slotting import DEFAULT_RULES, Answer, Rules, SearchStopped
from planner.store import quick
from planner.text import clean_line
from planner.training.absences import Absence
from planner.training.blocks import Block
from planner.training.busy_times import BusyDays
from planner.training.dose_tables import DoseWeek, dose_weeks, wait_for_sessions
from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_estimates import with_estimates
from planner.training.runner_paces import RunnerPaces
from planner.training.safety_gates import Gate, limit_sessions_by_gates, restrict_sessions
from planner.training.step_backs import lighter_weeks_of_plan
from planner.training.structured_runs import with_step_sums
from planner.training.workouts import DEMANDING_KINDS, Sport, StrengthLevel, Workout
from planner.usecases import screening
from planner.usecases.blocks.author_strength import with_author_comparison
from planner.usecases.blocks.availability import StartTimes
from planner.usecases.blocks.busy_runs import keep_runs_clear
from planner.usecases.blocks.constraints import fit_doses
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.draft_sessions import (
    absence_remarks,
    past_remarks,
    plan_remarks,
    strength_remarks,
    workouts_from_answer,
)
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.overlap import overlap_remarks
from planner.usecases.blocks.pins import Pins, add_pins, pins_outside_block
from planner.usecases.blocks.plan_dates import date_plan
from planner.usecases.blocks.slot_strength import slot_strength
from planner.usecases.blocks.slotting_problem import (
    SLOTTING_CONTEXT,
    build_problem,
    is_existing_session,
    slotting_rules,
    with_existing_sessions,
)
from planner.usecases.blocks.weekly_targets import count_run_days, running_remark, weekly_targets
from planner.usecases.blocks.written_strength import keep_written_sessions, read_written_strength
from planner.usecases.changes import calendar_sort_key
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_absences, read_busy_days, read_workouts

__all__ = [
    "SearchStopped",
    "draft_block",
    "draft_in_calendar",
    "load_plan",
    "merge_phases",
    "restrict_to_gates",
    "workout_from_entry",
]


def load_plan(file: Path, today: dt.date, unit: Unit | None = None) -> Plan:
    """Read the run plan in a file.

    Args:
        file: The file.
        today: Today's date, from which dates without a year are counted.
        unit: The unit of its distances, where the runner says it.

    Raises:
        RefusedError: The file cannot be read, holds no plan, names another unit itself, or may not be read by a
            restricted planner.
    """
    from planner.exchange.plans.plan_files import read_plan_file  # late: most blocks are made without a file
    from planner.exchange.plans.plan_hints import PlanHints

    restriction.check_file_name(str(file))
    plan = read_plan_file(file, PlanHints(unit, today))
    if unit not in (None, plan.unit):
        raise RefusedError(
            f"{clean_line(file.name, 80)} says itself that its distances are in {plan.unit}, not {unit}."
        )
    return plan


def draft_in_calendar(
    book: Planbook, plan: Plan, options: BlockOptions, should_stop: Callable[[], bool] | None = None
) -> Draft:
    """Draft a block among the workouts that the calendar already has. Nothing is stored.

    Args:
        book: The runner's file, clock and settings.
        plan: The runs.
        options: What the runner asks for.
        should_stop: Asked now and then; the search ends when it answers yes.

    Raises:
        RefusedError: An option cannot be met; the sentence says which and why.
        SearchStopped: ``should_stop`` answered yes.
    """
    dated = date_plan(plan, options, book.today)
    start, last = dated.start, dated.start + dt.timedelta(days=dated.plan.days - 1)
    with quick.read_snapshot(book.path):
        gates = tuple(gate for gate in screening.active_gates(book) if gate.applies_within(start, last))
        health = screening.health_remarks(book, gates)
        surrounding = read_workouts(book, start - SLOTTING_CONTEXT, last + SLOTTING_CONTEXT)
        absences, busy, unit = read_absences(book), read_busy_days(book, start, last), quick.read_unit(book.path)
    draft = draft_block(
        plan,
        options,
        book.today,
        surrounding=surrounding,
        absences=absences,
        busy=busy,
        rules=slotting_rules(book),
        should_stop=should_stop,
        gates=gates,
        unit=unit,
    )
    remarks = list(draft.remarks)
    if gates or any(workout.sport is Sport.STRENGTH and workout.kind for workout in draft.workouts):
        remarks += health
    remarks += overlap_remarks(book, draft, [one for one in surrounding if start <= one.date <= last])
    return with_author_comparison(dated.plan, replace(draft, remarks=tuple(remarks)))


def restrict_to_gates(
    options: BlockOptions, gates: tuple[Gate, ...], first_day: dt.date, last_day: dt.date
) -> BlockOptions:
    """Return the options as far as the safety gates allow them.

    Raises:
        RefusedError: A gate rules out running, so that no block can be planned.
    """
    for gate in gates:
        if gate.blocks_running:
            raise RefusedError(gate.full_text)
    if any(gate.novice_loads for gate in gates):
        options = replace(options, level=StrengthLevel.NOVICE, background=None, logged_start=None)
    allowed = limit_sessions_by_gates(options.target_doses, gates, first_day, last_day)
    return options if allowed == options.target_doses else replace(options, doses=allowed)


def draft_block(
    plan: Plan,
    options: BlockOptions,
    today: dt.date,
    *,
    surrounding: tuple[Workout, ...] = (),
    absences: tuple[Absence, ...] = (),
    busy: BusyDays | None = None,
    rules: Rules = DEFAULT_RULES,
    should_stop: Callable[[], bool] | None = None,
    gates: tuple[Gate, ...] = (),
    unit: Unit | None = None,
) -> Draft:
    """Draft a block from a plan, with the strength slotted around its runs.

    Args:
        plan: The runs.
        options: What the runner asks for.
        today: Today's date.
        surrounding: The workouts of some weeks before and after the block, which count in every gap between workouts.
        absences: Days without training: no strength is placed there, and a remark names the runs on them.
        busy: What the runner's other calendars fill: no strength is placed there, and runs keep clear of it if asked.
        rules: Slotting rules and weights.
        should_stop: Asked now and then; the search ends when it answers yes.
        gates: The safety gates that apply.
        unit: The unit of paces in sentences; the plan's own when None.

    Raises:
        RefusedError: An option cannot be met; the sentence says which and why.
        SearchStopped: ``should_stop`` answered yes.
    """
    dated = date_plan(plan, options, today)
    plan, start = dated.plan, dated.start
    race_week = None if plan.race_day is None else plan.race_day // 7
    strength = read_written_strength(plan, options)
    workout_of = partial(
        workout_from_entry,
        start=start,
        paces=options.paces,
        start_times=options.start_times,
        unit=unit or plan.unit,
    )
    runs = tuple(map(workout_of, strength.entries))
    runs, busy_remarks = keep_runs_clear(runs, busy or {}, options.start_times)
    has_default_doses = options.doses is None
    options = replace(options, run_days=count_run_days(runs, start, race_week))
    options = restrict_to_gates(options, gates, start, start + dt.timedelta(days=plan.days - 1))
    decided = replace(options, doses=None) if has_default_doses else options
    options, reductions = fit_doses(options, has_default_doses=has_default_doses)
    weeks = dose_weeks(-(-plan.days // 7), race_week, lighter_weeks_of_plan(plan), in_season=options.in_season)
    block = _block(plan, options, start, weeks)

    frame = _StrengthFrame(
        block=block,
        options=options,
        weeks=weeks,
        runs=runs,
        surrounding=surrounding,
        gates=gates,
        rules=rules,
        should_stop=should_stop,
        has_default_doses=has_default_doses,
        build=partial(
            build_problem,
            block,
            options,
            runs=runs,
            surrounding=surrounding,
            absences=absences,
            busy=busy or {},
            gates=gates,
            within_running=has_default_doses,
        ),
    )
    if strength.is_kept:
        placed = _keep_strength(frame, [workout_of(entry, has_usual_start=False) for entry in strength.sessions])
    else:
        placed = _slot_strength(frame, today, reductions)
    workouts = tuple(one.made(today) for one in sorted((*runs, *placed.sessions), key=calendar_sort_key))
    return Draft(
        block=_block(plan, options, start, placed.weeks),
        workouts=workouts,
        problem=placed.problem,
        answer=placed.answer,
        dose_weeks=placed.weeks,
        to_check=tuple(f"{doubt.removesuffix('.')}." for doubt in (*plan.doubts, *_describe_doubts(plan, start))),
        remarks=(
            *plan.remarks,
            *dated.remarks,
            *past_remarks(workouts, start),
            *plan_remarks(plan, strength, options),
            *placed.remarks,
            *absence_remarks(runs, absences),
            *busy_remarks,
        ),
        options=decided,
        plan_name=plan.name,
        shortfall=plan.shortfall,
    )


class _StrengthFrame(NamedTuple):
    """What the strength of a block is placed in: its runs, weeks and options, and how the slotting problem is built.

    ``build`` returns the problem; it takes the weeks and wall-sit weeks, and other runs where they differ.
    """

    block: Block
    options: BlockOptions
    weeks: tuple[DoseWeek, ...]
    runs: tuple[Workout, ...]
    surrounding: tuple[Workout, ...]
    gates: tuple[Gate, ...]
    rules: Rules
    should_stop: Callable[[], bool] | None
    has_default_doses: bool
    build: Callable[..., dict[str, Any]]


class _PlacedStrength(NamedTuple):
    """The sessions of a block, the problem and the answer that their places follow from, the weeks of their doses."""

    sessions: tuple[Workout, ...]
    problem: dict[str, Any]
    answer: Answer
    weeks: tuple[DoseWeek, ...]
    remarks: tuple[str, ...]


def _keep_strength(frame: _StrengthFrame, written: list[Workout]) -> _PlacedStrength:
    """Keep the sessions that the plan's text has; runs of other strength stay open where a session is written."""
    block, taken = frame.block, {session.date for session in written}
    closing = tuple(run for run in frame.runs if run.sport is not Sport.STRENGTH or run.date not in taken)
    problem = frame.build(runs=closing, weeks=frame.weeks, wall_sit_weeks=frozenset(range(block.weeks)))
    kept = keep_written_sessions(
        written, problem, block, rules=frame.rules, gates=frame.gates, should_stop=frame.should_stop
    )
    demanding = {block.week_index(one.date) for one in kept.sessions if one.kind in DEMANDING_KINDS}
    return _PlacedStrength(
        kept.sessions, kept.problem, kept.answer, wait_for_sessions(frame.weeks, demanding), kept.remarks
    )


def _slot_strength(frame: _StrengthFrame, today: dt.date, reductions: Iterable[str]) -> _PlacedStrength:
    """Place and dose sessions by the rules; what is already in the calendar next to the block keeps its place."""
    block, options, surrounding = frame.block, frame.options, frame.surrounding

    def pinned(weeks: tuple[DoseWeek, ...], wall_sit_weeks: frozenset[int], pins: Pins) -> dict[str, Any]:
        problem = frame.build(weeks=weeks, wall_sit_weeks=wall_sit_weeks)
        return add_pins(with_existing_sessions(problem, block, surrounding, today), block, pins)

    slotted = slot_strength(
        pinned,
        frame.weeks,
        block,
        options,
        options.pins,
        has_default_doses=frame.has_default_doses,
        rules=frame.rules,
        should_stop=frame.should_stop,
    )
    answer, weeks = slotted.answer, slotted.dose_weeks
    targets = partial(weekly_targets, block, options, weeks, frame.runs, frame.gates)
    little_running = running_remark(targets(), targets(within_running=True)) if frame.has_default_doses else ""
    existing = {_place(one, block.start) for one in surrounding if is_existing_session(one, block, today)}
    own = tuple(one for one in answer.sessions if (one.day, one.slot, one.kind) not in existing)
    context = (*surrounding, *frame.runs)
    sessions, dose_remarks = workouts_from_answer(replace(answer, sessions=own), block.start, weeks, options, context)
    sessions, left_out = restrict_sessions(sessions, frame.gates)
    remarks = (
        *reductions,
        *([little_running] if little_running else ()),
        *([slotted.less] if slotted.less else ()),
        *pins_outside_block(block, options.pins),
        *strength_remarks(options, weeks),
        *dose_remarks,
        *left_out,
    )
    return _PlacedStrength(tuple(sessions), slotted.problem, answer, weeks, remarks)


def workout_from_entry(
    entry: PlanEntry,
    start: dt.date,
    paces: RunnerPaces,
    start_times: StartTimes | None = None,
    unit: Unit = Unit.KM,
    *,
    has_usual_start: bool = True,
) -> Workout:
    """Return a plan's entry as a workout on its date, with a missing time or distance estimated.

    Args:
        entry: The entry.
        start: The plan's first day.
        paces: How fast the runner runs.
        start_times: When the halves of a day start; the usual times when None.
        unit: The unit of paces in sentences.
        has_usual_start: Whether an entry without a start begins when its half of the day does; else it has no start.
    """
    usual = (start_times or StartTimes()).for_slot(entry.slot) if entry.slot and has_usual_start else None
    workout = Workout(
        date=start + dt.timedelta(days=entry.day),
        sport=entry.sport,
        kind=entry.kind,
        title=entry.title,
        slot=entry.slot,
        start=entry.start or usual,
        planned=with_step_sums(entry.planned),
        locked=entry.locked,
        priority=entry.priority,
        note=entry.note,
    )
    return with_estimates(workout, paces, unit)


def _place(session: Workout, start: dt.date) -> tuple[int, str | None, str | None]:
    return (session.date - start).days, session.slot, session.kind


def _block(plan: Plan, options: BlockOptions, start: dt.date, weeks: tuple[DoseWeek, ...]) -> Block:
    race = None if plan.race_day is None else start + dt.timedelta(days=plan.race_day)
    return Block(
        name=options.name or plan.name,
        start=start,
        days=plan.days,
        race_date=race,
        race_distance=(options.race_distance or plan.race_distance) if race else None,
        priority=options.priority if race else None,
        level=options.level,
        unit=plan.unit,
        source=plan.source,
        phases=plan.phases or tuple(merge_phases((number * 7, week.phase.value) for number, week in enumerate(weeks))),
    )


def merge_phases(phases: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the phases without repetitions of the one before."""
    name = None
    for phase in phases:
        if phase[1] != name:
            yield phase
        name = phase[1]


def _describe_doubts(plan: Plan, start: dt.date) -> Iterator[str]:
    for entry in plan.entries:
        if entry.kind_doubt:
            day = start + dt.timedelta(days=entry.day)
            yield f'{day} "{entry.title}" is taken as {entry.kind or entry.sport.value}: {entry.kind_doubt}'
