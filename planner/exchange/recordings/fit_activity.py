"""Recordings of FIT files, which almost every watch writes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from planner.exchange.recordings.fit_messages import MOST_BYTES, split_parts
from planner.exchange.recordings.fit_sessions import FitSessions, read_sessions
from planner.text import format_count, join_words
from planner.training.recordings import FIRST_BELIEVED_YEAR, FileReading, FileVerdict, ParsedActivity, is_believed

_MOST_REASONS: Final = 2


def read_fit(content: bytes, now: dt.datetime) -> FileReading:
    """Return the activities of a FIT file, uncompressed.

    Args:
        content: The bytes of the file.
        now: The present instant; no recording begins later.
    """
    if len(content) > MOST_BYTES:
        return _skip(f"it has {len(content) // 1_000_000} MB, more than any recording")
    parts, after = split_parts(content)
    if not parts:
        return _skip("it is no FIT file")
    found = [read_sessions(part) for part in parts]
    damage = tuple(dict.fromkeys(words for words in (*(part.damage for part in parts), after) if words))[:_MOST_REASONS]
    activities = tuple(dict.fromkeys(one for sessions in found for one in sessions.activities))
    if not activities:
        return _skip(_say_what_it_is(found, damage))
    dated = tuple(one for one in activities if one.start_utc is not None and is_believed(one.start_utc, now))
    if not dated:
        return _ask_for_date(activities, damage)
    damage += tuple(dict.fromkeys(remark for one in dated for remark in one.remarks))
    if len(dated) < len(activities):
        damage += (f"{format_count(len(activities) - len(dated), 'session')} without a true date left out",)
    transitions = sum(sessions.transitions for sessions in found)
    left_out = (f"{format_count(transitions, 'transition')} left out",) if transitions else ()
    verdict = FileVerdict.DAMAGED_BUT_KEPT if damage else FileVerdict.IMPORTED
    return FileReading(verdict, dated, "; ".join(damage + left_out))


def _skip(reason: str) -> FileReading:
    return FileReading(FileVerdict.SKIPPED, reason=reason)


def _say_what_it_is(found: list[FitSessions], damage: tuple[str, ...]) -> str:
    """Return why a file without an activity is skipped."""
    kinds = tuple(dict.fromkeys(sessions.kind for sessions in found if sessions.kind))
    if kinds:
        return f"it is {join_words(kinds)}, not a recording"
    return "; ".join(("it has no session and no records", *damage))


def _ask_for_date(activities: tuple[ParsedActivity, ...], damage: tuple[str, ...]) -> FileReading:
    """Return a file whose watch had a wrong clock: its activities without their start, which only the runner knows.

    The local time that such a file has is that of its transfer to a computer, so it is no date either.
    """
    starts = [one.start_utc for one in activities if one.start_utc is not None]
    if starts and max(starts).year >= FIRST_BELIEVED_YEAR:
        why = f"the watch clock says {max(starts):%Y-%m-%d}, which lies ahead"
    else:
        why = "the watch clock was never set"
    undated = tuple(replace(one, start_utc=None, utc_offset_s=None, local_start=None) for one in activities)
    reason = "; ".join((f"{why}; give its date", *damage))
    return FileReading(FileVerdict.SKIPPED, undated, reason, needs_date=True)
