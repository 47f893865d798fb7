"""What a runner asks for when making a block, and the one table of how each option is typed, shown and stored.

`OPTIONS` has a row for each option. The builder's form, ``planner new`` and the stored document of a block read it, so
a new option is an attribute of `BlockOptions`, a row here, and a rule in `planner.usecases.blocks.constraints`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from planner.training.dates import DateReader
from planner.training.doses import Equipment, LiftingBackground, start_rung
from planner.training.load_ladder import LadderPosition
from planner.training.measures import quoted
from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import RunningLevel
from planner.training.runner_paces import RunnerPaces, check_recent_race
from planner.training.weekly_sessions import (
    MAX_SESSIONS,
    WeeklySessions,
    check_sessions,
    default_sessions,
    limit_sessions,
)
from planner.training.workouts import Slot, StrengthLevel
from planner.usecases.blocks import availability
from planner.usecases.blocks.availability import DayPart, StartTimes, TimeCap, Unavailability
from planner.usecases.blocks.pins import Pins
from planner.usecases.blocks.stored_doses import EarlierEquipment, decode_rung
from planner.usecases.blocks.stored_values import as_bool, as_count, as_float, as_int, as_text, readable

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockOptions:
    """What a runner asks for when making a block, apart from the plan of the runs.

    Attributes:
        race_date: Race day to end on; exactly one of `race_date` and `start_date` is given.
        start_date: First day of a block that has no race day.
        name: What to call the block; the plan's own name when empty.
        race_distance: How the slotting rules class the race; the plan's own class when None.
        priority: How much the race matters.
        level: How used to leg strength work the runner is.
        background: How much the runner has lifted before, which sets the first rung of the load ladder. None leaves
            that to the log, or to the level where nothing is logged.
        logged_start: The rung of the load ladder that the logged sessions lead to, and why; None without a log.
        doses: Strength sessions in a normal week; the default of the level and the run days when None.
        run_days: On how many days a usual week of the plan runs; None when not known. It is found, not asked for.
        max_sessions: The most strength sessions of all kinds a week, or None.
        in_season: Whether to maintain strength only, with one demanding session a week.
        stack: Whether a session may follow a run directly, a heavy one included.
        active_rest: Whether a light session may be on a day without runs; None is yes with three run days or fewer.
        unavailable: When no strength can be done.
        sled_times: When the runner has a sled; None is always. At other times a session is the wall sit alone.
        preferred_weekdays: The weekdays on which strength is liked best, Monday 0.
        fresh_weekdays: The weekdays that get no strength on the day before, Monday 0.
        time_caps: How long a session may be on which days.
        start_times: When the two halves of a day start.
        easy_pace: The runner's own easy pace in s/km, or None.
        recent_race: Metres and seconds of a recent race, which paces and predicted times follow from, or None.
        running_level: How used to running the runner is; it sets the easy pace where nothing else tells one.
        equipment: Body mass, sled and floor.
        earlier_equipment: What they were before in this block, each with the day from which on it was another.
        pins: The placements that the runner forced, forbade or locked.
    """

    race_date: dt.date | None = None
    start_date: dt.date | None = None
    name: str = ""
    race_distance: RaceDistance | None = None
    priority: Priority = Priority.A
    level: StrengthLevel = StrengthLevel.NOVICE
    background: LiftingBackground | None = None
    logged_start: LadderPosition | None = None
    doses: WeeklySessions | None = None
    run_days: int | None = field(default=None, compare=False)
    max_sessions: int | None = None
    in_season: bool = False
    stack: bool = False
    active_rest: bool | None = None
    unavailable: tuple[Unavailability, ...] = ()
    sled_times: tuple[DayPart, ...] | None = None
    preferred_weekdays: frozenset[int] = frozenset()
    fresh_weekdays: frozenset[int] = frozenset()
    time_caps: tuple[TimeCap, ...] = ()
    start_times: StartTimes = field(default_factory=StartTimes)
    easy_pace: float | None = None
    recent_race: tuple[float, int] | None = None
    running_level: RunningLevel = RunningLevel.REGULAR
    equipment: Equipment = field(default_factory=Equipment)
    earlier_equipment: EarlierEquipment = ()
    pins: Pins = field(default_factory=Pins)

    @property
    def target_doses(self) -> WeeklySessions:
        """Strength sessions in a normal week: those asked for, else the level's default within the other options."""
        if self.doses is not None:
            return self.doses
        usual = default_sessions(self.level, self.run_days)
        if self.in_season:
            usual = WeeklySessions(min(1, usual.heavy), 0 if usual.heavy else min(1, usual.moderate), usual.light)
        return usual if self.max_sessions is None else limit_sessions(usual, self.max_sessions)

    @property
    def paces(self) -> RunnerPaces:
        """How fast the runner runs, for every time and distance that is estimated."""
        return RunnerPaces(self.easy_pace, self.recent_race, self.running_level)

    @property
    def start_rung(self) -> int:
        """The rung of the load ladder that the block starts from."""
        logged_rung = None if self.logged_start is None else self.logged_start.rung
        return start_rung(self.background, logged_rung, self.level)

    def has_sled(self, day: dt.date, slot: Slot) -> bool:
        """Return whether the runner has a sled in a half day."""
        return self.sled_times is None or any(when.covers(day, slot) for when in self.sled_times)


