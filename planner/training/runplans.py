"""Run plans of our own, generated from a wish: no book's schedule. The same wish gives the same plan.

A plan begins on a Monday. `planner.training.volumes` says how much each week holds, `planner.training.quality` what its
fast runs ask for; here the week's days get their runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.training.goals import Goal, RunnerLevel, Wish
from planner.training.paces import index_of_race
from planner.training.plans import PlanEntry, RunPlan
from planner.training.quality import (
    EASY,
    Session,
    clock_pace,
    fast_session,
    known_paces,
    race_pace,
    race_seconds,
)
from planner.training.races import Unit
from planner.training.volumes import (
    HIGHEST_OTHER,
    LONGEST_MINUTES,
    WeekShape,
    days_to_race,
    easy_pace,
    half_kilometres,
    week_shapes,
)
from planner.training.wishes import check_wish, days_named, race_clock
from planner.training.workouts import QUALITY_RUNS, Effort, RunKind, Slot, Sport

_LAST_QUALITY = 3
"""No fast run stands nearer to the race than so many days."""
_LAST_WEEK = 7
_WEIGHTS = {True: 1.1, False: 1.0}
_NEXT_TO_LONG = 0.85
_IN_RACE_WEEK = 0.4
"""No run before the race in its week is longer than this share of the longest of the last weeks. A default."""
_LESS = 0.7
"""Fast running in a step-back or tapering week as a share of the usual. A default, not evidence."""


def generate(wish: Wish) -> RunPlan:
    """The run plan of a wish.

    Raises:
        WishRefusedError: No plan can meet the wish; the sentence says why and what can.
    """
    check_wish(wish)
    shapes = week_shapes(wish)
    entries: list[PlanEntry] = []
    for week, shape in enumerate(shapes):
        longest = max(earlier.long_m for earlier in shapes[max(week - 4, 0) : week + 1])
        longest = max(longest, wish.held.longest(week * 7) if wish.held else 0.0)
        entries.extend(_week(wish, week, shape, longest))
    figures = wish.figures
    return RunPlan(
        name=wish.name,
        unit=Unit.KM,
        days=wish.weeks * 7,
        entries=tuple(entries),
        race_day=None if wish.race_weekday is None else (wish.weeks - 1) * 7 + wish.race_weekday,
        race_distance=figures.race_distance,
        phases=tuple(
            (week * 7, shape.phase)
            for week, shape in enumerate(shapes)
            if week == 0 or shapes[week - 1].phase != shape.phase
        ),
        remarks=tuple(_remarks(wish, shapes)),
        source="generated",
    )


def _week(wish: Wish, week: int, shape: WeekShape, longest: float) -> Iterator[PlanEntry]:
    first = week * 7
    metres = _lengths(wish, week, shape, longest)
    kinds = _kinds(wish, week, shape)
    for weekday in range(7):
        day = first + weekday
        if wish.race_weekday is not None and days_to_race(wish, day) == 0:
            yield _race(wish, day)
        elif not metres.get(weekday):
            yield PlanEntry(day, Sport.REST, None, "Rest")
        else:
            most = _LESS if shape.step_back or shape.phase == "taper" else 1.0
            kind = kinds.get(weekday, RunKind.EASY)
            if wish.race_weekday is not None and week == wish.weeks - 1:
                session = _sharpening(wish, metres[weekday]) if kind in QUALITY_RUNS else EASY
            else:
                session = _session(wish, kind, shape, metres[weekday], most)
            yield PlanEntry(
                day,
                Sport.RUN,
                session.kind,
                session.title,
                slot=Slot.AM,
                planned=Effort(distance_m=metres[weekday]),
            )


def _session(wish: Wish, kind: RunKind, shape: WeekShape, metres: float, most: float) -> Session:
    if kind is RunKind.LONG:
        return _long_run(wish, shape, metres)
    return EASY if kind is RunKind.EASY else fast_session(kind, wish, shape.volume_m, metres, most)


def _long_run(wish: Wish, shape: WeekShape, metres: float) -> Session:
    """The long run; before a marathon its end is at race pace in the peak weeks of those who run fast at all."""
    fast = wish.goal is Goal.MARATHON and shape.phase == "peak" and not shape.step_back and len(wish.quality_days) > 1
    if not fast or wish.level is RunnerLevel.NEW:
        return Session(RunKind.LONG, "Long run")
    end = min(0.1 * shape.volume_m, metres / 3) // 1000 * 1000
    pace = race_pace(wish)
    words = f" at {clock_pace(pace)}" if pace else ""
    return Session(RunKind.LONG, f"Long run, the last {end / 1000:g} km at race pace{words}", end)


def _sharpening(wish: Wish, metres: float) -> Session:
    """The last touch of speed before a race."""
    if metres < 4_000:
        return Session(RunKind.EASY, "Easy, then 4 strides")
    pace = race_pace(wish)
    words = f" at {clock_pace(pace)}" if pace else ""
    fast = 2_000.0 if metres >= 5_000 else 1_000.0
    return Session(RunKind.RACE_PACE, f"Easy with {fast / 1000:g} km at race pace{words}", fast)


def _race(wish: Wish, day: int) -> PlanEntry:
    figures, seconds = wish.figures, race_seconds(wish)
    note = ""
    if seconds is not None and wish.recent is not None:
        metres, recent = wish.recent
        note = f"{race_clock(recent)} over {metres / 1000:g} km suggests about {race_clock(seconds)} (Daniels-Gilbert)."
    title = f"{figures.title} race"
    return PlanEntry(
        day, Sport.RUN, RunKind.RACE, title, slot=Slot.AM, planned=Effort(distance_m=figures.race_m), note=note
    )


def _lengths(wish: Wish, week: int, shape: WeekShape, longest: float) -> dict[int, float]:
    """Metres of each weekday's run; together the week's volume, to within half a kilometre."""
    days = [day for day in wish.run_days if wish.race_weekday is None or days_to_race(wish, week * 7 + day) > 0]
    if wish.goal is Goal.AFTER_RACE and week == 0:
        days = _days_after_race(wish, days, shape)
    lengths = {wish.long_day: shape.long_m} if shape.long_m and wish.long_day in days else {}
    others = [day for day in days if day not in lengths]
    if not others:
        return lengths
    most = HIGHEST_OTHER * (shape.long_m or longest)
    if wish.race_weekday is not None and week == wish.weeks - 1:
        most = _IN_RACE_WEEK * longest
    room = min(shape.volume_m - sum(lengths.values()), most * len(others))
    weights = {day: _weight(wish, day) for day in others}
    lengths |= {day: half_kilometres(min(metres, most)) for day, metres in _shared(room, weights, most).items()}
    left = shape.volume_m - sum(lengths.values())
    for day in sorted(others, key=lambda day: (day in wish.quality_days, lengths[day], day)):
        step = 500.0 if lengths[day] >= 5_000 else 100.0
        while left >= step - 1e-6 and lengths[day] + step <= most and not (step < 500 and lengths[day] + step > 5_000):
            lengths[day] += step
            left -= step
    return lengths


def _days_after_race(wish: Wish, days: list[int], shape: WeekShape) -> list[int]:
    """The first week's run days after a race: not its first two, as far as the others can hold the week."""
    kept = [day for day in days if day > 1 or day == wish.long_day]
    room = half_kilometres(HIGHEST_OTHER * shape.long_m) * (len(kept) - 1)
    return kept if len(kept) > 1 and room >= shape.volume_m - shape.long_m else days


