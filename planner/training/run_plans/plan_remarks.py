"""What a generated plan says of itself, one sentence each: what it cannot reach, and what it takes for granted.

What a coach would say of any plan, from its figures, is in `planner.training.coach_sentences`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.text import capitalize_first, format_count, join_words
from planner.training.formatting import format_hours
from planner.training.measures import format_duration
from planner.training.paces import race_index
from planner.training.run_plans.goals import FULL_MARATHON_PEAK_M, STUDIED_MARATHON_RUN_M, Goal, PlanRequest
from planner.training.run_plans.long_runs import max_long_run, max_share, max_week
from planner.training.run_plans.request_paces import easy_range, format_pace_per_km
from planner.training.run_plans.run_days import run_day_count
from planner.training.run_plans.weekly_volumes import WeekShape, max_volume, week_shapes
from planner.training.weeks import SHORT_WEEKDAYS

_USUAL_SHARE = 0.305
_KNOWN_SHARE = 0.4
"""A first long run above this share of its week is said to be taken as known."""
_SMALL_M = 500.0
"""A peak week that is missed by no more counts as reached."""
_MOST_WEEKS = 26
_SHORTER_RACE = {Goal.MARATHON: Goal.HALF, Goal.HALF: Goal.TEN_K, Goal.TEN_K: Goal.FIVE_K}
_MORE_KILOMETRES_NOW = 10
"""More running now is worth naming up to so many kilometres a week."""
_RACE_NAMES = {Goal.FIVE_K: "5 km", Goal.TEN_K: "10 km", Goal.HALF: "a half marathon", Goal.MARATHON: "a marathon"}
_SHORTER_RACE_NAMES = {Goal.FIVE_K: "a 5 km race", Goal.TEN_K: "a 10 km race", Goal.HALF: "a half marathon"}


def plan_shortfalls(request: PlanRequest, shapes: tuple[WeekShape, ...]) -> tuple[str, ...]:
    """Return the sentences on what a plan cannot reach, and on what would do; none where it reaches all."""
    if request.prior is not None:
        return ()  # a block under way says what its coming weeks can reach
    return (*_shortfall(request, shapes), *_unused_run_days(request, shapes))


def plan_advice(request: PlanRequest, shapes: tuple[WeekShape, ...]) -> tuple[str, ...]:
    """Return the other sentences about a plan."""
    return tuple(_advice(request, shapes))


def least_longest_run(request: PlanRequest) -> float:
    """Return the metres under which a plan's longest run is said to be short for its race; 0 without a race."""
    least = request.settings.longest_run_m[0]
    if request.goal is Goal.MARATHON:
        is_reachable = request.peak_m >= FULL_MARATHON_PEAK_M and max_long_run(request) >= least
        return least if is_reachable else STUDIED_MARATHON_RUN_M
    return least


def _shortfall(request: PlanRequest, shapes: tuple[WeekShape, ...]) -> Iterator[str]:
    """Yield one sentence on the peak week and the longest run that are out of reach, and on what would do."""
    peak_m, longest_m = _peak(shapes), _longest(shapes)
    is_too_much = request.peak_m > max_week(request) + _SMALL_M and peak_m > max_week(request) - 1_000
    hours = format_hours(request.settings.long_run_limit_s)
    facts = []
    if peak_m < request.peak_m - _SMALL_M and is_too_much:
        runs = format_count(len(request.run_days), "run")
        facts.append(f"{runs} a week, none longer than {hours}, hold {_km(peak_m)} km, not {_km(request.peak_m)}")
    elif peak_m < request.peak_m - _SMALL_M:
        facts.append(f"the peak week is {_km(peak_m)} km, not {_km(request.peak_m)}, as no run and no week may leap")
    least_m = least_longest_run(request)
    if longest_m < least_m:
        runs = (
            f"the longest run is {_km(longest_m)} km, where {_RACE_NAMES[request.goal]} asks for {_km(least_m)} or more"
        )
        is_limited = longest_m > max_long_run(request) - 1_000
        facts.append(runs + f" ({hours} is the limit)" * (is_limited and not is_too_much))
    if facts:
        is_long_run_short = longest_m < least_m
        found = _more_run_days(request) if is_too_much else _remedies(request, is_long_run_short=is_long_run_short)
        remedies = join_words(found, "or") or "more weeks and more running now"
        yield capitalize_first(f"{', and '.join(facts)}; {remedies} would do.")


def _unused_run_days(request: PlanRequest, shapes: tuple[WeekShape, ...]) -> Iterator[str]:
    """Yield one sentence on the weeks that run on fewer days, because there is too little to run."""
    usual = len(request.run_days)
    normal = [shape for shape in shapes if shape.phase != "taper" and not shape.step_back]
    counts = [run_day_count(request, shape.volume_m) for shape in normal]
    fewest, most = min(counts, default=usual), max(counts, default=usual)
    if fewest == usual:
        return
    volume = f"{format_count(usual, 'run day')} are too many for {_km(normal[0].volume_m)} km a week"
    if most == fewest:
        yield f"{volume}: {fewest} of them are used, so that no run is too short."
    else:
        yield f"{volume}: the first weeks use {fewest} of them, later ones up to {most}, so that no run is too short."


