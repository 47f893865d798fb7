"""The constraints of a block as people type them: when the gym is there, weekdays, minutes, start times.

Each reader is told what the runner knows the constraint by, for its refusals: the option of the command line, unless
the form names its own field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from planner.training.dates import read_weekday
from planner.training.doses import Background
from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.training.targets import SESSION_CAP
from planner.training.workouts import Slot
from planner.usecases.choices import StartTimes, TimeCap, When, read_when

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_LONGEST_MINUTES = 600


def read_gym(text: str, field: str = "gym") -> tuple[When, ...]:
    """When the sled is there: ``tue pm, fri pm``, ``sat``, ``2027-03-05 am``; ``never`` is at no time.

    Raises:
        RefusedError: A part is none of these.
    """
    if text.strip().lower() == "never":
        return ()
    return tuple(read_when(part, field) for part in text.split(","))


def read_preferred(text: str, field: str = "prefer") -> frozenset[int]:
    """Weekdays, Monday 0: ``tue fri`` or ``tue, fri``.

    Raises:
        RefusedError: A word is no weekday, or there is none.
    """
    words = text.replace(",", " ").split()
    if not words:
        raise RefusedError(f'{field} must name weekdays, like "tue fri", not {quoted(text)}.')
    return frozenset(_weekday(word, field) for word in words)


def _weekday(word: str, field: str) -> int:
    weekday = read_weekday(word)
    if weekday is None:
        raise RefusedError(f"{field}: {quoted(word)} is no weekday.")
    return weekday


def read_time_caps(text: str, field: str = "time-cap") -> tuple[TimeCap, ...]:
    """Minutes there are for strength: ``tue 40, sat 60``, ``wed pm 30``.

    Raises:
        RefusedError: A part names no day, or its minutes are not 1 to 600.
    """
    return tuple(_read_time_cap(part, field) for part in text.split(","))


def _read_time_cap(text: str, field: str) -> TimeCap:
    *when, last = text.split() or [""]
    minutes = last.removesuffix("min")
    if not when and read_weekday(last) is not None:
        raise RefusedError(f'{field}: {quoted(last)} has no minutes; write it like "tue 40".')
    if not minutes.isdecimal() or len(minutes) > 4 or not 1 <= int(minutes) <= _LONGEST_MINUTES:
        raise RefusedError(
            f'{field} must be like "tue 40", its minutes from 1 to {_LONGEST_MINUTES}, not {quoted(text.strip())}.'
        )
    return TimeCap(read_when(" ".join(when), field, text), int(minutes))


def read_start_times(text: str, field: str = "anchors") -> StartTimes:
    """When the halves of a day start: ``am 06:30, pm 17:45``, or one of them.

    Raises:
        RefusedError: A part is no half of a day with a time in it, or a half is named twice.
    """
    times = StartTimes()
    named: set[Slot] = set()
    for slot, clock in _start_times(text, field):
        if slot in named:
            raise RefusedError(f"{field} names {slot} twice.")
        named.add(slot)
        times = replace(times, **{slot.value: clock})
    return times


def _start_times(text: str, field: str) -> Iterator[tuple[Slot, str]]:
    for part in text.split(","):
        words = part.lower().split()
        match = _CLOCK.fullmatch(words[1]) if len(words) == 2 and words[0] in list(Slot) else None
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise RefusedError(f'{field} must be like "am 06:30, pm 17:45", not {quoted(part.strip())}.')
        slot, hour = Slot(words[0]), int(match[1])
        if (hour < 12) is not (slot is Slot.AM):
            until = "before 12:00" if slot is Slot.AM else "12:00 or later"
            raise RefusedError(f"{field}: {slot} must start {until}, not at {match[0]}.")
        yield slot, f"{hour:02d}:{match[2]}"


def read_most(text: str, field: str = "most") -> int:
    """The most strength sessions a week.

    Raises:
        RefusedError: It is no whole number from 0 to 3.
    """
    if not text.isdecimal() or len(text) > 2 or int(text) > SESSION_CAP:
        raise RefusedError(f"{field} must be 0 to {SESSION_CAP} sessions a week (HC12), not {quoted(text)}.")
    return int(text)


def read_background(text: str, field: str = "background") -> Background:
    """How much lifting a runner comes with.

    Raises:
        RefusedError: It is not none, some or trained.
    """
    word = text.strip().lower()
    if word not in list(Background):
        raise RefusedError(f"{field} must be one of {', '.join(Background)}, not {quoted(text)}.")
    return Background(word)
