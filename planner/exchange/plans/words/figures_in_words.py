"""The figures in the words of a workout, and what each is: a length, a repetition, a pace, a number of something else.

`read_tokens` cuts words into tokens, from which `planner.exchange.plans.words.measures_in_text` tells what is the whole
workout's length. Patterns are tried in the order of their table, the more special ones first; each begins with
something plain and ends soon, so that hostile text costs no more than its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from planner.training.measures import METRES_PER_KM, METRES_PER_MILE


class Mark(StrEnum):
    """What a word or a sign says about the figures around it."""

    COMMA = ","
    STOP = "."
    PLUS = "+"
    THEN = "then"
    COLON = ":"
    OR = "or"
    OPEN = "("
    CLOSE = ")"
    WITH = "with"
    INCLUDING = "incl."
    PART = "last"
    TOTAL = "total"
    WARM_UP = "warm-up"
    COOL_DOWN = "cool-down"
    RECOVERY = "recovery"
    STRIDES = "strides"
    EASY = "easy"
    RUN = "run"
    WALK = "walk"
    PACE = "pace"
    WORD = "word"


class Dimension(StrEnum):
    """What a length is measured in: metres or seconds."""

    DISTANCE = "m"
    TIME = "s"


@dataclass(frozen=True, slots=True)
class Length:
    """A distance in metres or a time in seconds, or a range of either.

    Attributes:
        dimension: Whether it is a distance or a time.
        low: The lower end, or the figure.
        high: The upper end, or the figure.
        is_ladder: Whether it is the sum of several (``1-2-3-2-1 km``), so that both ends are that sum.
        is_clock: Whether it is written ``1:15``, here minutes and seconds; of a whole run it may be hours and minutes.
    """

    dimension: Dimension
    low: float
    high: float
    is_ladder: bool = False
    is_clock: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """How often something is done: what follows (``6 x``), or what came before (``repeat 8 times``)."""

    count: int
    is_of_before: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number without a unit."""

    value: float


Meaning = Mark | Length | Times | Number


@dataclass(frozen=True, slots=True)
class FigureToken:
    """A piece of the words, what it means, and where it begins and ends."""

    meaning: Meaning
    start: int
    end: int


_N = r"[0-9]{1,5}(?:[.,][0-9]{1,3})?"
_CLOCK = r"[0-9]{1,2}:[0-5][0-9]"
_END = r"(?![a-z0-9])"
_DASH = r" ?(?:-|to|a|à|ai|or|/) ?"
_LENGTH_UNIT = r"kms|km|kilomet(?:re|er)s?|k|miles|mile|mi|met(?:re|er)s?|m"
_TIME_UNIT = r"hours|hour|hrs|hr|h|minutes|minute|mins|min|seconds|second|secs|sec|s|''|'|\""
_UNIT = rf"(?:{_LENGTH_UNIT}|{_TIME_UNIT})"
_HOURS = r"(?:hours|hour|hrs|hr|h)"
_MINUTES = r"(?:minutes|minute|mins|min|m|')"
_PER = r"(?:/|per ) ?(?:kms?|k|miles?|mi|mile)"
_AT = r"(?:@|at ) ?"
_RACES = r"(?:1500|3|5|8|10|15|20|21)"
_RACE_PACE = r"(?:race[ -]|goal[ -])?(?:pace|effort|speed)"

