"""The figures of a week: which there are, what each counts, how it is written, and where its definition comes from.

A figure is a column of the table and, when it is chosen, the picture above it. All come from the totals, loads and
fates that `planner.training` works out; nothing is added up here that is not stored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from planner.training.progress import WeekProgress
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.totals import StrengthTotals

_NO_STRENGTH = StrengthTotals()


class ValueFormat(Enum):
    """What a figure is counted in, and so how it is written and where its axis has its marks."""

    DISTANCE = "distance"
    """Metres, shown in the runner's unit with one decimal."""
    NUMBER = "number"
    """Whole numbers: sessions, metres, kg·m, AU."""
    RATIO = "ratio"
    """A number with one decimal."""
    HOURS = "hours"
    """Seconds, shown as hours and minutes."""
    MINUTES = "minutes"
    """Seconds, shown as minutes and seconds."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure of one week, in SI.

    Attributes:
        done: What was done.
        planned: What the plan asked for; None where a figure has no plan.
        remaining: What of the plan is still ahead.
        estimated_sessions: How many sessions entered it with an estimated rating or time.
    """

    done: float
    planned: float | None = None
    remaining: float = 0.0
    estimated_sessions: int = 0

    @property
    def shortfall(self) -> float:
        """What the plan asked for that was neither done nor is ahead; never below 0."""
        return max(round((self.planned or 0.0) - self.done - self.remaining, 3), 0.0)

    @property
    def total(self) -> float:
        """Done, left and short together: the plan, or more where more was done."""
        return self.done + self.remaining + self.shortfall

    def __add__(self, other: Amount) -> Amount:
        """Both together."""
        planned = None if self.planned is None or other.planned is None else self.planned + other.planned
        return Amount(
            self.done + other.done,
            planned,
            self.remaining + other.remaining,
            self.estimated_sessions + other.estimated_sessions,
        )


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """A week with what the screen needs beside its progress.

    Attributes:
        progress: Its totals, load, form and adherence.
        remaining_strength: What is planned of its strength and still to come; nothing in a week that is past.
        block_week: Where it stands in its block: ``week 5 of 16, build``; empty outside any.
        is_empty: Whether nothing was planned, done or marked in it.
    """

    progress: WeekProgress
    remaining_strength: StrengthTotals = _NO_STRENGTH
    block_week: str = ""
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """A column, and what the picture shows when it is chosen.

    Attributes:
        id: Its name inside the program.
        name: Its name in full.
        column_title: Its name over a column; ``{unit}`` stands for the runner's unit.
        axis_unit: What its axis counts, likewise.
        value_format: How it is written.
        ink: The ink of what was done.
        separator: What stands between done and planned in a cell; empty where only what was done is shown.
        definition: What it counts and by whose definition, in a few words.
        details: The rest of the definition, in sentences.
        amount_of: Takes it from a week; None when it is undefined there.
        is_summable: Whether weeks may be added up.
        part_names: What the three parts of a bar are called.
    """

    id: str
    name: str
    column_title: str
    axis_unit: str
    value_format: ValueFormat
    ink: str
    separator: str
    definition: str
    details: str
    amount_of: Callable[[ShownWeek], Amount | None]
    is_summable: bool = True
    part_names: tuple[str, str, str] = ("done", "left", "short of plan")

    def with_unit(self, text: str, unit: Unit) -> str:
        """`column_title` or `axis_unit` with the runner's unit in it."""
        return text.replace("{unit}", unit.value)

    def format(self, value: float, unit: Unit) -> str:
        """A value as people read it, without its unit."""
        return format_value(value, self.value_format, unit)

    def cell_texts(self, amount: Amount | None, unit: Unit) -> tuple[str, str]:
        """What was done, and what was planned (empty where the column does not show it); ``–`` when undefined."""
        if amount is None:
            return "–", ""
        done = ("~" if amount.estimated_sessions else "") + self.format(amount.done, unit)
        planned = self.format(amount.planned, unit) if self.separator and amount.planned is not None else ""
        return done, planned


