"""The workouts in a tree of maps and lists, and where in a plan they are, by what the keys of the tree say.

No two programs use the same keys: weekdays and dates are read in any of seven languages, weeks and days by number, and
the fields of a workout by the words that the heads of tables have, too. Where a tree says nothing, lists of weeks and
days count on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from planner.exchange.plans.plan_builder import MAX_WORKOUTS
from planner.exchange.plans.tables.table_heads import UNIT_WORDS, Head, find_head
from planner.exchange.plans.trees.safe_yaml import YamlValue
from planner.exchange.plans.trees.tree_figures import TreeFigures
from planner.exchange.plans.trees.tree_steps import step_words
from planner.exchange.plans.words.weekday_words import find_weekday, plain_word
from planner.text import clean_line
from planner.training.races import Unit
from planner.training.weeks import DAYS_A_WEEK
from planner.training.workouts import Slot

SUNDAY: Final = 6
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WEEK: Final = re.compile(r"(?:week|wk|woche|semaine|semana|settimana|w)? ?([0-9]{1,3})")
_DAY: Final = re.compile(r"(?:day|tag|jour|dia|giorno|dag|d)? ?([0-9]{1,4})")
_NAMED_WEEK: Final = re.compile(r"(?:week|wk|woche|semaine|semana|settimana|w) ?[0-9]{1,3}")
_NAMED_DAY: Final = re.compile(r"(?:day|tag|jour|dia|giorno|dag) ?[0-9]{1,4}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}")
_SESSION: Final = re.compile(
    r"w(?:eek)?\s*([0-9]{1,2})\s*[sde](?:ession|ay)?\s*([0-9]{1,2})\b[\s:-]*(.*)", re.IGNORECASE
)
"""garmin-planner's name of a workout: ``W01S03 Hills`` is the third of the first week, on no day."""
_HALF: Final = re.compile(r"(?:[0-9]{1,2}(?::[0-9]{2})? ?)?(am|pm)")
_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-3])[:.h][0-5][0-9]")
_NOON: Final = 12
_KNOWN_KEYS: Final = 4096
"""So many keys are remembered, since a tree has the same ones again and again."""
_WEEKS: Final = frozenset(
    {"weeks", "wochen", "semaines", "semanas", "settimane", "weken", "microcycles", "weekly plan"}
)
_DAYS: Final = frozenset({"days", "tage", "jours", "dias", "giorni", "dagen", "daily", "daily plan"})
_PHASES: Final = frozenset({"phases", "blocks", "mesocycles", "cycles", "phasen", "fases", "fasi"})
_WORKOUTS: Final = frozenset(
    {"workouts", "sessions", "runs", "activities", "training", "trainings", "einheiten", "seances", "sesiones"}
    | {"allenamenti", "trainingen", "treinos"}
)
_STEPS: Final = frozenset(
    {"steps", "sets", "intervals", "structure", "segments", "main set", "main", "warmup", "warm up", "cooldown"}
    | {"cool down", "repeats", "repetitions", "main workout", "workout steps", "interval"}
)
_ENDS: Final = frozenset({"warmup", "warm up", "cooldown", "cool down"})
_NAMES: Final = frozenset({"name", "title", "plan name", "planname"})
_STARTS: Final = frozenset({"start", "start date", "startdate", "begin", "first day", "from", "plan start"})
_START_TIMES: Final = frozenset({"start time", "starttime", "at", "hour", "time of day"})
_REST: Final = frozenset({"rest", "is rest", "rest day", "is rest day", "off"})
_YES: Final = frozenset({"true", "yes", "1"})
_UNIT_OF_WORD: Final = {**UNIT_WORDS, "metric": Unit.KM, "imperial": Unit.MI}
_UNITS: Final = frozenset({"unit", "units", "distance unit", "distance units"})
_WEEKDAY_NUMBERS: Final = frozenset({"day of week", "dayofweek", "weekday", "dow", "day number", "day index"})
_PLACE_HEADS: Final = frozenset({Head.WEEK, Head.WEEK_OF, Head.DATE, Head.DAY, Head.SLOT})
_FIGURES: Final = frozenset({Head.DISTANCE, Head.DURATION, Head.RPE})
_TEXTS: Final = frozenset({Head.KIND, Head.TITLE, Head.NOTE, Head.SPORT})


