"""Whether a wish can be met; if not, one sentence says what is wrong and the nearest that works. Nothing is clamped."""

from __future__ import annotations

import re
from dataclasses import replace

from planner.text import join_words
from planner.training.dates import parse_weekday
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
from planner.training.paces import race_index
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weekly_volumes import max_reachable_peak, max_reachable_volume
from planner.training.weeks import SHORT_WEEKDAYS, WEEKDAY_KEYS

MIN_MEAN_RUN_M = 2_000.0
MIN_RECENT_RACE_M, MAX_RECENT_RACE_M = 1_500.0, 50_000.0
MAX_QUALITY_DAYS = 3
_PLAN_NAMES = {
    Goal.FIVE_K: "a 5 km plan",
    Goal.TEN_K: "a 10 km plan",
    Goal.HALF: "a half-marathon plan",
    Goal.MARATHON: "a marathon plan",
    Goal.BASE: "a base plan",
    Goal.AFTER_RACE: "a plan after a race",
}


class PlanRequestError(RefusedError):
    """A wish that no plan can meet.

    Attributes:
        field: The field of `planner.training.goals.PlanRequest` that is in the way.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def check_plan_request(wish: PlanRequest) -> None:
    """Refuse a wish that no plan can meet.

    Raises:
        WishRefusedError: What is wrong, its value, and what would do instead.
    """
    check_plan_shape(wish)
    if wish.prior is None:  # what was run is what a plan goes on from, little or much
        _check_volumes(wish)


def check_plan_shape(wish: PlanRequest) -> None:
    """Refuse weeks, days, a race or a recent race that no plan has; the volumes are not looked at.

    Raises:
        WishRefusedError: What is wrong, its value, and what would do instead.
    """
    _check_weeks(wish)
    _check_days(wish)
    _check_race(wish)
    _check_recent_race(wish)


def format_weekdays(days: tuple[int, ...]) -> str:
    """Weekdays in a sentence: ``Tue, Thu, Sun``."""
    return ", ".join(SHORT_WEEKDAYS[day] if 0 <= day < 7 else str(day) for day in days)


def _check_weeks(wish: PlanRequest) -> None:
    least, most = wish.settings.min_weeks, wish.settings.max_weeks
    length = wish.weeks_before + wish.weeks
    weeks = f"{length} week{'s' * (length != 1)}"
    if length < least:
        are = "is" if length == 1 else "are"
        raise PlanRequestError("weeks", f"{weeks} {are} too few for {_PLAN_NAMES[wish.goal]}; {least} are the fewest.")
    if length > most:
        raise PlanRequestError("weeks", f"{weeks} are too many for {_PLAN_NAMES[wish.goal]}; {most} are the most.")
    if wish.step_back_every not in (3, 4):
        sentence = f"A step-back week comes every 3 or 4 weeks, not every {wish.step_back_every}."
        raise PlanRequestError("step_back_every", sentence)


def _check_days(wish: PlanRequest) -> None:
    days = wish.run_days
    if not 2 <= len(days) <= 7:
        raise PlanRequestError("run_days", f"A plan has 2 to 7 run days a week, not {len(days)}.")
    _check_weekdays("run_days", "Run days", days)
    if wish.long_day not in days:
        sentence = (
            f"The long day {format_weekdays((wish.long_day,))} is no run day; the run days are "
            f"{format_weekdays(days)}, "
            f"so {format_weekdays((default_long_day(days),))} would do."
        )
        raise PlanRequestError("long_day", sentence)
    free = tuple(day for day in days if day != wish.long_day)
    _check_weekdays("quality_days", "Quality days", wish.quality_days)
    for day in wish.quality_days:
        if day not in free:
            why = "holds the long run" if day == wish.long_day else "is no run day"
            alternatives = join_words((SHORT_WEEKDAYS[day] for day in free), "or")
            sentence = f"The quality day {format_weekdays((day,))} {why}; {alternatives} would do."
            raise PlanRequestError("quality_days", sentence)
    if len(wish.quality_days) > MAX_QUALITY_DAYS:
        sentence = f"{len(wish.quality_days)} quality days are too many for a week; {MAX_QUALITY_DAYS} are the most."
        raise PlanRequestError("quality_days", sentence)


def _check_weekdays(field: str, words: str, days: tuple[int, ...]) -> None:
    strange = [day for day in days if not 0 <= day <= 6]
    if strange:
        sentence = f"{words} are numbers from 0, Monday, to 6, Sunday; {strange[0]} is none of them."
        raise PlanRequestError(field, sentence)
    if tuple(sorted(set(days))) != days:
        sentence = f"{words} are named once each and in order, as {format_weekdays(tuple(sorted(set(days))))}."
        raise PlanRequestError(field, f"{sentence[:-1]}, not {format_weekdays(days)}.")


def _check_race(wish: PlanRequest) -> None:
    weekday = wish.race_weekday
    if wish.settings.race_m is None:
        if weekday is not None:
            sentence = (
                f"{_PLAN_NAMES[wish.goal].capitalize()} ends on no race, so {format_weekdays((weekday,))} is no "
                f"race day."
            )
            raise PlanRequestError("race_weekday", sentence)
    elif weekday is None or not 0 <= weekday <= 6:
        said = "none" if weekday is None else str(weekday)
        sentence = f"The race weekday is a number from 0, Monday, to 6, Sunday, not {said}."
        raise PlanRequestError("race_weekday", sentence)


def _check_recent_race(wish: PlanRequest) -> None:
    if wish.recent_race is None:
        return
    metres, seconds = wish.recent_race
    said = f"The recent race of {metres / 1000:g} km in {format_race_time(seconds)}"
    if not MIN_RECENT_RACE_M <= metres <= MAX_RECENT_RACE_M or seconds <= 0:
        raise PlanRequestError("recent", f"{said} gives no paces; take one of 1.5 to 50 km.")
    try:
        race_index(metres, seconds)
    except RefusedError as refusal:
        raise PlanRequestError("recent", f"{said} is unlikely. {refusal}") from None


def format_race_time(seconds: float) -> str:
    """A race's time: ``45:10``, ``1:39:05``."""
    hours, rest = divmod(round(seconds), 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def _check_volumes(wish: PlanRequest) -> None:
    figures, current, peak = wish.settings, _km(wish.current_m), _km(wish.peak_m)
    if not figures.min_peak_m <= wish.peak_m <= MAX_PEAK_M:
        sentence = f"The peak week must be between {_km(figures.min_peak_m)} and {_km(MAX_PEAK_M)} km, not {peak} km."
        raise PlanRequestError("peak_m", sentence)
    if not wish.current_m >= figures.min_current_m:
        sentence = (
            f"The {current} km a week run now are too few to begin {_PLAN_NAMES[wish.goal]} on; "
            f"{_km(figures.min_current_m)} km are the least."
        )
        raise PlanRequestError("current_m", sentence)
    if wish.peak_m < wish.current_m:
        sentence = f"The peak week of {peak} km is below the {current} km a week run now; {current} km is the least."
        raise PlanRequestError("peak_m", sentence)
    shortest = MIN_MEAN_RUN_M * len(wish.run_days)
    if wish.current_m < shortest:
        sentence = (
            f"{len(wish.run_days)} run days are too many for the {current} km a week run now; "
            f"{int(wish.current_m // MIN_MEAN_RUN_M)} would do, or {_km(shortest)} km."
        )
        raise PlanRequestError("run_days", sentence)
    highest = max_reachable_peak(wish)
    if wish.peak_m > max(highest, wish.current_m) or wish.current_m > max_reachable_volume(wish) + 1:
        raise PlanRequestError("peak_m", _unreachable_text(wish, highest))


def _unreachable_text(wish: PlanRequest, highest: float) -> str:
    """Why a peak cannot be reached, and what can."""
    runs = len(wish.run_days)
    begins = (
        f"The peak week of {_km(wish.peak_m)} km cannot be reached from {_km(wish.current_m)} km in {wish.weeks} weeks "
        f"of {runs} runs, no week leaping by 30 %, no run by more than 10 % or taking too long"
    )
    if highest < wish.current_m:
        return f"{begins}; {_km(highest)} km now would do."
    for weeks in range(wish.weeks + 1, wish.settings.max_weeks + 1):
        if max_reachable_peak(replace(wish, weeks=weeks)) >= wish.peak_m:
            return f"{begins}; {_km(highest)} km is the highest, or take {weeks} weeks."
    return f"{begins}; {_km(highest)} km is the highest."


def _km(metres: float) -> str:
    return f"{metres / 1000:g}"


DEFAULT_RUN_DAYS_A_WEEK = 5
_PEAK_BY_LEVEL = {RunningLevel.NEW: 0.6, RunningLevel.REGULAR: 1.0, RunningLevel.ADVANCED: 1.4}
_PEAK_BY_DAYS = {2: 0.5, 3: 0.65, 4: 0.82, 5: 1.0, 6: 1.15, 7: 1.25}
"""Usual peak as a share of a regular runner's on five days."""
_DEFAULT_RUN_DAYS = {
    2: (2, 6),
    3: (1, 3, 6),
    4: (1, 3, 5, 6),
    5: (1, 2, 3, 5, 6),
    6: (1, 2, 3, 4, 5, 6),
    7: tuple(range(7)),
}
_RISE_BY_GOAL = {Goal.AFTER_RACE: 1.15}
_RISE = 1.055
"""Usual growth from week to week, before step-back weeks."""
_MIN_FIRST_WEEK_SHARE = 0.55


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
) -> PlanRequest:
    """A wish with everything that was not said filled in.

    Nothing that was said is changed, and nothing is checked: `planner.training.plan_generator.generate_plan` refuses
    what cannot be. Of current and peak volume the one not said follows from the other.

    Args:
        goal: What to prepare for.
        weeks: Length; the goal's usual one when None.
        run_day_count: How many days a week, when `run_days` are not named; five when None.
        level: How used to running the runner is.
        race_weekday: Weekday of the race; left out for a goal without one.
        run_days: The weekdays themselves.
        long_day: Weekday of the long run; Sunday, else Saturday, else the last run day.
        quality_days: Weekdays of the fast runs.
        current_m: Metres in a week now.
        peak_m: Metres in the biggest week.
        step_back_every: Three or four weeks.
        recent_race: Metres and seconds of a recent race.
    """
    figures = GOAL_SETTINGS[goal]
    length = figures.default_weeks if weeks is None else weeks
    held = (
        tuple(sorted(set(run_days)))
        if run_days is not None
        else default_run_days(DEFAULT_RUN_DAYS_A_WEEK if run_day_count is None else run_day_count)
    )
    long_run = default_long_day(held) if long_day is None else long_day
    start = first_week_share(goal, length - taper_weeks(race_weekday if figures.race_m else None))
    peak, current = peak_m, current_m
    if peak is None:
        peak = (
            default_peak(goal, level, len(held))
            if current is None
            else max(_whole_kilometres(current / start), current)
        )
    if current is None:
        current = min(max(_whole_kilometres(peak * start), MIN_MEAN_RUN_M * len(held)), peak)
    wish = PlanRequest(
        goal=goal,
        weeks=length,
        run_days=held,
        current_m=current,
        peak_m=peak,
        level=level,
        long_day=long_run,
        quality_days=default_quality_days(held, long_run, level)
        if quality_days is None
        else tuple(sorted(set(quality_days))),
        step_back_every=step_back_every,
        race_weekday=race_weekday if figures.race_m else None,
        recent_race=recent_race,
    )
    return _make_reachable(wish, fixed_current=current_m is not None, fixed_peak=peak_m is not None)


