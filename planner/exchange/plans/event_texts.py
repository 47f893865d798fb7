"""What the title of a calendar's event and the text below it say of a workout, in the shapes of training apps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from planner.exchange.calendars.ics_events import CalendarEvent
from planner.exchange.plans.words.measures_in_text import effort_in_text, normalize_text
from planner.text import NOTE_LIMIT, clean_line
from planner.training.measures import MAX_DURATION_S
from planner.training.workouts import Effort, Sport

_SPORTS: Final = {
    **dict.fromkeys(("run", "running", "trail run", "treadmill"), Sport.RUN),
    **dict.fromkeys(("strength", "weights", "gym"), Sport.STRENGTH),
    **dict.fromkeys(("bike", "cycling", "ride", "mtb", "swim", "swimming", "walk", "hike"), Sport.CROSS),
    **dict.fromkeys(("row", "rowing", "brick", "x-train", "xtrain", "crosstrain", "yoga"), Sport.CROSS),
    **dict.fromkeys(("cross train", "cross training", "cross-training"), Sport.CROSS),
}
"""The sport before a dash or colon in titles: ``Run - Long Run``, ``Bike: Easy Spin``."""
_SPORT_FIRST: Final = re.compile(r"(?P<sport>[A-Za-z -]{3,16}?)\s*(?:[-–—:|]\s+)(?P<title>.*\S)")
_ICONS: Final = re.compile(r"^[^\w(\"'~½¼¾]+|[\ufe0f\u200d]")
_LIFTING: Final = "\N{WEIGHT LIFTER}"
_LABEL: Final = re.compile(
    r"(?:(?:planned|total|estimated|target|est\.?)\s+)?"
    r"(?P<label>distance|duration|moving time|time)"
    r"\s*[:=]\s*(?P<value>.*\S)",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\s*(?:h|hrs?|hours?))?", re.IGNORECASE)
_HOURS_AND_MINUTES: Final = re.compile(
    r"(?:([0-9]{1,2})\s*h(?:ours?|rs?)?)?\s*(?:([0-9]{1,3})\s*m(?:in(?:ute)?s?)?)?", re.IGNORECASE
)
_MOST_HOURS_OF_CLOCK: Final = 9
_DOT: Final = " • "
_LINK: Final = re.compile(r"https?://|View in the ")
_RULE: Final = re.compile(r"^\W*-{3,}\W*$")
_EASY: Final = re.compile(r"\bat an? (?:conversational|easy|comfortable) pace\b", re.IGNORECASE)
_REPEAT: Final = re.compile(
    r"(?:repeat the following\s+)?([0-9]{1,2})\s*(?:x|reps?|sets?|times)(?:\s+of)?\s*:?", re.IGNORECASE
)
_BULLET: Final = re.compile(r"^\s*[•*–-]\s*")
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class EventText:
    """What an event says of a workout.

    Attributes:
        title: Its title without icons, and without what other attributes have.
        type_words: What kind it is, where an app says so.
        sport: Its sport, where the title begins with one or an app says so.
        planned: The figures that have a label or are apart.
        note: The text below the title.
        steps: Words in which its steps may be, the likeliest first.
        all_words: Title and text as they are written.
        is_of_an_app: Whether an app's own mark says that it is a workout.
    """

    title: str
    type_words: str = ""
    sport: Sport | None = None
    planned: Effort = field(default_factory=Effort)
    note: str = ""
    steps: tuple[str, ...] = ()
    all_words: str = ""
    is_of_an_app: bool = False


def read_event_text(event: CalendarEvent) -> EventText:
    """Return what the title and the text of an event say of a workout."""
    is_lifting = _LIFTING in event.summary
    title = clean_line(_ICONS.sub("", event.summary), NOTE_LIMIT)
    lines = [line.rstrip() for line in event.description.split("\n")]
    type_words, planned = "", Effort()
    if _DOT in title:
        title, _, figures = title.partition(_DOT)
        planned = _effort(figures)
        first = next(iter(lines), "")
        if _DOT in first:
            type_words = first.partition(_DOT)[0].strip()
            planned = _merge(planned, _effort(first.partition(_DOT)[2]))
            lines = lines[1:]
        planned = _merge(planned, Effort(distance_m=effort_in_text(normalize_text(title)).distance_m))
    sport = Sport.STRENGTH if is_lifting else None
    with_sport = _SPORT_FIRST.fullmatch(title)
    if with_sport is not None and with_sport["sport"].strip().lower() in _SPORTS:
        sport, title = _SPORTS[with_sport["sport"].strip().lower()], with_sport["title"]
    labelled, kept = _read_labels(lines)
    words = [line for line in kept if line.strip() and not _LINK.search(line)]
    return EventText(
        title=title,
        type_words=type_words,
        sport=sport,
        planned=_merge(labelled, planned),
        note="\n".join(line for line in words if not _RULE.search(line)),
        steps=_step_words(words),
        all_words="\n".join([event.summary, *(line for line in lines if not _LINK.search(line))]),
        is_of_an_app=bool(type_words or event.estimated_duration_s or (with_sport and sport)),
    )


def _read_labels(lines: list[str]) -> tuple[Effort, list[str]]:
    """Return the figures that have a label, and the lines that have none."""
    planned = Effort()
    kept = []
    for line in lines:
        match = _LABEL.fullmatch(line.strip())
        found = Effort()
        if match is not None:
            label = match["label"].lower()
            if label == "distance":
                found = Effort(distance_m=effort_in_text(normalize_text(match["value"])).distance_m)
            elif label in {"duration", "time", "moving time"}:
                found = Effort(duration_s=_seconds(match["value"]))
        if found == Effort():
            kept.append(line)
        else:
            planned = _merge(planned, found)
    return planned, kept


def _effort(figures: str) -> Effort:
    """Return the distance and time of ``8km • 45m - 50m``, of a range its upper end."""
    effort = Effort()
    for figure in figures.split(_DOT.strip()):
        seconds = _seconds(re.split(r"\s[-–]\s", figure)[-1])
        found = Effort(duration_s=seconds) if seconds else effort_in_text(normalize_text(figure))
        effort = _merge(effort, Effort(distance_m=found.distance_m, duration_s=found.duration_s))
    return effort


def _seconds(text: str) -> int | None:
    """Return a time such as ``2:00`` (hours), ``45:00`` (minutes), ``1h10m`` or ``30-35 mins`` in seconds, or None."""
    text = text.strip()
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        first, second, third = int(clock[1]), int(clock[2]), clock[3]
        if third is not None:
            return _in_range(first * 3600 + second * 60 + int(third))
        return _in_range(first * 3600 + second * 60 if first <= _MOST_HOURS_OF_CLOCK else first * 60 + second)
    match = _HOURS_AND_MINUTES.fullmatch(text)
    if match is not None and (match[1] or match[2]):
        return _in_range(int(match[1] or 0) * 3600 + int(match[2] or 0) * 60)
    return effort_in_text(normalize_text(text)).duration_s


def _in_range(seconds: int) -> int | None:
    return seconds if 0 < seconds <= MAX_DURATION_S else None


def _merge(first: Effort, second: Effort) -> Effort:
    """Return the figures of the first, and of the second those that the first has not."""
    return Effort(
        distance_m=first.distance_m if first.distance_m is not None else second.distance_m,
        duration_s=first.duration_s if first.duration_s is not None else second.duration_s,
    )


def _step_words(lines: list[str]) -> tuple[str, ...]:
    """Return the lines as steps, then each line alone.

    A line that repeats (``3 reps of:``) is followed by what it repeats, as bullets or between two rules of dashes.
    """
    parts: list[str] = []
    repeated: list[str] = []
    times = ""
    is_fenced = False
    for line in lines:
        if _RULE.search(line):
            is_fenced = bool(times) and not is_fenced
            continue
        words = _EASY.sub("easy", _ASIDE.sub("", _BULLET.sub("", line))).strip(" .;")
        repeat = _REPEAT.fullmatch(words)
        if repeated and not is_fenced and (repeat is not None or _BULLET.match(line) is None):
            parts.append(f"{times} x ({', '.join(repeated)})")
            repeated, times = [], ""
        if repeat is not None:
            times = repeat[1]
        elif words:
            (repeated if times else parts).append(words)
    if repeated:
        parts.append(f"{times} x ({', '.join(repeated)})")
    return tuple(dict.fromkeys([", ".join(parts), *(line for line in lines if line)])) if parts else ()