def parse_max_sessions(text: str, field: str = "most") -> int:
    """Parse the most strength sessions a week.

    Raises:
        RefusedError: It is no whole number from 0 to 3.
    """
    if not text.isdecimal() or len(text) > 2 or int(text) > MAX_SESSIONS:
        raise RefusedError(f"{field} must be 0 to {MAX_SESSIONS} sessions a week, not {quoted(text)}.")
    return int(text)


def parse_background(text: str, field: str = "background") -> LiftingBackground:
    """Parse how much the runner has lifted before.

    Raises:
        RefusedError: It is not none, some or trained.
    """
    return _parse_word(LiftingBackground, text, field)


def _parse_word(words: type[E], text: str, field: str) -> E:
    word = text.strip().lower()
    if word not in list(words):
        raise RefusedError(f"{field} must be one of {', '.join(words)}, not {quoted(text)}.")
    return words(word)


def _format_value(value: object) -> str:
    return "" if value is None else str(value)


# The table


class FieldKind(StrEnum):
    """How a field of the builder's form is filled in."""

    CHOICE = "choice"
    COUNT = "count"
    FIGURE = "figure"
    DATE = "date"
    TEXT = "text"
    HALVES = "halves"
    DAYS = "days"


@dataclass(frozen=True, kw_only=True)
class StoredOption(Generic[T]):
    """How one option is kept in the stored document of a block.

    Attributes:
        attribute: The attribute of `BlockOptions`.
        key: Its key in the document.
        encode: Turns the value into what JSON can hold.
        decode: Turns that back. Raises what `or_none` catches; it never gets None.
    """

    attribute: str
    key: str
    encode: Callable[[T], object]
    decode: Callable[[Any], T]


@dataclass(frozen=True, kw_only=True)
class TypedOption(StoredOption[T]):
    """An option that can be typed: in a field of the form, on the command line, or both.

    Attributes:
        parse: Turns what was typed into the value, given what to call the option in a refusal.
        with_plain_dates: Turns dates in words into those that `parse` reads; None where it reads no date.
        format: Turns the value into what `parse` reads; empty for a default.
        flag: The command line option without its dashes; empty for none, or for one without a value of its own.
        metavar: What the command line's help calls its value.
        help: What it is for, in the command line's help.
        is_repeatable: Whether the command line option may be given several times.
        name: What form drafts call its field; empty where the form has several fields for it.
        label: What the form calls it.
        kind: How it is filled in.
        hint: What it is for, one sentence in the form.
        choices: ``(value, words)`` of a choice.
        unit: What the form shows after a number.
        default_text: What the form holds while the option has its default.
        placeholder: What the form shows while it holds nothing.
        limits_strength: Whether it can leave no room for the sessions asked for; the form shows that refusal at it.
    """

    parse: Callable[[str, str], T]
    format: Callable[[T], str]
    with_plain_dates: Callable[[str, str, DateReader], str] | None = None
    flag: str = ""
    metavar: str = ""
    help: str = ""
    is_repeatable: bool = False
    name: str = ""
    label: str = ""
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    default_text: str = ""
    placeholder: str = ""
    limits_strength: bool = False

    def read(self, text: str, field: str, dates: DateReader) -> T:
        """Return the value of what was typed, in which a date may be in words.

        Raises:
            RefusedError: It cannot be read.
        """
        return self.parse(self.with_plain_dates(text, field, dates) if self.with_plain_dates else text, field)


# How options are stored


def _encode_word(word: StrEnum | None) -> str | None:
    return word and word.value


def _encode_sessions(sessions: WeeklySessions | None) -> list[int] | None:
    return None if sessions is None else [sessions.heavy, sessions.moderate, sessions.light]


