"""Matching cases in JSON: a few workouts and recordings, to try the rules on without a database."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from planner.matching.answer import MatchAnswer
from planner.matching.cost import MATCHED_SPORTS
from planner.text import clean_line
from planner.training.json_objects import JsonObject, load_json, quote_json
from planner.training.measures import YEARS
from planner.training.recordings import LinkMaker, Recording, RecordingLink
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, Outcome, Slot, Sport, StoredStatus, Workout

_MOST_METRES = 10_000_000.0
_MOST_SECONDS = 8_640_000.0
_MOST_ENTRIES = 5_000
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_SPORTS = {
    **{sport.value: sport for sport in Sport},
    **dict.fromkeys(("running", "trail", "track", "treadmill", "virtual"), Sport.RUN),
    **dict.fromkeys(("walk", "hike", "ride", "bike", "swim", "row", "yoga"), Sport.CROSS),
}
_UNKNOWN_SPORT = "unknown"
_STATUSES = {
    **{status.value: status for status in StoredStatus},
    **dict.fromkeys(("missed", "shifted"), StoredStatus.PLANNED),
    "replaced": StoredStatus.SKIPPED,
}


@dataclass(frozen=True, slots=True)
class MatchCase:
    """A matching case.

    Attributes:
        name: What the case calls itself; empty where it has no name.
        workouts: The planned workouts, and those done by hand.
        recordings: The recordings.
        links: Who linked what before.
        refused: Pairs of a workout and a recording that the runner refused, by number.
        names: The names of the recordings by number.
    """

    name: str
    workouts: tuple[Workout, ...]
    recordings: tuple[Recording, ...]
    links: tuple[RecordingLink, ...]
    refused: frozenset[tuple[int, int]]
    names: Mapping[int, str]

    def answer_document(self, answer: MatchAnswer) -> dict[str, Any]:
        """Return an answer as JSON, with the case's own names of recordings."""
        return answer.to_json(self.names.__getitem__)


def parse_cases(text: str, *, source: str) -> tuple[list[MatchCase], bool]:
    """Return the cases in a JSON text, and whether it is a list of cases and not one alone.

    Keys that a case does not need, such as an expected answer, are ignored.

    Args:
        text: The decoded file.
        source: What a refusal begins with, such as the name of the file.

    Raises:
        RefusedError: It is not JSON, or a value is missing or wrong; the sentence names the key and the value.
    """
    try:
        document = load_json(text, "a matching case")
        if not isinstance(document, list):
            return [_parse_case(JsonObject(document, "", None))], False
        return [_parse_case(JsonObject(entry, f"[{place}]", None)) for place, entry in enumerate(document)], True
    except RefusedError as refusal:
        raise RefusedError(f"{source}: {refusal}") from None


def _parse_case(case: JsonObject) -> MatchCase:
    if not case.has_value("planned") and not case.has_value("activities"):
        raise RefusedError("a matching case has planned workouts or activities, and this has neither.")
    zone = case.parsed("zone", _parse_zone, "a time zone like Europe/Berlin", _parse_zone("UTC"))
    workouts = tuple(_parse_workout(entry) for entry in _limited(case.objects("planned", None)))
    entries = list(_limited(case.objects("activities", None)))
    numbers = _number_names(entry.parsed("id", clean_line, "a name") for entry in entries)
    recordings = tuple(_parse_recording(entry, numbers, zone) for entry in entries)
    _check_unique((workout.id for workout in workouts), "workouts")
    links = [link for entry in case.objects("links", None) for link in _parse_link(entry, numbers)]
    names = {number: name for name, number in numbers.items()}
    _check_unique((names[link.recording_id] for link in links), "links for the recording")
    return MatchCase(
        name=" ".join(clean_line(str(part)) for key in ("id", "title") if (part := case.get(key)) is not None),
        workouts=workouts,
        recordings=recordings,
        links=tuple(links),
        refused=frozenset(pair for entry in _list(case, "refused") for pair in _parse_refusal(entry, numbers)),
        names=names,
    )


def _limited(entries: Iterable[JsonObject]) -> Iterable[JsonObject]:
    for count, entry in enumerate(entries):
        if count >= _MOST_ENTRIES:
            raise RefusedError(f"a matching case can hold {_MOST_ENTRIES} workouts and {_MOST_ENTRIES} activities.")
        yield entry


def _number_names(names: Iterable[str]) -> dict[str, int]:
    """Return numbers for names in the order of the names, so that the order of the document does not matter."""
    listed = list(names)
    _check_unique(listed, "activities")
    return {name: number for number, name in enumerate(sorted(listed), start=1)}