def _weight(wish: Wish, day: int) -> float:
    beside = (day - wish.long_day) % 7 in (1, 6)
    return (_NEXT_TO_LONG if beside else 1.0) * _WEIGHTS[day in wish.quality_days]


def _shared(room: float, weights: dict[int, float], most: float) -> dict[int, float]:
    """Metres shared out by weight, none above the most; what is cut off goes to the others."""
    shares: dict[int, float] = {}
    left = dict(weights)
    while left:
        each = room / sum(left.values())
        full = [day for day, weight in left.items() if weight * each > most]
        if not full:
            return shares | {day: weight * each for day, weight in left.items()}
        for day in full:
            shares[day] = most
            room -= most
            del left[day]
    return shares


def _kinds(wish: Wish, week: int, shape: WeekShape) -> dict[int, RunKind]:
    """What each weekday's run is for; easy where nothing is said."""
    kinds = {wish.long_day: RunKind.LONG} if shape.long_m else {}
    days = list(wish.quality_days)
    if wish.race_weekday is not None:
        days = [day for day in days if days_to_race(wish, week * 7 + day) >= _LAST_QUALITY]
        last_week = [day for day in days if days_to_race(wish, week * 7 + day) < _LAST_WEEK]
        days = [day for day in days if day not in last_week[1:]]
    if not shape.step_back:
        return kinds | dict(zip(days, _rotation(wish, week, shape), strict=False))
    fast = days[-1:] if shape.phase in {"build", "peak"} else []
    return kinds | dict.fromkeys(fast, RunKind.TEMPO)


