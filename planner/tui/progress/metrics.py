"""The metrics of a week: what each one counts, how it is formatted, and the source of its definition.

A metric is a column of the table and, when it is selected, the chart above the table. All of them come from the totals,
training loads and adherence that `planner.training` computes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.training.formatting import format_bare_distance
from planner.training.progress import WeekProgress
from planner.training.races import Unit
from planner.training.totals import StrengthTotals
from planner.training.week_charts import Amount, ValueFormat, format_value

_NO_STRENGTH = StrengthTotals()


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """A week with everything the screen shows of it.

    Attributes:
        progress: Its totals, load, form and adherence.
        remaining_strength: The strength still planned in it; zero in a past week.
        block_week: Its number and phase in its block, such as ``week 5 of 16, build``; empty outside any block.
        is_empty: Whether nothing was planned, done or marked in it.
        phase: The name of its phase; empty where it has none.
        has_race: Whether the race of its block is in it.
        is_ahead: Whether it is after today's week, so that all of it is the plan.
        load_left_au: The load of what is still ahead in it, in AU.
        longest_m: The longest run planned in a week ahead, in metres.
        lighter_m: The running of a week ahead if it is made lighter, in metres.
    """

    progress: WeekProgress
    remaining_strength: StrengthTotals = _NO_STRENGTH
    block_week: str = ""
    is_empty: bool = False
    phase: str = ""
    has_race: bool = False
    is_ahead: bool = False
    load_left_au: float = 0.0
    longest_m: float = 0.0
    lighter_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Metric:
    """A column of the table, which the chart shows when it is selected.

    Attributes:
        id: Its name inside the program.
        name: Its full name.
        column_title: The heading of its column; ``{unit}`` is replaced by the runner's unit.
        value_format: How its values are written.
        color: The palette colour of what was done.
        definition: What it counts and by whose definition, in a few words.
        details: The rest of the definition, in sentences.
        amount_of: Returns its amount in a week; None when it is undefined there.
        axis_unit: The unit of its axis, with the same placeholder; empty for counts.
        separator: Text between done and planned in a cell; empty where a cell shows only what was done.
        is_summable: Whether the sum over several weeks has a meaning.
        part_names: The names of the three parts of a bar in the legend.
    """

    id: str
    name: str
    column_title: str
    value_format: ValueFormat
    color: str
    definition: str
    details: str
    amount_of: Callable[[ShownWeek], Amount | None]
    axis_unit: str = ""
    separator: str = ""
    is_summable: bool = True
    part_names: tuple[str, str, str] = ("done", "left", "short of plan")

    def with_unit(self, text: str, unit: Unit) -> str:
        """Return `column_title` or `axis_unit` with the runner's unit filled in."""
        return text.replace("{unit}", unit.value)

    def format(self, value: float, unit: Unit) -> str:
        """Format a value for people, without its unit."""
        return format_value(value, self.value_format, unit)

    def bare(self, value: float, unit: Unit) -> str:
        """Format a value for a sentence, without its unit: a distance without a needless decimal, ``64``."""
        if self.value_format is ValueFormat.DISTANCE:
            return format_bare_distance(value, unit)
        return self.format(value, unit)

    def noun(self, unit: Unit) -> str:
        """Return the unit of its values in a sentence: ``km``, ``h``, ``min``, ``sessions``."""
        nouns = {ValueFormat.HOURS: "h", ValueFormat.MINUTES: "min"}
        usual = nouns.get(self.value_format, self.with_unit(self.axis_unit, unit))
        return "sessions" if self.id == "strength" else usual

    def in_words(self, value: float, unit: Unit) -> str:
        """Return a value with its unit: ``48.9 km``, ``4:31 h``, ``3 sessions``."""
        return f"{self.bare(value, unit)} {self.noun(unit)}"

    def cell_texts(self, amount: Amount | None, unit: Unit, *, is_ahead: bool = False) -> tuple[str, str]:
        """Return done and planned for a table cell; planned is empty if not shown, done is ``–`` if undefined.

        Done begins with ``~`` where it is partly estimated, and ends in ``+`` where it is more by an unknown figure.
        Of a week ahead there is only what is planned.
        """
        if is_ahead:
            planned = self.format(amount.asked, unit) if amount is not None else ""
            return ("", planned) if self.separator else (planned, "")
        if amount is None:
            return "–", ""
        done = "~" * bool(amount.estimated_sessions) + self.format(amount.done, unit) + "+" * bool(amount.unknown_runs)
        planned = self.format(amount.planned, unit) if self.separator and amount.planned is not None else ""
        return done, planned


def _run(week: ShownWeek) -> Amount:
    run, afterwards = week.progress.totals.run, week.progress.made_afterwards.run.planned_m
    return Amount(run.done_m, run.planned_m, run.left_m, unknown_runs=run.without_distance, made_afterwards=afterwards)


def _time(week: ShownWeek) -> Amount:
    run, afterwards = week.progress.totals.run, week.progress.made_afterwards.run.planned_s
    return Amount(run.done_s, run.planned_s, run.left_s, unknown_runs=run.without_time, made_afterwards=afterwards)


def _climb(week: ShownWeek) -> Amount | None:
    climbed = None if week.is_ahead else week.progress.ascent_m
    return None if climbed is None else Amount(climbed)


def _strength_totals(week: ShownWeek) -> tuple[StrengthTotals, StrengthTotals, StrengthTotals]:
    """Return the strength of a week: all of it, what of it is still planned, and what was planned afterwards."""
    return week.progress.totals.strength, week.remaining_strength, week.progress.made_afterwards.strength


