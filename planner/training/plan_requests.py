"""Check plan requests, fill in what a runner leaves open, and read the parts that people type.

A request that no plan can meet is refused with one sentence: what is wrong, and the nearest value that works. No value
is silently changed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from planner.text import format_count, join_words
from planner.training.dates import parse_weekday
from planner.training.formatting import format_hours
from planner.training.goals import (
    DEFAULT_STEP_BACK_EVERY,
    GOAL_SETTINGS,
    MAX_PEAK_M,
    SUNDAY,
    Goal,
    PlanRequest,
    RunningLevel,
    default_long_day,
    taper_weeks,
)
from planner.training.measures import parse_distance, parse_duration, quoted
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_walk import RUN_WALK_DAYS, RUN_WALK_GOALS, USUAL_WEEKS, run_walk_volumes
from planner.training.runner_paces import check_recent_race
from planner.training.weekly_volumes import max_reachable_peak, max_reachable_volume
from planner.training.weeks import SHORT_WEEKDAYS, WEEKDAY_KEYS

_MIN_MEAN_RUN_M = 2_000.0
"""The least mean length of a week's runs, in metres."""
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
        field: The field of `planner.training.goals.PlanRequest` that is wrong; ``recent`` for `recent_race`.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def check_plan_request(request: PlanRequest) -> None:
    """Refuse a request that no plan can meet.

    Raises:
        PlanRequestError: A field is wrong; the sentence names its value and what would do instead.
    """
    _check_plan_shape(request)
    if request.level is RunningLevel.COUCH:
        _check_run_walk(request)
    elif request.prior is None:  # a plan that continues a block starts from what was run, however little
        _check_volumes(request)


