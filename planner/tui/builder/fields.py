"""The fields of the builder's form. Those of block options come from `planner.usecases.blocks.options.OPTIONS`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from string import ascii_letters, digits

from planner.training.doses import FLOOR_FRICTION
from planner.training.races import Priority
from planner.training.run_plans.goals import GOAL_SETTINGS, RunningLevel
from planner.training.weeks import WEEKDAY_KEYS, WEEKDAYS
from planner.usecases.blocks.options import OPTIONS, FieldKind, TypedOption

PLAN_FROM_FILE = "file"
"""The choice of a plan from a file, among the goals."""
PLAN_FROM_BLOCK = "past"
"""The choice of a stored block as the plan."""
DATED_BY_RACE, DATED_BY_START = "race", "start"
"""Which date a block is planned from: its race day, or its first day."""
AS_THE_FILE_SAYS = "file says"
"""The choice that leaves the unit of a file's numbers to the file."""
REPLACED_KEY = "instead"
"""The form value with the number of the block that a what-if would replace."""
BUSY_KEY = "busy"
"""The form value of the two rows of half days that are not free, as `options.parse_unavailable` reads it."""
NO_DAYS = "none"
"""The value of a field of weekdays when none is chosen; an empty value would mean its default days."""
_WEEKDAY_CHOICES = tuple(zip(WEEKDAY_KEYS, WEEKDAYS, strict=True))


_ALLOWED_CHARACTERS = {
    FieldKind.COUNT: digits,
    FieldKind.FIGURE: f"{digits}.,",
    FieldKind.DATE: f"{ascii_letters}{digits}-+.,/ ",
}


