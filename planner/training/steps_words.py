"""The words of a structured run: how far, how long, how fast, how often, and what for.

`read_words` turns text into tokens; `planner.training.parse_steps` makes steps of them. Patterns are tried in the order
of their tables, the longer words first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from planner.text import clean_line
from planner.training.measures import METRES_PER_KM, quoted
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.refusal import RefusedError
from planner.training.steps import PACE_LIMITS_S_PER_KM, Intensity, StepKind
from planner.training.steps_text import PACE_NOTES

EXAMPLE = "write them like 2 km warm-up, 5 × (1 km at 4:10/km, 90 s jog), 2 km cool-down"

_BARE_METRES = 100
"""A number without a unit is metres from here on, as in ``6 x 800``; a smaller one could be anything."""


class Sign(StrEnum):
    """What joins steps, and words that say little about one."""

    OPEN = "("
    CLOSE = ")"
    COMMA = ","
    NEXT = "then"
    WITH = "with"
    FILLER = "each"
    ANY_EFFORT = "any effort"
    TEMPO = "tempo"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Count:
    """How often something is repeated."""

    times: int


@dataclass(frozen=True, slots=True)
class Amount:
    """How far in metres, or how long in seconds."""

    distance_m: float | None = None
    duration_s: int | None = None


@dataclass(frozen=True, slots=True)
class PaceRange:
    """The fast and the slow end of a pace in seconds a kilometre."""

    fast: int
    slow: int


@dataclass(frozen=True, slots=True)
class Note:
    """Words that are kept as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class RacePace:
    """The pace of a race, or a share of it, and the training pace nearest to it."""

    note: str
    intensity: Intensity | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """A word for a recovery, and what it says about it."""

    note: str | None
    intensity: Intensity | None


