"""Whether a wish can be met; if not, one sentence says what is wrong and the nearest that works. Nothing is clamped."""

from __future__ import annotations

from dataclasses import replace

from planner.training.goals import HIGHEST_PEAK_M, Goal, Wish, usual_long_day
from planner.training.paces import index_of_race
from planner.training.refusal import RefusedError
from planner.training.volumes import highest_peak, reach
from planner.training.weeks import SHORT_WEEKDAYS

SHORTEST_MEAN_M = 2_000.0
SHORTEST_RACE_M, LONGEST_RACE_M = 1_500.0, 50_000.0
MOST_QUALITY = 3
_PLANS = {
    Goal.FIVE_K: "a 5 km plan",
    Goal.TEN_K: "a 10 km plan",
    Goal.HALF: "a half-marathon plan",
    Goal.MARATHON: "a marathon plan",
    Goal.BASE: "a base plan",
    Goal.AFTER_RACE: "a plan after a race",
}


class WishRefusedError(RefusedError):
    """A wish that no plan can meet.

    Attributes:
        field: The field of `planner.training.goals.Wish` that is in the way.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def check_wish(wish: Wish) -> None:
    """Refuse a wish that no plan can meet.

    Raises:
        WishRefusedError: What is wrong, its value, and what would do instead.
    """
    check_form(wish)
    if wish.held is None:  # what was run is what a plan goes on from, little or much
        _check_volumes(wish)


def check_form(wish: Wish) -> None:
    """Refuse weeks, days, a race or a recent race that no plan has; the volumes are not looked at.

    Raises:
        WishRefusedError: What is wrong, its value, and what would do instead.
    """
    _check_weeks(wish)
    _check_days(wish)
    _check_race(wish)
    _check_recent(wish)


def days_named(days: tuple[int, ...]) -> str:
    """Weekdays in a sentence: ``Tue, Thu, Sun``."""
    return ", ".join(SHORT_WEEKDAYS[day] if 0 <= day < 7 else str(day) for day in days)


def _check_weeks(wish: Wish) -> None:
    least, most = wish.figures.least_weeks, wish.figures.most_weeks
    length = wish.gone + wish.weeks
    weeks = f"{length} week{'s' * (length != 1)}"
    if length < least:
        are = "is" if length == 1 else "are"
        raise WishRefusedError("weeks", f"{weeks} {are} too few for {_PLANS[wish.goal]}; {least} are the fewest.")
    if length > most:
        raise WishRefusedError("weeks", f"{weeks} are too many for {_PLANS[wish.goal]}; {most} are the most.")
    if wish.step_back_every not in (3, 4):
        sentence = f"A step-back week comes every 3 or 4 weeks, not every {wish.step_back_every}."
        raise WishRefusedError("step_back_every", sentence)


def _check_days(wish: Wish) -> None:
    days = wish.run_days
    if not 2 <= len(days) <= 7:
        raise WishRefusedError("run_days", f"A plan has 2 to 7 run days a week, not {len(days)}.")
    _check_weekdays("run_days", "Run days", days)
    if wish.long_day not in days:
        sentence = (
            f"The long day {days_named((wish.long_day,))} is no run day; the run days are {days_named(days)}, "
            f"so {days_named((usual_long_day(days),))} would do."
        )
        raise WishRefusedError("long_day", sentence)
    free = tuple(day for day in days if day != wish.long_day)
    _check_weekdays("quality_days", "Quality days", wish.quality_days)
    for day in wish.quality_days:
        if day not in free:
            why = "holds the long run" if day == wish.long_day else "is no run day"
            sentence = f"The quality day {days_named((day,))} {why}; {_either(free)} would do."
            raise WishRefusedError("quality_days", sentence)
    if len(wish.quality_days) > MOST_QUALITY:
        sentence = f"{len(wish.quality_days)} quality days are too many for a week; {MOST_QUALITY} are the most."
        raise WishRefusedError("quality_days", sentence)


def _check_weekdays(field: str, words: str, days: tuple[int, ...]) -> None:
    strange = [day for day in days if not 0 <= day <= 6]
    if strange:
        sentence = f"{words} are numbers from 0, Monday, to 6, Sunday; {strange[0]} is none of them."
        raise WishRefusedError(field, sentence)
    if tuple(sorted(set(days))) != days:
        sentence = f"{words} are named once each and in order, as {days_named(tuple(sorted(set(days))))}."
        raise WishRefusedError(field, f"{sentence[:-1]}, not {days_named(days)}.")


def _either(days: tuple[int, ...]) -> str:
    *some, last = (SHORT_WEEKDAYS[day] for day in days)
    return f"{', '.join(some)} or {last}" if some else last


def _check_race(wish: Wish) -> None:
    weekday = wish.race_weekday
    if wish.figures.race_m is None:
        if weekday is not None:
            sentence = f"{_PLANS[wish.goal].capitalize()} ends on no race, so {days_named((weekday,))} is no race day."
            raise WishRefusedError("race_weekday", sentence)
    elif weekday is None or not 0 <= weekday <= 6:
        said = "none" if weekday is None else str(weekday)
        sentence = f"The race weekday is a number from 0, Monday, to 6, Sunday, not {said}."
        raise WishRefusedError("race_weekday", sentence)


def _check_recent(wish: Wish) -> None:
    if wish.recent is None:
        return
    metres, seconds = wish.recent
    said = f"The recent race of {metres / 1000:g} km in {race_clock(seconds)}"
    if not SHORTEST_RACE_M <= metres <= LONGEST_RACE_M or seconds <= 0:
        raise WishRefusedError("recent", f"{said} gives no paces; take one of 1.5 to 50 km.")
    try:
        index_of_race(metres, seconds)
    except RefusedError as refusal:
        raise WishRefusedError("recent", f"{said} is unlikely. {refusal}") from None


def race_clock(seconds: float) -> str:
    """A race's time: ``45:10``, ``1:39:05``."""
    hours, rest = divmod(round(seconds), 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def _check_volumes(wish: Wish) -> None:
    figures, current, peak = wish.figures, _km(wish.current_m), _km(wish.peak_m)
    if not figures.least_peak_m <= wish.peak_m <= HIGHEST_PEAK_M:
        sentence = (
            f"The peak week must be between {_km(figures.least_peak_m)} and {_km(HIGHEST_PEAK_M)} km, not {peak} km."
        )
        raise WishRefusedError("peak_m", sentence)
    if not wish.current_m >= figures.least_current_m:
        sentence = (
            f"The {current} km a week run now are too few to begin {_PLANS[wish.goal]} on; "
            f"{_km(figures.least_current_m)} km are the least."
        )
        raise WishRefusedError("current_m", sentence)
    if wish.peak_m < wish.current_m:
        sentence = f"The peak week of {peak} km is below the {current} km a week run now; {current} km is the least."
        raise WishRefusedError("peak_m", sentence)
    shortest = SHORTEST_MEAN_M * len(wish.run_days)
    if wish.current_m < shortest:
        sentence = (
            f"{len(wish.run_days)} run days are too many for the {current} km a week run now; "
            f"{int(wish.current_m // SHORTEST_MEAN_M)} would do, or {_km(shortest)} km."
        )
        raise WishRefusedError("run_days", sentence)
    highest = highest_peak(wish)
    if wish.peak_m > max(highest, wish.current_m) or wish.current_m > reach(wish) + 1:
        raise WishRefusedError("peak_m", _out_of_reach(wish, highest))


def _out_of_reach(wish: Wish, highest: float) -> str:
    """Why a peak cannot be reached, and what can."""
    runs = len(wish.run_days)
    begins = (
        f"The peak week of {_km(wish.peak_m)} km cannot be reached from {_km(wish.current_m)} km in {wish.weeks} weeks "
        f"of {runs} runs, no week leaping by 30 %, no run by more than 10 % or taking too long"
    )
    if highest < wish.current_m:
        return f"{begins}; {_km(highest)} km now would do."
    for weeks in range(wish.weeks + 1, wish.figures.most_weeks + 1):
        if highest_peak(replace(wish, weeks=weeks)) >= wish.peak_m:
            return f"{begins}; {_km(highest)} km is the highest, or take {weeks} weeks."
    return f"{begins}; {_km(highest)} km is the highest."


def _km(metres: float) -> str:
    return f"{metres / 1000:g}"