class FieldGroup(StrEnum):
    """The groups of the form's fields, by their headings, from top to bottom."""

    GOAL = "Goal"
    WEEK = "Week"
    STRENGTH = "Strength"
    GYM = "Gym"
    MORE = "More"


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form.

    Attributes:
        name: Its key in the form's values.
        label: What the form calls it.
        kind: How it is filled in.
        hint: What it is for, a sentence or two.
        choices: ``(value, words)`` of a choice.
        step: What one press of an arrow adds to a number.
        unit: What is shown after a number.
        placeholder: What is shown while the field is empty.
        arrow_start: The number the arrows start from in an empty field.
    """

    name: str
    label: str
    kind: FieldKind
    hint: str
    choices: tuple[tuple[str, str], ...] = ()
    step: float = 1
    unit: str = ""
    placeholder: str = ""
    arrow_start: float = 0

    def accepts(self, character: str) -> bool:
        """Return whether this character can be typed into the field."""
        if self.kind is FieldKind.TEXT:
            return character.isprintable()
        return character in _ALLOWED_CHARACTERS.get(self.kind, "")


_PER_WEEK = "a week"
_PRIORITIES = ((Priority.A, "A · the goal"), (Priority.B, "B · it matters"), (Priority.C, "C · training"))
PLAN_FIELD = Field(
    "plan",
    "Plan",
    FieldKind.CHOICE,
    "The goal: runs made for it, or a plan of your own.",
    choices=(
        *((goal.value, figures.title) for goal, figures in GOAL_SETTINGS.items()),
        (PLAN_FROM_FILE, "from a file"),
        (PLAN_FROM_BLOCK, "a past block"),
    ),
)
PATH_FIELD = Field(
    PLAN_FROM_FILE,
    "File",
    FieldKind.TEXT,
    "YAML, CSV, ICS, xlsx, JSON, Markdown, text; → completes.",
    placeholder="type its path",
)
FILE_UNIT_FIELD = Field(
    "file_unit",
    "Numbers",
    FieldKind.CHOICE,
    "What numbers without a unit are in the file.",
    choices=((AS_THE_FILE_SAYS, "as the file says"), ("km", "kilometres"), ("mi", "miles")),
)
PAST_BLOCK_FIELD = Field(
    "block", "Block", FieldKind.COUNT, "The number of the block to run once more.", placeholder="there is none yet"
)
REPLACED_BLOCK_FIELD = Field(
    REPLACED_KEY, "Replaces", FieldKind.COUNT, "A block, from next week on. Empty: a new block."
)
WEEKS_FIELD = Field("weeks", "Weeks", FieldKind.COUNT, "How long the plan is; the race falls in its last week.")
CURRENT_VOLUME_FIELD = Field(
    "now", "Week now", FieldKind.FIGURE, "What you run in a week now: the first week begins there.", step=5
)
PEAK_VOLUME_FIELD = Field(
    "peak", "Peak week", FieldKind.FIGURE, "Running in the biggest week; the others follow.", step=5
)
RUN_DAYS_FIELD = Field("days", "Run on", FieldKind.DAYS, "{turn}: whether you run on this day; two to seven days.")
LONG_RUN_DAY_FIELD = Field("long", "Long run", FieldKind.CHOICE, "The day of the long run.", choices=_WEEKDAY_CHOICES)
FAST_DAYS_FIELD = Field("fast", "Fast on", FieldKind.DAYS, "{turn}: whether the run of this day may be fast.")
RUNNER_LEVEL_FIELD = Field(
    "runner",
    "Runner",
    FieldKind.CHOICE,
    "How used to running you are; sets what you leave open.",
    choices=tuple((level.value, level.value) for level in RunningLevel),
)
STEP_BACK_FIELD = Field(
    "step",
    "Step back",
    FieldKind.CHOICE,
    "How often a week is lighter.",
    choices=(("4", "every 4th week"), ("3", "every 3rd week")),
)
RECENT_RACE_FIELD = Field(
    "recent", "Last race", FieldKind.TEXT, "Sets the paces: 10k 45:10, half 1:42:30.", placeholder="none"
)
DATED_BY_FIELD = Field(
    "dated",
    "Dated by",
    FieldKind.CHOICE,
    "Count back from the race, or on from the first day.",
    choices=((DATED_BY_RACE, "race day"), (DATED_BY_START, "first day")),
)
DATE_FIELD = Field(
    "date",
    "Race day",
    FieldKind.DATE,
    "← → by a week, or type it: 18 apr, +14w, 2027-04-18.",
    placeholder="after the plan",
)
NAME_FIELD = Field(
    "name",
    "Name",
    FieldKind.TEXT,
    "What the calendar calls it; empty takes the plan's name.",
    placeholder="the plan's name",
)
PRIORITY_FIELD = Field(
    "priority",
    "Race is",
    FieldKind.CHOICE,
    "The more it matters, the longer strength rests before.",
    choices=tuple((value.value, words) for value, words in _PRIORITIES),
)
HEAVY_FIELD = Field(
    "heavy", "Heavy", FieldKind.COUNT, "45 min at RPE 7. None in a novice's first 2 weeks.", unit=_PER_WEEK
)
MODERATE_FIELD = Field(
    "moderate", "Moderate", FieldKind.COUNT, "40 min at RPE 6. With heavy, 2 a week at most.", unit=_PER_WEEK
)
LIGHT_FIELD = Field("light", "Light", FieldKind.COUNT, "25 min, best 12 to 48 h after a demanding run.", unit=_PER_WEEK)
FREE_AM_FIELD = Field("am", "am", FieldKind.HALVES, "{turn}: this morning is free for strength, or busy.")
FREE_PM_FIELD = Field("pm", "pm", FieldKind.HALVES, "{turn}: this afternoon is free for strength, or busy.")
AWAY_FIELD = Field(
    "away", "Away", FieldKind.TEXT, "Dates without strength: 2027-03-05, 2027-03-06 am.", placeholder="no dates"
)
BODY_MASS_FIELD = Field(
    "body",
    "Body",
    FieldKind.FIGURE,
    "Sled loads are a share of your body mass.",
    unit="kg",
    placeholder="70 kg assumed",
    arrow_start=70,
)
SLED_MASS_FIELD = Field(
    "sled",
    "Sled",
    FieldKind.FIGURE,
    "What the empty sled weighs; loads count it in.",
    unit="kg",
    placeholder="not known",
    arrow_start=20,
)
FLOOR_FIELD = Field(
    "floor",
    "Floor",
    FieldKind.CHOICE,
    "The more it grips, the less goes on the sled.",
    choices=tuple((floor.value, f"{floor.value} µ {friction}") for floor, friction in FLOOR_FRICTION.items()),
)
_PIN_FORMAT = "a date, am or pm, and a kind"
FORCED_FIELD = Field("forced", "Forced", FieldKind.TEXT, f"Where strength has to be: {_PIN_FORMAT}.")
FORBIDDEN_FIELD = Field("forbidden", "Forbidden", FieldKind.TEXT, f"Where no strength may be: {_PIN_FORMAT}.")
LOCKED_FIELD = Field("locked", "Locked", FieldKind.TEXT, "Forced, and locked in the calendar, too.")
PIN_FIELDS = (FORCED_FIELD, FORBIDDEN_FIELD, LOCKED_FIELD)
"""Shown when they have a value; keys in the block's preview fill them in."""
GENERATED_PLAN_FIELDS = (
    WEEKS_FIELD,
    RUNNER_LEVEL_FIELD,
    CURRENT_VOLUME_FIELD,
    PEAK_VOLUME_FIELD,
    RUN_DAYS_FIELD,
    LONG_RUN_DAY_FIELD,
    FAST_DAYS_FIELD,
    STEP_BACK_FIELD,
    RECENT_RACE_FIELD,
)
"""The fields of a generated plan."""
PACE_FIELDS = (RUNNER_LEVEL_FIELD, RECENT_RACE_FIELD)
"""Those of them that any plan has: the times it leaves out are estimated from them."""
_OPTION_FIELDS = tuple(
    Field(row.name, row.label, row.kind, row.hint, row.choices, unit=row.unit, placeholder=row.placeholder)
    for row in OPTIONS
    if isinstance(row, TypedOption) and row.name
)
"""The fields of the options that take one."""
COMMON_FIELDS = (
    DATED_BY_FIELD,
    PRIORITY_FIELD,
    NAME_FIELD,
    HEAVY_FIELD,
    MODERATE_FIELD,
    LIGHT_FIELD,
    FREE_AM_FIELD,
    FREE_PM_FIELD,
    *_OPTION_FIELDS,
    AWAY_FIELD,
    BODY_MASS_FIELD,
    SLED_MASS_FIELD,
    FLOOR_FIELD,
)
ALL_FIELDS = (
    PLAN_FIELD,
    REPLACED_BLOCK_FIELD,
    PATH_FIELD,
    FILE_UNIT_FIELD,
    PAST_BLOCK_FIELD,
    DATE_FIELD,
    *GENERATED_PLAN_FIELDS,
    *COMMON_FIELDS,
    *PIN_FIELDS,
)
FIELD_LABELS = {field.name: field.label for field in ALL_FIELDS}
"""The label of each field by its name, for refusals."""
_GROUPED_NAMES = {
    FieldGroup.GOAL: (
        "plan",
        REPLACED_KEY,
        PLAN_FROM_FILE,
        "file_unit",
        "block",
        "date",
        "weeks",
        "priority",
        "recent",
    ),
    FieldGroup.WEEK: ("runner", "now", "peak", "days", "long", "fast", "step"),
    FieldGroup.STRENGTH: ("level", "background", "heavy", "moderate", "light", "most", "season", "stack", "rest"),
    FieldGroup.GYM: ("am", "pm", "liked", "fresh", "gym", "away", "body", "sled", "floor"),
    FieldGroup.MORE: ("name", "dated", "cap", "times", "forced", "forbidden", "locked"),
}
GROUP_OF = {name: group for group, names in _GROUPED_NAMES.items() for name in names}
"""The group of each field, by the field's name."""
FIELD_ORDER = {name: place for place, name in enumerate(GROUP_OF)}
"""The place of each field in the form, by the field's name."""
