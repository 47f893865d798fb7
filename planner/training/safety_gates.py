"""Safety gates: what pain, illness or a health answer keeps out of the plan, why, and how it comes back.

Pure functions from what the runner recorded to `Gate` values, and the effect of gates on the sessions of a plan.
Nothing here is medical advice, and every sentence shown to people says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.training.absences import Absence, AbsenceKind
from planner.training.formatting import SESSION_TITLES, format_day
from planner.training.precautions import NOT_ADVICE
from planner.training.sources import EvidenceGrade, RuleSource, format_sources
from planner.training.weekly_sessions import WeeklySessions
from planner.training.weeks import DAY
from planner.training.workouts import Exercise, ExerciseSet, StrengthKind, Workout

HEAVY_KINDS = frozenset({StrengthKind.HEAVY})
DEMANDING_KINDS = frozenset({StrengthKind.HEAVY, StrengthKind.MODERATE})
ALL_KINDS = frozenset(StrengthKind)
WALL_SIT_ONLY = frozenset({Exercise.WALL_SIT})

PAIN_GO_MAX, PAIN_KEEP_MAX = 3, 5
"""Pain of 0 to 10 with which training goes on, and with which it is kept or reduced (R4, ``Silber07``)."""
HARMLESS_PAIN_MAX = 2
"""Pain of the next morning that counts as none, so that the load may rise."""
RED_DAY_PAUSE_DAYS, TWO_RED_DAYS_PAUSE_DAYS, TWO_RED_DAYS_WINDOW = 7, 14, 7
"""Days without heavy and moderate work after one red day and after two within 7; defaults, not evidence."""
ILLNESS_PAUSE_DAYS, INJURY_PAUSE_DAYS = 2, 28
"""Days without heavy work after an illness (48 h, R8) and after an injury (R9); defaults, not evidence."""


SAFETY_REQUIREMENTS = {
    "R1": "health questions come first; a yes keeps heavy sessions and wall sits out until a professional agrees",
    "R2": "high blood pressure, recent surgery, an aneurysm, a retinopathy or pregnancy keep wall sits out; raised "
    "pressure limits their angle and time",
    "R3": "every wall sit says to keep breathing, and when to stop",
    "R4": "pain above 5 of 10, or worse the next morning, replaces heavy and moderate sessions by light ones or rest",
    "R5": "signs of bone stress keep out all running and all strength until they are assessed",
    "R6": "no heavy session without a clear lane and shoes that grip",
    "R7": "a run or a week above the studied limits brings a warning with its numbers",
    "R8": "illness, short nights and strong soreness move heavy sessions by 48 hours; missed ones are not caught up",
    "R9": "under 18, over 65, soon after a birth or back from an injury: moderate and light sessions only",
    "R11": "after a race a light session comes only while soreness is 5 of 10 or less",
}
"""The safety requirements by the name that gates and sentences give them: ``R4``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Something that is kept out of the plan for the runner's health.

    Attributes:
        rule: The safety requirement it serves, a key of `SAFETY_REQUIREMENTS`: ``R1``.
        short_reason: Why, in half a sentence, for the reasons of a place: ``"pain of 7 on Tue 5 Jan"``.
        why: What is out and why, a sentence.
        remedy: How it comes back, a sentence.
        sources: What it rests on.
        kinds: Kinds of session that are out.
        exercises: Exercises that are out of every session.
        min_knee_angle_deg: The wall sit's knee angle is at least this, or None.
        max_hold_s: A wall sit is held no longer than this, or None.
        first: The first day it holds; None is from ever.
        last: The last day it holds; None is without end.
        blocks_running: Whether not even runs are planned.
        novice_loads: Whether loads begin and rise as a novice's do.
        blocks_progress: Whether neither load nor metres nor holds rise.
    """

    rule: str
    short_reason: str
    why: str
    remedy: str
    sources: tuple[RuleSource, ...] = (RuleSource(EvidenceGrade.DEFAULT),)
    kinds: frozenset[StrengthKind] = frozenset()
    exercises: frozenset[Exercise] = frozenset()
    min_knee_angle_deg: int | None = None
    max_hold_s: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    blocks_running: bool = False
    novice_loads: bool = False
    blocks_progress: bool = False

    def applies_on(self, day: dt.date) -> bool:
        """Whether it holds on a day."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def applies_throughout(self, first: dt.date, last: dt.date) -> bool:
        """Whether it holds from one day to another without a gap."""
        return self.applies_on(first) and self.applies_on(last)

    def applies_within(self, first: dt.date, last: dt.date) -> bool:
        """Whether it holds on any day from one to another."""
        return (self.first is None or self.first <= last) and (self.last is None or self.last >= first)

    @property
    def sources_text(self) -> str:
        """What it rests on, with tags: ``Goldring14 [V]``."""
        return format_sources(self.sources)

    @property
    def full_text(self) -> str:
        """What is out, why, the way out, what it rests on."""
        return f"{self.why} {self.remedy} Rests on {self.sources_text} ({self.rule}). {NOT_ADVICE}"


