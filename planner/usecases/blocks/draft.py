"""From a run plan to a dated block: the days anchored, times estimated, strength slotted and dosed. Nothing is stored.

The builder previews a draft, ``planner new --dry-run`` prints it, and `planner.usecases.blocks.commit` stores it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.slotting import DEFAULT, Answer, Rules, SearchStopped, read_problem, solve
from planner.training.absences import Absence
from planner.training.blocks import Block
from planner.training.doses import DoseWeek, dose_weeks
from planner.training.paces import DEFAULT_EASY_PACE, estimated_distance, estimated_duration
from planner.training.plans import PlanEntry, RunPlan
from planner.training.refusal import RefusedError
from planner.training.safety import Gate, without_what_is_out
from planner.training.workouts import Effort, RunKind, Sport, StrengthKind, Workout
from planner.usecases.blocks.constraints import bent_to_its_weeks, fitted
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.draft_sessions import absence_remarks, plan_remarks, planned_sessions, strength_remarks
from planner.usecases.blocks.options import Choices, StartTimes
from planner.usecases.blocks.pins import Pins, outside, pinned
from planner.usecases.blocks.slotting_problem import state_problem

if TYPE_CHECKING:
    pass

__all__ = ["Draft", "SearchStopped", "draft_block", "first_day"]


def first_day(plan: RunPlan, choices: Choices, today: dt.date) -> dt.date:
    """The block's first day: counted back from the race, or as given.

    Raises:
        RefusedError: Neither or both of race and start are given, the plan has no race, or the race is past.
    """
    if (choices.race is None) == (choices.start is None):
        raise RefusedError("A block is anchored on a race day or on a first day: give one of them, and only one.")
    if choices.start is not None:
        return choices.start
    assert choices.race is not None
    if plan.race_day is None:
        raise RefusedError(f'"{plan.name}" ends on no race: give its first day instead.')
    check_race_day(choices.race, today)
    return choices.race - dt.timedelta(days=plan.race_day)


def check_race_day(race: dt.date, today: dt.date) -> None:
    """Refuse a race day that is past.

    Raises:
        RefusedError: It is.
    """
    if race < today:
        raise RefusedError(f"The race day {race} is past: today is {today}. An old block is entered by its first day.")


def draft_block(
    plan: RunPlan,
    choices: Choices,
    today: dt.date,
    *,
    around: tuple[Workout, ...] = (),
    absences: tuple[Absence, ...] = (),
    rules: Rules = DEFAULT,
    should_stop: Callable[[], bool] | None = None,
    gates: tuple[Gate, ...] = (),
    is_usual: bool | None = None,
) -> Draft:
    """Anchor a plan, estimate what it leaves out, and slot the strength around its runs.

    Args:
        plan: The runs.
        choices: What the runner decided.
        today: Today's date.
        around: What the calendar holds some weeks before and after the block: its runs and sessions count in every gap.
        absences: Days without training: no strength is placed there, and the runs on them are remarked on.
        rules: Slotting rules and weights.
        should_stop: Asked now and then; the search ends when it answers yes.
        gates: What is kept out for the runner's health.
        is_usual: Whether nobody asked for the doses, whatever health made of them; None where the choices tell.

    Raises:
        RefusedError: A choice cannot be met; the sentence says which and why.
        SearchStopped: ``should_stop`` answered yes.
    """
    start = first_day(plan, choices, today)
    decided = replace(choices, doses=None) if is_usual else choices
    choices, bent = fitted(choices, is_usual=is_usual)
    runs = tuple(dated(entry, start, choices.easy_pace, choices.start_times) for entry in plan.entries)
    race_week = None if plan.race_day is None else plan.race_day // 7
    weeks = dose_weeks(-(-plan.days // 7), race_week, in_season=choices.in_season)
    block = _block(plan, choices, start, weeks)

    def stated(sits: frozenset[int], pins: Pins) -> dict[str, Any]:
        problem = state_problem(block, choices, weeks, runs, around=around, absences=absences, gates=gates, sits=sits)
        return pinned(problem, block, pins)

    problem, answer, less = slotted(
        stated, block, choices, choices.pins, is_usual=decided.doses is None, rules=rules, should_stop=should_stop
    )
    bent = (*bent, less) if less else bent
    sessions, dose_remarks = planned_sessions(answer, start, weeks, choices, (*around, *runs))
    sessions, left_out = without_what_is_out(sessions, gates)
    return Draft(
        block=block,
        items=tuple(sorted((*runs, *sessions), key=_calendar_order)),
        problem=problem,
        answer=answer,
        weeks=weeks,
        please_check=tuple(_please_check(plan, start)),
        remarks=(
            *plan.remarks,
            *plan_remarks(plan, choices, start, today),
            *bent,
            *outside(block, choices.pins),
            *strength_remarks(choices, weeks),
            *absence_remarks(runs, absences),
            *dose_remarks,
            *left_out,
        ),
        choices=decided,
        plan=plan.name,
    )


def slotted(
    stated: Callable[[frozenset[int], Pins], dict[str, Any]],
    block: Block,
    choices: Choices,
    pins: Pins,
    *,
    is_usual: bool,
    rules: Rules,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[dict[str, Any], Answer, str]:
    """Slot the strength of a block: with the sled first, and the wall sit alone where only that has a place.

    Args:
        stated: States the problem, given the weeks in which a moderate session may be the wall sit alone, and the
            places decided.
        block: Its dates.
        choices: What the runner decided.
        pins: The places decided.
        is_usual: Whether the doses are the usual ones, which bend to what each week can hold.
        rules: Slotting rules and weights.
        should_stop: Asked now and then.

    Returns:
        The problem, its answer, and a sentence on the weeks that ask for less than usual; empty where none does.

    Raises:
        SearchStopped: ``should_stop`` answered yes.
    """

    def asked(sits: frozenset[int], pins: Pins) -> tuple[dict[str, Any], Answer]:
        problem = stated(sits, pins)
        return problem, solve(read_problem(problem), rules=rules, should_stop=should_stop)

    sits = frozenset(range(block.weeks)) if choices.gym == () else frozenset()
    unheld = Pins(forbidden=pins.forbidden)  # which weeks may do without the sled is no matter of what is held in them
    problem, answer = asked(sits, unheld if choices.gym else pins)
    without = frozenset(gap.week for gap in answer.unplaced if gap.kind is StrengthKind.MODERATE)
    if choices.gym and (without or pins.held):
        sits = without
        problem, answer = asked(sits, pins)
    if not (is_usual and answer.unplaced):
        return problem, answer, ""
    free = asked(sits, Pins()) if pins else (problem, answer)  # what a place costs stays true
    targets, less = bent_to_its_weeks(*free)
    if less:
        problem = {**problem, "targets": targets}
        answer = solve(read_problem(problem), rules=rules, should_stop=should_stop)
    return problem, answer, less


def _calendar_order(item: Workout) -> tuple[dt.date, str, str]:
    return item.date, item.slot or "~", item.start or ""


def dated(entry: PlanEntry, start: dt.date, easy_pace: float | None, times: StartTimes | None = None) -> Workout:
    """A plan's workout on its day, with what it leaves out estimated.

    Args:
        entry: The workout.
        start: The plan's first day.
        easy_pace: Seconds a kilometre; None to assume one.
        times: When the halves of a day begin; the usual times when None.
    """
    planned, estimated = _estimated(entry, easy_pace or DEFAULT_EASY_PACE)
    return Workout(
        date=start + dt.timedelta(days=entry.day),
        sport=entry.sport,
        kind=entry.kind,
        title=entry.title,
        slot=entry.slot,
        start=(times or StartTimes()).of(entry.slot) if entry.slot else None,
        planned=planned,
        estimated=estimated,
        reason=_estimate_reason(estimated, easy_pace),
        note=entry.note,
    )


def _estimated(entry: PlanEntry, easy_pace: float) -> tuple[Effort, tuple[str, ...]]:
    """Fill in a run's missing time from its distance, or the other way round, and say which was filled in."""
    planned = entry.planned
    if entry.sport is not Sport.RUN:
        return planned, ()
    kind = RunKind(entry.kind or RunKind.EASY)
    if planned.distance_m and planned.duration_s is None:
        return replace(planned, duration_s=estimated_duration(kind, planned.distance_m, easy_pace)), ("duration_s",)
    if planned.duration_s and planned.distance_m is None:
        return replace(planned, distance_m=estimated_distance(kind, planned.duration_s, easy_pace)), ("distance_m",)
    return planned, ()


