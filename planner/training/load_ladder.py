"""Find a runner's rung of the load ladder from the logged sessions: one rung up, the same rung, or a rung down.

The load goes up only after two sessions that felt a point easier than their cap and hurt no more than 2 of 10 (after
``ACSM09``, which raises a load once it is mastered). What missed weeks cost is this project's default, not evidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.training.doses import (
    ASSUMED_BODY_MASS_KG,
    FLOOR_FRICTION,
    LOAD_LADDER,
    REFERENCE_FRICTION,
    RPE_CAP,
    Equipment,
)
from planner.training.safety_gates import HARMLESS_PAIN_MAX, PAIN_KEEP_MAX, RED_DAY_PAUSE_DAYS
from planner.training.weeks import DAY
from planner.training.workouts import AS_PLANNED, Exercise, Sport, StrengthKind, Workout

_BACK_OFF_DAYS, _RESTART_DAYS = 14, 28
"""Days without a session after which the load goes a rung down, and back to the entry rung. Defaults, not evidence."""
_RUNG_TOLERANCE = 1.05
"""How far below a rung, as a factor, a load still counts as that rung: half a step of the ladder."""


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """What the ladder needs of a strength session that was done.

    Attributes:
        date: Its day.
        kind: Its dose.
        rung: The rung of its load, or None without a load or when it is unknown.
        rpe: How hard it felt (CR10), or None when the runner did not rate it.
        pain: The worst pain, 0 to 10, the next morning included, or None when it was not recorded.
    """

    date: dt.date
    kind: StrengthKind
    rung: int | None = None
    rpe: float | None = None
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class LadderPosition:
    """The rung of the next session.

    Attributes:
        rung: The rung, from 0.
        reason: Why, in one sentence.
        demanding_from: The first day for heavy and moderate sessions after one that hurt; None without such a pause.
    """

    rung: int
    reason: str
    demanding_from: dt.date | None = None


def rung_of_load(load_kg: float, equipment: Equipment) -> int | None:
    """Return the rung of a load in kilograms for a body and a floor; None below the ladder.

    A load between two rungs is on the lower one, unless it is within a twentieth of the higher; a load above the ladder
    is on the top rung.
    """
    body = equipment.body_mass_kg or ASSUMED_BODY_MASS_KG
    percent = load_kg / body * 100 * FLOOR_FRICTION[equipment.floor] / REFERENCE_FRICTION
    return max((rung for rung, step in enumerate(LOAD_LADDER) if step <= percent * _RUNG_TOLERANCE), default=None)


def logged_session(workout: Workout, equipment: Equipment) -> LoggedSession | None:
    """Return what the ladder needs of a workout; None for one that is no strength session with a dose, or not done.

    A rating that "done" only copied from the plan does not count.
    """
    if workout.sport is not Sport.STRENGTH or workout.actual is None or workout.kind not in list(StrengthKind):
        return None
    outcome = workout.actual
    is_copied = outcome.source == AS_PLANNED and outcome.effort.rpe == workout.planned.rpe
    sets = outcome.effort.sets or workout.planned.sets
    loads = [part.load_kg for part in sets if part.exercise is Exercise.REVERSE_SLED_PUSH and part.load_kg]
    pains = [pain for pain in (outcome.pain, outcome.pain_next) if pain is not None]
    return LoggedSession(
        date=workout.date,
        kind=StrengthKind(workout.kind),
        rung=rung_of_load(max(loads), equipment) if loads else None,
        rpe=None if is_copied else outcome.effort.rpe,
        pain=max(pains, default=None),
    )


def next_ladder_position(
    log: Iterable[LoggedSession], day: dt.date, entry_rung: int, *, pain_text: str = ""
) -> LadderPosition:
    """Return the rung of the next session, from those done before it.

    Args:
        log: The sessions that were done, in any order; those after `day` are ignored.
        day: The day of the next session.
        entry_rung: The rung that a runner without a log starts from.
        pain_text: The pain that stops progress now, as ``pain of 7 on Tue 5 Jan``; empty when there is none.
    """
    done = sorted((session for session in log if session.date <= day), key=lambda session: session.date)
    loaded = _rung_sessions(done)
    if not loaded:
        return LadderPosition(
            entry_rung, f"No sled session is logged, so the ladder starts at its entry, {_percent(entry_rung)}."
        )
    last = loaded[-1]
    assert last.rung is not None
    days_off = (day - done[-1].date).days
    after_text = f"After {days_off} days without strength it"
    if days_off >= _RESTART_DAYS:
        rung = min(entry_rung, last.rung)
        return LadderPosition(rung, f"{after_text} starts again at {_percent(rung)} ({_DEFAULT_NOTE}).")
    if (done[-1].pain or 0) > PAIN_KEEP_MAX:
        return _position_after_pain(done[-1], max(0, last.rung - 1))
    if days_off >= _BACK_OFF_DAYS:
        rung = max(0, last.rung - 1)
        return LadderPosition(rung, f"{after_text} is a rung down, {_percent(rung)} ({_DEFAULT_NOTE}).")
    if pain_text:
        return LadderPosition(last.rung, f"Nothing rises after {pain_text} (R4), so it stays at {_percent(last.rung)}.")
    return _raise_or_hold(loaded)


_DEFAULT_NOTE = "a default, not evidence"


def _rung_sessions(done: list[LoggedSession]) -> list[LoggedSession]:
    """Return the sessions that show the rung: the heavy ones alone if recent, because moderate loads are capped."""
    loaded = [session for session in done if session.kind is not StrengthKind.LIGHT and session.rung is not None]
    heavy = [session for session in loaded if session.kind is StrengthKind.HEAVY]
    is_recent = heavy and (loaded[-1].date - heavy[-1].date).days < _BACK_OFF_DAYS
    return heavy if is_recent else loaded


def _position_after_pain(session: LoggedSession, rung: int) -> LadderPosition:
    first = session.date + RED_DAY_PAUSE_DAYS * DAY
    why = (
        f"The session of {session.date} hurt {session.pain} of 10: a rung down to {_percent(rung)}, and light sessions "
        f"only before {first} (R4)."
    )
    return LadderPosition(rung, why, first)


def _raise_or_hold(loaded: list[LoggedSession]) -> LadderPosition:
    last = loaded[-1]
    assert last.rung is not None
    percent = _percent(last.rung)
    stays_text = f"it stays at {percent}"
    last_two = [session for session in loaded[-2:] if session.rung == last.rung]
    for session in reversed(last_two):
        reason = _reason_against_raise(session)
        if reason:
            return LadderPosition(last.rung, f"The session of {session.date} {reason}, so {stays_text}.")
    if len(last_two) < 2:
        return LadderPosition(
            last.rung, f"One session is logged at {percent} and a step up takes two, so {stays_text}."
        )
    if last.rung == len(LOAD_LADDER) - 1:
        return LadderPosition(last.rung, f"{percent} is the top of the ladder, so {stays_text}.")
    up = last.rung + 1
    return LadderPosition(
        up,
        f"The last two sessions at {percent} felt at least a point under their cap and did not hurt, "
        f"so it is one rung up, {_percent(up)}.",
    )


def _reason_against_raise(session: LoggedSession) -> str:
    """Return why the load must not go up after a session; empty when it may."""
    cap = RPE_CAP[session.kind]
    if session.pain is not None and session.pain > HARMLESS_PAIN_MAX:
        return f"hurt {session.pain} of 10, more than {HARMLESS_PAIN_MAX}"
    if session.rpe is None:
        return "has no rating of its own"
    return f"felt like {session.rpe:g}, more than {cap - 1:g}" if session.rpe > cap - 1 else ""


def _percent(rung: int) -> str:
    return f"{LOAD_LADDER[rung]:g} % of body mass"
