"""Safety gates: what pain, illness or a health answer keeps out of the plan, why, and how it comes back.

Pure functions from what the runner recorded to `Gate` values, and the effect of gates on the sessions of a plan.
Nothing here is medical advice, and every sentence shown to people says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.text import format_count
from planner.training.absences import Absence, AbsenceKind
from planner.training.formatting import format_day
from planner.training.pain_limits import HARMLESS_PAIN_MAX, PAIN_GO_MAX, PAIN_KEEP_MAX, RED_DAY_PAUSE_DAYS
from planner.training.precautions import NOT_ADVICE
from planner.training.sources import EvidenceGrade, RuleSource, describe_evidence, format_sources
from planner.training.weekly_sessions import WeeklySessions
from planner.training.weeks import DAY
from planner.training.workout_names import with_title_of_sets
from planner.training.workouts import DEMANDING_KINDS, Exercise, ExerciseSet, StrengthKind, Workout

HEAVY_KINDS = frozenset({StrengthKind.HEAVY})
ALL_KINDS = frozenset(StrengthKind)
WALL_SIT_ONLY = frozenset({Exercise.WALL_SIT})

_TWO_RED_DAYS_PAUSE_DAYS, _TWO_RED_DAYS_WINDOW = 14, 7
"""Days without heavy and moderate sessions after two days of bad pain within 7; defaults."""
_ILLNESS_PAUSE_DAYS, _INJURY_PAUSE_DAYS = 2, 28
"""Days without heavy sessions after an illness (48 h, R8) and after an injury (R9); defaults, not evidence."""


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
    """What is kept out of the plan on some days for the runner's health.

    Attributes:
        rule: The safety requirement it serves, a key of `SAFETY_REQUIREMENTS`: ``R1``.
        short_reason: Why, in half a sentence: ``pain of 7 on Tue 5 Jan``.
        why: What is kept out and why, in a sentence.
        remedy: How it comes back, in a sentence.
        sources: What it rests on.
        kinds: The kinds of session that are kept out.
        exercises: The exercises that are kept out of every session.
        min_knee_angle_deg: The least knee angle of a wall sit in degrees, or None.
        max_hold_s: The longest wall sit in seconds, or None.
        first: The first day it applies; None means without a start.
        last: The last day it applies; None means without an end.
        blocks_running: Whether runs are kept out too.
        novice_loads: Whether loads start and rise as a novice's do.
        blocks_progress: Whether load, metres and holds must not rise.
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
        """Return whether it applies on a day."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def applies_throughout(self, first: dt.date, last: dt.date) -> bool:
        """Return whether it applies on every day from one to another."""
        return self.applies_on(first) and self.applies_on(last)

    def applies_within(self, first: dt.date, last: dt.date) -> bool:
        """Return whether it applies on any day from one to another."""
        return (self.first is None or self.first <= last) and (self.last is None or self.last >= first)

    @property
    def sources_text(self) -> str:
        """What it rests on, with tags: ``Goldring14 [V]``."""
        return format_sources(self.sources)

    @property
    def full_text(self) -> str:
        """What is kept out and why, the remedy, and what it rests on."""
        return f"{self.why} {self.remedy} It rests on {describe_evidence(self.sources)}. {NOT_ADVICE}"


class PainVerdict(StrEnum):
    """What a rating of pain means for the next sessions (R4)."""

    GO = "go on"
    REDUCE = "keep it as it is, or reduce"
    DROP = "light or rest instead of heavy and moderate"


def pain_verdict(pain: int | None, pain_next: int | None = None) -> PainVerdict | None:
    """Return what the worst pain during a workout and the pain of the next morning mean; None when neither is known.

    The rule is made for tendons (``Silber07``); bone pain is never rated with it (R5).

    Args:
        pain: The worst pain during the workout, 0 to 10, or None.
        pain_next: The pain of the next morning, 0 to 10, or None.
    """
    worst = max((value for value in (pain, pain_next) if value is not None), default=None)
    if worst is None:
        return None
    is_worse = pain is not None and pain_next is not None and pain_next > max(pain, HARMLESS_PAIN_MAX)
    if worst > PAIN_KEEP_MAX or is_worse:
        return PainVerdict.DROP
    return PainVerdict.REDUCE if worst > PAIN_GO_MAX else PainVerdict.GO


def pain_gates(workouts: Iterable[Workout]) -> tuple[Gate, ...]:
    """Return the gate of recorded pain: no heavy and moderate sessions for one week, or for two after two bad days.

    Args:
        workouts: Recent workouts, in any order.
    """
    bad_days: dict[dt.date, Workout] = {}
    for workout in workouts:
        actual = workout.actual
        if actual is not None and pain_verdict(actual.pain, actual.pain_next) is PainVerdict.DROP:
            bad_days.setdefault(workout.date, workout)
    days = sorted(bad_days)
    if not days:
        return ()
    latest, before = days[-1], days[-2] if len(days) > 1 else None
    pain_text = _pain_text(bad_days[latest])
    if before is not None and (latest - before).days < _TWO_RED_DAYS_WINDOW:
        last = latest + _TWO_RED_DAYS_PAUSE_DAYS * DAY
        why = (
            f"No heavy and no moderate session until {format_day(last)}, and nothing rises: two days of bad pain "
            f"within {_TWO_RED_DAYS_WINDOW}, {format_day(before)} and {format_day(latest)} ({pain_text})."
        )
        remedy = "Have it looked at by a clinician; go on when it stays at 3 or less."
    else:
        last = latest + RED_DAY_PAUSE_DAYS * DAY
        why = f"No heavy and no moderate session until {format_day(last)}: {pain_text} on {format_day(latest)}."
        remedy = "Light or rest until then; go on when it stays at 3 or less."
    return (
        Gate(
            rule="R4",
            short_reason=f"{pain_text} on {format_day(latest)}",
            why=why,
            remedy=remedy,
            sources=(RuleSource(EvidenceGrade.READ, "Silber07"), RuleSource(EvidenceGrade.DEFAULT, note="the days")),
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
    """Return the gates of illness and injury: on everything meanwhile, on heavy sessions for some time after (R8, R9).

    Args:
        absences: All days without training.
        cleared: The day a professional agreed to harder work; injuries that ended by then no longer count.
    """
    return tuple(gate for absence in absences for gate in _gates_of_absence(absence, cleared))


def _gates_of_absence(absence: Absence, cleared: dt.date | None) -> Iterable[Gate]:
    if absence.kind not in (AbsenceKind.SICK, AbsenceKind.INJURED):
        return
    is_ill = absence.kind is AbsenceKind.SICK
    rule, what = ("R8", "ill") if is_ill else ("R9", "injured")
    yield Gate(
        rule=rule,
        short_reason=f"you are {what} from {format_day(absence.first)} to {format_day(absence.last)}",
        why=f"No strength from {format_day(absence.first)} to {format_day(absence.last)}: you are {what}.",
        remedy="What was missed is not caught up.",
        kinds=ALL_KINDS,
        first=absence.first,
        last=absence.last,
    )
    if not is_ill and cleared is not None and cleared >= absence.last:
        return
    last = absence.last + (_ILLNESS_PAUSE_DAYS if is_ill else _INJURY_PAUSE_DAYS) * DAY
    after = "48 h after an illness" if is_ill else f"{_INJURY_PAUSE_DAYS} days after an injury"
    yield Gate(
        rule=rule,
        short_reason=f"you were {what} until {format_day(absence.last)}",
        why=f"No heavy session until {format_day(last)}: {after} that ended on {format_day(absence.last)}.",
        remedy="Moderate and light ones may come before." if is_ill else "A professional may clear you before.",
        kinds=HEAVY_KINDS,
        first=absence.last + DAY,
        last=last,
        novice_loads=not is_ill,
    )


def limit_sessions_by_gates(
    sessions: WeeklySessions, gates: Iterable[Gate], first: dt.date, last: dt.date
) -> WeeklySessions:
    """Return the sessions of a week without those that gates keep out on all of its days.

    Heavy sessions become moderate ones; where both are kept out, one light session replaces them; where all kinds are
    kept out, there is none.

    Args:
        sessions: The sessions planned for the week.
        gates: All gates.
        first: The week's first day.
        last: The week's last day.
    """
    blocked = {kind for gate in gates if gate.applies_throughout(first, last) for kind in gate.kinds}
    if StrengthKind.HEAVY in blocked:
        sessions = replace(sessions, heavy=0, moderate=sessions.demanding)
    if StrengthKind.MODERATE in blocked:
        needs_light = sessions.moderate > 0 and not sessions.heavy
        sessions = replace(sessions, moderate=0, light=max(sessions.light, 1) if needs_light else sessions.light)
    if StrengthKind.LIGHT in blocked:
        sessions = replace(sessions, light=0)
    return sessions


def restrict_session(workout: Workout, gates: Iterable[Gate]) -> Workout:
    """Return a planned session without the exercises that are kept out on its day, its wall sits within their limits.

    The reasons are added to its note, and a default title is adapted. A session of which nothing remains has no sets.
    """
    active = [gate for gate in gates if gate.applies_on(workout.date)]
    blocked = {exercise for gate in active for exercise in gate.exercises}
    remaining = tuple(_limit_set(part, active) for part in workout.planned.sets if part.exercise not in blocked)
    if remaining == workout.planned.sets:
        return workout
    removed = {part.exercise for part in workout.planned.sets} & blocked
    relevant = [gate for gate in active if removed & gate.exercises or _has_wall_sit_limits(gate)]
    note = " ".join(part for part in (workout.note, *(gate.why for gate in relevant), NOT_ADVICE) if part)
    restricted = replace(workout, planned=replace(workout.planned, sets=remaining), note=note)
    return with_title_of_sets(restricted) if remaining else restricted


def restrict_sessions(sessions: Iterable[Workout], gates: tuple[Gate, ...]) -> tuple[list[Workout], tuple[str, ...]]:
    """Restrict planned sessions; return those of which something remains, and a remark on the number left out."""
    restricted = [restrict_session(session, gates) for session in sessions]
    remaining = [session for session in restricted if session.planned.sets]
    count = len(restricted) - len(remaining)
    if not count:
        return remaining, ()
    verb, be = ("holds", "is") if count == 1 else ("hold", "are")
    remark = f"{format_count(count, 'session')} {verb} nothing but what is kept out for your health, and {be} left out."
    return remaining, (remark,)


def _has_wall_sit_limits(gate: Gate) -> bool:
    return gate.min_knee_angle_deg is not None or gate.max_hold_s is not None


def _limit_set(part: ExerciseSet, gates: Iterable[Gate]) -> ExerciseSet:
    if part.exercise != Exercise.WALL_SIT:
        return part
    for gate in gates:
        if gate.min_knee_angle_deg is not None:
            part = replace(part, knee_angle_deg=max(part.knee_angle_deg or 0, gate.min_knee_angle_deg))
        if gate.max_hold_s is not None:
            part = replace(part, hold_s=min(part.hold_s or gate.max_hold_s, gate.max_hold_s))
    return part