def _make_reachable(wish: PlanRequest, *, fixed_current: bool, fixed_peak: bool) -> PlanRequest:
    """The wish with a current volume, if it was not said, from which the peak can be reached; else with such a peak."""
    try:
        check_plan_shape(wish)
    except RefusedError:
        return wish
    while not fixed_current and wish.current_m + 1000 <= wish.peak_m and max_reachable_peak(wish) < wish.peak_m:
        wish = replace(wish, current_m=wish.current_m + 1000)
    if not fixed_peak:
        wish = replace(wish, peak_m=max(min(wish.peak_m, max_reachable_peak(wish)), wish.current_m))
    return wish


def default_run_days(count: int) -> tuple[int, ...]:
    """So many weekdays, spread over the week with the weekend's long run last; empty for a count no week has."""
    return _DEFAULT_RUN_DAYS.get(count, tuple(range(max(count, 0))))


def default_quality_days(run_days: tuple[int, ...], long_day: int, level: RunningLevel) -> tuple[int, ...]:
    """The weekdays of the fast runs: as far from the long run and from each other as the run days allow.

    Two of them on four days or more, one for a new runner or on three days; on two days one, none for a new runner.
    """
    most = {0: 0, 1: 0, 2: 1, 3: 1}.get(len(run_days), 2)
    wanted = min(most, 1) if level is RunningLevel.NEW else most
    if level is RunningLevel.NEW and len(run_days) <= 2:
        wanted = 0
    others = [day for day in run_days if day != long_day]
    found: list[int] = []
    while len(found) < wanted:
        fitting = [day for day in others if all(_weekday_distance(day, taken) > 1 for taken in (*found, long_day))]
        if not fitting:
            if found:
                break  # one good fast run rather than two in a row
            fitting = others
        found.append(fitting[0])
        others.remove(fitting[0])
    return tuple(sorted(found))


