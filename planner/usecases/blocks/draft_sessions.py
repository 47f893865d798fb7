"""The slotted sessions of a draft as workouts with their sets, and the remarks on a draft."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planner.slotting import Answer
from planner.text import format_count
from planner.training.absences import Absence, absence_on
from planner.training.dose_tables import LIGHT_ONLY_PHASES, DoseWeek, knee_angle_deg
from planner.training.doses import (
    FIRST_HEAVY_RUNG,
    LOAD_LADDER,
    Dose,
    SledUse,
    allows_heavy,
    session_dose,
)
from planner.training.light_doses import hard_run_before, light_dose_after
from planner.training.load_words import unknown_loads_remark
from planner.training.plans import Plan
from planner.training.workout_names import session_title, with_title_of_sets
from planner.training.workouts import ENDURANCE_SPORTS, Slot, Sport, StrengthKind, StrengthLevel, Workout
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.pins import PinnedPlacement
from planner.usecases.blocks.written_strength import WrittenStrength


def workouts_from_answer(
    answer: Answer, start: dt.date, weeks: tuple[DoseWeek, ...], options: BlockOptions, surrounding: Iterable[Workout]
) -> tuple[list[Workout], tuple[str, ...]]:
    """Return the sessions of an answer as workouts with their doses, and remarks on them, one sentence each.

    Args:
        answer: The slotting answer.
        start: The block's first day.
        weeks: The dose table's row for each week.
        options: What the runner asks for.
        surrounding: The workouts of the block and around it: the dose of a light session depends on the runs before it.
    """
    runs = tuple(workout for workout in surrounding if workout.sport is Sport.RUN)
    sessions: list[Workout] = []
    doses: list[Dose] = []
    for placed in answer.sessions:
        kind = StrengthKind(placed.kind)
        date = start + dt.timedelta(days=placed.day)
        session = Workout(
            date=date,
            sport=Sport.STRENGTH,
            kind=kind.value,
            title=session_title(kind),
            slot=Slot(placed.slot),
            start=placed.start,
            locked=PinnedPlacement(date, placed.slot, kind) in options.pins.locked,
            reason=placed.reason,
        )
        dosed, dose = with_dose(session, weeks, placed.day // 7, options, runs)
        sessions.append(dosed)
        doses.append(dose)
    return sessions, tuple(_dose_remarks(doses, options))


def with_dose(
    session: Workout, weeks: Sequence[DoseWeek], week: int, options: BlockOptions, runs: Sequence[Workout]
) -> tuple[Workout, Dose]:
    """Return a session with its sets, a title that says what they are, and a note on what is special about them.

    Args:
        session: The session with its kind, date and slot.
        weeks: The dose table's row for each week of the block.
        week: The index of its week.
        options: What the runner asks for.
        runs: The runs of the days before it.
    """
    kind = StrengthKind(session.kind or "")
    dose = session_dose(
        kind,
        weeks[week],
        options.level,
        options.equipment,
        start_rung=options.start_rung,
        light=light_dose_after(hard_run_before(session, runs) if kind is StrengthKind.LIGHT else None),
        knee_angle_deg=knee_angle_deg(weeks, week, is_novice=options.level is StrengthLevel.NOVICE),
    )
    assert session.slot is not None
    if not options.has_sled(session.date, session.slot):
        dose = dose.without_sled()
    own = (part for part in session.planned.sets if part.is_own)
    planned = replace(dose.effort, sets=(*dose.effort.sets, *own))
    return with_title_of_sets(replace(session, planned=planned, note=" ".join(dose.remarks))), dose


def _dose_remarks(doses: Sequence[Dose], options: BlockOptions) -> Iterator[str]:
    """Yield the remarks on the sled and the loads of a block's sessions."""
    equipment = options.equipment
    if any(dose.sled_use is SledUse.LOADED for dose in doses) and (remark := unknown_loads_remark(equipment)):
        yield remark
    uses = Counter(dose.sled_use for dose in doses)
    if empty := uses[SledUse.EMPTY]:
        verb = "is" if empty == 1 else "are"
        yield (
            f"{format_count(empty, 'session')} {verb} with the empty sled ({equipment.sled_kg:g} kg), which is heavier "
            "than planned, with fewer rounds where that would be too much: the rating is the cap."
        )
    if walks := uses[SledUse.LEFT_ASIDE]:
        verb, them = ("is a backward walk", "it") if walks == 1 else ("are backward walks", "them")
        yield (
            f"{format_count(walks, 'session')} {verb} without the sled, because the empty sled "
            f"({equipment.sled_kg:g} kg) is too heavy for {them}: a lighter sled or a smoother floor would help."
        )
    if absent := uses[SledUse.ABSENT]:
        verb, they = ("is", "it is") if absent == 1 else ("are", "they are")
        yield f"{format_count(absent, 'session')} {verb} where there is no sled: {they} the wall sit alone."


