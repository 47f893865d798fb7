"""The form of a new block: its fields, what stands in them, and what a key does to them. Knows no widget.

A form holds only what the runner chose; everything else keeps its default and is shown as such. So a default follows
the plan (another template, another race day) until the runner takes it in hand, and a kept draft is a few short texts.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planner.training.doses import FRICTION
from planner.training.goals import FIGURES, Goal, RunnerLevel
from planner.training.measures import read_date
from planner.training.races import Priority
from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.training.workouts import Level

FILE = "file"
"""The choice of a plan from a file, among the templates' names."""
RACE, START = "race", "start"
"""What a block is dated by: its race day, or its first day."""
BUSY = "busy"
"""Where the two rows of half days keep what is not free, as `planner.usecases.choices.read_unavailable` reads it."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NONE = "none"
"""What a field of days holds when none is chosen: an empty one would have its usual days."""
_DAY_OPTIONS = tuple(
    zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
_WEEK = dt.timedelta(days=7)


class Kind(StrEnum):
    """How a field is filled in."""

    CHOICE = "choice"
    COUNT = "count"
    FIGURE = "figure"
    DATE = "date"
    TEXT = "text"
    HALVES = "halves"
    DAYS = "days"


_TYPED = {Kind.COUNT: "0123456789", Kind.FIGURE: "0123456789.,", Kind.DATE: "0123456789-"}


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form.

    Attributes:
        name: What the values call it.
        label: What the runner calls it.
        kind: How it is filled in.
        hint: What it is for, a sentence or two.
        options: ``(value, words)`` of a choice.
        step: What one press of an arrow adds to a figure.
        unit: What stands behind a figure.
        unknown: What is shown while nothing is known and nothing typed.
        first: Where the arrows begin when nothing is known.
        heading: The heading this field opens; empty for none.
    """

    name: str
    label: str
    kind: Kind
    hint: str
    options: tuple[tuple[str, str], ...] = ()
    step: float = 1
    unit: str = ""
    unknown: str = ""
    first: float = 0
    heading: str = ""

    def takes(self, character: str) -> bool:
        """Whether typing this character fills the field."""
        if self.kind is Kind.TEXT:
            return character.isprintable()
        return character in _TYPED.get(self.kind, "")