Meaning = Sign | Count | Amount | PaceRange | Note | RacePace | Recovery | StepKind | Intensity


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text and what it means."""

    meaning: Meaning
    text: str


_CLOCK = r"[0-9]{1,3}:[0-5][0-9]"
_FIGURE = r"[0-9]{1,6}(?:[.,][0-9]{1,6})?"
_DASH = r"\s*[-–—−‐‑]\s*"
_END = r"(?![a-z0-9])"
_MIN = r"(?:minutes?|mins?|['’′])"
_SEC = r"(?:seconds?|secs?|s|[\"”″]|'')"
_LENGTH_UNIT = r"km|kms|k|kilomet(?:re|er)s?|miles?|mi|met(?:re|er)s?|m"
_RACE = r"(?:race\s+|goal\s+)?(?:pace|effort)"
_HOURS_MINUTES_SECONDS = r"(?:(?P<hours>[0-9]{1,2}):)?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-5][0-9])"
_HOURS_AND_MINUTES = r"(?P<hours>[0-9]{1,2})\s*(?:hours?|hrs?|h)\s*(?P<minutes>[0-9]{1,2})"
_AT = r"(?:at\s+|@\s*)"
_SHARE = rf"(?P<low>[0-9]{{2,3}})(?:{_DASH}(?P<high>[0-9]{{2,3}}))?"
_PACES = rf"(?P<fast>{_CLOCK})(?:{_DASH}(?P<slow>{_CLOCK}))?"


def _note(match: re.Match[str], unit: Unit, field: str) -> Note:
    del unit
    words = clean_line(match["straight"] or match["curly"] or "")
    if not words:
        raise RefusedError(f"{field} {quoted(match[0])} is a note without words.")
    return Note(words)


def _race_pace(match: re.Match[str], unit: Unit, field: str) -> RacePace:
    del unit, field
    note = f"{match['race']}k-{match['slower']}k pace" if match["slower"] else f"{match['race']}k pace"
    return RacePace(note, PACE_NOTES[note])


def _mile_pace(match: re.Match[str], unit: Unit, field: str) -> RacePace:
    del unit, field
    note = "10 mile pace" if match["ten"] else "mile pace"
    return RacePace(note, PACE_NOTES[note])


def _share_of_pace(match: re.Match[str], unit: Unit, field: str) -> RacePace:
    del unit, field
    race = match["of"].lower()
    share = f"{match['low']}-{match['high']}" if match["high"] else match["low"]
    bands = _PERCENT_OF_5K if race == "5k" else _PERCENT_OF_MARATHON
    intensity = next((intensity for least, intensity in bands if int(match["low"]) >= least), None)
    return RacePace(f"{share}% of {'5k' if race == '5k' else 'marathon'} pace", intensity)


def _pace(match: re.Match[str], unit: Unit, field: str) -> PaceRange:
    written = match["per"].lower()
    per = unit if not written else Unit.MI if written.startswith("mi") else Unit.KM
    ends = [int(clock[:-3]) * 60 + int(clock[-2:]) for clock in (match["fast"], match["slow"] or match["fast"])]
    fast, slow = sorted(round(end * METRES_PER_KM / METRES_PER_UNIT[per]) for end in ends)
    if not PACE_LIMITS_S_PER_KM[0] <= fast <= slow <= PACE_LIMITS_S_PER_KM[1]:
        raise RefusedError(f"{field} {quoted(match[0])} must be a pace between 1:30 and 60:00 a kilometre.")
    return PaceRange(fast, slow)


def _count(match: re.Match[str], unit: Unit, field: str) -> Count:
    del unit, field
    return Count(int(match["times"]))


def _clock(match: re.Match[str], unit: Unit, field: str) -> Amount:
    del unit, field
    hours, minutes, seconds = (int(match[part] or 0) for part in ("hours", "minutes", "seconds"))
    return Amount(duration_s=hours * 3600 + minutes * 60 + seconds)


def _distance(match: re.Match[str], unit: Unit, field: str) -> Amount:
    del unit, field
    written = match["unit"].lower()
    size = METRES_PER_UNIT[Unit.MI] if written.startswith("mi") else METRES_PER_KM if written[0] == "k" else 1.0
    return Amount(distance_m=round(_number(match["figure"]) * size, 3))


def _time(match: re.Match[str], unit: Unit, field: str) -> Amount:
    del unit, field
    written = match["unit"].lower()
    is_seconds = written == "''" or written[0] in 's"”″'
    return Amount(duration_s=round(_number(match["figure"]) * (1 if is_seconds else 3600 if written[0] == "h" else 60)))


def _bare_number(match: re.Match[str], unit: Unit, field: str) -> Amount:
    del unit
    if int(match["figure"]) < _BARE_METRES:
        raise RefusedError(f"{field} {quoted(match[0])} needs a unit: km, mi, m, min or s.")
    return Amount(distance_m=float(match["figure"]))


def _number(figure: str) -> float:
    return float(figure.replace(",", "."))


_PERCENT_OF_5K = ((94, Intensity.INTERVAL), (84, Intensity.THRESHOLD), (78, Intensity.MARATHON), (0, Intensity.EASY))
_PERCENT_OF_MARATHON = (
    (108, Intensity.INTERVAL), (102, Intensity.THRESHOLD), (94, Intensity.MARATHON), (0, Intensity.EASY),
)  # fmt: skip
"""The training pace for so many per cent of a race's speed and more; `exchange.plans.words.classify` has kinds."""
_FIGURE_PATTERNS: tuple[tuple[Callable[[re.Match[str], Unit, str], Meaning], str], ...] = (
    (_note, r'"(?P<straight>[^"]*)"|“(?P<curly>[^”]*)”'),
    (_race_pace, rf"{_AT}?(?P<race>3|5|10|15)(?P<slower>)\s*km?\s*-?\s*{_RACE}{_END}"),
    (_race_pace, rf"{_AT}?(?P<race>3)k?{_DASH}(?P<slower>5)\s*km?\s*-?\s*{_RACE}{_END}"),
    (_race_pace, rf"{_AT}?(?P<race>5)k?{_DASH}(?P<slower>10)\s*km?\s*-?\s*{_RACE}{_END}"),
    (_race_pace, rf"{_AT}(?P<race>3|5|10|15)(?P<slower>)\s*k{_END}(?!\s*/)"),
    (_share_of_pace, rf"{_AT}?{_SHARE}\s*%\s*(?:of\s+)?(?P<of>5k|mp)(?:\s+pace)?{_END}"),
    (_mile_pace, rf"{_AT}?(?P<ten>10[\s-]*)?mile\s+{_RACE}{_END}"),
    (_pace, rf"{_AT}?{_PACES}\s*(?:min\s*)?(?:/|per)\s*(?P<per>km?|mi(?:les?)?){_END}"),
    (_pace, rf"{_AT}{_PACES}(?P<per>)(?:\s+pace)?(?!:|\s*min|\s*/|{_DASH}[0-9])"),
    (_count, r"(?P<times>[0-9]{1,6})\s*(?:x|×|\*|times)(?=[\s(\[0-9]|$)"),
    (_clock, rf"{_HOURS_MINUTES_SECONDS}(?!:|\s*h{_END}|\s*/)(?:\s*{_MIN}{_END})?"),
    (_clock, rf"(?P<hours>[0-9]{{1,2}}):(?P<minutes>[0-5][0-9])(?P<seconds>)\s*h{_END}"),
    (_clock, rf"(?P<hours>)(?P<minutes>[0-9]{{1,4}})\s*(?:{_MIN}|m)\s*(?P<seconds>[0-9]{{1,2}})\s*{_SEC}{_END}"),
    (_clock, rf"(?P<hours>)(?P<minutes>[0-9]{{1,4}})['’′](?P<seconds>[0-5][0-9]){_END}(?!\s*[x×])"),
    (_clock, rf"{_HOURS_AND_MINUTES}(?P<seconds>)(?:\s*(?:{_MIN}|m))?{_END}(?!\s*[x×])"),
    (_distance, rf"(?P<figure>{_FIGURE})\s*-?\s*(?P<unit>{_LENGTH_UNIT}){_END}"),
    (_time, rf"(?P<figure>{_FIGURE})\s*-?\s*(?P<unit>hours?|hrs?|h|{_MIN}|{_SEC}){_END}"),
    (_bare_number, rf"(?P<figure>[0-9]{{1,6}}){_END}(?!{_DASH}[0-9]|[.,:][0-9]|\s*%)"),
)
"""Words with a figure in them, the more special ones first."""