_SAYS_HOW = (
    # How fast, how hard, when and which: figures that give no length
    rf"(?:{_AT})?{_CLOCK}(?: ?- ?{_CLOCK})? ?(?:min(?:utes)?\.? ?)?{_PER}{_END}",
    rf"{_AT}{_CLOCK}(?: ?- ?{_CLOCK})?(?:[ ]?{_PER})?(?! ?{_HOURS}{_END})(?:[ ](?:pace|am|pm|uhr))?",
    rf"{_CLOCK}(?: ?- ?{_CLOCK})? pace",
    rf"(?:{_AT})?[0-9]{{1,2}}'[0-5][0-9]\"? ?{_PER}{_END}",
    rf"{_N}(?: ?- ?{_N})? ?(?:minutes|min|') ?{_PER}{_END}",
    rf"{_N}(?: ?- ?{_N})? ?(?:kms?|k|mi|miles|h|hours?|min) ?(?:per|a|/) ?(?:week|wk){_END}",
    rf"{_N}(?: ?- ?{_N})? ?(?:km/h|kmh|kph|mph){_END}",
    rf"{_AT}{_RACES} ?k?m?(?: ?- ?{_RACES} ?km?)?[ -]{{0,2}}{_RACE_PACE}{_END}",
    rf"{_RACES}k?(?:-{_RACES})?k[ -]{_RACE_PACE}{_END}",
    rf"{_AT}{_RACES}(?:k? ?- ?{_RACES})? ?km?{_END}",
    rf"(?<=[a-z0-9@] )(?:allure|ritmo)(?: de)? {_RACES} ?km?{_END}",
    rf"(?:{_AT}10[ -])?mile {_RACE_PACE}",
    r"~?[0-9]{2,3}(?: ?- ?[0-9]{2,3}){0,6} ?% ?(?:\)? ?(?:of )?(?:your )?(?:5k|10k|mp)(?![a-z0-9]))?",
    r"z(?:one )?[0-9](?: ?[-/] ?z?[0-9])?(?![a-z0-9])",
    r"(?:hr|heart rate|fc|fcm|hf|pulse|puls|bpm) ?[:<=>]{0,2} ?[0-9]{2,3}(?: ?- ?[0-9]{2,3})?(?: ?bpm)?",
    r"[0-9]{2,3}(?: ?- ?[0-9]{2,3})? ?bpm",
    rf"rpe ?[:=]? ?{_N}(?: ?- ?{_N})?(?: ?/ ?10)?{_END}",
    r"[0-9]{1,2}/10(?! ?[k0-9])",
    r"[0-9]{1,3}(?:st|nd|rd|th)(?![a-z0-9])",
    r"(?:week|wk|day|session|phase|level|stage|block|number|no\.|#) ?[0-9]{1,3}(?![0-9.,:]| ?(?:km|mi|min))",
    r"[0-9]{1,2}(?::[0-5][0-9])? ?(?:am|pm|uhr|a\.m\.|p\.m\.)(?![a-z0-9]| ?:)",
    rf"{_N} ?(?:ft|feet|m|met(?:re|er)s?) ?(?:of )?(?:climb|elevation|ascent|gain|vert|d\+|\+(?! ?[0-9a-z]))",
    rf"(?:d ?\+|\+ ?(?=[0-9]{{3,4}} ?(?:hm|d\+)))[: ]{{0,2}}{_N} ?(?:m|hm)?{_END}",
    rf"{_N} ?(?:hm|höhenmeter){_END}",
    r"mp ?[-+] ?[0-9]{1,3} ?(?:s|sec|seconds)?(?![a-z0-9])",
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    *((f"how{index}", pattern) for index, pattern in enumerate(_SAYS_HOW)),
    ("repeat", r"repeat(?:ed)?(?: the following)?:? (?P<repeat_count>[0-9]{1,3}) ?(?:x|times)(?![a-z0-9])"),
    ("times", (r"(?P<times_low>[0-9]{1,3})(?: ?(?:-|to) ?(?P<times_high>[0-9]{1,3}))? ?"
              r"(?:x|\*|times|sets of|reps of)(?![a-wyz])")),
    ("sets", r"(?P<sets_count>[0-9]{1,2}) (?:[a-z]{3,12} ){1,2}(?:of|de|di|da|van|von|à) ?(?=[0-9])"),
    ("hms", r"(?P<hms_h>[0-9]{1,2}):(?P<hms_m>[0-5][0-9]):(?P<hms_s>[0-5][0-9])(?![0-9:])"),
    ("clock_h", rf"(?P<clock_h_h>[0-9]{{1,2}}):(?P<clock_h_m>[0-5][0-9]) ?{_HOURS}{_END}"),
    ("clock", r"(?P<clock_m>[0-9]{1,3}):(?P<clock_s>[0-5][0-9])(?![0-9:])(?: ?(?:minutes|mins|min)(?![a-z]))?"),
    ("hours", (rf"(?P<hours_h>[0-9]{{1,2}}) ?{_HOURS}\.? ?(?:and )?(?P<hours_m>[0-9]{{1,2}})"
              rf"(?: ?{_MINUTES}{_END}|(?![\w.,:%'\"])(?! ?(?:{_UNIT}|x|\*|%)(?![a-z])))")),
    ("minutes", (r"(?P<minutes_m>[0-9]{1,3}) ?(?:minutes|mins|min|') ?(?:and )?"
                r"(?P<minutes_s>[0-9]{1,2}) ?(?:seconds|secs|sec|s|''|\")(?![a-z0-9])")),
    ("prime", r"(?P<prime_m>[0-9]{1,3})'(?P<prime_s>[0-5][0-9])(?![0-9])"),
    ("ladder", rf"(?P<ladder_steps>{_N}(?: ?[-/] ?{_N}){{2,12}}) ?(?P<ladder_unit>{_UNIT}){_END}"),
    ("range", (rf"(?P<range_low>{_N}) ?-?(?P<range_unit_low>{_UNIT})?{_DASH}"
              rf"(?P<range_high>{_N}) ?-? ?(?P<range_unit>{_UNIT}){_END}")),
    ("measure", rf"(?P<measure_figure>{_N}) ?-? ?(?P<measure_unit>{_UNIT}){_END}"),
    ("number", rf"(?P<number_figure>{_N})"),
    ("word", r"[^\W\d_](?:[^\W\d_]|['’/-](?=[^\W\d_])){0,40}(?:[0-9][\w.]{0,12})?"),
    ("sign", r"[,;.+&:()/@\[\]\n|•=-]"),
)  # fmt: skip