def _more_run_days(request: PlanRequest) -> Iterator[str]:
    """Yield what would hold the peak week: more run days, else a smaller one."""
    free = [day for day in range(7) if day not in request.run_days]
    for count in range(1, len(free) + 1):
        more = replace(request, run_days=tuple(sorted((*request.run_days, *free[:count]))))
        if max_week(more) >= request.peak_m:
            yield format_count(len(more.run_days), "run day")
            break
    yield f"{_km(max_week(request) // 1000 * 1000)} km a week"


def _remedies(request: PlanRequest, *, is_long_run_short: bool) -> Iterator[str]:
    """Yield what would reach the peak week and the longest run: more weeks, more kilometres, a shorter race."""
    enough_m = max(request.peak_m, -(-least_longest_run(request) / max_share(request) // 1000) * 1000)
    enough_m = min(enough_m, max_week(request) // 1000 * 1000)
    is_enough = request.peak_m == enough_m
    lengths = range(request.weeks + is_enough, _MOST_WEEKS + 1)
    weeks = next((weeks for weeks in lengths if _is_reached(replace(request, weeks=weeks, peak_m=enough_m))), None)
    if weeks == request.weeks:
        yield f"a peak week of {_km(enough_m)} km"
    elif weeks is not None:
        yield f"{weeks} weeks" + ("" if is_enough else f" to a peak week of {_km(enough_m)} km")
    for current_m in _higher_volumes(request, enough_m):
        if _is_reached(replace(request, current_m=current_m, peak_m=enough_m)):
            yield f"{_km(current_m)} km a week now" + ("" if is_enough else f" with {_km(enough_m)} at the peak")
            break
    shorter = _SHORTER_RACE.get(request.goal) if is_long_run_short else None
    while shorter is not None:
        other = replace(request, goal=shorter)
        if _longest(week_shapes(other)) >= least_longest_run(other):
            yield _SHORTER_RACE_NAMES[shorter]
            break
        shorter = _SHORTER_RACE.get(shorter)


def _higher_volumes(request: PlanRequest, most_m: float) -> Iterator[float]:
    """Yield bigger first weeks in metres, up to the peak week."""
    for step in range(1, _MORE_KILOMETRES_NOW + 1):
        if request.current_m + step * 1000.0 <= most_m:
            yield request.current_m + step * 1000.0


def _is_reached(request: PlanRequest) -> bool:
    """Return whether a plan has its peak week and a long enough longest run."""
    if max_volume(request) < request.peak_m - _SMALL_M:
        return False  # most of the requests that are tried end here, without building up more gently
    shapes = week_shapes(request)
    return _peak(shapes) >= request.peak_m - _SMALL_M and _longest(shapes) >= least_longest_run(request)


def _longest(shapes: tuple[WeekShape, ...]) -> float:
    return max((shape.long_m for shape in shapes), default=0.0)


def _peak(shapes: tuple[WeekShape, ...]) -> float:
    return max((shape.volume_m for shape in shapes), default=0.0)


def _advice(request: PlanRequest, shapes: tuple[WeekShape, ...]) -> Iterator[str]:
    first = shapes[0]
    is_race_ahead = request.prior is None and request.settings.race_m is not None
    if is_race_ahead and first.long_m > _KNOWN_SHARE * first.volume_m:
        yield f"Week 1 takes for granted that you ran about {_km(first.long_m)} km in one go in the last month."
    share = max((shape.long_m / shape.volume_m for shape in shapes if shape.long_m), default=0.0)
    if share > _USUAL_SHARE:
        runs = len(request.run_days)
        race = _RACE_NAMES.get(request.goal, "this plan")
        why = f"{runs} runs a week leave no other way" if runs < 4 else f"{race} asks for more"
        yield f"The long run is up to {100 * share:.0f} % of its week; 25 to 30 % is the usual advice, but {why}."
    if run_day_count(request, _peak(shapes)) == 7:
        yield "Seven run days leave no day of rest."
    hard = sorted({*request.quality_days, request.long_day})
    near = [(day, after) for day in hard for after in hard if (after - day) % 7 == 1]
    if near:
        pairs = "; ".join(", ".join(SHORT_WEEKDAYS[day] for day in pair) for pair in near)
        yield f"Demanding runs are on days in a row: {pairs}."
    easy = easy_range(request)
    if easy is not None and request.recent_race is not None:
        metres, seconds = request.recent_race
        fast, slow = (format_pace_per_km(pace) for pace in easy)
        yield (
            f"Paces follow from {metres / 1000:g} km in {format_duration(seconds)}, a Daniels-Gilbert index of "
            f"{race_index(metres, seconds):.1f}: easy runs at {fast} to {slow}."
        )


def _km(metres: float) -> str:
    return f"{metres / 1000:.1f}".removesuffix(".0")