_WORDS: tuple[tuple[str, Meaning], ...] = (
    (r"warm(?:ing)?[\s-]*downs?|cool(?:ing)?[\s-]*downs?|c/d|cd", StepKind.COOLDOWN),
    (r"warm(?:ing)?[\s-]*ups?|w/u|wu", StepKind.WARMUP),
    (r"striders?|strides?", StepKind.STRIDES),
    (r"walk(?:ing)?(?:\s+(?:recovery|breaks?|rest))?", Recovery("walk", None)),
    (r"standing(?:\s+(?:recovery|rest))?", Recovery("standing", None)),
    (r"jog(?:ging|s)?(?:[\s-]+(?:recover(?:y|ies)|rest))?|recovery\s+jogs?", Recovery(None, Intensity.EASY)),
    (r"recover(?:y|ies)|rec|off", Recovery(None, None)),
    (r"rest", Recovery("rest", None)),
    (r"any\s+effort", Sign.ANY_EFFORT),
    (rf"half[\s-]*marathon\s+{_RACE}|hmp", RacePace("half marathon pace", PACE_NOTES["half marathon pace"])),
    (rf"marathon\s+{_RACE}|(?:goal\s+)?mp(?:\s+pace)?|m(?:[\s-]*pace)?", Intensity.MARATHON),
    (r"(?:lactate\s+)?threshold(?:[\s-]+(?:pace|effort))?", Intensity.THRESHOLD),
    (r"tempo(?:[\s-]+(?:pace|effort))?", Sign.TEMPO),
    (r"cruise(?:\s+intervals?)?|lt(?:[\s-]*pace)?|t(?:[\s-]*pace)?", Intensity.THRESHOLD),
    (r"intervals?(?:[\s-]+(?:pace|effort))?|vo2\s*max(?:\s+pace)?|i(?:[\s-]*pace)?", Intensity.INTERVAL),
    (r"rep(?:etition)?[\s-]+(?:pace|effort)|r(?:[\s-]*pace)?", Intensity.REPETITION),
    (r"(?:very\s+)?easy(?:\s+(?:pace|effort))?|e(?:[\s-]*pace)?", Intensity.EASY),
    (r"race[\s-]+(?:pace|effort)", RacePace("race pace", None)),
    (r"goal(?:[\s-]+race)?[\s-]+(?:pace|effort)", RacePace("goal pace", None)),
    (r"up[\s-]?hills?|hills?|up", Note("uphill")),
    (r"down[\s-]?hills?", Note("downhill")),
    *((word, Note(word)) for word in ("hard", "fast", "steady", "moderate", "relaxed", "float")),
    (r"then|and|followed\s+by", Sign.NEXT),
    (r"with", Sign.WITH),
    (r"run(?:ning)?|on", Sign.RUN),
    (r"at|of|each|reps?|repeats?|repetitions?|(?:in\s+)?between", Sign.FILLER),
)
_WITH = re.compile(r"w(?:/|\.)(?!u\b)", re.IGNORECASE)
_PUNCTUATION = {
    "(": Sign.OPEN, "[": Sign.OPEN, ")": Sign.CLOSE, "]": Sign.CLOSE, ",": Sign.COMMA, "\n": Sign.COMMA,
    ";": Sign.NEXT, "+": Sign.NEXT, "&": Sign.NEXT, ".": Sign.NEXT, "/": Sign.WITH, "@": Sign.FILLER,
}  # fmt: skip
_SPACE = re.compile(r"[^\S\n]+")
_UNKNOWN = re.compile(r"\S{1,40}")