_GOALS = frozenset(goal.value for goal in FIGURES)
_PRIORITIES = ((Priority.A, "A · the goal"), (Priority.B, "B · it matters"), (Priority.C, "C · training"))
PLAN = Field(
    "plan",
    "Plan",
    Kind.CHOICE,
    "The runs: one of our templates, or a plan in a file.",
    options=(*((goal.value, figures.title) for goal, figures in FIGURES.items()), (FILE, "from a file")),
    heading="Runs",
)
PATH = Field(
    FILE,
    "File",
    Kind.TEXT,
    "YAML, CSV or our own text. ~ is home, → completes.",
    unknown="type its path",
)
WEEKS = Field("weeks", "Weeks", Kind.COUNT, "How long the plan is; the race falls in its last week.")
NOW = Field("now", "Now", Kind.FIGURE, "What you run in a week now: the first week begins there.", step=5)
PEAK = Field("peak", "Peak", Kind.FIGURE, "Running in the biggest week; the others follow.", step=5)
RUN_DAYS = Field("days", "Run on", Kind.DAYS, "{turn}: whether you run on this day; two to seven days.")
LONG_DAY = Field("long", "Long run", Kind.CHOICE, "The day of the long run.", options=_DAY_OPTIONS)
FAST_DAYS = Field("fast", "Fast on", Kind.DAYS, "{turn}: whether this day's run may be fast: intervals, tempo, hills.")
RUNNER = Field(
    "runner",
    "Running",
    Kind.CHOICE,
    "How used to running you are: sets usual volumes, and how much is fast.",
    options=tuple((level.value, level.value) for level in RunnerLevel),
)
STEP_BACK = Field(
    "step",
    "Step back",
    Kind.CHOICE,
    "How often a week is lighter.",
    options=(("4", "every 4th week"), ("3", "every 3rd week")),
)
RECENT = Field(
    "recent", "Recent race", Kind.TEXT, "Sets the paces: 10k 45:10, half 1:42:30.", unknown="no paces without one"
)
DATED = Field(
    "dated",
    "Dated by",
    Kind.CHOICE,
    "Count back from the race, or on from the first day.",
    options=((RACE, "race day"), (START, "first day")),
)
DATE = Field("date", "Race day", Kind.DATE, "← → by a week, or type YYYY-MM-DD.", unknown="after the plan")
NAME = Field(
    "name", "Name", Kind.TEXT, "What the calendar calls it; empty takes the plan's name.", unknown="the plan's name"
)
PRIORITY = Field(
    "priority",
    "Race is",
    Kind.CHOICE,
    "The more it matters, the longer strength rests before.",
    options=tuple((value.value, words) for value, words in _PRIORITIES),
)
LEVEL = Field(
    "level",
    "Level",
    Kind.CHOICE,
    "Experienced: 3 leg-strength sessions in 28 days.",
    options=tuple((level.value, level.value) for level in (Level.NOVICE, Level.EXPERIENCED)),
    heading="Strength, sessions a week",
)
HEAVY = Field("heavy", "Heavy", Kind.COUNT, "45 min at RPE 7. None in a novice's first 2 weeks.")
MODERATE = Field("moderate", "Moderate", Kind.COUNT, "40 min at RPE 6. With heavy, 2 a week at most.")
LIGHT = Field("light", "Light", Kind.COUNT, "25 min, best 12 to 48 h after a demanding run.")
STACK = Field(
    "stack",
    "Stack",
    Kind.CHOICE,
    "Heavy straight after a run, for days with one free half.",
    options=(("no", "no"), ("yes", "yes, after a run")),
)
FREE_AM = Field(
    "am", "am", Kind.HALVES, "{turn}: this morning is free for strength, or busy.", heading="Free for strength"
)
FREE_PM = Field("pm", "pm", Kind.HALVES, "{turn}: this afternoon is free for strength, or busy.")
AWAY = Field("away", "Away", Kind.TEXT, "Dates without strength: 2027-03-05, 2027-03-06 am.", unknown="no dates")
BODY = Field(
    "body",
    "Body",
    Kind.FIGURE,
    "Sled loads are a share of your body mass.",
    unit="kg",
    unknown="70 kg assumed",
    first=70,
    heading="Loads",
)
SLED = Field(
    "sled",
    "Sled",
    Kind.FIGURE,
    "What the empty sled weighs; loads count it in.",
    unit="kg",
    unknown="not known",
    first=20,
)
FLOOR = Field(
    "floor",
    "Floor",
    Kind.CHOICE,
    "The more it grips, the less goes on the sled.",
    options=tuple((floor.value, f"{floor.value} µ {friction}") for floor, friction in FRICTION.items()),
)
_PLACE = "a date, am or pm, and a kind"
FORCED = Field("forced", "Forced", Kind.TEXT, f"Where strength shall stand: {_PLACE}.", heading="Places decided by you")
FORBIDDEN = Field("forbidden", "Forbidden", Kind.TEXT, f"Where none of a kind may stand: {_PLACE}.")
LOCKED = Field("locked", "Locked", Kind.TEXT, "Forced, and locked in the calendar, too.")
_PLACES = (FORCED, FORBIDDEN, LOCKED)
"""Shown once something stands in them; keys of the block fill them in."""
_GENERATED = (WEEKS, NOW, PEAK, RUN_DAYS, LONG_DAY, FAST_DAYS, RECENT, RUNNER, STEP_BACK)
"""What a plan of our own is made from, where a file's has a path."""
_AFTER = (DATED, DATE, NAME, PRIORITY, LEVEL, HEAVY, MODERATE, LIGHT, STACK, FREE_AM, FREE_PM, AWAY, BODY, SLED, FLOOR)
_EVERY = (PLAN, PATH, *_GENERATED, *_AFTER, *_PLACES)