def format_value(value: float, value_format: ValueFormat, unit: Unit) -> str:
    """A value as people read it, without its unit: ``18.3``, ``5 600``, ``1.2``, ``1:41``, ``3:00``."""
    if value_format is ValueFormat.DISTANCE:
        return f"{value / METRES_PER_UNIT[unit]:,.1f}".replace(",", " ")
    if value_format is ValueFormat.NUMBER:
        return f"{value:,.0f}".replace(",", " ")
    if value_format is ValueFormat.RATIO:
        return f"{value:.1f}"
    minutes, seconds = divmod(round(value), 60)
    if value_format is ValueFormat.MINUTES:
        return f"{minutes}:{seconds:02d}"
    minutes = round(value / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _run(week: ShownWeek) -> Amount:
    run = week.progress.totals.run
    return Amount(run.done_m, run.planned_m, run.left_m)


def _time(week: ShownWeek) -> Amount:
    run = week.progress.totals.run
    return Amount(run.done_s, run.planned_s, run.left_s)


def _sessions(week: ShownWeek) -> Amount:
    strength = week.progress.totals.strength
    return Amount(strength.done_sessions, strength.planned_sessions, week.remaining_strength.planned_sessions)


def _sled(week: ShownWeek) -> Amount:
    strength = week.progress.totals.strength
    return Amount(strength.sled_m_done, strength.sled_m_planned, week.remaining_strength.sled_m_planned)


def _sled_work(week: ShownWeek) -> Amount:
    return Amount(week.progress.totals.strength.sled_kgm_done)


def _wall_sit(week: ShownWeek) -> Amount:
    strength = week.progress.totals.strength
    return Amount(strength.wall_sit_s_done, strength.wall_sit_s_planned, week.remaining_strength.wall_sit_s_planned)


def _load(week: ShownWeek) -> Amount:
    return Amount(week.progress.load_au, estimated_sessions=week.progress.estimated_loads)


def _monotony(week: ShownWeek) -> Amount | None:
    value = week.progress.monotony
    return None if value is None else Amount(value)


def _on_time(week: ShownWeek) -> Amount:
    kept = week.progress.adherence
    return Amount(kept.on_time, kept.on_time + kept.shifted + kept.skipped + kept.missed, kept.shifted)


METRICS = (
    Metric(
        "run",
        "Running distance",
        "Run {unit}",
        "{unit}",
        ValueFormat.DISTANCE,
        "done",
        " / ",
        "done / planned; runs outside the plan count as done",
        "A run without a known distance adds nothing. Short of plan is what was planned and neither done nor is ahead.",
        _run,
    ),
    Metric(
        "time",
        "Running time",
        "h:mm",
        "h:mm",
        ValueFormat.HOURS,
        "done",
        "",
        "running time done, hours and minutes",
        "The picture shows it against the plan, whose times may be estimated from distance and easy pace.",
        _time,
    ),
    Metric(
        "strength",
        "Strength sessions",
        "Str",
        "",
        ValueFormat.NUMBER,
        "strength",
        "/",
        "strength sessions done / planned",
        "Heavy, moderate and light count one each.",
        _sessions,
    ),
    Metric(
        "sled",
        "Reverse sled push",
        "Sled m",
        "m",
        ValueFormat.NUMBER,
        "strength",
        "",
        "metres pushed, rounds × distance",
        "The walk back does not count.",
        _sled,
    ),
    Metric(
        "sled_work",
        "Sled load × distance",
        "kg·m",
        "kg·m",
        ValueFormat.NUMBER,
        "strength",
        "",
        "sled and plates in kg × metres pushed",
        "The floor's friction is not in it: the same figure is harder work on grass than on turf.",
        _sled_work,
    ),
    Metric(
        "wall_sit",
        "Wall sit",
        "Wall sit",
        "m:ss",
        ValueFormat.MINUTES,
        "strength",
        "",
        "time held, rounds × hold, minutes and seconds",
        "Time under tension; the ball's squeeze is not counted apart.",
        _wall_sit,
    ),
    Metric(
        "load",
        "Training load",
        "Load",
        "AU",
        ValueFormat.NUMBER,
        "long",
        "",
        "RPE × minutes, strength included (Foster 2001)",
        "Session RPE in arbitrary units: the CR10 rating times the minutes. A ~ says that a rating or a time was not "
        "recorded and was taken from the plan or from what is usual for the kind of run: a default, not evidence.",
        _load,
    ),
    Metric(
        "monotony",
        "Monotony",
        "Mono",
        "",
        ValueFormat.RATIO,
        "long",
        "",
        "mean / SD of 7 daily loads (Foster 1998/2001)",
        "A rest day counts as 0 and the population SD is used. In this week it is that of the last seven days. It is "
        "undefined (–) when all seven days are equal. Strain is the load of those days times monotony.",
        _monotony,
        is_summable=False,
    ),
    Metric(
        "on_time",
        "Workouts on their planned day",
        "On time",
        "",
        ValueFormat.NUMBER,
        "done",
        " of ",
        "done on the planned day, of those due by now",
        "The rest was done on another day, skipped with a reason, or missed. Work outside the plan is not counted.",
        _on_time,
        part_names=("on time", "another day", "not done"),
    ),
)
"""Every figure, in the order of the columns."""

METRICS_BY_ID = {figure.id: figure for figure in METRICS}

FORM_DEFINITION = (
    "Fitness and fatigue are exponential averages of the daily load over 42 and 7 days: each day X += (load – X) / n. "
    "Balance is the morning's: yesterday's fitness less yesterday's fatigue. All start from 0 and are warming up for "
    "the first 42 days of a record."
)
"""How the line about form is worked out."""
