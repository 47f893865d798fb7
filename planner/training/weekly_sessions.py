"""Compute how many strength sessions of each kind a week has, by the phase of the block."""

from __future__ import annotations

from dataclasses import dataclass

from planner.training.dose_tables import EASY_PHASES, LIGHT_ONLY_PHASES, DosePhase, DoseWeek
from planner.training.doses import ENTRY_RUNG, allows_heavy
from planner.training.refusal import RefusedError
from planner.training.workouts import SESSION_MINUTES, StrengthKind, StrengthLevel


@dataclass(frozen=True, slots=True)
class WeeklySessions:
    """The number of sessions of each kind in a week."""

    heavy: int = 0
    moderate: int = 0
    light: int = 0

    @property
    def demanding(self) -> int:
        """Heavy and moderate sessions together."""
        return self.heavy + self.moderate


MAX_DEMANDING_SESSIONS, MAX_SESSIONS = 2, 3
FEW_RUN_DAYS = 3
"""Up to so many run days a week, strength is one moderate and one light session unless the runner asks for more, and
light sessions may be on the other days. A default, not evidence."""


def default_sessions(level: StrengthLevel, run_days: int | None = None) -> WeeklySessions:
    """Return the default sessions of a week: two demanding ones and a light one; a novice's are moderate.

    Args:
        level: How used to leg strength work the runner is.
        run_days: How many days a week the runner runs, or None when not known; with few it is one demanding session,
            a moderate one.
    """
    if run_days is not None and run_days <= FEW_RUN_DAYS:
        return WeeklySessions(0, 1, 1)
    return WeeklySessions(0, 2, 1) if level is StrengthLevel.NOVICE else WeeklySessions(1, 1, 1)


def limit_sessions(sessions: WeeklySessions, limit: int) -> WeeklySessions:
    """Cut a week to so many sessions: light ones are dropped first, then moderate, then heavy ones."""
    heavy = min(sessions.heavy, limit)
    moderate = min(sessions.moderate, limit - heavy)
    return WeeklySessions(heavy, moderate, min(sessions.light, limit - heavy - moderate))


def strength_minutes(sessions: WeeklySessions) -> int:
    """Return how many minutes the sessions of a week take."""
    counts = (sessions.heavy, sessions.moderate, sessions.light)
    return sum(count * SESSION_MINUTES[kind] for count, kind in zip(counts, StrengthKind, strict=True))


def limit_minutes(sessions: WeeklySessions, minutes: float) -> WeeklySessions:
    """Cut a week to so many minutes of strength: light sessions are dropped first, then moderate, then heavy ones."""
    heavy, moderate, light = sessions.heavy, sessions.moderate, sessions.light
    while strength_minutes(WeeklySessions(heavy, moderate, light)) > minutes and heavy + moderate + light:
        if light:
            light -= 1
        elif moderate:
            moderate -= 1
        else:
            heavy -= 1
    return WeeklySessions(heavy, moderate, light)


def check_sessions(sessions: WeeklySessions) -> None:
    """Refuse numbers of sessions that no week can have.

    Raises:
        RefusedError: A number is negative, or there are more than 2 heavy and moderate sessions a week, or more than 3
            of all kinds.
    """
    for name, count in (("heavy", sessions.heavy), ("moderate", sessions.moderate), ("light", sessions.light)):
        if count < 0:
            raise RefusedError(f"{name} must be 0 or more sessions a week, not {count}.")
    if sessions.demanding > MAX_DEMANDING_SESSIONS:
        raise RefusedError(
            f"Heavy and moderate together must be at most {MAX_DEMANDING_SESSIONS} sessions a week, "
            f"not {sessions.demanding}."
        )
    if sessions.demanding + sessions.light > MAX_SESSIONS:
        raise RefusedError(
            f"All strength together must be at most {MAX_SESSIONS} sessions a week, "
            f"not {sessions.demanding + sessions.light}."
        )


def sessions_of_week(
    wanted: WeeklySessions, week: DoseWeek, level: StrengthLevel, start_rung: int | None = None
) -> WeeklySessions:
    """Return the sessions of a week of the dose table.

    A novice does nothing heavy in learning weeks (HC13), a deload or taper week has one demanding session at most, at
    the load of the last normal week, and race and recovery weeks have light ones only. Where the week's load is below
    51.5 % of body mass, heavy sessions are moderate ones.

    Args:
        wanted: The sessions of a normal week.
        week: The dose table's row.
        level: How used to leg strength work the runner is.
        start_rung: The rung the block starts from; the level's entry rung when None.
    """
    if week.phase in LIGHT_ONLY_PHASES:
        return WeeklySessions(light=wanted.light)
    is_learning = week.phase is DosePhase.LEARN and level is StrengthLevel.NOVICE
    if is_learning or not allows_heavy(ENTRY_RUNG[level] if start_rung is None else start_rung, week):
        wanted = WeeklySessions(moderate=wanted.demanding, light=wanted.light)
    if week.phase in EASY_PHASES:
        heavy = min(1, wanted.heavy)
        return WeeklySessions(heavy, min(1 - heavy, wanted.moderate), wanted.light)
    return wanted