def past_remarks(workouts: Iterable[Workout], start: dt.date) -> Iterator[str]:
    """Yield the remark on the workouts of a block that are planned for days that are over, if it has any.

    Args:
        workouts: The block's workouts.
        start: Its first day.
    """
    past = sum(workout.is_training and workout.is_made_afterwards for workout in workouts)
    if past:
        lies, it = ("lies", "It is") if past == 1 else ("lie", "They are")
        yield (
            f"The block's first day, {start}, is past: {format_count(past, 'workout')} of it {lies} before today. "
            f"{it} planned and not counted as missed, and can still be marked done."
        )


def plan_remarks(plan: Plan, strength: WrittenStrength, options: BlockOptions) -> Iterator[str]:
    """Yield the remarks on the plan and the strength that it has already."""
    if unplanned := sum(entry.is_unplanned for entry in plan.entries):
        are = "is" if unplanned == 1 else "are"
        yield f"{format_count(unplanned, 'workout')} marked unplanned {are} left out: a block gets what was planned."
    if strength.remark:
        yield strength.remark
    if strength.coached and not strength.is_kept:
        yield f"None of our sessions is placed on the plan's own strength days ({len(strength.coached)})."
    if plan.race_day is None and options.race_date is None:
        yield "The plan has no race, so the strength is not tapered."


def strength_remarks(options: BlockOptions, weeks: Sequence[DoseWeek]) -> Iterator[str]:
    """Yield the remarks on the loads: where the ladder starts and why, and when heavy sessions begin."""
    if not sum((options.target_doses.heavy, options.target_doses.moderate, options.target_doses.light)):
        return
    if options.logged_start is not None and options.background is None:
        yield f"The loads start from what you logged. {options.logged_start.reason}"
    if options.sled_times and not options.preferred_weekdays:
        yield "No weekday is preferred, so those with the sled are."
    if options.target_doses.heavy and not allows_heavy(options.start_rung, weeks[0]):
        allowed = (week.phase not in LIGHT_ONLY_PHASES and allows_heavy(options.start_rung, week) for week in weeks)
        first_week = next((number for number, is_allowed in enumerate(allowed, start=1) if is_allowed), None)
        until = f"before week {first_week}" if first_week else "in this block"
        yield (
            f"Heavy sessions begin at {LOAD_LADDER[FIRST_HEAVY_RUNG]:g} % of body mass, and the loads start at "
            f"{LOAD_LADDER[options.start_rung]:g} %: {until} they are moderate ones."
        )


def absence_remarks(runs: Sequence[Workout], absences: Sequence[Absence]) -> Iterator[str]:
    """Yield a remark on each absence that runs fall into."""
    for absence in absences:
        number = sum(run.sport in ENDURANCE_SPORTS and absence_on(absences, run.date) is absence for run in runs)
        if number:
            count = "1 run falls" if number == 1 else f"{number} runs fall"
            yield (
                f"{count} into {absence.first} to {absence.last} ({absence.skip_reason}): no strength is placed there; "
                "move them or skip them."
            )