def read_words(text: str, unit: Unit, field: str) -> list[Token]:
    """Return the tokens of a text in order.

    Args:
        text: The steps in words.
        unit: The unit of a pace written without one.
        field: What the text is, for the refusal.

    Raises:
        RefusedError: A word is not known, or a figure has no unit.
    """
    return list(_read(text, unit, field))


def _read(text: str, unit: Unit, field: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        space = _SPACE.match(text, position)
        if space is not None:
            position = space.end()
            continue
        token = _next_token(text, position, unit, field)
        yield token
        position += len(token.text)


@cache
def _figures() -> tuple[tuple[Callable[[re.Match[str], Unit, str], Meaning], re.Pattern[str]], ...]:
    """Return `_FIGURE_PATTERNS` compiled; late, because a form is opened more often than steps are typed."""
    return tuple((meaning, re.compile(pattern, re.IGNORECASE)) for meaning, pattern in _FIGURE_PATTERNS)


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    """Return `_WORDS` compiled."""
    return tuple((re.compile(rf"(?:{words}){_END}", re.IGNORECASE), meaning) for words, meaning in _WORDS)


def _next_token(text: str, position: int, unit: Unit, field: str) -> Token:
    for meaning_of, pattern in _figures():
        match = pattern.match(text, position)
        if match is not None:
            return Token(meaning_of(match, unit, field), match[0])
    for pattern, meaning in _phrases():
        match = pattern.match(text, position)
        if match is not None:
            return Token(meaning, match[0])
    with_sign = _WITH.match(text, position)
    if with_sign is not None:
        return Token(Sign.WITH, with_sign[0])
    if text[position] in _PUNCTUATION:
        return Token(_PUNCTUATION[text[position]], text[position])
    unknown = _UNKNOWN.match(text, position)
    word = unknown[0] if unknown is not None else text[position]
    raise RefusedError(f"{field} {quoted(word)} is not understood: {EXAMPLE}; a note goes in quotation marks.")
