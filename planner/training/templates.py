"""Run plans of our own: generated from a goal, a peak volume and a number of weeks; no book's schedule.

Volume climbs evenly to its peak, steps back every fourth week, and tapers over the last two weeks (67 and 33 % of
peak: an exponential taper whose fourteen days average half, Bosquet et al. 2007). The long run never grows by more than
a tenth over the longest of the last four weeks (Frandsen et al. 2025).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.training.paces import METRES_PER_HALF, METRES_PER_MARATHON
from planner.training.plans import PlanEntry, RunPlan
from planner.training.races import RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, RunKind, Slot, Sport

STEP_BACK = 0.85
TAPER = (0.67, 0.33)
LONG_RUN_GROWTH = 1.10
_REST_DAYS = (0, 4)
_LONG_DAY = 6


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of plan that can be generated.

    Attributes:
        name: What ``--template`` calls it.
        title: What a runner calls it.
        summary: One line about its shape.
        race_m: Race distance in metres.
        race_distance: How the slotting rules class the race.
        weeks: Length.
        peak_m: Usual peak week, metres of running.
        start_share: First week's volume as a share of the peak.
        long_share: The long run's share of a week.
        long_limit_m: The longest run, metres.
    """

    name: str
    title: str
    summary: str
    race_m: float
    race_distance: RaceDistance
    weeks: int
    peak_m: float
    start_share: float
    long_share: float
    long_limit_m: float


TEMPLATES = (
    Template(
        "10k",
        "10 km",
        "5 runs a week, intervals and tempo",
        10_000.0,
        RaceDistance.TEN_K,
        10,
        45_000.0,
        0.65,
        0.28,
        16_000,
    ),
    Template(
        "half",
        "Half marathon",
        "5 runs a week, tempo and race pace",
        METRES_PER_HALF,
        RaceDistance.HALF,
        12,
        55_000.0,
        0.62,
        0.31,
        20_000,
    ),
    Template(
        "marathon",
        "Marathon",
        "5 runs a week, long runs over a third of the week",
        METRES_PER_MARATHON,
        RaceDistance.MARATHON,
        16,
        70_000.0,
        0.58,
        0.36,
        32_000,
    ),
)
LOWEST_PEAK_M, HIGHEST_PEAK_M = 20_000.0, 200_000.0


def template(name: str) -> Template:
    """The template of that name.

    Raises:
        RefusedError: There is none; the sentence lists those there are.
    """
    for known in TEMPLATES:
        if known.name == name:
            return known
    raise RefusedError(f'There is no template "{name}"; there are {", ".join(known.name for known in TEMPLATES)}.')


def generate(shape: Template, peak_m: float | None = None) -> RunPlan:
    """A run plan that ends on its race, a Sunday when the first day is a Monday.

    Args:
        shape: What to prepare for.
        peak_m: Running in the biggest week, metres; the template's usual peak when None.

    Raises:
        RefusedError: A peak below 20 km or above 200 km.
    """
    peak = shape.peak_m if peak_m is None else peak_m
    if not LOWEST_PEAK_M <= peak <= HIGHEST_PEAK_M:
        raise RefusedError(f"The peak week must be between 20 and 200 km, not {peak / 1000:g} km.")
    volumes = _volumes(shape, peak)
    longs = _long_runs(shape, volumes)
    entries: list[PlanEntry] = []
    for week, (volume, long_run) in enumerate(zip(volumes, longs, strict=True)):
        entries.extend(_week(shape, week, volume, long_run))
    return RunPlan(
        name=f"{shape.title}, {shape.weeks} weeks",
        unit=Unit.KM,
        days=shape.weeks * 7,
        entries=tuple(entries),
        race_day=shape.weeks * 7 - 1,
        race_distance=shape.race_distance,
        phases=_phases(shape.weeks),
        source="generated",
    )


