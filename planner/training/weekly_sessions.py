"""Compute how many strength sessions of each kind a week has, by the phase of the block."""

from __future__ import annotations

from dataclasses import dataclass

from planner.training.doses import EASY_PHASES, ENTRY_RUNG, LIGHT_ONLY_PHASES, DosePhase, DoseWeek, allows_heavy
from planner.training.refusal import RefusedError
from planner.training.workouts import StrengthLevel


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


def default_sessions(level: StrengthLevel) -> WeeklySessions:
    """Return the default sessions of a week: two demanding ones and a light one; a novice's are moderate."""
    return WeeklySessions(0, 2, 1) if level is StrengthLevel.NOVICE else WeeklySessions(1, 1, 1)


def limit_sessions(sessions: WeeklySessions, limit: int) -> WeeklySessions:
    """Cut a week to so many sessions: light ones are dropped first, then moderate, then heavy ones."""
    heavy = min(sessions.heavy, limit)
    moderate = min(sessions.moderate, limit - heavy)
    return WeeklySessions(heavy, moderate, min(sessions.light, limit - heavy - moderate))


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

    A novice does nothing heavy in learning weeks (HC13), a deload or taper week has one moderate session at most, and
    race and recovery weeks have light ones only. Heavy sessions start at 51.5 % of body mass; until the week's rung is
    at most one below that, they are moderate.

    Args:
        wanted: The sessions of a normal week.
        week: The dose table's row.
        level: How used to leg strength work the runner is.
        start_rung: The rung the block starts from; the level's entry rung when None.
    """
    if week.phase in LIGHT_ONLY_PHASES:
        return WeeklySessions(light=wanted.light)
    if week.phase in EASY_PHASES:
        return WeeklySessions(moderate=min(1, wanted.demanding), light=wanted.light)
    is_learning = week.phase is DosePhase.LEARN and level is StrengthLevel.NOVICE
    if is_learning or not allows_heavy(ENTRY_RUNG[level] if start_rung is None else start_rung, week):
        return WeeklySessions(moderate=wanted.demanding, light=wanted.light)
    return wanted