def _decode_sessions(counts: Iterable[object]) -> WeeklySessions:
    heavy, moderate, light = map(as_count, counts)
    sessions = WeeklySessions(heavy, moderate, light)
    check_sessions(sessions)
    return sessions


def _decode_race(figures: Sequence[object]) -> tuple[float, int]:
    race = as_float(figures[0]), as_int(figures[1])
    check_recent_race(*race)
    return race


def _decode_list(parse_part: Callable[[str, str], T]) -> Callable[[object], tuple[T, ...]]:
    """Decode a list of texts, without those that cannot be parsed."""
    return lambda values: tuple(readable(values, lambda text: parse_part(text, "stored")))


OPTIONS: tuple[StoredOption[Any], ...] = (
    StoredOption[str](attribute="name", key="name", encode=str, decode=as_text),
    StoredOption[RaceDistance | None](
        attribute="race_distance", key="distance", encode=_encode_word, decode=RaceDistance
    ),
    StoredOption[Priority](attribute="priority", key="priority", encode=_encode_word, decode=Priority),
    TypedOption[StrengthLevel](
        attribute="level",
        key="level",
        encode=_encode_word,
        decode=StrengthLevel,
        parse=lambda text, field: _parse_word(StrengthLevel, text, field),
        format=str,
        name="level",
        label="Level",
        kind=FieldKind.CHOICE,
        hint="Experienced: 3 leg-strength sessions in 28 days.",
        choices=tuple((level.value, level.value) for level in StrengthLevel),
    ),
    TypedOption[LiftingBackground | None](
        attribute="background",
        key="background",
        encode=_encode_word,
        decode=LiftingBackground,
        parse=parse_background,
        format=_format_value,
        flag="background",
        metavar="LIFTING",
        help="none, some or trained: where the loads start",
        name="background",
        label="Lifting",
        kind=FieldKind.CHOICE,
        hint="How much you have lifted: sets the load to begin with.",
        choices=(("log", "by your log"), *((value.value, value.value) for value in LiftingBackground)),
        default_text="log",
    ),
    StoredOption[LadderPosition | None](
        attribute="logged_start",
        key="rung",
        encode=lambda start: start and start.rung,
        decode=lambda rung: LadderPosition(decode_rung(rung), ""),
    ),
    StoredOption[WeeklySessions | None](
        attribute="doses", key="doses", encode=_encode_sessions, decode=_decode_sessions
    ),
    TypedOption[int | None](
        attribute="max_sessions",
        key="most",
        encode=lambda count: count,
        decode=as_count,
        parse=parse_max_sessions,
        format=_format_value,
        flag="most",
        metavar="N",
        help="strength sessions a week, at most",
        name="most",
        label="At most",
        kind=FieldKind.COUNT,
        hint="Sessions of all kinds a week: 0 to 3.",
        unit="a week",
        placeholder="as wished",
        limits_strength=True,
    ),
    TypedOption[bool](
        attribute="in_season",
        key="in_season",
        encode=bool,
        decode=as_bool,
        parse=lambda text, _field: text == "yes",
        format=lambda is_on: "yes" if is_on else "",
        name="season",
        label="In season",
        kind=FieldKind.CHOICE,
        hint="Keep what you have: one demanding session a week.",
        choices=(("no", "no"), ("yes", "yes, keep it up")),
        default_text="no",
        limits_strength=True,
    ),
    TypedOption[bool](
        attribute="stack",
        key="stack",
        encode=bool,
        decode=as_bool,
        parse=lambda text, _field: text == "yes",
        format=lambda is_on: "yes" if is_on else "",
        name="stack",
        label="Stack",
        kind=FieldKind.CHOICE,
        hint="Heavy straight after a run, for days with one free half.",
        choices=(("no", "no"), ("yes", "yes, after a run")),
        default_text="no",
    ),
    TypedOption[bool | None](
        attribute="active_rest",
        key="active_rest",
        encode=lambda is_on: is_on,
        decode=as_bool,
        parse=lambda text, _field: {"yes": True, "no": False}.get(text),
        format=lambda is_on: "" if is_on is None else "yes" if is_on else "no",
        name="rest",
        label="Rest days",
        kind=FieldKind.CHOICE,
        hint="With few run days a light session may be on the others.",
        choices=(("usual", "by your run days"), ("no", "stay empty"), ("yes", "may hold a light one")),
        default_text="usual",
    ),
    TypedOption[tuple[Unavailability, ...]](
        attribute="unavailable",
        key="unavailable",
        encode=lambda times: [availability.format_unavailability(time) for time in times],
        decode=_decode_list(availability.parse_unavailability),
        parse=availability.parse_unavailable,
        with_plain_dates=availability.with_plain_dates,
        format=lambda times: availability.join_parts(times, availability.format_unavailability),
        flag="unavailable",
        metavar="WHEN",
        help='"wed pm", "sun", a date',
        is_repeatable=True,
        limits_strength=True,
    ),
    TypedOption[tuple[DayPart, ...] | None](
        attribute="sled_times",
        key="gym",
        encode=lambda times: None if times is None else [availability.format_day_part(time) for time in times],
        decode=_decode_list(availability.parse_day_part),
        parse=availability.parse_sled_times,
        with_plain_dates=availability.with_plain_dates,
        format=availability.format_sled_times,
        flag="gym",
        metavar="WHEN",
        help='when the sled is there: "tue pm, fri pm"; else wall sits alone',
        name="gym",
        label="Gym",
        hint="When the sled is there: tue pm, fri. Else wall sits.",
        placeholder="always there",
        limits_strength=True,
    ),
    TypedOption[frozenset[int]](
        attribute="preferred_weekdays",
        key="preferred",
        encode=lambda weekdays: availability.format_weekday_keys(weekdays).split(),
        decode=lambda keys: frozenset(_decode_list(availability.parse_weekday_key)(keys)),
        parse=availability.parse_weekday_keys,
        format=availability.format_weekday_keys,
        flag="prefer",
        metavar="DAYS",
        help='weekdays liked best for strength: "tue fri"',
        name="liked",
        label="Best on",
        kind=FieldKind.DAYS,
        hint="{turn}: whether you like this day best for strength.",
        default_text="none",
        limits_strength=True,
    ),
    TypedOption[frozenset[int]](
        attribute="fresh_weekdays",
        key="fresh",
        encode=lambda weekdays: availability.format_weekday_keys(weekdays).split(),
        decode=lambda keys: frozenset(_decode_list(availability.parse_weekday_key)(keys)),
        parse=availability.parse_weekday_keys,
        format=availability.format_weekday_keys,
        flag="fresh-on",
        metavar="DAYS",
        help='weekdays with no strength on the day before: "sat"',
        name="fresh",
        label="Fresh on",
        kind=FieldKind.DAYS,
        hint="{turn}: whether the day before it gets no strength.",
        default_text="none",
        limits_strength=True,
    ),
    TypedOption[tuple[TimeCap, ...]](
        attribute="time_caps",
        key="time_caps",
        encode=lambda caps: [availability.format_time_cap(cap) for cap in caps],
        decode=_decode_list(availability.parse_time_cap),
        parse=availability.parse_time_caps,
        with_plain_dates=availability.with_plain_dates_before_minutes,
        format=lambda caps: availability.join_parts(caps, availability.format_time_cap),
        flag="time-cap",
        metavar="MINUTES",
        help='time there is for strength: "tue 40, sat pm 60"',
        name="cap",
        label="Minutes",
        hint="Time for strength: tue 40, sat 60. Heavy takes 45.",
        placeholder="no limit",
        limits_strength=True,
    ),
    TypedOption[StartTimes](
        attribute="start_times",
        key="start_times",
        encode=availability.format_start_times,
        decode=availability.parse_start_times,
        parse=availability.parse_start_times,
        format=availability.format_start_times,
        flag="anchors",
        metavar="TIMES",
        help='when the day\'s halves start: "am 06:30, pm 17:45"',
        name="times",
        label="Begins",
        hint="When your halves of a day begin: am 06:30, pm 17:45.",
    ),
    StoredOption[float | None](
        attribute="easy_pace", key="easy_pace", encode=lambda pace: pace, decode=lambda pace: as_float(pace, 60, 3600)
    ),
    StoredOption[tuple[float, int] | None](
        attribute="recent_race",
        key="recent",
        encode=lambda race: None if race is None else list(race),
        decode=_decode_race,
    ),
    StoredOption[RunningLevel](attribute="running_level", key="runner", encode=_encode_word, decode=RunningLevel),
)
"""Every option but those of `OPTIONS_BY_HAND`, in the order of the stored document."""
TYPED_OPTIONS: tuple[TypedOption[Any], ...] = tuple(row for row in OPTIONS if isinstance(row, TypedOption))
OPTIONS_BY_HAND = frozenset({"race_date", "start_date", "equipment", "earlier_equipment", "pins", "run_days"})
"""The attributes without a row: the dates and run days are the block's own, the others are objects of several
fields."""