@dataclass(frozen=True, slots=True)
class TreePlace:
    """Where in a plan a part of a tree is, as far as its keys say.

    Attributes:
        week: Number of the week, from 1.
        day: Number of the day in its week, or in the plan where no week is named, from 1.
        weekday: Monday 0 to Sunday 6.
        date: A date as it is written; empty without one.
        slot: Half of the day.
        session: Which workout of its week it is, where the tree names no days.
        phase: Name of the phase; empty without one.
    """

    week: int | None = None
    day: int | None = None
    weekday: int | None = None
    date: str = ""
    slot: Slot | None = None
    session: int | None = None
    phase: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return bool(self.date) or self.day is not None or self.weekday is not None


@dataclass(slots=True)
class TreeWorkout:
    """A workout of a tree.

    Attributes:
        place: Where in the plan it is.
        texts: Its words, by what their key says.
        figures: Its fields with figures.
        steps: Its steps in words; empty without any.
        is_rest: Whether a field of its own says that it is a day without training.
    """

    place: TreePlace
    texts: dict[Head, str] = field(default_factory=dict)
    figures: TreeFigures = field(default_factory=TreeFigures)
    steps: str = ""
    is_rest: bool = False

    @property
    def title(self) -> str:
        """Its title, or the words that take its place."""
        title = self.texts.get(Head.TITLE, "")
        if not title and not self.texts.get(Head.KIND):
            return self.texts.get(Head.NOTE, "") or ("Rest" if self.is_rest else "")
        return title

    @property
    def type_words(self) -> str:
        """The words for its type and, where they say more than that it is a run, its sport."""
        sport = self.texts.get(Head.SPORT, "")
        words = [self.texts.get(Head.KIND, ""), "" if plain_word(sport) in {"run", "running"} else sport]
        return " ".join(word.replace("_", " ") for word in words if word)

    @property
    def note(self) -> str:
        """What it says besides its title."""
        note = self.texts.get(Head.NOTE, "")
        return "" if note == self.title else note

    @property
    def words(self) -> str:
        """All its words, figures and steps included."""
        parts = (self.type_words, self.title, *self.figures.texts(), self.steps, self.note)
        return "\n".join(part for part in parts if part)


