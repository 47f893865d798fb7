"""The slotted sessions of a draft as workouts: their sets for the week, the sled and the runs before them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.slotting import Answer
from planner.training.doses import ASSUMED_BODY_MASS_KG, DoseWeek, dose
from planner.training.lightdoses import hard_run_before, light_dose_after
from planner.training.wording import SESSION_TITLES, SIT_TITLES
from planner.training.workouts import Slot, Sport, StrengthKind, Workout
from planner.usecases.choices import Choices
from planner.usecases.pins import Place


def planned_sessions(
    answer: Answer, start: dt.date, weeks: tuple[DoseWeek, ...], choices: Choices, calendar: Iterable[Workout]
) -> tuple[list[Workout], tuple[str, ...]]:
    """The sessions of an answer with their doses, and what must be said of them, one sentence each.

    Args:
        answer: Where they stand.
        start: The block's first day.
        weeks: The dose table's row for each week.
        choices: What the runner decided.
        calendar: The runs of the block and around it: a light session follows what was really run.
    """
    runs = tuple(item for item in calendar if item.sport is Sport.RUN)
    sessions: list[Workout] = []
    remarks: dict[str, None] = {}
    for placed in answer.sessions:
        kind = StrengthKind(placed.kind)
        date = start + dt.timedelta(days=placed.day)
        session = Workout(
            date=date,
            sport=Sport.STRENGTH,
            kind=kind.value,
            title=SESSION_TITLES[kind],
            slot=Slot(placed.slot),
            start=placed.start,
            locked=Place(date, placed.slot, kind) in choices.pins.locked,
            reason=placed.reason,
        )
        planned, general = dosed(session, kind, weeks[placed.day // 7], choices, runs)
        sessions.append(planned)
        remarks.update(dict.fromkeys(general))
    if sessions and choices.equipment.body_mass_kg is None:
        remarks[f"No body mass is known, so loads assume {ASSUMED_BODY_MASS_KG:g} kg."] = None
    return sessions, (*remarks, *_without_sled(sessions))


def dosed(
    session: Workout, kind: StrengthKind, week: DoseWeek, choices: Choices, runs: Sequence[Workout]
) -> tuple[Workout, tuple[str, ...]]:
    """A session with its sets, and what of its remarks concerns the whole block.

    Args:
        session: Its place.
        kind: Its kind.
        week: The dose table's row for its week.
        choices: What the runner decided.
        runs: The runs of the days before it.
    """
    light = light_dose_after(hard_run_before(session, runs) if kind is StrengthKind.LIGHT else None)
    measured = dose(kind, week, choices.level, choices.equipment, start_rung=choices.start_rung, light=light)
    assert session.slot is not None
    if not choices.has_sled(session.date, session.slot):
        alone = measured.without_sled()
        return replace(session, title=SIT_TITLES[kind], planned=alone.effort, note=" ".join(alone.remarks)), ()
    return replace(session, planned=measured.effort, note=" ".join(measured.remarks)), measured.remarks


def _without_sled(sessions: list[Workout]) -> tuple[str, ...]:
    count = sum(not session.planned.sled_m and session.title in SIT_TITLES.values() for session in sessions)
    if not count:
        return ()
    stand = "1 session stands" if count == 1 else f"{count} sessions stand"
    return (f"{stand} where there is no sled: {'it is' if count == 1 else 'they are'} the wall sit alone.",)
