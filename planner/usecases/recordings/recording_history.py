"""What an operation did to recordings and their links, in words for the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from planner.store.journal import RowChange
from planner.text import clean_line
from planner.training.formatting import format_bare_distance, format_day
from planner.training.measures import format_duration
from planner.training.races import Unit

_LINKED_BY = {"auto": "", "inbox": " as answered", "person": " by hand"}


def describe_link(change: RowChange) -> str:
    """Return a phrase for a link that was made, changed or removed, within a sentence about its workout."""
    before, after = change.before or {}, change.after or {}
    if not after:
        return f"recording {before.get('recording_id')} taken away"
    if before and before.get("recording_id") == after.get("recording_id"):
        is_confirmed = before.get("made_by") != after.get("made_by")
        return f"recording {after.get('recording_id')} {'confirmed' if is_confirmed else 'linked for another reason'}"
    words = clean_line(str(after.get("words") or ""), 200)
    by = _LINKED_BY.get(str(after.get("made_by")), "")
    return f"recording {after.get('recording_id')} linked{by}" + (f" ({words})" if words else "")


def describe_pair(change: RowChange) -> str:
    """Return a line for a pair that the runner refused, or two recordings that are different."""
    row: dict[str, Any] = change.after or change.before or {}
    is_kept = "" if change.after else ", taken back"
    if change.table == "refused_link":
        return f"recording {row.get('recording_id')} is not workout {row.get('item_id')}{is_kept}"
    return f"recordings {row.get('recording_id')} and {row.get('other_id')} are different{is_kept}"


def describe_recording(number: int, changes: Sequence[RowChange], unit: Unit) -> tuple[str, dt.date | None]:
    """Return a line for a recording that was added, changed or removed, and its local date.

    Args:
        number: The number of the recording.
        changes: The changes of its row and of those of its files.
        unit: The unit of distances.
    """
    change = next((one for one in changes if one.table == "recording"), None)
    files = [
        clean_line(str(one.after.get("name") or "").rpartition("/")[2], 60)
        for one in changes
        if one.table == "recording_source" and one.after
    ]
    from_files = f"from {' and '.join(files)}" if files else ""
    row: dict[str, Any] = {} if change is None else change.after or change.before or {}
    head = f"recording {number}"
    date = _date_of(row)
    if date is not None:
        head += f" of {format_day(date)} {str(row.get('local_start', ''))[11:16]}"
    if change is None:
        phrases = [f"files changed: {', '.join(files)}" if files else "files changed"]
    elif change.before is None:
        phrases = ["added", *_figures(row, unit), from_files]
    elif change.after is None:
        phrases = ["removed"]
    else:
        phrases = [*_differences(change.before, change.after, unit), from_files]
    phrases = [phrase for phrase in phrases if phrase]
    return f"{head}: {', '.join(phrases) or 'saved again as it was'}", date


def _figures(row: dict[str, Any], unit: Unit) -> list[str]:
    sport = str(row.get("sport")) if row.get("sport_said") else "of unknown sport"
    return [sport, *filter(None, (_distance(row, unit), _time(row)))]


def _differences(before: dict[str, Any], after: dict[str, Any], unit: Unit) -> list[str]:
    phrases = []
    if (before.get("sport"), before.get("sport_said")) != (after.get("sport"), after.get("sport_said")):
        phrases.append(f"sport {_figures(before, unit)[0]} → {_figures(after, unit)[0]}")
    if before.get("local_start") != after.get("local_start"):
        phrases.append(f"began {_local(before)} → {_local(after)}")
    for text_of in (lambda row: _distance(row, unit), _time):
        was, now = text_of(before), text_of(after)
        if was != now:
            phrases.append(f"{was or 'unknown'} → {now or 'unknown'}")
    if before.get("double_of") != after.get("double_of"):
        other = after.get("double_of")
        phrases.append("no double any more" if other is None else f"perhaps the same as recording {other}")
    if before.get("settled") != after.get("settled"):
        phrases.append("settled" if after.get("settled") else "open again")
    return phrases


def _distance(row: dict[str, Any], unit: Unit) -> str:
    metres = row.get("distance_m")
    return f"{format_bare_distance(metres, unit)} {unit}" if isinstance(metres, int | float) and metres else ""


def _time(row: dict[str, Any]) -> str:
    seconds = row.get("duration_s")
    return format_duration(round(seconds)) if isinstance(seconds, int | float) and seconds else ""


def _local(row: dict[str, Any]) -> str:
    return clean_line(str(row.get("local_start", "")).replace("T", " ")[:16])


def _date_of(row: dict[str, Any]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(row.get("date")))
    except ValueError:
        return None
