"""Check plan requests.

A request that no plan can meet is refused with one sentence: what is wrong, and the nearest value that works. No value
is silently changed.
"""

from __future__ import annotations

from planner.text import format_count, join_words
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import (
    MAX_PEAK_M,
    Goal,
    PlanRequest,
    RunningLevel,
    default_long_day,
)
from planner.training.run_plans.run_walk import RUN_WALK_GOALS
from planner.training.runner_paces import check_recent_race
from planner.training.weeks import SHORT_WEEKDAYS

_MAX_QUALITY_DAYS = 3
_PLAN_NAMES = {
    Goal.FIVE_K: "a 5 km plan",
    Goal.TEN_K: "a 10 km plan",
    Goal.HALF: "a half-marathon plan",
    Goal.MARATHON: "a marathon plan",
    Goal.BASE: "a base plan",
    Goal.AFTER_RACE: "a plan after a race",
}


class PlanRequestError(RefusedError):
    """A request that no plan can meet.

    Attributes:
        field: The field of `goals.PlanRequest` that is wrong; ``recent`` for `recent_race`.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def check_plan_request(request: PlanRequest) -> None:
    """Refuse a request that no plan can meet.

    Raises:
        PlanRequestError: A field is wrong; the sentence names its value and what would do instead.
    """
    check_plan_shape(request)
    if request.level is RunningLevel.COUCH:
        _check_run_walk(request)
    elif request.prior is None:  # a plan that continues a block starts from what was run, however little
        _check_volumes(request)


def check_plan_shape(request: PlanRequest) -> None:
    """Refuse weeks, days, a race or a recent race that no plan has; volumes are not checked.

    Raises:
        PlanRequestError: A field is wrong; the sentence names its value and what would do instead.
    """
    _check_weeks(request)
    _check_days(request)
    _check_race(request)
    _check_recent_race(request)


def format_weekdays(days: tuple[int, ...]) -> str:
    """Format weekdays for a sentence: ``Tue, Thu, Sun``."""
    return ", ".join(SHORT_WEEKDAYS[day] if 0 <= day < 7 else str(day) for day in days)


def _check_weeks(request: PlanRequest) -> None:
    least, most = request.settings.min_weeks, request.settings.max_weeks
    length = request.weeks_before + request.weeks
    weeks = format_count(length, "week")
    plan = _PLAN_NAMES[request.goal]
    if length < least:
        are = "is" if length == 1 else "are"
        raise PlanRequestError(
            "weeks", f"{weeks} {are} too few for {plan}; {least} are the fewest{_shorter_race_text(request)}."
        )
    if length > most:
        raise PlanRequestError("weeks", f"{weeks} are too many for {plan}; {most} are the most.")
    if request.step_back_every not in (3, 4):
        raise PlanRequestError(
            "step_back_every", f"A step-back week comes every 3 or 4 weeks, not every {request.step_back_every}."
        )


def _shorter_race_text(request: PlanRequest) -> str:
    return ", or prepare for a half marathon" if request.goal is Goal.MARATHON else ""


def _check_days(request: PlanRequest) -> None:
    days = request.run_days
    if not 2 <= len(days) <= 7:
        raise PlanRequestError("run_days", f"A plan has 2 to 7 run days a week, not {len(days)}.")
    _check_weekdays("run_days", "Run days", days)
    if request.long_day not in days:
        raise PlanRequestError(
            "long_day",
            f"The long day {format_weekdays((request.long_day,))} is no run day; the run days are "
            f"{format_weekdays(days)}, "
            f"so {format_weekdays((default_long_day(days),))} would do.",
        )
    free = tuple(day for day in days if day != request.long_day)
    _check_weekdays("quality_days", "Quality days", request.quality_days)
    for day in request.quality_days:
        if day not in free:
            why = "holds the long run" if day == request.long_day else "is no run day"
            alternatives = join_words((SHORT_WEEKDAYS[day] for day in free), "or")
            raise PlanRequestError(
                "quality_days", f"The quality day {format_weekdays((day,))} {why}; {alternatives} would do."
            )
    if len(request.quality_days) > _MAX_QUALITY_DAYS:
        raise PlanRequestError(
            "quality_days",
            f"{len(request.quality_days)} quality days are too many for a week; {_MAX_QUALITY_DAYS} are the most.",
        )


def _check_weekdays(field: str, words: str, days: tuple[int, ...]) -> None:
    invalid = [day for day in days if not 0 <= day <= 6]
    if invalid:
        raise PlanRequestError(
            field, f"{words} are numbers from 0, Monday, to 6, Sunday; {invalid[0]} is none of them."
        )
    if tuple(sorted(set(days))) != days:
        sentence = f"{words} are named once each and in order, as {format_weekdays(tuple(sorted(set(days))))}."
        raise PlanRequestError(field, f"{sentence[:-1]}, not {format_weekdays(days)}.")


def _check_race(request: PlanRequest) -> None:
    weekday = request.race_weekday
    if request.settings.race_m is None:
        if weekday is not None:
            raise PlanRequestError(
                "race_weekday",
                f"{_PLAN_NAMES[request.goal].capitalize()} ends on no race, so {format_weekdays((weekday,))} is no "
                f"race day.",
            )
    elif weekday is None or not 0 <= weekday <= 6:
        given = "none" if weekday is None else str(weekday)
        raise PlanRequestError(
            "race_weekday", f"The race weekday is a number from 0, Monday, to 6, Sunday, not {given}."
        )


def _check_recent_race(request: PlanRequest) -> None:
    if request.recent_race is None:
        return
    try:
        check_recent_race(*request.recent_race)
    except RefusedError as refusal:
        raise PlanRequestError("recent", str(refusal)) from None


def _check_run_walk(request: PlanRequest) -> None:
    if request.goal not in RUN_WALK_GOALS:
        raise PlanRequestError(
            "level",
            f"Who cannot run for 30 min yet prepares for 5 km first; {_PLAN_NAMES[request.goal]} comes after that, "
            "with runner new.",
        )
    if request.quality_days:
        days = format_weekdays(request.quality_days)
        raise PlanRequestError("quality_days", f"A plan of running and walking has no quality days, such as {days}.")


def _check_volumes(request: PlanRequest) -> None:
    settings, current, peak = request.settings, _km(request.current_m), _km(request.peak_m)
    if not settings.min_peak_m <= request.peak_m <= MAX_PEAK_M:
        raise PlanRequestError(
            "peak_m",
            f"The peak week must be between {_km(settings.min_peak_m)} and {_km(MAX_PEAK_M)} km, not {peak} km.",
        )
    if not request.current_m >= settings.min_current_m:
        raise PlanRequestError(
            "current_m",
            f"The {current} km a week run now are too few to begin {_PLAN_NAMES[request.goal]} on; "
            f"{_km(settings.min_current_m)} km are the least.",
        )
    if request.peak_m < request.current_m:
        raise PlanRequestError(
            "peak_m", f"The peak week of {peak} km is below the {current} km a week run now; {current} km is the least."
        )


def _km(metres: float) -> str:
    return f"{metres / 1000:g}"