def _check_unique(values: Iterable[object], what: str) -> None:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise RefusedError(f"there are two {what} {quote_json(value)}.")
        seen.add(value)


def _parse_workout(entry: JsonObject) -> Workout:
    return Workout(
        date=entry.parsed("date", _parse_date, "a date like 2027-01-04"),
        sport=entry.parsed("sport", _sport_named, "run, strength, cross, rest or note"),
        kind=clean_line(entry.parsed("kind", str, "a kind of workout")) if entry.has_value("kind") else None,
        title=clean_line(entry.parsed("title", str, "a text")) if entry.has_value("title") else "",
        slot=entry.optional_enum_value("slot", Slot),
        start=entry.parsed("start", _parse_clock, "a time like 07:00") if entry.has_value("start") else None,
        planned=_parse_effort(entry),
        estimated=tuple(entry.texts("estimated")),
        actual=Outcome(_parse_effort(JsonObject(entry.get("actual"), "actual", None)))
        if entry.has_value("actual")
        else None,
        status=entry.parsed("state", _status_named, "planned, done or skipped", StoredStatus.PLANNED),
        id=entry.integer("id", minimum=1),
    )


def _parse_effort(entry: JsonObject) -> Effort:
    seconds = entry.amount("duration_s", _MOST_SECONDS)
    return Effort(entry.amount("distance_m", _MOST_METRES), None if seconds is None else round(seconds))


def _parse_recording(entry: JsonObject, numbers: Mapping[str, int], zone: dt.tzinfo) -> Recording:
    start = entry.parsed("local_start", dt.datetime.fromisoformat, "a local time like 2027-01-05T18:02:00")
    if start.year not in YEARS:
        raise RefusedError(f"local_start must be a time of this era, not {quote_json(str(start))}.")
    local = start if start.tzinfo is None else start.astimezone(zone).replace(tzinfo=None)
    start_utc = (start.replace(tzinfo=zone) if start.tzinfo is None else start).astimezone(dt.UTC)
    is_said = entry.has_value("sport") and entry.get("sport") != _UNKNOWN_SPORT
    is_unsaid = entry.get("sport_said") is False
    return Recording(
        id=numbers[entry.parsed("id", clean_line, "a name")],
        sport=entry.parsed("sport", _recorded_sport_named, "run, strength or cross") if is_said else Sport.CROSS,
        sport_said=is_said and not is_unsaid,
        start_utc=start_utc,
        local_start=local,
        distance_m=entry.amount("distance_m", _MOST_METRES) or None,
        duration_s=entry.amount("duration_s", _MOST_SECONDS) or None,
        elapsed_s=entry.amount("elapsed_s", _MOST_SECONDS) or None,
        is_race=entry.boolean("race") if entry.has_value("race") else False,
    )


def _parse_link(entry: JsonObject, numbers: Mapping[str, int]) -> list[RecordingLink]:
    """Return the links of one workout; recordings that are no more are left out."""
    maker = entry.enum_value("by", LinkMaker)
    item = entry.integer("item", minimum=1)
    return [RecordingLink(item, numbers[name], maker) for name in entry.texts("activities") if name in numbers]


def _parse_refusal(entry: object, numbers: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return refused pairs: ``{"item": 1, "activities": ["a"]}``, ``{"item": 1, "activity": "a"}`` or ``[1, "a"]``."""
    if isinstance(entry, list) and len(entry) == 2:
        entry = {"item": entry[0], "activity": entry[1]}
    table = JsonObject(entry, "refused", None)
    named = table.texts("activities")
    if table.has_value("activity"):
        named.append(table.parsed("activity", str, "a name"))
    item = table.integer("item", minimum=1)
    return [(item, numbers[name]) for name in named if name in numbers]


def _list(case: JsonObject, key: str) -> list[object]:
    value = case.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise RefusedError(f"{key} must be a list, not {quote_json(value)}.")
    return value


def _sport_named(word: str) -> Sport:
    try:
        return _SPORTS[word]
    except KeyError:
        raise ValueError(word) from None


def _recorded_sport_named(word: str) -> Sport:
    sport = _sport_named(word)
    if sport not in MATCHED_SPORTS:
        raise ValueError(word)
    return sport


def _status_named(word: str) -> StoredStatus:
    try:
        return _STATUSES[word]
    except KeyError:
        raise ValueError(word) from None


def _parse_date(text: str) -> dt.date:
    date = dt.date.fromisoformat(text)
    if date.year not in YEARS:
        raise ValueError(text)
    return date


def _parse_clock(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return f"{int(found[1]):02d}:{found[2]}"


def _parse_zone(name: str) -> dt.tzinfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        raise ValueError(name) from None
