"""The sessions of one FIT file as activities.

A session has its own totals, so the records are read only where it is missing or damaged. Nothing in it says whether it
was a race.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

from planner.exchange.recordings.fit_messages import (
    ACTIVITY,
    EXERCISE_TITLE,
    FILE_ID,
    SESSION,
    SET,
    SPORT,
    TIMESTAMP,
    FitMessage,
    FitPart,
)
from planner.exchange.recordings.fit_names import FILE_KINDS, SPORTS, SUB_SPORTS
from planner.exchange.recordings.fit_records import RECORD_MESSAGES, RecordedLeg, read_legs
from planner.exchange.recordings.fit_sets import divide_sets
from planner.training.recordings import ParsedActivity, RecordingFormat, credible_offset_s
from planner.training.workouts import Sport

_SUMMARIES: Final = frozenset({FILE_ID, SPORT, SESSION, ACTIVITY, SET, EXERCISE_TITLE})
_MOST_SUMMARIES: Final = 20_000
_MOST_SESSIONS: Final = 100
_EPOCH: Final = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
_LONGEST_S: Final = 30 * 24 * 3600
_FURTHEST_M: Final = 5_000_000
_HIGHEST_M: Final = 100_000
_FASTEST_HEART: Final = 250
_SHORTEST_LEG_S: Final = 60
_LATEST_RECORD_S: Final = 3600
"""The start of a session is damaged if it is further from that of its records."""
_LARGEST_RATIO: Final = 2
"""A figure of a session is damaged if its records say more than twice of it, or less than half."""

_START, _SPORT, _SUB_SPORT, _ELAPSED, _TIMER, _DISTANCE, _HEART_RATE, _ASCENT, _MOVING = 2, 5, 6, 7, 8, 9, 16, 22, 59
_GENERIC, _RUNNING, _TRANSITION, _FITNESS_EQUIPMENT, _TRAINING, _ALL = 0, 1, 3, 4, 10, 254
_TREADMILL, _STRENGTH_TRAINING, _INDOOR_RUNNING = 1, 20, 45


class FitSessions(NamedTuple):
    """What one FIT file holds.

    Attributes:
        activities: Its activities in the order of the file.
        transitions: How many transitions between sports it has.
        kind: What it is if it is no recording, such as ``a workout to follow``.
    """

    activities: tuple[ParsedActivity, ...] = ()
    transitions: int = 0
    kind: str = ""


def read_sessions(part: FitPart) -> FitSessions:
    """Return the activities of one FIT file."""
    messages = list(islice(part.read(_SUMMARIES), _MOST_SUMMARIES))
    kind = next((fields.get(0, -1) for number, fields, _ in messages if number == FILE_ID), -1)
    sessions = [fields for number, fields, _ in messages if number == SESSION]
    if kind in FILE_KINDS and not sessions:  # a course has laps and records like a recording, but no session
        return FitSessions(kind=FILE_KINDS[kind])
    if len(sessions) > _MOST_SESSIONS:
        return FitSessions(kind=f"a list of {len(sessions)} sessions")
    legs: list[RecordedLeg] = []
    if part.damage or not sessions or not all(map(_is_whole, sessions)):
        legs = read_legs(part.read(RECORD_MESSAGES))
    whole_legs = [] if part.is_cut else legs
    sections = [(fields, _find_leg(fields, whole_legs)) for fields in sessions]
    used = {id(leg) for _, leg in sections}
    sections += [({}, leg) for leg in legs if id(leg) not in used and _is_missing(leg, sessions)]
    sports = [fields.get(_SPORT, leg.sport) for fields, leg in sections]
    sets = divide_sets(messages, [fields.get(_START, leg.start or 0) for fields, leg in sections])
    offset_s = _read_offset(messages)
    activities = [
        _make_activity(*section, offset_s, own_sets)
        for section, sport, own_sets in zip(sections, sports, sets, strict=True)
        if sport != _TRANSITION
    ]
    known = tuple(one for one in activities if one.duration_s or one.distance_m)
    return FitSessions(known, sports.count(_TRANSITION))


def _is_whole(fields: dict[int, int]) -> bool:
    """Return whether a session has what its records would say."""
    has_distance = _DISTANCE in fields or fields.get(_SPORT) != _RUNNING
    return _START in fields and _SPORT in fields and bool(fields.get(_TIMER)) and has_distance


def _end_of(fields: dict[int, int]) -> float:
    return fields.get(_START, 0) + max(fields.get(_ELAPSED, 0), fields.get(_TIMER, 0)) / 1000


def _find_leg(fields: dict[int, int], legs: Sequence[RecordedLeg]) -> RecordedLeg:
    """Return the records of a session: the leg that begins in it, or the only one; an empty one where there is none."""
    start = fields.get(_START, 0)
    inside = (leg for leg in legs if start - 60 <= (leg.start or 0) <= _end_of(fields))
    return next(inside, legs[0] if len(legs) == 1 else RecordedLeg())


def _is_missing(leg: RecordedLeg, sessions: Sequence[dict[int, int]]) -> bool:
    """Return whether a leg has no session: the recording breaks off before the watch wrote it."""
    begin = leg.start or 0
    if not sessions:
        return True
    starts = [fields[_START] for fields in sessions if _START in fields]
    is_later = len(starts) == len(sessions) and all(begin >= _end_of(fields) - 1 for fields in sessions)
    return is_later and leg.elapsed_s >= _SHORTEST_LEG_S


def _read_offset(messages: Sequence[FitMessage]) -> int | None:
    """Return the seconds that the local time is ahead of UTC, from both times that the file says of its end."""
    offset_s = None
    for number, fields, _ in messages:
        if number == ACTIVITY and 5 in fields and TIMESTAMP in fields:
            offset_s = credible_offset_s(fields[5] - fields[TIMESTAMP])
    return offset_s


def _make_activity(fields: dict[int, int], leg: RecordedLeg, offset_s: int | None, sets: str) -> ParsedActivity:
    """Return the activity of a session, with what its records say where the session does not.

    Args:
        fields: The fields of the session; none where it is missing.
        leg: Its records, as far as they were read.
        offset_s: Seconds that the local time is ahead of UTC.
        sets: Its sets.
    """
    said_s = _figure(fields, _TIMER, 1000, _LONGEST_S)
    said_m = _figure(fields, _DISTANCE, 100, _FURTHEST_M)
    elapsed_s = _figure(fields, _ELAPSED, 1000, _LONGEST_S)
    duration_s, distance_m = _reconcile(said_s, leg.timer_s), _reconcile(said_m, leg.distance_m)
    said_start = fields.get(_START)
    start = said_start
    if leg.start is not None and (said_start is None or abs(said_start - leg.start) > _LATEST_RECORD_S):
        start = leg.start
    remark = ""
    if not fields:
        remark = "its session is missing, so its figures are those of its records"
    elif (start, duration_s, distance_m) != (said_start, said_s, said_m):
        remark = "what its session does not say, or says wrongly, is taken from its records"
    start_utc = None if start is None else _EPOCH + dt.timedelta(seconds=start)
    local_start = None
    if start_utc is not None and offset_s is not None:
        local_start = (start_utc + dt.timedelta(seconds=offset_s)).replace(tzinfo=None)
    heart_rate, ascent_m = fields.get(_HEART_RATE, 0), fields.get(_ASCENT, -1)
    sport, sub_sport = fields.get(_SPORT, leg.sport), fields.get(_SUB_SPORT, leg.sub_sport)
    return ParsedActivity(
        RecordingFormat.FIT,
        _classify(sport, sub_sport),
        sport_said=sport not in {None, _GENERIC, _ALL},
        device_sport=_name_sport(sport, sub_sport),
        start_utc=start_utc,
        utc_offset_s=offset_s,
        local_start=local_start,
        distance_m=distance_m,
        duration_s=duration_s or elapsed_s,
        moving_s=_figure(fields, _MOVING, 1000, _LONGEST_S),
        elapsed_s=elapsed_s or leg.elapsed_s or None,
        avg_hr=heart_rate if 0 < heart_rate <= _FASTEST_HEART else leg.avg_hr,
        ascent_m=ascent_m if 0 <= ascent_m <= _HIGHEST_M else None,
        sets=sets,
        remarks=(remark,) if remark else (),
    )


def _figure(fields: dict[int, int], key: int, scale: int, most: float) -> float | None:
    """Return a figure in its unit; None where it is 0, missing, or more than any recording has."""
    figure = fields.get(key, 0) / scale
    return figure if 0 < figure <= most else None


def _reconcile(said: float | None, recorded: float) -> float | None:
    """Return what a session says, or what its records say where that is missing or differs too much."""
    if said and (not recorded or recorded / _LARGEST_RATIO <= said <= recorded * _LARGEST_RATIO):
        return said
    return recorded or None


def _classify(sport: int | None, sub_sport: int | None) -> Sport:
    """Return what a sport of a watch counts as."""
    if sport == _RUNNING or (sport == _FITNESS_EQUIPMENT and sub_sport in {_TREADMILL, _INDOOR_RUNNING}):
        return Sport.RUN
    is_strength = sport in {_TRAINING, _FITNESS_EQUIPMENT} and sub_sport == _STRENGTH_TRAINING
    return Sport.STRENGTH if is_strength else Sport.CROSS


def _name_sport(sport: int | None, sub_sport: int | None) -> str:
    """Return a sport as the format names it: ``running/trail``; a number where the name is newer than our list."""
    names = [(SPORTS, sport), (SUB_SPORTS, sub_sport)]
    return "/".join(table.get(number, str(number)) for table, number in names if number is not None)
