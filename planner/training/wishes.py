"""Whether a wish can be met; if not, one sentence says what is wrong and the nearest that works. Nothing is clamped."""

from __future__ import annotations

from dataclasses import replace

from planner.training.goals import MAX_PEAK_M, Goal, PlanRequest, default_long_day
from planner.training.paces import race_index
from planner.training.refusal import RefusedError
from planner.training.volumes import max_reachable_peak, max_reachable_volume
from planner.training.weeks import SHORT_WEEKDAYS

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
            sentence = f"The quality day {format_weekdays((day,))} {why}; {_join_or(free)} would do."
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


def _join_or(days: tuple[int, ...]) -> str:
    *some, last = (SHORT_WEEKDAYS[day] for day in days)
    return f"{', '.join(some)} or {last}" if some else last


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
