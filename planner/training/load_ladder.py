"""Where a runner stands on the load ladder, from the sessions that were logged: one rung up, held, or a rung down.

Up only after two sessions that felt a point easier than their cap and hurt no more than 2 of 10 (built from Ratamess et
al. 2009, which raises a load once it is mastered). What missed weeks cost is this project's default, not evidence.
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
from planner.training.workouts import AS_PLANNED, Exercise, Sport, StrengthKind, Workout

PAIN_ALLOWED = 2
"""The most pain, 0 to 10, after which the load may still go up."""
PAIN_RED = 5
"""Above this the load goes down a rung, and light sessions take the place of the demanding ones (R4)."""
BACK_OFF_DAYS, RESTART_DAYS = 14, 28
"""Without a session for so long: a rung down; back to the entry. Defaults, not evidence."""
_PAIN_PAUSE = dt.timedelta(days=7)
_RUNG_TOLERANCE = 1.05
"""How far a load may lie from a rung, up or down, and still be that rung: half a step of the ladder."""


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """A strength session that was done, as far as the ladder looks at it.

    Attributes:
        date: Its day.
        kind: Its dose.
        rung: The rung its load stood on, or None when no load is known or it was none.
        rpe: How hard it felt, or None when the runner did not say.
        pain: The worst pain, 0 to 10, that of the next morning included, or None when nothing was said of it.
    """

    date: dt.date
    kind: StrengthKind
    rung: int | None = None
    rpe: float | None = None
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class LadderPosition:
    """Where the next session starts.

    Attributes:
        rung: Its rung of the ladder.
        reason: Why, in one sentence.
        demanding_from: The first day for heavy and moderate sessions after one that hurt; None is at once.
    """

    rung: int
    reason: str
    demanding_from: dt.date | None = None


def rung_of_load(load_kg: float, equipment: Equipment) -> int | None:
    """The rung a load stands on, for this body on this floor; None below the ladder.

    Between two rungs it is the lower one, unless the load is within a twentieth of the higher; above the ladder it is
    the top.
    """
    body = equipment.body_mass_kg or ASSUMED_BODY_MASS_KG
    percent = load_kg / body * 100 * FLOOR_FRICTION[equipment.floor] / REFERENCE_FRICTION
    return max((rung for rung, step in enumerate(LOAD_LADDER) if step <= percent * _RUNG_TOLERANCE), default=None)


def logged_session(workout: Workout, equipment: Equipment) -> LoggedSession | None:
    """A workout as the ladder sees it; None for what is no strength session of ours, or was not done.

    A rating that was only copied from the plan is no rating.
    """
    if workout.sport is not Sport.STRENGTH or workout.actual is None or workout.kind not in list(StrengthKind):
        return None
    outcome = workout.actual
    copied = outcome.source == AS_PLANNED and outcome.effort.rpe == workout.planned.rpe
    sets = outcome.effort.sets or workout.planned.sets
    loads = [part.load_kg for part in sets if part.exercise is Exercise.REVERSE_SLED_PUSH and part.load_kg]
    felt = [pain for pain in (outcome.pain, outcome.pain_next) if pain is not None]
    return LoggedSession(
        date=workout.date,
        kind=StrengthKind(workout.kind),
        rung=rung_of_load(max(loads), equipment) if loads else None,
        rpe=None if copied else outcome.effort.rpe,
        pain=max(felt, default=None),
    )


def next_ladder_position(
    log: Iterable[LoggedSession], day: dt.date, entry_rung: int, *, pain_text: str = ""
) -> LadderPosition:
    """The rung of the next session, from those done before it.

    Args:
        log: The sessions that were done, in any order; those after `day` are left aside.
        day: The day of the next session.
        entry_rung: The rung a runner without a log starts from.
        pain_text: The pain after which nothing rises now, as ``pain of 7 on Tue 5 Jan``; empty when it may.
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
    if days_off >= RESTART_DAYS:
        rung = min(entry_rung, last.rung)
        return LadderPosition(
            rung, f"After {days_off} days without strength it starts again at {_percent(rung)} ({_DEFAULT_NOTE})."
        )
    if (done[-1].pain or 0) > PAIN_RED:
        return _position_after_pain(done[-1], max(0, last.rung - 1))
    if days_off >= BACK_OFF_DAYS:
        rung = max(0, last.rung - 1)
        return LadderPosition(
            rung, f"After {days_off} days without strength it is a rung down, {_percent(rung)} ({_DEFAULT_NOTE})."
        )
    if pain_text:
        return LadderPosition(last.rung, f"Nothing rises after {pain_text} (R4), so it stays at {_percent(last.rung)}.")
    return _raise_or_hold(loaded)


_DEFAULT_NOTE = "a default, not evidence"


def _rung_sessions(done: list[LoggedSession]) -> list[LoggedSession]:
    """The sessions that show the rung: beside heavy ones of late, moderate ones are capped and show nothing."""
    loaded = [session for session in done if session.kind is not StrengthKind.LIGHT and session.rung is not None]
    heavy = [session for session in loaded if session.kind is StrengthKind.HEAVY]
    of_late = heavy and (loaded[-1].date - heavy[-1].date).days < BACK_OFF_DAYS
    return heavy if of_late else loaded


def _position_after_pain(session: LoggedSession, rung: int) -> LadderPosition:
    first = session.date + _PAIN_PAUSE
    why = (
        f"The session of {session.date} hurt {session.pain} of 10: a rung down to {_percent(rung)}, and light sessions "
        f"only before {first} (R4)."
    )
    return LadderPosition(rung, why, first)


def _raise_or_hold(loaded: list[LoggedSession]) -> LadderPosition:
    last = loaded[-1]
    assert last.rung is not None
    held = f"it stays at {_percent(last.rung)}"
    two = [session for session in loaded[-2:] if session.rung == last.rung]
    for session in reversed(two):
        against = _reason_against_raise(session)
        if against:
            return LadderPosition(last.rung, f"The session of {session.date} {against}, so {held}.")
    if len(two) < 2:
        return LadderPosition(
            last.rung, f"One session is logged at {_percent(last.rung)} and a step up takes two, so {held}."
        )
    if last.rung == len(LOAD_LADDER) - 1:
        return LadderPosition(last.rung, f"{_percent(last.rung)} is the top of the ladder, so {held}.")
    up = last.rung + 1
    return LadderPosition(
        up,
        f"The last two sessions at {_percent(last.rung)} felt at least a point under their cap and did not hurt, "
        f"so it is one rung up, {_percent(up)}.",
    )


def _reason_against_raise(session: LoggedSession) -> str:
    """What speaks against a step up; empty when nothing does."""
    cap = RPE_CAP[session.kind]
    if session.pain is not None and session.pain > PAIN_ALLOWED:
        return f"hurt {session.pain} of 10, more than {PAIN_ALLOWED}"
    if session.rpe is None:
        return "has no rating of its own"
    return f"felt like {session.rpe:g}, more than {cap - 1:g}" if session.rpe > cap - 1 else ""


def _percent(rung: int) -> str:
    return f"{LOAD_LADDER[rung]:g} % of body mass"