def _sessions(week: ShownWeek) -> Amount:
    strength, remaining, afterwards = _strength_totals(week)
    return Amount(
        strength.done_sessions,
        strength.planned_sessions,
        remaining.planned_sessions,
        made_afterwards=afterwards.planned_sessions,
    )


def _sled(week: ShownWeek) -> Amount:
    strength, remaining, afterwards = _strength_totals(week)
    return Amount(
        strength.sled_m_done,
        strength.sled_m_planned,
        remaining.sled_m_planned,
        made_afterwards=afterwards.sled_m_planned,
    )


def _sled_work(week: ShownWeek) -> Amount | None:
    return None if week.is_ahead else Amount(week.progress.totals.strength.sled_kgm_done)


def _wall_sit(week: ShownWeek) -> Amount:
    strength, remaining, afterwards = _strength_totals(week)
    return Amount(
        strength.wall_sit_s_done,
        strength.wall_sit_s_planned,
        remaining.wall_sit_s_planned,
        made_afterwards=afterwards.wall_sit_s_planned,
    )


def _load(week: ShownWeek) -> Amount:
    progress = week.progress
    return Amount(progress.load_au, remaining=week.load_left_au, estimated_sessions=progress.estimated_loads)


def _monotony(week: ShownWeek) -> Amount | None:
    value = week.progress.monotony
    return None if value is None else Amount(value)


def _on_time(week: ShownWeek) -> Amount | None:
    if week.is_ahead:
        return None
    counts = week.progress.adherence
    due = counts.on_time + counts.shifted + counts.skipped + counts.missed
    # The second part of the bar, elsewhere what is still ahead, is here what was done on another day.
    return Amount(counts.on_time, due, counts.shifted)


METRICS = (
    Metric(
        "run",
        "Running distance",
        "Run {unit}",
        ValueFormat.DISTANCE,
        "done",
        "done / planned; runs outside the plan count as done",
        "A run without a known distance adds nothing; + marks its week. Short of plan is what was planned, but neither "
        "done nor ahead; what was planned once its day was over is not short.",
        _run,
        axis_unit="{unit}",
        separator=" / ",
    ),
    Metric(
        "time",
        "Running time",
        "h:mm",
        ValueFormat.HOURS,
        "done",
        "running time done, hours and minutes",
        "The chart shows it against the plan, whose times may be estimated from distance and easy pace.",
        _time,
        axis_unit="h:mm",
    ),
    Metric(
        "sled",
        "Reverse sled push",
        "Sled m",
        ValueFormat.NUMBER,
        "strength",
        "metres pushed, rounds × distance",
        "The walk back does not count.",
        _sled,
        axis_unit="m",
    ),
    Metric(
        "wall_sit",
        "Wall sit",
        "Wall sit",
        ValueFormat.MINUTES,
        "strength",
        "time held, rounds × hold, minutes and seconds",
        "Time under tension; squeezing the ball is not counted separately.",
        _wall_sit,
        axis_unit="m:ss",
    ),
    Metric(
        "load",
        "Training load",
        "Load",
        ValueFormat.NUMBER,
        "long",
        "RPE × minutes, strength included (Foster 2001)",
        "Session RPE in arbitrary units: the CR10 rating times the minutes. A ~ means that a rating or a time was not "
        "recorded and was taken from the plan or from what is usual for the kind of run: a default, not evidence.",
        _load,
        axis_unit="AU",
    ),
    Metric(
        "strength",
        "Strength sessions",
        "Str",
        ValueFormat.NUMBER,
        "strength",
        "strength sessions done / planned",
        "Heavy, moderate and light count one each.",
        _sessions,
        separator="/",
    ),
    Metric(
        "sled_work",
        "Sled load × distance",
        "kg·m",
        ValueFormat.NUMBER,
        "strength",
        "sled and plates in kg × metres pushed",
        "The floor's friction is not included: the same figure is harder work on grass than on turf.",
        _sled_work,
        axis_unit="kg·m",
    ),
    Metric(
        "climb",
        "Metres climbed",
        "Climb",
        ValueFormat.NUMBER,
        "done",
        "metres climbed in runs, as recorded",
        "Only a recording knows it: a week without one that does is undefined (–), and one with some runs that do not "
        "has climbed more.",
        _climb,
        axis_unit="m",
    ),
    Metric(
        "monotony",
        "Monotony",
        "Mono",
        ValueFormat.RATIO,
        "long",
        "mean / SD of 7 daily loads (Foster 1998/2001)",
        "A rest day counts as 0 and the population SD is used. This week's value is that of the last seven days. It is "
        "undefined (–) when all seven days are equal. Strain is the load of those days times monotony.",
        _monotony,
        is_summable=False,
    ),
    Metric(
        "on_time",
        "Workouts on their planned day",
        "On time",
        ValueFormat.NUMBER,
        "done",
        "done on the planned day, of those due by now",
        "The rest was done on another day, skipped with a reason, or missed. Work outside the plan is not counted.",
        _on_time,
        separator=" of ",
        part_names=("on time", "another day", "not done"),
    ),
)
"""All metrics, in the order of the columns and of the key that shows the next: what is planned ahead comes first."""

METRICS_BY_ID = {metric.id: metric for metric in METRICS}

FORM_DEFINITION = (
    "Fitness and fatigue are exponential averages of the daily load over 42 and 7 days: each day X += (load – X) / n. "
    "Fitness (CTL), fatigue (ATL) and balance (TSB) are of one morning, before the day's load: balance is fitness "
    "less fatigue. All start from 0 on the first day recorded, and are warming up for 42 days from then."
)
"""The definition of fitness, fatigue and balance."""