class PainVerdict(StrEnum):
    """What a rating of pain means for the sessions to come (R4)."""

    GO = "go on"
    REDUCE = "keep it as it is, or reduce"
    DROP = "light or rest instead of heavy and moderate"


def pain_verdict(pain: int | None, pain_next: int | None = None) -> PainVerdict | None:
    """What the worst pain during a workout, and that of the next morning, mean; None when neither is known.

    Made for tendons (``Silber07``); bone pain is never rated with it (R5).
    """
    worst = max((value for value in (pain, pain_next) if value is not None), default=None)
    if worst is None:
        return None
    is_worse = pain is not None and pain_next is not None and pain_next > max(pain, HARMLESS_PAIN_MAX)
    if worst > PAIN_KEEP_MAX or is_worse:
        return PainVerdict.DROP
    return PainVerdict.REDUCE if worst > PAIN_GO_MAX else PainVerdict.GO


def pain_gates(workouts: Iterable[Workout]) -> tuple[Gate, ...]:
    """What logged pain keeps out: heavy and moderate for a week after a red day, for two after two within 7 days.

    Args:
        workouts: What was done lately, in any order.
    """
    red: dict[dt.date, Workout] = {}
    for workout in workouts:
        actual = workout.actual
        if actual is not None and pain_verdict(actual.pain, actual.pain_next) is PainVerdict.DROP:
            red.setdefault(workout.date, workout)
    days = sorted(red)
    if not days:
        return ()
    latest, before = days[-1], days[-2] if len(days) > 1 else None
    said = _pain_text(red[latest])
    if before is not None and (latest - before).days < TWO_RED_DAYS_WINDOW:
        last = latest + TWO_RED_DAYS_PAUSE_DAYS * DAY
        why = (
            f"No heavy and no moderate session until {format_day(last)}, and nothing rises: two days of bad "
            f"pain within "
            f"{TWO_RED_DAYS_WINDOW}, {format_day(before)} and {format_day(latest)} ({said})."
        )
        way_out = "Have it looked at by a clinician; go on when it stays at 3 or less."
    else:
        last = latest + RED_DAY_PAUSE_DAYS * DAY
        why = f"No heavy and no moderate session until {format_day(last)}: {said} on {format_day(latest)}."
        way_out = "Light or rest until then; go on when it stays at 3 or less."
    return (
        Gate(
            rule="R4",
            short_reason=f"{said} on {format_day(latest)}",
            why=why,
            remedy=way_out,
            sources=(
                RuleSource(EvidenceGrade.READ, "Silber07"),
                RuleSource(EvidenceGrade.DEFAULT, note="the days"),
            ),
            kinds=DEMANDING_KINDS,
            first=latest,
            last=last,
            blocks_progress=True,
        ),
    )


def _pain_text(workout: Workout) -> str:
    assert workout.actual is not None
    pain, after = workout.actual.pain, workout.actual.pain_next
    if after is not None and (pain is None or after > pain):
        return f"pain of {after} the morning after" + (f", {pain} before" if pain is not None else "")
    return f"pain of {pain}"


def absence_gates(absences: Iterable[Absence], cleared: dt.date | None = None) -> tuple[Gate, ...]:
    """What illness and injury keep out: everything meanwhile, heavy work for a while after (R8, R9).

    Args:
        absences: All days without training.
        cleared: The day a professional agreed to harder work; an injury that ended before it no longer counts.
    """
    return tuple(gate for absence in absences for gate in _gates_of_absence(absence, cleared))