@dataclass(slots=True)
class BlockForm:
    """What stands in the form.

    Attributes:
        chosen: What the runner chose or typed, by field; nothing for a field left alone.
        defaults: What the other fields hold, by field, as far as it is known yet.
        units: The unit the runner reads distances in.
        races: Whether the plan holds a race.
    """

    chosen: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=lambda: {"plan": "half"})
    units: str = "km"
    races: bool = True

    def restore(self, kept: Mapping[str, str]) -> None:
        """Take over what a kept draft holds, as far as the form has such fields and choices."""
        for name, value in kept.items():
            one = next((one for one in _EVERY if one.name == name), None)
            fits = name == BUSY if one is None else not one.options or value in dict(one.options)
            if value and fits:
                self.chosen[name] = value

    @property
    def fields(self) -> tuple[Field, ...]:
        """The lines of the form, from above: a file's plan has a path where one of ours has its figures."""
        after = _AFTER if self.races else tuple(one for one in _AFTER if one is not PRIORITY)
        decided = tuple(one for one in _PLACES if self.value(one.name))
        runs = (PATH,) if self.value("plan") == FILE else _GENERATED
        return (PLAN, *runs, *after, *decided)

    def find(self, name: str) -> Field:
        """The field of that name."""
        return next(one for one in _EVERY if one.name == name)

    def label(self, one: Field) -> str:
        """What a field is called now."""
        return "First day" if one is DATE and self.value("dated") == START else one.label

    def value(self, name: str) -> str:
        """What a field holds, chosen or by default; empty while nothing is known."""
        return self.chosen.get(name) or self.defaults.get(name, "")

    def choose(self, name: str, value: str) -> None:
        """Choose a value; an empty one returns the field to its default."""
        if value.strip():
            self.chosen[name] = value
        else:
            self.chosen.pop(name, None)

    def words(self, one: Field) -> str:
        """A field's value in words, as it stands while nobody types."""
        value = self.value(one.name)
        if one.kind is Kind.CHOICE:
            return dict(one.options).get(value, value)
        if not value:
            return one.unknown
        if one.kind is Kind.DATE:
            with contextlib.suppress(RefusedError):
                day = read_date(value, one.name)
                return f"{day_name(day)} {day.year}"
        if one.kind is Kind.FIGURE:
            return f"{value} {one.unit or self.units}"
        return value

    def step(self, one: Field, by: int) -> bool:
        """Go on or back by one; False when the field has no such step."""
        value = self.value(one.name)
        if one.kind is Kind.CHOICE:
            values = [option for option, _ in one.options]
            had_race = _has_race(value)
            place = values.index(value) if value in values else -1 if by > 0 else 0
            self.choose(one.name, values[(place + by) % len(values)])
            if one is PLAN:
                self._forget_the_plans_own(keep_date=had_race == _has_race(self.value("plan")))
            elif one is DATED:
                self.choose("date", "")
            return True
        stepped = {Kind.COUNT: _number, Kind.FIGURE: _number, Kind.DATE: _date}.get(one.kind)
        after = stepped(one, value, by) if stepped else None
        if after is not None:
            self.choose(one.name, after)
        return after is not None

    def is_on(self, one: Field, weekday: int) -> bool:
        """Whether a weekday (Monday 0) is among a field's days, or its half free for strength."""
        if one.kind is Kind.DAYS:
            return WEEKDAYS[weekday] in self.value(one.name).split()
        return f"{WEEKDAYS[weekday]} {one.name}" not in self._busy()

    def turn(self, one: Field, weekday: int) -> None:
        """Take a weekday into a field's days or out of them; make a free half of it busy, and a busy one free."""
        if one.kind is Kind.DAYS:
            days = set(self.value(one.name).split()) ^ {WEEKDAYS[weekday]}
            self.choose(one.name, " ".join(day for day in WEEKDAYS if day in days) or NONE)
            return
        busy = self._busy()
        busy.symmetric_difference_update({f"{WEEKDAYS[weekday]} {one.name}"})
        every = (f"{day} {part}" for day in WEEKDAYS for part in ("am", "pm"))
        self.choose(BUSY, ", ".join(part for part in every if part in busy))

    def _busy(self) -> set[str]:
        return {part.strip() for part in self.value(BUSY).split(",") if part.strip()}

    def _forget_the_plans_own(self, *, keep_date: bool) -> None:
        """What belonged to the goal before: weeks and volumes. Days and a race day stay where the runner put them."""
        for name in ("weeks", "now", "peak", *(() if keep_date else ("dated", "date"))):
            self.choose(name, "")


def _has_race(plan: str) -> bool:
    """Whether a choice of plan leads to a race, as far as that is known before a file is read."""
    return plan not in _GOALS or FIGURES[Goal(plan)].race_m is not None


def _number(one: Field, value: str, by: int) -> str | None:
    try:
        now = float(value.replace(",", "."))
    except ValueError:
        now = one.first - one.step * by
    return f"{max(now + one.step * by, 0):g}"


def _date(one: Field, value: str, by: int) -> str | None:
    with contextlib.suppress(RefusedError, OverflowError):
        return (read_date(value, one.name) + _WEEK * by).isoformat()
    return None
