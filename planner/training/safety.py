"""Safety gates: what pain, illness or an answer to the health questions keeps out, why, and how it comes back.

Pure functions from what the runner has recorded to `Gate` values (``science.md`` section 6), and what a gate does to
the sessions of a plan. Nothing here is medical advice, and every sentence a person reads says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.training.absences import Absence, AbsenceKind
from planner.training.precautions import NOT_ADVICE
from planner.training.targets import WeeklyDoses
from planner.training.weeks import DAY
from planner.training.wording import SESSION_TITLES, day_name
from planner.training.workouts import Exercise, ExerciseSet, StrengthKind, Workout

HEAVY = frozenset({StrengthKind.HEAVY})
DEMANDING = frozenset({StrengthKind.HEAVY, StrengthKind.MODERATE})
EVERY_KIND = frozenset(StrengthKind)
WALL_SIT = frozenset({Exercise.WALL_SIT})

GO_UP_TO, KEEP_UP_TO = 3, 5
"""Pain of 0 to 10 with which training goes on, and with which it is kept or reduced (R4, ``Silber07``)."""
HARMLESS_NEXT_MORNING = 2
"""Pain of the next morning that counts as none: load may rise with it (``science.md`` 2.4)."""
DAYS_AFTER_RED, DAYS_AFTER_TWO_RED, TWO_RED_WITHIN = 7, 14, 7
"""Days without heavy and moderate work after one red day and after two within 7; defaults, not evidence."""
DAYS_AFTER_ILLNESS, DAYS_AFTER_INJURY = 2, 28
"""Days without heavy work after an illness (48 h, R8) and after an injury (R9); defaults, not evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Something that is kept out of the plan for the runner's health.

    Attributes:
        rule: The requirement of ``science.md`` 6: ``R1``.
        short: Why, in half a sentence, for the reasons of a place: ``"pain of 7 on Tue 5 Jan"``.
        why: What is out and why, a sentence.
        way_out: How it comes back, a sentence.
        source: What it rests on, with its tag: ``Goldring14 [V]``.
        kinds: Kinds of session that are out.
        exercises: Exercises that are out of every session.
        least_angle_deg: The wall sit's knee angle is at least this, or None.
        longest_hold_s: A wall sit is held no longer than this, or None.
        first: The first day it holds; None is from ever.
        last: The last day it holds; None is without end.
        stops_running: Whether not even runs are planned.
        slower: Whether loads begin and rise as a novice's do.
        stops_progress: Whether neither load nor metres nor holds rise.
    """

    rule: str
    short: str
    why: str
    way_out: str
    source: str
    kinds: frozenset[StrengthKind] = frozenset()
    exercises: frozenset[Exercise] = frozenset()
    least_angle_deg: int | None = None
    longest_hold_s: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    stops_running: bool = False
    slower: bool = False
    stops_progress: bool = False

    def holds(self, day: dt.date) -> bool:
        """Whether it holds on a day."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """Whether it holds from one day to another without a gap."""
        return self.holds(first) and self.holds(last)

    def meets(self, first: dt.date, last: dt.date) -> bool:
        """Whether it holds on any day from one to another."""
        return (self.first is None or self.first <= last) and (self.last is None or self.last >= first)

    @property
    def sentence(self) -> str:
        """What is out, why, the way out, what it rests on."""
        return f"{self.why} {self.way_out} Rests on {self.source} ({self.rule}). {NOT_ADVICE}"


class Verdict(StrEnum):
    """What a rating of pain means for the sessions to come (R4)."""

    GO = "go on"
    REDUCE = "keep it as it is, or reduce"
    DROP = "light or rest instead of heavy and moderate"


def pain_verdict(pain: int | None, pain_next: int | None = None) -> Verdict | None:
    """What the worst pain during a workout, and that of the next morning, mean; None when neither is known.

    Made for tendons (``Silber07``); bone pain is never rated with it (R5).
    """
    worst = max((value for value in (pain, pain_next) if value is not None), default=None)
    if worst is None:
        return None
    is_worse = pain is not None and pain_next is not None and pain_next > max(pain, HARMLESS_NEXT_MORNING)
    if worst > KEEP_UP_TO or is_worse:
        return Verdict.DROP
    return Verdict.REDUCE if worst > GO_UP_TO else Verdict.GO


def gates_of_pain(workouts: Iterable[Workout]) -> tuple[Gate, ...]:
    """What logged pain keeps out: heavy and moderate for a week after a red day, for two after two within 7 days.

    Args:
        workouts: What was done lately, in any order.
    """
    red: dict[dt.date, Workout] = {}
    for workout in workouts:
        actual = workout.actual
        if actual is not None and pain_verdict(actual.pain, actual.pain_next) is Verdict.DROP:
            red.setdefault(workout.date, workout)
    days = sorted(red)
    if not days:
        return ()
    latest, before = days[-1], days[-2] if len(days) > 1 else None
    said = _pain_said(red[latest])
    source = "Silber07 [V], the days by default [D]"
    if before is not None and (latest - before).days < TWO_RED_WITHIN:
        last = latest + DAYS_AFTER_TWO_RED * DAY
        why = (
            f"No heavy and no moderate session until {day_name(last)}, and nothing rises: two days of bad pain within "
            f"{TWO_RED_WITHIN}, {day_name(before)} and {day_name(latest)} ({said})."
        )
        way_out = "Have it looked at by a clinician; go on when it stays at 3 or less."
    else:
        last = latest + DAYS_AFTER_RED * DAY
        why = f"No heavy and no moderate session until {day_name(last)}: {said} on {day_name(latest)}."
        way_out = "Light or rest until then; go on when it stays at 3 or less."
    return (
        Gate(
            rule="R4",
            short=f"{said} on {day_name(latest)}",
            why=why,
            way_out=way_out,
            source=source,
            kinds=DEMANDING,
            first=latest,
            last=last,
            stops_progress=True,
        ),
    )


def _pain_said(workout: Workout) -> str:
    assert workout.actual is not None
    pain, after = workout.actual.pain, workout.actual.pain_next
    if after is not None and (pain is None or after > pain):
        return f"pain of {after} the morning after" + (f", {pain} before" if pain is not None else "")
    return f"pain of {pain}"


def gates_of_absences(absences: Iterable[Absence], cleared: dt.date | None = None) -> tuple[Gate, ...]:
    """What illness and injury keep out: everything meanwhile, heavy work for a while after (R8, R9).

    Args:
        absences: All days without training.
        cleared: The day a professional agreed to harder work; an injury that ended before it no longer counts.
    """
    return tuple(gate for absence in absences for gate in _gates_of(absence, cleared))


def _gates_of(absence: Absence, cleared: dt.date | None) -> Iterable[Gate]:
    if absence.kind not in (AbsenceKind.SICK, AbsenceKind.INJURED):
        return
    ill = absence.kind is AbsenceKind.SICK
    rule, what = ("R8", "ill") if ill else ("R9", "injured")
    yield Gate(
        rule=rule,
        short=f"you are {what} from {day_name(absence.first)} to {day_name(absence.last)}",
        why=f"No strength from {day_name(absence.first)} to {day_name(absence.last)}: you are {what}.",
        way_out="What was missed is not caught up.",
        source="the project's default [D]",
        kinds=EVERY_KIND,
        first=absence.first,
        last=absence.last,
    )
    if not ill and cleared is not None and cleared >= absence.last:
        return
    last = absence.last + (DAYS_AFTER_ILLNESS if ill else DAYS_AFTER_INJURY) * DAY
    after = "48 h after an illness" if ill else f"{DAYS_AFTER_INJURY} days after an injury"
    yield Gate(
        rule=rule,
        short=f"you were {what} until {day_name(absence.last)}",
        why=f"No heavy session until {day_name(last)}: {after} that ended on {day_name(absence.last)}.",
        way_out="Moderate and light ones may come before." if ill else "A professional may clear you before.",
        source="the project's default [D]",
        kinds=HEAVY,
        first=absence.last + DAY,
        last=last,
        slower=not ill,
    )


def asked_for(doses: WeeklyDoses, gates: Iterable[Gate], first: dt.date, last: dt.date) -> WeeklyDoses:
    """What a week asks for once the gates that hold in all of it have had their say.

    Heavy turns moderate; where neither may be, one light session stands for them; where nothing may be, nothing is
    asked.

    Args:
        doses: What it asked for.
        gates: All of them.
        first: Its first day.
        last: Its last day.
    """
    out = {kind for gate in gates if gate.covers(first, last) for kind in gate.kinds}
    if StrengthKind.HEAVY in out:
        doses = replace(doses, heavy=0, moderate=doses.demanding)
    if StrengthKind.MODERATE in out:
        lost = doses.moderate > 0
        doses = replace(doses, moderate=0, light=max(doses.light, 1) if lost and not doses.heavy else doses.light)
    if StrengthKind.LIGHT in out:
        doses = replace(doses, light=0)
    return doses


def guarded(workout: Workout, gates: Iterable[Gate]) -> Workout:
    """A planned session without the exercises that are out on its day, its wall sits within their limits.

    Its note gains the reasons; its title stays true. A session of which nothing remains has no sets.
    """
    here = [gate for gate in gates if gate.holds(workout.date)]
    out = {exercise for gate in here for exercise in gate.exercises}
    kept = tuple(_limited(one, here) for one in workout.planned.sets if one.exercise not in out)
    if kept == workout.planned.sets:
        return workout
    lost = {one.exercise for one in workout.planned.sets} & out
    at_work = [gate for gate in here if lost & gate.exercises or _limits(gate)]
    title = workout.title
    if Exercise.WALL_SIT in lost and title in SESSION_TITLES.values():
        title = title.removesuffix(" and wall sit")
    note = " ".join(part for part in (workout.note, *(gate.why for gate in at_work), NOT_ADVICE) if part)
    return replace(workout, title=title, planned=replace(workout.planned, sets=kept), note=note)


def without_what_is_out(sessions: Iterable[Workout], gates: tuple[Gate, ...]) -> tuple[list[Workout], tuple[str, ...]]:
    """Planned sessions, each `guarded`; those of which nothing remains are left out, and how many is said."""
    kept = [guarded(session, gates) for session in sessions]
    left = [session for session in kept if session.planned.sets]
    lost = len(kept) - len(left)
    what = "1 session holds" if lost == 1 else f"{lost} sessions hold"
    return left, (
        f"{what} nothing but what is kept out for your health, and {'is' if lost == 1 else 'are'} left out.",
    ) if lost else ()


def _limits(gate: Gate) -> bool:
    return gate.least_angle_deg is not None or gate.longest_hold_s is not None


def _limited(one: ExerciseSet, gates: Iterable[Gate]) -> ExerciseSet:
    if one.exercise is not Exercise.WALL_SIT:
        return one
    for gate in gates:
        if gate.least_angle_deg is not None:
            one = replace(one, knee_angle_deg=max(one.knee_angle_deg or 0, gate.least_angle_deg))
        if gate.longest_hold_s is not None:
            one = replace(one, hold_s=min(one.hold_s or gate.longest_hold_s, gate.longest_hold_s))
    return one