def _rotation(wish: Wish, week: int, shape: WeekShape) -> tuple[RunKind, ...]:
    """The kinds of a week's fast runs, the most important first; a lone fast run changes from week to week."""
    week += wish.gone
    even = week % 2 == 0
    if shape.phase == "recovery" or week == 0:
        return ()
    if shape.phase == "base":
        if wish.goal is Goal.AFTER_RACE:
            return (RunKind.TEMPO,)
        return (RunKind.HILLS,) if len(wish.quality_days) < 3 else (RunKind.HILLS, RunKind.TEMPO)
    if wish.goal is Goal.BASE:
        kinds = (RunKind.TEMPO, RunKind.HILLS, RunKind.HILLS)
    elif shape.phase == "build":
        second = RunKind.TEMPO if even or wish.goal in (Goal.FIVE_K, Goal.TEN_K) else RunKind.RACE_PACE
        kinds = (RunKind.INTERVALS, second, RunKind.HILLS)
    else:
        kinds = (RunKind.INTERVALS, RunKind.RACE_PACE if not even else RunKind.TEMPO, RunKind.HILLS)
    return kinds if len(wish.quality_days) > 1 or even else (kinds[1], kinds[0], kinds[2])


def _remarks(wish: Wish, shapes: tuple[WeekShape, ...]) -> Iterator[str]:
    biggest = max(shapes, key=lambda shape: shape.long_m)
    share = max((shape.long_m / shape.volume_m for shape in shapes if shape.long_m), default=0.0)
    if share > 0.305:
        why = (
            f"{len(wish.run_days)} runs a week leave no other way"
            if len(wish.run_days) < 5
            else "a marathon asks for more"
        )
        yield f"The long run is up to {100 * share:.0f} % of its week; 25 to 30 % is the usual advice, but {why}."
    minutes = biggest.long_m / 1000 * easy_pace(wish) / 60
    if minutes > LONGEST_MINUTES:
        yield f"The longest run takes about {minutes:.0f} min; up to {LONGEST_MINUTES} min is the usual advice."
    if len(wish.run_days) == 7:
        yield "Seven run days leave no day of rest."
    hard = sorted({*wish.quality_days, wish.long_day})
    near = [(day, after) for day in hard for after in hard if (after - day) % 7 == 1]
    if near:
        yield f"Demanding runs stand on days in a row: {'; '.join(days_named(pair) for pair in near)}."
    known = known_paces(wish)
    if known is not None and wish.recent is not None:
        metres, seconds = wish.recent
        yield (
            f"Paces follow from {metres / 1000:g} km in {race_clock(seconds)}, a Daniels-Gilbert index of "
            f"{index_of_race(metres, seconds):.1f}: easy runs at {clock_pace(known.easy_fast)} to "
            f"{clock_pace(known.easy_slow)}."
        )
