"""A workout as calendars have it: one event with a start and an end, a title and a text."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from planner.text import clean_line, clean_note

_DIGEST_BYTES = 16
_MAX_SUMMARY = 1_000
MAX_DESCRIPTION = 100_000
"""Characters of the text of an event: a note of the greatest length with all steps and reasons is far shorter."""


class EventStatus(StrEnum):
    """Whether a workout takes place; one that is skipped or gone does not."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class WorkoutEvent:
    """The event of a workout.

    Attributes:
        uid: What calendars know the workout by.
        start: Its start on the runner's clock; a date where it has the day and no time.
        end: Its end, likewise; the day after, where it has no time.
        summary: Its title, one clean line.
        description: What is to be done and why, clean text.
        categories: Its sport and kind.
        status: Whether it takes place.
    """

    uid: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    status: EventStatus = EventStatus.CONFIRMED

    @property
    def is_all_day(self) -> bool:
        """Whether it has the day and no time."""
        return not isinstance(self.start, dt.datetime)

    @property
    def digest(self) -> str:
        """Says what is in it: events with the same digest say the same, however their files are written."""
        return event_digest(self.start, self.end, self.summary, self.description, self.status)

    @property
    def text_digest(self) -> str:
        """Says which text it has, wherever it is."""
        return text_digest(self.summary, self.description)


@dataclass(frozen=True, slots=True)
class Revision:
    """One writing of an event; calendars take the one with the higher number.

    Attributes:
        number: How often what the event says was changed since it was written first.
        made_at: The instant at which it was written first like that.
    """

    number: int
    made_at: dt.datetime


def event_digest(
    start: dt.datetime | dt.date, end: dt.datetime | dt.date, summary: str, description: str, status: EventStatus
) -> str:
    """Return the digest of what an event says, as hexadecimal digits.

    It is one of values, since programs write the same event with other bytes: in another order, folded elsewhere, with
    time zones added.

    Args:
        start: The start.
        end: The end.
        summary: The title, cleaned with `clean_summary`.
        description: The text, cleaned with `clean_description`.
        status: Whether it takes place.
    """
    return _digest(start.isoformat(), end.isoformat(), summary, description, status.value)


def text_digest(summary: str, description: str) -> str:
    """Return the digest of the title and the text of an event, cleaned both, as hexadecimal digits."""
    return _digest(summary, description)


def clean_summary(text: str) -> str:
    """Return the title of an event as one line that is clean; what comes from a file is as hostile as any text."""
    return clean_line(text, _MAX_SUMMARY)


def clean_description(text: str) -> str:
    """Return the text of an event with its line breaks, clean; it is longer than that of a note, which is in it."""
    return clean_note(text, MAX_DESCRIPTION)


def _digest(*values: str) -> str:
    return hashlib.blake2b("\0".join(values).encode("utf-8", "replace"), digest_size=_DIGEST_BYTES).hexdigest()