_WORDS: dict[str, Mark] = {
    **dict.fromkeys(("last", "first", "middle", "final", "finish", "finishing", "every", "each"), Mark.PART),
    **dict.fromkeys(("incl", "including", "includes", "include", "inc", "consisting", "containing"), Mark.INCLUDING),
    **dict.fromkeys(("with", "w"), Mark.WITH),
    **dict.fromkeys(("then", "followed"), Mark.THEN),
    **dict.fromkeys(("and", "plus"), Mark.PLUS),
    **dict.fromkeys(("total", "altogether", "overall"), Mark.TOTAL),
    **dict.fromkeys(("warm-up", "warmup", "warm", "warming", "wu", "w/u", "warms"), Mark.WARM_UP),
    **dict.fromkeys(("cool-down", "cooldown", "cool", "cooling", "cd", "c/d", "warm-down", "warmdown"), Mark.COOL_DOWN),
    **dict.fromkeys(
        ("recovery", "recoveries", "rec", "rest", "rests", "off", "float", "between", "jog", "jogs", "jogging", "break",
         "breaks", "standing"),
        Mark.RECOVERY,
    ),
    **dict.fromkeys(("strides", "stride", "striders", "drills", "pickups", "pick-ups", "accelerations"), Mark.STRIDES),
    "easy": Mark.EASY,
    **dict.fromkeys(("run", "running", "runs"), Mark.RUN),
    **dict.fromkeys(("walk", "walking", "walks"), Mark.WALK),
    "or": Mark.OR,
}  # fmt: skip
_SIGNS: dict[str, Mark] = {
    ",": Mark.COMMA, ";": Mark.STOP, ".": Mark.STOP, "+": Mark.PLUS, "&": Mark.PLUS, ":": Mark.COLON, "(": Mark.OPEN,
    "[": Mark.OPEN, ")": Mark.CLOSE, "]": Mark.CLOSE, "/": Mark.OR, "@": Mark.PACE, "\n": Mark.STOP, "|": Mark.STOP,
    "•": Mark.COMMA, "=": Mark.OR, "-": Mark.COLON,
}  # fmt: skip
_LEAST_BARE_METRES = 100
"""A number without a unit after ``6 x`` is metres from here on."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))


def read_tokens(text: str) -> list[FigureToken]:
    """Return the tokens of a workout's words in English, in order; signs that say nothing are left out.

    Args:
        text: Words from `planner.exchange.plans.words.plain_words.plain_words`.
    """
    tokens: list[FigureToken] = []
    position = 0
    pattern = _pattern()
    while (match := pattern.search(text, position)) is not None:
        is_cut_off = match.start() > 0 and text[match.start()].isdigit() and text[match.start() - 1] in "0123456789"
        after_times = bool(tokens) and isinstance(tokens[-1].meaning, Times) and not tokens[-1].meaning.is_of_before
        meaning, end = _meaning(match, after_times=after_times)
        if meaning is not None and not is_cut_off:
            tokens.append(FigureToken(meaning, match.start(), end))
        position = end
    return tokens


def _meaning(match: re.Match[str], *, after_times: bool) -> tuple[Meaning | None, int]:
    """Return what a match means, None where it says nothing, and where it ends."""
    kind = match.lastgroup or ""  # of the groups in each other the outer one closes last
    if kind == "range":
        return _range(match)
    meaning: Meaning | None
    if kind.startswith("how"):
        meaning = Mark.PACE
    elif kind == "word":
        meaning = _WORDS.get(match[0].strip("'’"), Mark.WORD)
    elif kind == "sign":
        meaning = _sign(match)
    elif kind in ("repeat", "times", "sets"):
        meaning = _times(match, kind)
    elif kind == "number":
        value = _number(match["number_figure"])
        is_metres = after_times and value >= _LEAST_BARE_METRES
        meaning = Length(Dimension.DISTANCE, value, value) if is_metres else Number(value)
    else:
        meaning = _length(match, kind)
    return meaning, match.end()


def _sign(match: re.Match[str]) -> Mark | None:
    is_dash_in_word = match[0] == "-" and not _is_apart(match)
    is_point_in_number = match[0] in ".," and match.string[match.end() : match.end() + 1].isdigit()
    return None if is_dash_in_word or is_point_in_number else _SIGNS[match[0]]


def _times(match: re.Match[str], kind: str) -> Times:
    if kind == "times":
        return Times(int(match["times_high"] or match["times_low"]))
    return Times(int(match[f"{kind}_count"]), is_of_before=kind == "repeat")


def _is_apart(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return text[start - 1 : start] in ("", " ") and text[end : end + 1] in ("", " ")


def _length(match: re.Match[str], kind: str) -> Length:
    if kind == "measure":
        dimension, factor = _unit(match["measure_unit"])
        value = _number(match["measure_figure"]) * factor
        return Length(dimension, value, value)
    if kind == "ladder":
        dimension, factor = _unit(match["ladder_unit"])
        total = sum(_number(figure) for figure in re.findall(_N, match["ladder_steps"])) * factor
        return Length(dimension, total, total, is_ladder=True)
    if kind == "clock":
        minutes, seconds = int(match["clock_m"]), int(match["clock_s"])
        total = minutes * 60 + seconds
        return Length(Dimension.TIME, total, total, is_clock=True)
    factors = {"h": 3600, "m": 60, "s": 1}
    total = sum(
        int(match[f"{kind}_{part}"]) * factor
        for part, factor in factors.items()
        if f"{kind}_{part}" in match.re.groupindex
    )
    return Length(Dimension.TIME, total, total)


def _range(match: re.Match[str]) -> tuple[Length, int]:
    """Return a range, or its first figure alone where the second is no upper end of it, and where that ends."""
    dimension, factor = _unit(match["range_unit"])
    low_unit = match["range_unit_low"]
    low_dimension, low_factor = _unit(low_unit) if low_unit else (dimension, factor)
    low, high = _number(match["range_low"]) * low_factor, _number(match["range_high"]) * factor
    if (low_dimension, low_factor) == (dimension, factor) and (low <= high or not low_unit):
        return Length(dimension, min(low, high), max(low, high)), match.end()
    return Length(low_dimension, low, low), match.end("range_unit_low")


def _unit(unit: str) -> tuple[Dimension, float]:
    if unit in ("''", '"') or unit[0] == "s":
        return Dimension.TIME, 1.0
    if unit == "'" or unit.startswith("min"):
        return Dimension.TIME, 60.0
    if unit[0] == "h":
        return Dimension.TIME, 3600.0
    if unit.startswith("mi"):
        return Dimension.DISTANCE, METRES_PER_MILE
    return Dimension.DISTANCE, METRES_PER_KM if unit[0] == "k" else 1.0


def _number(figure: str) -> float:
    return float(figure.replace(",", "."))