def _weekday_distance(one: int, other: int) -> int:
    """Days between two weekdays, the shorter way round the week."""
    return min((one - other) % 7, (other - one) % 7)


def default_peak(goal: Goal, level: RunningLevel, days: int) -> float:
    """The usual biggest week, metres in whole kilometres."""
    figures = GOAL_SETTINGS[goal]
    peak = figures.default_peak_m * _PEAK_BY_LEVEL[level] * _PEAK_BY_DAYS.get(days, 1.0)
    return max(_whole_kilometres(peak), figures.min_default_peak_m)


def first_week_share(goal: Goal, building_weeks: int) -> float:
    """The usual first week as a share of the peak: what grows to it by an even 5.5 % a week, 55 % at the least.

    Args:
        goal: What is prepared for.
        building_weeks: Weeks before the taper.
    """
    return max(_MIN_FIRST_WEEK_SHARE, _RISE_BY_GOAL.get(goal, _RISE) ** -max(building_weeks - 1, 0))


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


_EVERY_DAY = "every day"
_NONE = "none"


def parse_weekdays(text: str, field: str) -> tuple[int, ...]:
    """Weekdays, Monday 0 to Sunday 6, in order: ``tue thu sun``, ``tue, thu, sun``, ``none``, ``every day``.

    Args:
        text: What was typed.
        field: What the value is, for the refusal.

    Raises:
        RefusedError: A word is no weekday, or is there twice.
    """
    words = re.split(r"[\s,]+", text.strip().lower())
    if " ".join(words) == _EVERY_DAY:
        return tuple(range(7))
    if words == [_NONE]:
        return ()
    found: set[int] = set()
    for word in words:
        day = parse_weekday(word)
        if day is None:
            raise RefusedError(
                f"{field} {quoted(text)}: {quoted(word)} is no weekday; write them like {' '.join(WEEKDAY_KEYS)}."
            )
        if day in found:
            raise RefusedError(f"{field} {quoted(text)} names {quoted(word)} twice.")
        found.add(day)
    return tuple(sorted(found))


def parse_recent_race(text: str, field: str, unit: Unit = Unit.KM) -> tuple[float, int]:
    """Metres and seconds of a race: ``10k 45:10``, ``half 1:39:05``, ``5 km in 24:30``.

    Args:
        text: What was typed.
        field: What the value is, for the refusal.
        unit: What a distance without a unit counts.

    Raises:
        RefusedError: It is not a distance and a time.
    """
    how, _, time = " ".join(text.lower().replace(",", " ").split()).rpartition(" ")
    how = how.removesuffix(" in")
    if not how or ":" not in time:
        raise RefusedError(f"{field} {quoted(text)} is no race; write a distance and a time, like 10k 45:10.")
    named = GOAL_SETTINGS[Goal(how)].race_m if how in (Goal.HALF, Goal.MARATHON) else None
    return named or parse_distance(how, field, unit), parse_duration(time, field)
