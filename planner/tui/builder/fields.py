"""The fields of the builder's form: what each is called, how it is filled in, what it is for, which choices it has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from string import ascii_letters, digits

from planner.training.doses import FRICTION, Background
from planner.training.goals import FIGURES, RunnerLevel
from planner.training.races import Priority
from planner.training.weeks import WEEKDAY_KEYS, WEEKDAYS
from planner.training.workouts import Level

FILE = "file"
"""The choice of a plan from a file, among the templates' names."""
PAST = "past"
"""The choice of a block that stands in the calendar, to be run once more."""
RACE, START = "race", "start"
"""What a block is dated by: its race day, or its first day."""
INSTEAD = "instead"
"""Where a what-if keeps the number of the block it would replace."""
BUSY = "busy"
"""The form value of the two rows of half days that are not free, as `options.read_unavailable` reads it."""
BY_LOG = "log"
NONE = "none"
"""What a field of days holds when none is chosen: an empty one would have its usual days."""
_DAY_OPTIONS = tuple(zip(WEEKDAY_KEYS, WEEKDAYS, strict=True))


class Kind(StrEnum):
    """How a field is filled in."""

    CHOICE = "choice"
    COUNT = "count"
    FIGURE = "figure"
    DATE = "date"
    TEXT = "text"
    HALVES = "halves"
    DAYS = "days"


_TYPED = {
    Kind.COUNT: digits,
    Kind.FIGURE: f"{digits}.,",
    Kind.DATE: f"{ascii_letters}{digits}-+., ",
}
WORDS = frozenset({Kind.TEXT, Kind.DATE})
"""Kinds of fields that letters are typed into; in the others they are commands."""


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


_A_WEEK = "a week"
_PRIORITIES = ((Priority.A, "A · the goal"), (Priority.B, "B · it matters"), (Priority.C, "C · training"))
PLAN = Field(
    "plan",
    "Plan",
    Kind.CHOICE,
    "The goal: runs made for it, or a plan of your own.",
    options=(
        *((goal.value, figures.title) for goal, figures in FIGURES.items()),
        (FILE, "from a file"),
        (PAST, "a past block"),
    ),
    heading="Runs",
)
PATH = Field(
    FILE,
    "File",
    Kind.TEXT,
    "YAML, CSV or our own text. ~ is home, → completes.",
    unknown="type its path",
)
BLOCK = Field("block", "Block", Kind.COUNT, "The number of the block to run once more.", unknown="there is none yet")
REPLACED = Field(
    INSTEAD,
    "Replaces",
    Kind.COUNT,
    "A block, from next week on. Empty: a new block.",
)
WEEKS = Field("weeks", "Weeks", Kind.COUNT, "How long the plan is; the race falls in its last week.")
NOW = Field("now", "Week now", Kind.FIGURE, "What you run in a week now: the first week begins there.", step=5)
PEAK = Field("peak", "Peak week", Kind.FIGURE, "Running in the biggest week; the others follow.", step=5)
RUN_DAYS = Field("days", "Run on", Kind.DAYS, "{turn}: whether you run on this day; two to seven days.")
LONG_DAY = Field("long", "Long run", Kind.CHOICE, "The day of the long run.", options=_DAY_OPTIONS)
FAST_DAYS = Field("fast", "Fast on", Kind.DAYS, "{turn}: whether the run of this day may be fast.")
RUNNER = Field(
    "runner",
    "Runner",
    Kind.CHOICE,
    "How used to running you are; sets the usual volumes.",
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
    "recent", "Last race", Kind.TEXT, "Sets the paces: 10k 45:10, half 1:42:30.", unknown="none, so no paces"
)
DATED = Field(
    "dated",
    "Dated by",
    Kind.CHOICE,
    "Count back from the race, or on from the first day.",
    options=((RACE, "race day"), (START, "first day")),
)
DATE = Field(
    "date", "Race day", Kind.DATE, "← → by a week, or type it: 18 apr, +14w, 2027-04-18.", unknown="after the plan"
)
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
    "Strength",
    Kind.CHOICE,
    "Experienced: 3 leg-strength sessions in 28 days.",
    options=tuple((level.value, level.value) for level in (Level.NOVICE, Level.EXPERIENCED)),
    heading="Sled and wall sit",
)
HEAVY = Field("heavy", "Heavy", Kind.COUNT, "45 min at RPE 7. None in a novice's first 2 weeks.", unit=_A_WEEK)
MODERATE = Field("moderate", "Moderate", Kind.COUNT, "40 min at RPE 6. With heavy, 2 a week at most.", unit=_A_WEEK)
LIGHT = Field("light", "Light", Kind.COUNT, "25 min, best 12 to 48 h after a demanding run.", unit=_A_WEEK)
MOST = Field("most", "At most", Kind.COUNT, "Sessions of all kinds a week: 0 to 3.", unit=_A_WEEK, unknown="as wished")
BACKGROUND = Field(
    "background",
    "Lifting",
    Kind.CHOICE,
    "How much you have lifted: sets the load to begin with.",
    options=((BY_LOG, "by your log"), *((value.value, value.value) for value in Background)),
)
SEASON = Field(
    "season",
    "In season",
    Kind.CHOICE,
    "Keep what you have: one demanding session a week.",
    options=(("no", "no"), ("yes", "yes, keep it up")),
)
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
GYM = Field("gym", "Gym", Kind.TEXT, "When the sled is there: tue pm, fri. Else wall sits.", unknown="always there")
LIKED = Field("liked", "Best on", Kind.DAYS, "{turn}: whether you like this day best for strength.")
CAP = Field("cap", "Minutes", Kind.TEXT, "Time for strength: tue 40, sat 60. Heavy takes 45.", unknown="no limit")
TIMES = Field("times", "Begins", Kind.TEXT, "When your halves of a day begin: am 06:30, pm 17:45.")
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
FORBIDDEN = Field("forbidden", "Forbidden", Kind.TEXT, f"Where none may stand: {_PLACE}.")
LOCKED = Field("locked", "Locked", Kind.TEXT, "Forced, and locked in the calendar, too.")
PLACES = (FORCED, FORBIDDEN, LOCKED)
"""Shown once something stands in them; keys of the block fill them in."""
GENERATED = (WEEKS, RUNNER, NOW, PEAK, RUN_DAYS, LONG_DAY, FAST_DAYS, STEP_BACK, RECENT)
"""What a plan of our own is made from, where a file's has a path."""
_STRENGTH = (LEVEL, BACKGROUND, HEAVY, MODERATE, LIGHT, MOST, SEASON, STACK)
_WHEN = (FREE_AM, FREE_PM, LIKED, GYM, CAP, TIMES, AWAY)
AFTER = (DATED, PRIORITY, NAME, *_STRENGTH, *_WHEN, BODY, SLED, FLOOR)
EVERY = (PLAN, REPLACED, PATH, BLOCK, DATE, *GENERATED, *AFTER, *PLACES)
LABELS = {field.name: field.label for field in EVERY}
"""What the runner calls each field: a refusal of what stands in it names it so."""
