"""How many sessions of each kind a week asks for, once the block's phase has had its say."""

from __future__ import annotations

from dataclasses import dataclass

from planner.training.doses import EASY_WEEKS, ENTRY_RUNG, NO_STRENGTH_WEEKS, DosePhase, DoseWeek, reaches_heavy
from planner.training.refusal import RefusedError
from planner.training.workouts import Level


@dataclass(frozen=True, slots=True)
class WeeklyDoses:
    """Sessions a week, by kind, in a normal week."""

    heavy: int = 0
    moderate: int = 0
    light: int = 0

    @property
    def demanding(self) -> int:
        """Heavy and moderate sessions together."""
        return self.heavy + self.moderate


DEMANDING_CAP, SESSION_CAP = 2, 3


def default_doses(level: Level) -> WeeklyDoses:
    """What a runner who states no wish gets: two demanding sessions and a light one; a novice's are moderate."""
    return WeeklyDoses(0, 2, 1) if level is Level.NOVICE else WeeklyDoses(1, 1, 1)


def at_most(doses: WeeklyDoses, most: int) -> WeeklyDoses:
    """The doses cut to so many sessions a week: light ones go first, then moderate, then heavy."""
    heavy = min(doses.heavy, most)
    moderate = min(doses.moderate, most - heavy)
    return WeeklyDoses(heavy, moderate, min(doses.light, most - heavy - moderate))


def check_doses(doses: WeeklyDoses) -> None:
    """Refuse what no week can hold.

    Raises:
        RefusedError: A negative number, more than 2 heavy and moderate sessions a week, or more than 3 of all kinds.
    """
    for name, count in (("heavy", doses.heavy), ("moderate", doses.moderate), ("light", doses.light)):
        if count < 0:
            raise RefusedError(f"{name} must be 0 or more sessions a week, not {count}.")
    if doses.demanding > DEMANDING_CAP:
        raise RefusedError(
            f"Heavy and moderate together must be at most {DEMANDING_CAP} sessions a week (HC12), "
            f"not {doses.demanding}.",
        )
    if doses.demanding + doses.light > SESSION_CAP:
        raise RefusedError(
            f"All strength together must be at most {SESSION_CAP} sessions a week (HC12), "
            f"not {doses.demanding + doses.light}.",
        )


def doses_of_week(wanted: WeeklyDoses, week: DoseWeek, level: Level, start_rung: int | None = None) -> WeeklyDoses:
    """The wish, bent to the phase.

    Learning novices do nothing heavy (HC13), a deload or taper week holds one moderate session at most, race and
    recovery weeks light ones only. Heavy sessions begin at 51.5 % of body mass: until the week's rung is next to that,
    they are moderate.

    Args:
        wanted: Sessions in a normal week.
        week: The dose table's row.
        level: How used to leg strength work the runner is.
        start_rung: The rung the block starts from; the level's when None.
    """
    if week.phase in NO_STRENGTH_WEEKS:
        return WeeklyDoses(light=wanted.light)
    if week.phase in EASY_WEEKS:
        return WeeklyDoses(moderate=min(1, wanted.demanding), light=wanted.light)
    learning = week.phase is DosePhase.LEARN and level is Level.NOVICE
    if learning or not reaches_heavy(ENTRY_RUNG[level] if start_rung is None else start_rung, week):
        return WeeklyDoses(moderate=wanted.demanding, light=wanted.light)
    return wanted