def _check_plan_shape(request: PlanRequest) -> None:
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
    if len(request.run_days) not in RUN_WALK_DAYS:
        raise PlanRequestError(
            "run_days", f"A plan of running and walking has 2 to 4 run days a week, not {len(request.run_days)}."
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
    shortest = _MIN_MEAN_RUN_M * len(request.run_days)
    if request.current_m < shortest:
        raise PlanRequestError(
            "run_days",
            f"{len(request.run_days)} run days are too many for the {current} km a week run now; "
            f"{int(request.current_m // _MIN_MEAN_RUN_M)} would do, or {_km(shortest)} km.",
        )
    highest = max_reachable_volume(request)
    if request.current_m > highest + 1:
        raise PlanRequestError(
            "current_m",
            f"{len(request.run_days)} runs a week cannot hold the {current} km run now, none of them longer than "
            f"{format_hours(request.settings.long_run_limit_s)}; {_km(max_reachable_peak(request))} km would do"
            f"{', or more run days' if len(request.run_days) < 7 else ''}.",
        )


def _km(metres: float) -> str:
    return f"{metres / 1000:g}"


DEFAULT_RUN_DAYS_A_WEEK = 5
_COUCH_RUN_DAYS_A_WEEK = 3
_PEAK_BY_LEVEL = {RunningLevel.COUCH: 0.5, RunningLevel.NEW: 0.6, RunningLevel.REGULAR: 1.0, RunningLevel.ADVANCED: 1.4}
_PEAK_BY_DAYS = {2: 0.5, 3: 0.65, 4: 0.82, 5: 1.0, 6: 1.15, 7: 1.25}
"""Default peak by the number of run days, as a share of the peak on five days."""
_DEFAULT_RUN_DAYS: dict[int, tuple[int, ...]] = {
    2: (2, 6),
    3: (1, 3, 6),
    4: (1, 3, 5, 6),
    5: (1, 2, 3, 5, 6),
    6: (1, 2, 3, 4, 5, 6),
    7: tuple(range(7)),
}
"""Weekdays spread over the week, Sunday among them, by their number."""
_RISE_BY_GOAL = {Goal.AFTER_RACE: 1.15}
_RISE = 1.055
"""Default growth from week to week, lighter weeks left out; a default, not evidence."""
_MIN_FIRST_WEEK_SHARE = 0.55
"""The least default first week, as a share of the peak."""


def with_defaults(
    goal: Goal,
    weeks: int | None = None,
    run_day_count: int | None = None,
    level: RunningLevel = RunningLevel.REGULAR,
    race_weekday: int = SUNDAY,
    *,
    run_days: tuple[int, ...] | None = None,
    long_day: int | None = None,
    quality_days: tuple[int, ...] | None = None,
    current_m: float | None = None,
    peak_m: float | None = None,
    step_back_every: int = DEFAULT_STEP_BACK_EVERY,
    recent_race: tuple[float, int] | None = None,
    easy_pace: float | None = None,
) -> PlanRequest:
    """Return a request with defaults for everything that is not given.

    What is given is not changed and not checked: `planner.training.plan_generator.generate_plan` refuses what no plan
    can meet. If only one of current and peak volume is given, the other follows from it.

    Args:
        goal: What to prepare for.
        weeks: Length in weeks; the goal's default when None.
        run_day_count: How many days a week, when `run_days` is None; five when None.
        level: How used to running the runner is.
        race_weekday: Weekday of the race; ignored for a goal without one.
        run_days: The weekdays with a run.
        long_day: Weekday of the long run; Sunday, else Saturday, else the last run day when None.
        quality_days: Weekdays of the fast runs.
        current_m: Running in a week now, in metres.
        peak_m: Running in the biggest week, in metres.
        step_back_every: How often a lighter week comes: every 3 or every 4 weeks.
        recent_race: Metres and seconds of a recent race.
        easy_pace: The runner's own easy pace in seconds a kilometre.
    """
    settings = GOAL_SETTINGS[goal]
    is_couch = level is RunningLevel.COUCH
    if weeks is None:
        weeks = USUAL_WEEKS.get(goal, settings.default_weeks) if is_couch else settings.default_weeks
    if run_days is None:
        usual_count = _COUCH_RUN_DAYS_A_WEEK if is_couch else DEFAULT_RUN_DAYS_A_WEEK
        count = usual_count if run_day_count is None else run_day_count
        run_days = _DEFAULT_RUN_DAYS.get(count, tuple(range(max(count, 0))))  # a wrong count is refused later
    run_days = tuple(sorted(set(run_days)))
    long_day = default_long_day(run_days) if long_day is None else long_day
    if quality_days is None:
        quality_days = _default_quality_days(run_days, long_day, level)
    weekday = race_weekday if settings.race_m else None
    rises = max(weeks - taper_weeks(goal, weekday) - 1, 0)
    first_share = max(_MIN_FIRST_WEEK_SHARE, _RISE_BY_GOAL.get(goal, _RISE) ** -rises)  # of the peak
    peak, current = peak_m, current_m
    if is_couch and peak is None and current is None:
        current, peak = run_walk_volumes(len(run_days))
    elif peak is None and current is not None:
        peak = max(_whole_kilometres(current / first_share), current)
    elif peak is None:
        usual = settings.default_peak_m * _PEAK_BY_LEVEL[level] * _PEAK_BY_DAYS.get(len(run_days), 1.0)
        peak = max(_whole_kilometres(usual), settings.min_default_peak_m)
    if current is None:
        current = min(max(_whole_kilometres(peak * first_share), _MIN_MEAN_RUN_M * len(run_days)), peak)
    request = PlanRequest(
        goal=goal,
        weeks=weeks,
        run_days=run_days,
        current_m=current,
        peak_m=peak,
        level=level,
        long_day=long_day,
        quality_days=tuple(sorted(set(quality_days))),
        step_back_every=step_back_every,
        race_weekday=weekday,
        recent_race=recent_race,
        easy_pace=easy_pace,
    )
    return _make_reachable(request, fixed_current=current_m is not None, fixed_peak=peak_m is not None)


def _make_reachable(request: PlanRequest, *, fixed_current: bool, fixed_peak: bool) -> PlanRequest:
    """Change the volumes that were not given, current first, until the peak can be reached from the current volume."""
    if request.level is RunningLevel.COUCH:
        return request
    try:
        _check_plan_shape(request)
    except RefusedError:
        return request  # generate_plan says what is wrong
    while (
        not fixed_current
        and request.current_m + 1000 <= request.peak_m
        and max_reachable_peak(request) < request.peak_m
    ):
        request = replace(request, current_m=request.current_m + 1000)
    if not fixed_peak:
        request = replace(request, peak_m=max(min(request.peak_m, max_reachable_peak(request)), request.current_m))
    return request


def _default_quality_days(run_days: tuple[int, ...], long_day: int, level: RunningLevel) -> tuple[int, ...]:
    """Return the weekdays of the fast runs: not next to the long run or to each other, as far as the run days allow.

    There are two of them with four run days or more, else one; a new runner has one, and none with two run days.
    """
    wanted = {0: 0, 1: 0, 2: 1, 3: 1}.get(len(run_days), 2)
    if level is RunningLevel.NEW:
        wanted = 1 if len(run_days) > 2 else 0
    if level is RunningLevel.COUCH:
        wanted = 0
    others = [day for day in run_days if day != long_day]
    chosen: list[int] = []
    while len(chosen) < wanted:
        taken_days = {(taken + near) % 7 for taken in (*chosen, long_day) for near in (-1, 0, 1)}
        fitting = [day for day in others if day % 7 not in taken_days]
        if not fitting:
            if chosen:
                break  # one good fast run rather than two in a row
            fitting = others
        chosen.append(fitting[0])
        others.remove(fitting[0])
    return tuple(sorted(chosen))


def _whole_kilometres(metres: float) -> float:
    return round(metres / 1000) * 1000.0


def find_goal(name: str) -> Goal:
    """Return the goal that a template's name means.

    Raises:
        RefusedError: There is no such template; the sentence lists their names.
    """
    if name not in list(Goal):
        raise RefusedError(f"There is no template {quoted(name)}; there are {', '.join(Goal)}.")
    return Goal(name)


def parse_weekdays(text: str, field: str) -> tuple[int, ...]:
    """Parse weekdays into numbers, Monday 0 to Sunday 6: ``tue thu sun``, ``tue, thu, sun``, ``none``, ``every day``.

    Args:
        text: What was typed.
        field: What the value is, for the refusal.

    Raises:
        RefusedError: A word is no weekday, or is repeated.
    """
    words = re.split(r"[\s,]+", text.strip().lower())
    if " ".join(words) == "every day":
        return tuple(range(7))
    if words == ["none"]:
        return ()
    days: set[int] = set()
    for word in words:
        day = parse_weekday(word)
        if day is None:
            raise RefusedError(
                f"{field} {quoted(text)}: {quoted(word)} is no weekday; write them like {' '.join(WEEKDAY_KEYS)}."
            )
        if day in days:
            raise RefusedError(f"{field} {quoted(text)} names {quoted(word)} twice.")
        days.add(day)
    return tuple(sorted(days))


def parse_recent_race(text: str, field: str, unit: Unit = Unit.KM) -> tuple[float, int]:
    """Parse a race into metres and seconds: ``10k 45:10``, ``half 1:39:05``, ``5 km in 24:30``.

    Args:
        text: What was typed.
        field: What the value is, for the refusal.
        unit: The unit of a distance written without one.

    Raises:
        RefusedError: It is not a distance and a time, or one of them is out of range.
    """
    distance, _, time = " ".join(text.lower().replace(",", " ").split()).rpartition(" ")
    distance = distance.removesuffix(" in")
    if not distance or ":" not in time:
        raise RefusedError(f"{field} {quoted(text)} is no race; write a distance and a time, like 10k 45:10.")
    named = GOAL_SETTINGS[Goal(distance)].race_m if distance in (Goal.HALF, Goal.MARATHON) else None
    return named or parse_distance(distance, field, unit), parse_duration(time, field)