def _gates_of_absence(absence: Absence, cleared: dt.date | None) -> Iterable[Gate]:
    if absence.kind not in (AbsenceKind.SICK, AbsenceKind.INJURED):
        return
    ill = absence.kind is AbsenceKind.SICK
    rule, what = ("R8", "ill") if ill else ("R9", "injured")
    yield Gate(
        rule=rule,
        short_reason=f"you are {what} from {format_day(absence.first)} to {format_day(absence.last)}",
        why=f"No strength from {format_day(absence.first)} to {format_day(absence.last)}: you are {what}.",
        remedy="What was missed is not caught up.",
        kinds=ALL_KINDS,
        first=absence.first,
        last=absence.last,
    )
    if not ill and cleared is not None and cleared >= absence.last:
        return
    last = absence.last + (ILLNESS_PAUSE_DAYS if ill else INJURY_PAUSE_DAYS) * DAY
    after = "48 h after an illness" if ill else f"{INJURY_PAUSE_DAYS} days after an injury"
    yield Gate(
        rule=rule,
        short_reason=f"you were {what} until {format_day(absence.last)}",
        why=f"No heavy session until {format_day(last)}: {after} that ended on {format_day(absence.last)}.",
        remedy="Moderate and light ones may come before." if ill else "A professional may clear you before.",
        kinds=HEAVY_KINDS,
        first=absence.last + DAY,
        last=last,
        novice_loads=not ill,
    )


def limit_sessions_by_gates(
    sessions: WeeklySessions, gates: Iterable[Gate], first: dt.date, last: dt.date
) -> WeeklySessions:
    """What a week asks for once the gates that hold in all of it have had their say.

    Heavy turns moderate; where neither may be, one light session stands for them; where nothing may be, nothing is
    asked.

    Args:
        sessions: What it asked for.
        gates: All of them.
        first: Its first day.
        last: Its last day.
    """
    out = {kind for gate in gates if gate.applies_throughout(first, last) for kind in gate.kinds}
    if StrengthKind.HEAVY in out:
        sessions = replace(sessions, heavy=0, moderate=sessions.demanding)
    if StrengthKind.MODERATE in out:
        lost = sessions.moderate > 0
        sessions = replace(
            sessions, moderate=0, light=max(sessions.light, 1) if lost and not sessions.heavy else sessions.light
        )
    if StrengthKind.LIGHT in out:
        sessions = replace(sessions, light=0)
    return sessions


def restrict_session(workout: Workout, gates: Iterable[Gate]) -> Workout:
    """A planned session without the exercises that are out on its day, its wall sits within their limits.

    Its note gains the reasons; its title stays true. A session of which nothing remains has no sets.
    """
    active = [gate for gate in gates if gate.applies_on(workout.date)]
    out = {exercise for gate in active for exercise in gate.exercises}
    remaining = tuple(_limit_set(one, active) for one in workout.planned.sets if one.exercise not in out)
    if remaining == workout.planned.sets:
        return workout
    removed = {one.exercise for one in workout.planned.sets} & out
    relevant = [gate for gate in active if removed & gate.exercises or _has_wall_sit_limits(gate)]
    title = workout.title
    if Exercise.WALL_SIT in removed and title in SESSION_TITLES.values():
        title = title.removesuffix(" and wall sit")
    note = " ".join(part for part in (workout.note, *(gate.why for gate in relevant), NOT_ADVICE) if part)
    return replace(workout, title=title, planned=replace(workout.planned, sets=remaining), note=note)


def restrict_sessions(sessions: Iterable[Workout], gates: tuple[Gate, ...]) -> tuple[list[Workout], tuple[str, ...]]:
    """Planned sessions, each `restrict_session`; those of which nothing remains are left out, and how many is said."""
    kept = [restrict_session(session, gates) for session in sessions]
    left = [session for session in kept if session.planned.sets]
    lost = len(kept) - len(left)
    what = "1 session holds" if lost == 1 else f"{lost} sessions hold"
    return left, (
        f"{what} nothing but what is kept out for your health, and {'is' if lost == 1 else 'are'} left out.",
    ) if lost else ()


def _has_wall_sit_limits(gate: Gate) -> bool:
    return gate.min_knee_angle_deg is not None or gate.max_hold_s is not None


def _limit_set(one: ExerciseSet, gates: Iterable[Gate]) -> ExerciseSet:
    if one.exercise is not Exercise.WALL_SIT:
        return one
    for gate in gates:
        if gate.min_knee_angle_deg is not None:
            one = replace(one, knee_angle_deg=max(one.knee_angle_deg or 0, gate.min_knee_angle_deg))
        if gate.max_hold_s is not None:
            one = replace(one, hold_s=min(one.hold_s or gate.max_hold_s, gate.max_hold_s))
    return one