class TreeReader:
    """Walks through one tree and collects what it has.

    Attributes:
        workouts: The workouts, in the tree's order.
        name: The plan's name; empty without one.
        start: The first day as it is written; empty without one.
        unit: The unit of its distances, where a field says it.
        unused: The fields that are not read.
    """

    def __init__(self) -> None:
        self.workouts: list[TreeWorkout] = []
        self.name = ""
        self.start = ""
        self.unit: Unit | None = None
        self.unused: dict[str, None] = {}
        self._orders: list[list[int]] = []

    @property
    def begins_on_sunday(self) -> bool:
        """Whether every map of weekdays that has Sunday has it first."""
        orders = [order for order in self._orders if len(order) > 1 and SUNDAY in order]
        return bool(orders) and all(order[0] == SUNDAY for order in orders)

    def read(self, tree: YamlValue) -> None:
        """Collect what a tree has."""
        self._walk(tree, TreePlace())

    def _walk(self, tree: YamlValue, place: TreePlace) -> None:
        if len(self.workouts) > MAX_WORKOUTS:
            return
        if isinstance(tree, dict):
            self._walk_map(tree, place)
        elif isinstance(tree, list) and _are_days_in_order(tree, place):
            self._walk_numbered(tree, place, "day")
        elif isinstance(tree, list):
            for part in tree:
                self._walk(part, place)
        elif tree.strip() and place.is_day:
            self.workouts.append(TreeWorkout(place, {Head.TITLE: tree}))

    def _walk_map(self, tree: Mapping[str, YamlValue], place: TreePlace) -> None:
        place = _own_place(tree, place)
        if place.is_day and _is_workout(tree):
            self.workouts.append(self._read_workout(tree, place))
            return
        self._orders.append([day for key in tree if (day := _weekday(key)) is not None])
        for key, value in tree.items():
            word = _plain(key)
            inside = _place_of_key(word, key, place)
            if inside is not None and inside.session is not None:
                self._read_session(key, value, inside)
            elif inside is not None:
                self._walk(value, inside)
            elif isinstance(value, str):
                self._read_header(word, key, value, place)
            elif word in _PHASES:
                self._walk_phases(value, place)
            elif word in _WEEKS or (place.week is None and word not in _DAYS and _is_list_of_weeks(value)):
                self._walk_numbered(value, place, "week")
            elif word in _DAYS and isinstance(value, list):
                self._walk_numbered(value, place, "day")
            elif word not in _STEPS:
                self._walk(value, place)

    def _walk_numbered(self, value: YamlValue, place: TreePlace, what: str) -> None:
        """Walk through a list or map of weeks or days, which count on where they name no number."""
        parts: Sequence[tuple[str, YamlValue]]
        if isinstance(value, str):
            return
        parts = [*value.items()] if isinstance(value, dict) else [("", part) for part in value]
        first = self._next_week() if what == "week" and not isinstance(value, dict) else 1
        for index, (key, part) in enumerate(parts, first):
            inside = _place_of_key(_plain(key), key, place) if key else None
            if inside is None:
                number = int(key) if key.isascii() and key.isdigit() and len(key) < 4 else index
                inside = replace(place, week=number) if what == "week" else replace(place, day=number)
            self._walk(part, inside)

    def _next_week(self) -> int:
        """Return the week after those that were read; the weeks of a second phase count on."""
        return max((one.place.week or 0 for one in self.workouts), default=0) + 1

    def _walk_phases(self, value: YamlValue, place: TreePlace) -> None:
        parts = value if isinstance(value, list) else [value]
        for part in parts:
            name = ""
            if isinstance(part, dict):
                names = (
                    text for key, text in part.items() if _plain(key) in _NAMES | {"phase"} and isinstance(text, str)
                )
                name = clean_line(next(names, ""), 80)
            self._walk(part, replace(place, phase=name or place.phase))

    def _read_session(self, key: str, value: YamlValue, place: TreePlace) -> None:
        """Take in a workout of a week that is on no day: the end of its key is its name, the value its steps."""
        session = _SESSION.fullmatch(key.strip())
        name = "" if session is None else session[3]
        if isinstance(value, str):
            self.workouts.append(TreeWorkout(place, {Head.TITLE: f"{name} {value}".strip()}))
        else:
            self.workouts.append(TreeWorkout(place, {Head.TITLE: name}, steps=step_words(value)))

    def _read_workout(self, tree: Mapping[str, YamlValue], place: TreePlace) -> TreeWorkout:
        one = TreeWorkout(place)
        steps: list[str] = []
        for key, value in tree.items():
            word, head = _plain(key), _head(key)
            if word in _STEPS:
                steps.append(step_words({key: value} if word in _ENDS else value))
            elif not isinstance(value, str):
                self._read_nested(one, word, key, value)
            elif word in _REST:
                one.is_rest = value.lower() in _YES
            elif not value.strip() or head in _PLACE_HEADS or _names_place(key) or _half(word, value) is not None:
                continue
            elif head in _FIGURES:
                one.figures.add(head, _spaced(key), value)
            elif head in _TEXTS:
                one.texts[head] = f"{one.texts[head]}\n{value}" if head in one.texts else value
            elif head is Head.UNIT or word in _UNITS:
                one.figures.unit = value.strip().lower()
            elif head is not Head.PHASE:
                self.unused[key] = None
        one.steps = ", ".join(part for part in steps if part)
        return one

    def _read_nested(self, one: TreeWorkout, word: str, key: str, value: YamlValue) -> None:
        """Read a field that is a map or list: a distance with its unit, or more workouts of the day."""
        head = _head(key)
        if isinstance(value, dict) and head in _FIGURES:
            figure = " ".join(part for part in value.values() if isinstance(part, str))
            one.figures.add(head, word, figure)
        elif word in _WORKOUTS or head is Head.TITLE:
            self._walk(value, one.place)
        else:
            self.unused[key] = None

    def _read_header(self, word: str, key: str, value: str, place: TreePlace) -> None:
        if not value.strip() or (_names_place(key) and word not in _STARTS):
            return
        if word in _NAMES and not place.week and not place.phase and not self.name:
            self.name = clean_line(value)
        elif word in _STARTS and not self.start and place.week in {None, 1}:
            self.start = value.strip()
        elif word in _UNITS and self.unit is None:
            self.unit = _UNIT_OF_WORD.get(value.strip().lower())
        elif not (place.phase and word in _NAMES) and _head(key) is not Head.PHASE and word not in _STARTS:
            self.unused[f"{key} ({clean_line(value, 30)})"] = None