def _phases(weeks: int) -> tuple[tuple[int, str], ...]:
    return (
        (0, "base"),
        (7 * (weeks // 3), "build"),
        (7 * (weeks - 5), "peak"),
        (7 * (weeks - 2), "taper"),
    )


def is_step_back(week: int, weeks: int) -> bool:
    """Whether this week (from 0) of a generated plan is a lighter one: every fourth, outside the taper."""
    return week % 4 == 3 and week < weeks - 3


def _volumes(shape: Template, peak: float) -> list[float]:
    """Metres of each week; the race week's includes no race."""
    building = shape.weeks - len(TAPER)
    rise = (1 - shape.start_share) / (building - 1)
    volumes = [
        peak * (shape.start_share + rise * week) * (STEP_BACK if is_step_back(week, shape.weeks) else 1)
        for week in range(building)
    ]
    return volumes + [peak * share for share in TAPER]


def _long_runs(shape: Template, volumes: list[float]) -> list[float]:
    """Metres of each week's long run, the race week's excepted, where it is 0."""
    longs: list[float] = []
    for volume in volumes[:-1]:
        long_run = min(shape.long_share * volume, shape.long_limit_m)
        if longs:
            long_run = min(long_run, LONG_RUN_GROWTH * max(longs[-4:]))
        longs.append(_rounded_down(long_run))
    return [*longs, 0.0]


def _week(shape: Template, week: int, volume: float, long_run: float) -> Iterator[PlanEntry]:
    """Mon rest, Tue quality, Wed easy, Thu quality or easy, Fri rest, Sat easy, Sun long run or race."""
    first = week * 7
    last_week = week == shape.weeks - 1
    others = volume - long_run
    tuesday, thursday = _quality(shape, week)
    shares = {1: 0.27, 2: 0.24, 3: 0.28, 5: 0.21}
    kinds = {1: tuesday, 2: (RunKind.EASY, "Easy"), 3: thursday, 5: (RunKind.EASY, "Easy")}
    for weekday in range(7):
        if weekday in _REST_DAYS:
            yield PlanEntry(first + weekday, Sport.REST, None, "Rest")
        elif weekday == _LONG_DAY:
            kind, title, metres = (
                (RunKind.RACE, f"{shape.title} race", shape.race_m)
                if last_week
                else (RunKind.LONG, "Long run", long_run)
            )
            yield _run(first + weekday, kind, title, metres)
        else:
            kind, title = kinds[weekday]
            yield _run(first + weekday, kind, title, _rounded_down(others * shares[weekday]))


def _quality(shape: Template, week: int) -> tuple[tuple[RunKind, str], tuple[RunKind, str]]:
    """Tuesday's and Thursday's run of a week."""
    easy = (RunKind.EASY, "Easy")
    to_go = shape.weeks - week
    if to_go == 1:
        return (RunKind.RACE_PACE, "Easy with 2 km at race pace"), easy
    if is_step_back(week, shape.weeks):
        return easy, (RunKind.TEMPO, "Tempo, 15 min steady")
    if week < shape.weeks // 3:
        return (RunKind.HILLS, "Hills, 8 × 45 s up") if week else easy, easy
    intervals = (RunKind.INTERVALS, "Intervals, 5 × 1 km")
    if shape.race_distance is RaceDistance.TEN_K:
        return intervals, (RunKind.TEMPO, "Tempo, 20 min steady")
    pace = (RunKind.RACE_PACE, "Race pace, the middle half")
    return intervals, pace if week % 2 else (RunKind.TEMPO, "Tempo, 3 × 10 min")


def _run(day: int, kind: RunKind, title: str, metres: float) -> PlanEntry:
    return PlanEntry(day, Sport.RUN, kind, title, slot=Slot.AM, planned=Effort(distance_m=metres))


def _rounded_down(metres: float) -> float:
    """To the half kilometre; short runs to the next 100 m, where half a kilometre would be a leap."""
    step = 500.0 if metres >= 5_000 else 100.0
    return metres // step * step
