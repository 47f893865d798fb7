"""Signs and short forms of plans written out: ``**Easy:** 6 km<br>4 strides``, ``8E``, ``2 km EL, 10x30/30, 2 km AL``.

They depend on capitals or on the figures around them, so that a list of words cannot have them.
"""

from __future__ import annotations

import re
import unicodedata

_MARKUP = re.compile(r"\*\*|~~|`|\*(?=[^\W\d_])|(?<=[^\W\d_])\*|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")
_LINE_BREAK = re.compile(r"\s*<br\s{0,3}/?>\s*", re.IGNORECASE)
_PICTURES = frozenset({"So", "Sk", "Cs", "Co"})
_NO_PICTURES = frozenset("°^´`→⇒➔")
_VARIATION = re.compile("[\ufe0e\ufe0f\u200d]")
_WHOLE_LENGTH = r"[0-9][0-9.,]{0,5} ?(?:km|k|mi|miles?|min|mins|minutes|')(?![a-z])"
_TIME_OF_DAY = re.compile(
    r"(?P<before>^|[\n,;/] ?)(?P<clock>0?[5-9]:[0-5][05]|(?:1[0-9]|2[0-2]):(?:00|15|30|45))(?: ?(?:uhr|am|pm))?"
    rf" ?[:–-]? (?=(?:[^\W\d_][^,;\n0-9]{{0,40}})?(?P<length>{_WHOLE_LENGTH})|[^\W\d_])",
    re.IGNORECASE,
)
_ARROW_IN_RANGE = re.compile(r"(?<=[0-9]) ?(?:->|→|⇒) ?(?=[0-9])")
_ARROW = re.compile(r"\s*(?:-+>|→|⇒|➔)\s*")
_SHORT_FORMS = {
    "E": "easy",
    "EZ": "easy",
    "LR": "long run",
    "MLR": "medium long run",
    "EL": "warm-up",
    "AL": "cool-down",
    "RAC": "cool-down",
    "T": "tempo",
    "I": "intervals",
    "L": "long",
}
_IN_CAPITALS = re.compile(
    r"^(?P<first>E|EZ|LR|T|I|L)(?= ?[0-9])|(?<=[0-9]) ?(?P<only>T|L)$"
    r"|(?<=[0-9mki]) ?(?P<last>E|EZ|EL|AL)(?=$|[ ,;.)\n])"
    r"|(?:^|(?<=[,;+] ))(?P<end>EL|AL)(?= [0-9])|\b(?P<anywhere>MLR|RAC)\b"
)
_TIME = r"[0-9]{1,3} ?(?:minutes|mins|min|'|seconds|secs|sec|s|\")"
_HALF_TIMES = r"(?:10|15|20|30|40|45|60)"
_NO_LENGTH_FOLLOWS = r"(?![0-9.,:]| ?(?:km|k|m|mi|min|s|sec|'|\")(?![a-z]))"
_ON_AND_OFF = re.compile(rf"([0-9]{{1,2}}) x (\()?({_TIME}) ?/ ?({_TIME})(?(2)\))(?![a-z0-9])")
_SECONDS_ON_AND_OFF = re.compile(
    rf"([0-9]{{1,2}}) x (\()?({_HALF_TIMES}) ?[/-] ?({_HALF_TIMES})(?(2)\)){_NO_LENGTH_FOLLOWS}"
)
_PLURAL_METRES = re.compile(r"(?<![\w.,:])(200|300|400|500|600|800|1000|1200|1500|1600)'?s(?![a-z0-9])")
_LENGTH = r"[0-9]{1,4}(?:[.,][0-9]{1,2})? ?(?:km|k|mi|miles?|min|mins|m|s|sec|seconds?|'|\")"
_HOW = r"easy|slow|hard|fast|jog|walk|run|recovery|rest|on|off"
_TIMES_AFTER = re.compile(
    rf"(?<![0-9x(/] )(?<![\w.,:/-])({_LENGTH}(?: (?:{_HOW}))?) x ([0-9]{{1,2}}){_NO_LENGTH_FOLLOWS}"
)
_REPEATED_SETS = re.compile(r"([0-9]{1,2}) x ([0-9]{1,2} x \([^()]{1,60}\))")
_ON_AND_OFF_TIMES = re.compile(rf"(?<![\w.,:/-])({_HALF_TIMES}) ?/ ?({_HALF_TIMES}) x ([0-9]{{1,2}})$")
_HAS_TIMES = re.compile(r"[0-9] x (?=[0-9(])")
_RECOVERY = re.compile(
    r"(?<=[a-z0-9'\")]),? (?:with )?(?:rec|recovery|r|p|tp|int|off)\.? ?[:=]? ?(?=[0-9])(?![0-9]{1,3} x)"
)
_RECOVERY_IN_PARENTHESES = re.compile(r"(?<=\()(?:rec|recovery|r|p|tp|int)\.? ?[:=]? ?(?=[0-9])")
_PART = re.compile(
    r"(?P<whole>(?<![\w.,])[0-9]{1,3}(?:[.,][0-9]{1,2})? ?(?P<unit>km|k|mi|miles?)\b[^0-9]{1,30}?"
    r"(?:\bw/|\bwith|\bincl\.?|\bincluding|\blast|\bfinal) ?(?:the )?(?:last |final )?)"
    r"(?P<part>[0-9]{1,2}(?:[.,][0-9])?) "
    r"(?=(?:@|at\b) ?(?!the\b|end\b|[0-9]{2,4} ?m\b))"
)
_AT_CLOCK = re.compile(r"(?<=[0-9km]) [aà] (?=[0-9]{1,2}:[0-5][0-9])")
_AT_HALF = re.compile(r"(?:@|\bat) ?(?:hm|half)(?![\w-]| ?(?:pace|effort|marathon|p\b))")
_FAST_FINISH = re.compile(r"\bfast finish\b")