def _own_place(tree: Mapping[str, YamlValue], place: TreePlace) -> TreePlace:
    """Return the place with what a map says of itself: ``week: 3``, ``day: Tuesday``, ``date: 2027-01-12``."""
    has_days = _has_days(tree)
    for key, value in tree.items():
        if not isinstance(value, str) or not value.strip():
            continue
        head, word, text = _head(key), _plain(key), value.strip()
        if head is Head.WEEK or word in {"week number", "weeknumber", "number"}:
            number = _number(_WEEK, _plain(text))
            is_week = number is not None and (word != "number" or place.week is not None)
            place = replace(place, week=number) if is_week else place
        elif head is Head.PHASE:
            place = replace(place, phase=clean_line(text, 80))
        elif head is Head.DATE and word not in _STARTS and not has_days:
            place = replace(place, date=text)
        elif (head is Head.DAY or word in _WEEKDAY_NUMBERS) and not has_days:
            place = _with_day(place, text)
        elif (half := _half(word, text)) is not None:
            place = replace(place, slot=half)
    return place


def _place_of_key(word: str, key: str, place: TreePlace) -> TreePlace | None:
    """Return the place that a key names, or None when it names none."""
    found: TreePlace | None = None
    weekday = _weekday(key)
    if (session := _SESSION.fullmatch(key.strip())) is not None:
        found = replace(place, week=int(session[1]), session=int(session[2]))
    elif weekday is not None:
        found = replace(place, weekday=weekday)
    elif word in {"am", "pm", "morning", "evening", "afternoon"}:
        found = replace(place, slot=Slot.AM if word in {"am", "morning"} else Slot.PM)
    elif _DATE.fullmatch(key.strip()):
        found = replace(place, date=key.strip())
    elif _NAMED_WEEK.fullmatch(word):
        found = replace(place, week=_number(_WEEK, word))
    elif _NAMED_DAY.fullmatch(word) or (place.week is not None and word.isascii() and word.isdigit() and len(word) < 3):
        found = replace(place, day=_number(_DAY, word))
    return found


@lru_cache(maxsize=_KNOWN_KEYS)
def _plain(key: str) -> str:
    return plain_word(_spaced(key))


def _spaced(key: str) -> str:
    return _CAMEL.sub(" ", key[:80]).replace("_", " ").replace("-", " ")


@lru_cache(maxsize=_KNOWN_KEYS)
def _head(key: str) -> Head | None:
    return find_head(_spaced(key))


@lru_cache(maxsize=_KNOWN_KEYS)
def _weekday(key: str) -> int | None:
    """Return the weekday that a key names and nothing else."""
    words = _plain(key)
    return find_weekday(words) if words.isalpha() and len(words) >= 2 else None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.fullmatch(text)
    return int(match[1]) if match is not None else None


def _half(word: str, text: str) -> Slot | None:
    """Return the half of the day that a field names: ``time: AM``, ``start time: 18:30``."""
    half = _HALF.fullmatch(_plain(text))
    if half is not None:
        return Slot(half[1])
    clock = _CLOCK.fullmatch(text.strip()) if word in _START_TIMES else None
    return None if clock is None else Slot.AM if int(clock[1]) < _NOON else Slot.PM


def _with_day(place: TreePlace, text: str) -> TreePlace:
    number = _number(_DAY, _plain(text))
    if number is not None:
        return replace(place, day=number)
    weekday = find_weekday(text)
    if weekday is not None:
        return replace(place, weekday=weekday)
    return replace(place, date=text) if any(char.isdigit() for char in text) else place


def _has_days(tree: Mapping[str, YamlValue]) -> bool:
    return any(_plain(key) in _WEEKS | _DAYS or _weekday(key) is not None for key in tree)


def _is_workout(tree: Mapping[str, YamlValue]) -> bool:
    """Return whether a map has a field of a workout, and is not a map of days that has a note of its own."""
    if _has_days(tree):
        return False
    return any(
        _plain(key) in _REST | _STEPS
        or (_head(key) in _FIGURES | _TEXTS and (isinstance(value, str) or _head(key) in _FIGURES))
        for key, value in tree.items()
    )


def _is_list_of_weeks(value: YamlValue) -> bool:
    """Return whether a list is one of weeks though its key does not say so: each of its maps holds days."""
    if not isinstance(value, list):
        return False
    return bool(value) and all(isinstance(part, dict) and _has_days(part) for part in value)


def _are_days_in_order(days: Sequence[YamlValue], place: TreePlace) -> bool:
    """Return whether a list within a week is of seven days that name nothing: their order is that of the week."""
    return (
        place.week is not None
        and not place.is_day
        and len(days) == DAYS_A_WEEK
        and not any(isinstance(day, dict) and any(_names_place(key) for key in day) for day in days)
    )


def _names_place(key: str) -> bool:
    return _head(key) in _PLACE_HEADS or _plain(key) in _WEEKDAY_NUMBERS | {"number", "week number", "weeknumber"}