def _estimate_reason(estimated: tuple[str, ...], easy_pace: float | None) -> str | None:
    if not estimated:
        return None
    pace = round(easy_pace or DEFAULT_EASY_PACE)
    whose = "your" if easy_pace else "an assumed"
    known, missing = ("distance", "Time") if estimated == ("duration_s",) else ("time", "Distance")
    return f"{missing} estimated from the {known} at {whose} easy pace of {pace // 60}:{pace % 60:02d} min/km."


def _block(plan: RunPlan, choices: Choices, start: dt.date, weeks: tuple[DoseWeek, ...]) -> Block:
    race = None if plan.race_day is None else start + dt.timedelta(days=plan.race_day)
    return Block(
        name=choices.name or plan.name,
        start=start,
        days=plan.days,
        race_date=race,
        race_distance=(choices.distance or plan.race_distance) if race else None,
        priority=choices.priority if race else None,
        level=choices.level,
        unit=plan.unit,
        source=plan.source,
        phases=plan.phases or _dose_phases(weeks),
    )


def _dose_phases(weeks: tuple[DoseWeek, ...]) -> tuple[tuple[int, str], ...]:
    """A plan that names no phases is told apart by its strength weeks."""
    phases: list[tuple[int, str]] = []
    for number, week in enumerate(weeks):
        if not phases or phases[-1][1] != week.phase.value:
            phases.append((number * 7, week.phase.value))
    return tuple(phases)


def _please_check(plan: RunPlan, start: dt.date) -> Iterator[str]:
    for entry in plan.entries:
        if entry.doubt:
            day = start + dt.timedelta(days=entry.day)
            yield f'{day} "{entry.title}" is taken as {entry.kind or entry.sport.value}: {entry.doubt}'