def without_markup(text: str) -> str:
    """Return the text without the signs of Markdown and HTML that only make it look well: ``**Rest**``, ``<br>``."""
    return _MARKUP.sub("", _LINE_BREAK.sub("\n", text))


def names_times_of_day(text: str) -> bool:
    """Return whether workouts begin with times of day: ``06:30 Easy run 8 km, 18:00 gym``.

    ``18:00 gym`` alone would be minutes; it is a time where another one has a zero in front, or a length follows it.
    """
    return any(match["clock"].startswith("0") or match["length"] for match in _TIME_OF_DAY.finditer(text))


def split_time_of_day(text: str) -> tuple[str, str]:
    """Return the time of day ``HH:MM`` that words begin with, empty without one, and the rest of them."""
    match = _TIME_OF_DAY.match(text)
    return (match["clock"].zfill(5), text[match.end() :]) if match is not None else ("", text)


def without_pictures(text: str) -> str:
    """Return the text with a space for each emoji and other picture."""
    if text.isascii():
        return text
    pictures = (" " if unicodedata.category(char) in _PICTURES and char not in _NO_PICTURES else char for char in text)
    return _VARIATION.sub("", "".join(pictures)).strip()


def write_out_capitals(text: str) -> str:
    """Return words without pictures, and with the short forms written out that are only such in capitals: ``8E``.

    Args:
        text: The author's words with their capitals.
    """
    text = _ARROW.sub(", then ", _ARROW_IN_RANGE.sub("-", without_pictures(text)))
    return _IN_CAPITALS.sub(lambda match: f" {_SHORT_FORMS[match[match.lastgroup or 0]]} ", text).strip()


def write_out_parts(text: str) -> str:
    """Return plain words in which a part of a run has the unit of the run: ``10 mi with 6 mi @ mp``."""
    return _PART.sub(r"\g<whole>\g<part> \g<unit> ", text)


def write_out_repeats(text: str) -> str:
    """Return plain words with their repetitions in one form: ``10x30/30`` is ``10 x (30 s, 30 s recovery)``.

    Args:
        text: Words in English, with `` x `` for every sign of repetition.
    """
    text = _AT_HALF.sub("at half marathon pace", text)
    text = _FAST_FINISH.sub("fast-finish", _AT_CLOCK.sub(" at ", _PLURAL_METRES.sub(r"\1 m", text)))
    text = _ON_AND_OFF_TIMES.sub(r"\3 x \1/\2", text)
    after = _TIMES_AFTER.search(text)
    if after is not None and not _HAS_TIMES.search(text):
        if any(char.isdigit() for char in text[: after.start()]):  # run 1 min, walk 90 s x 8
            text = f"{text[: after.end(1)]}. repeat {after[2]} times{text[after.end() :]}"
        else:
            text = f"{text[: after.start()]}{after[2]} x {after[1]}{text[after.end() :]}"
    text = _ON_AND_OFF.sub(r"\1 x (\3, \4 recovery)", text)
    text = _SECONDS_ON_AND_OFF.sub(r"\1 x (\3 s, \4 s recovery)", text)
    text = _REPEATED_SETS.sub(r"\1 x (\2)", text)
    if _HAS_TIMES.search(text):
        text = _RECOVERY.sub(" with recovery ", _RECOVERY_IN_PARENTHESES.sub("", text))
    return text
