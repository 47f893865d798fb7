"""One activity in two files: whether it is the same, must be asked, or is another one; and what of it is kept.

Nobody runs twice at once, so the time decides; distance and timer differ too much between sources.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from enum import StrEnum
from typing import Protocol, TypeVar

from planner.matching.figures import DEFAULT_FIGURES, MatchFigures
from planner.matching.recording_sets import span_s
from planner.training.recordings import ParsedActivity, Recording, RecordingFormat
from planner.training.workouts import Sport

_FILLED = ("distance_m", "duration_s", "moving_s", "elapsed_s", "avg_hr", "ascent_m")
"""Figures of which None is unknown."""


class Likeness(StrEnum):
    """How two recordings are related, where they are not different."""

    SAME = "same"
    """They are one activity."""
    ASK = "ask"
    """They may be one; the runner is asked."""


class TimedActivity(Protocol):
    """What of a recording is compared: a `ParsedActivity` or a stored `Recording`."""

    @property
    def sport(self) -> Sport:
        """Its sport."""

    @property
    def sport_said(self) -> bool:
        """Whether the sport is known."""

    @property
    def start_utc(self) -> dt.datetime | None:
        """Its start in UTC, or None where only a local time is known."""

    @property
    def local_start(self) -> dt.datetime | None:
        """Its start by the local clock, or None."""

    @property
    def distance_m(self) -> float | None:
        """Metres, or None."""

    @property
    def duration_s(self) -> float | None:
        """Seconds that the timer ran, or None."""

    @property
    def elapsed_s(self) -> float | None:
        """Seconds from start to end, or None."""


def find_duplicate(
    one: TimedActivity, other: TimedActivity, zone: dt.tzinfo, figures: MatchFigures = DEFAULT_FIGURES
) -> Likeness | None:
    """Return whether two recordings are the same activity, may be, or are different (None).

    Args:
        one: A recording.
        other: Another; the order does not matter.
        zone: The runner's time zone, for a start that has none.
        figures: The figures of matching.
    """
    starts = start_in_utc(one, zone), start_in_utc(other, zone)
    if starts[0] is None or starts[1] is None:
        return None
    if one.sport_said and other.sport_said and one.sport is not other.sport:
        return None
    apart = abs((starts[0] - starts[1]).total_seconds())
    spans = span_s(one.elapsed_s, one.duration_s), span_s(other.elapsed_s, other.duration_s)
    # A recording whose length is unknown is taken to be as long as the other.
    first, second = spans[0] or spans[1] or 0.0, spans[1] or spans[0] or 0.0
    earlier = first if starts[0] <= starts[1] else second
    common = max(0.0, min(earlier - apart, first, second))
    if apart <= figures.same_start_s and common >= figures.same_overlap * max(first, second):
        return Likeness.SAME
    if common > 0 and common >= figures.asked_overlap * min(first, second):
        return Likeness.ASK
    return Likeness.ASK if _has_lost_zone(one, other, apart, figures) else None


def start_in_utc(activity: TimedActivity, zone: dt.tzinfo) -> dt.datetime | None:
    """Return the start of a recording in UTC; one without a zone is read in the runner's. None where it has none."""
    if activity.start_utc is not None:
        return activity.start_utc
    if activity.local_start is None:
        return None
    return activity.local_start.replace(tzinfo=zone).astimezone(dt.UTC)


def _has_lost_zone(one: TimedActivity, other: TimedActivity, apart: float, figures: MatchFigures) -> bool:
    """Return whether two recordings are alike in all but a shift of their starts by a time zone."""
    quarters = round(apart / figures.zone_step_s)
    if abs(apart - quarters * figures.zone_step_s) > figures.zone_slack_s:
        return False
    if quarters * figures.zone_step_s > figures.zone_most_s or not one.distance_m or not other.distance_m:
        return False
    longer = max(one.distance_m, other.distance_m)
    if abs(one.distance_m - other.distance_m) > figures.zone_distance * longer:
        return False
    timers = one.duration_s, other.duration_s
    spans = span_s(one.elapsed_s, one.duration_s), span_s(other.elapsed_s, other.duration_s)
    return any(a and b and abs(a - b) <= figures.zone_time_s for a, b in (timers, spans))


def is_richer(one: RecordingFormat, other: RecordingFormat) -> bool:
    """Return whether the first format says more than the second: FIT, then TCX, GPX and tables."""
    order = list(RecordingFormat)
    return order.index(one) < order.index(other)


FilledT = TypeVar("FilledT", ParsedActivity, Recording)


def merge_activities(richer: FilledT, other: ParsedActivity | Recording) -> FilledT:
    """Return the richer of two records of one activity, with what it lacks filled in from the other.

    Args:
        richer: The one whose figures stay.
        other: The one that fills in figures, title, sport, sets and race flag.
    """
    merged = replace(
        richer,
        **{name: getattr(other, name) for name in _FILLED if getattr(richer, name) is None},
        title=richer.title or other.title,
        sets=richer.sets or other.sets,
        is_race=richer.is_race or other.is_race,
    )
    if not richer.sport_said and other.sport_said:
        merged = replace(merged, sport=other.sport, sport_said=True)
    return merged
