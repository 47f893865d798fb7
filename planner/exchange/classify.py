"""What kind of workout a plan's words name.

Published plans hold no types, only titles in their authors' words, so the rules below read them, first match first. A
run whose words do not settle its kind is `easy` with the reason for the doubt. Whether an easy run is its week's long
run is not a matter of words but of length: see `longruns`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from planner.exchange.measures_in_text import find_distance, normalize_text
from planner.training.measures import METRES_PER_KM, METRES_PER_MILE
from planner.training.races import RaceDistance
from planner.training.workouts import RunKind, Sport


class EffortHint(StrEnum):
    """How much the words of a run say of its effort."""

    NOTHING = "nothing"
    VERY_EASY = "very easy"
    EASY = "easy"
    STEADY = "steady"
    SETTLED = "kind"


@dataclass(frozen=True, slots=True)
class Classification:
    """The reading of one workout's words.

    Attributes:
        sport: What it is.
        kind: A `RunKind` for a run, else None.
        effort_hint: How much the words say of a run's effort; only a run that says less than its kind can be a long
            run by its length.
        doubt: Why the reading is not certain, as half a sentence.
    """

    sport: Sport
    kind: RunKind | None = None
    effort_hint: EffortHint = EffortHint.SETTLED
    doubt: str = ""


_NO_DAY = r"(?:complete |full |total )?(?:rest|off|day off|off day|rest day|no run(?:ning)?)"
_REST = re.compile(rf"(?:{_NO_DAY})?[\s.!*]*")
_REST_OR = re.compile(rf"{_NO_DAY}\s*(?:or|/)\s*(?P<other>.+)|(?P<first>.+?)\s*(?:\bor\b|/)\s*{_NO_DAY}[\s.!*]*")
_STRENGTH = re.compile(r"strength|strengthen|\bweights\b|\blift(?:ing)?\b|\bgym\b|\bcore\b")
_CROSS = re.compile(
    r"\bcross\b(?!.country)|\bxt\b|\bbik(?:e|ing)\b|\bcycl|\bswim|\bellip|\brow(?:ing)?\b|\baqua|\byoga\b|\bpilates\b"
    r"|\bstretch|\bmobility\b|\bhik(?:e|ing)\b|\bspin(?:ning)?\b",
)
_RUNNING = re.compile(r"\brun|\bjog|\btempo\b|\bpace\b|\binterval|\bstrides\b|\bhill|[0-9]\s*x\s*[0-9]|%|\brace\b")
_WALK = re.compile(r"\bwalk")

_STRIDES = re.compile(
    r",?\s*(?:(?:then|with|and|plus|\+|w\.)\s+)?(?:[0-9]+(?:-[0-9]+)?\s*x\s*)?(?:[0-9]+\s*-?\s*[a-z]+\.?\s+)?"
    r"(?:hill )?strides\b(?: at the end)?",
)
_OPTIONAL_FIGURE = r"(?:[0-9.,]+(?:\s*-\s*[0-9.,]+)?\s*-?\s*[a-z]+\.?\s+)?"

_PACES = (
    (RunKind.TEMPO, re.compile(r"\bhmp\b|half.?marathon (?:goal |race )?(?:pace|effort)|(?:\bat|@) ?hm\b|\bhm-10k\b")),
    (RunKind.TEMPO, re.compile(r"\btmp\b|threshold|\blt\b|\blactate|\b15k (?:pace|effort)|\b10.mile (?:pace|effort)")),
    (RunKind.INTERVALS, re.compile(r"\bmp ?- ?[0-9]+ ?s")),
    (RunKind.INTERVALS, re.compile(r"\b(?:3k|5k|10k|1500m?|mile|vo2 ?max|interval|speed)[ -](?:pace|effort)\b")),
    (RunKind.INTERVALS, re.compile(r"(?:\bat|@) ?(?:3k|5k|10k)\b")),
    (
        RunKind.RACE_PACE,
        re.compile(r"\bmp\b(?! ?- ?[0-9])|marathon (?:goal |race )?(?:pace|effort)|\bgoal (?:race )?pace"),
    ),
    (RunKind.RACE_PACE, re.compile(r"\brace.pace\b|\bat goal\b")),
)
"""What a pace named in words is for. The first one named is the workout's own: what follows is its rest or its end."""

_PERCENT = re.compile(r"([0-9]{2,3})\s*%\)?\s*(?:of )?(?:your )?(5k|mp)\b")
_BANDS = {
    "5k": ((94, RunKind.INTERVALS), (84, RunKind.TEMPO), (77, None)),
    "mp": ((108, RunKind.INTERVALS), (102, RunKind.TEMPO), (94, RunKind.RACE_PACE), (86, None)),
}
"""From which per cent of 5 km or marathon speed on a run is what; None is steady, between easy and tempo. 90 % of 5 km
speed is about that of a half marathon, 95 % that of 10 km, 105 % of marathon speed that of a half marathon."""


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    kind: RunKind
    effort_hint: EffortHint = EffortHint.SETTLED
    doubt: str = ""


def _make_rule(pattern: str, kind: RunKind, effort_hint: EffortHint = EffortHint.SETTLED, doubt: str = "") -> _Rule:
    return _Rule(re.compile(pattern), kind, effort_hint, doubt)


_RULES_BEFORE_PACES = (
    _make_rule(r"time.?trial|\btt\b", RunKind.TIME_TRIAL),
    _make_rule(
        r"^(?:easy |medium.)?long\b|\blong (?:slow |easy |aerobic |progression )?(?:distance|run|jog)\b|\blsd\b",
        RunKind.LONG,
    ),
    _make_rule(r"\blong$", RunKind.LONG),
    _make_rule(
        rf"^{_OPTIONAL_FIGURE}(?:very )?easy(?: to \w+)? with .*(?:%|pace|effort)",
        RunKind.EASY,
        EffortHint.EASY,
        "an easy run with faster bouts in it",
    ),
    _make_rule(r"^(?:very )?easy\b", RunKind.EASY, EffortHint.EASY),
    _make_rule(r"^(?:regular|general aerobic|aerobic|ga)\b", RunKind.EASY, EffortHint.EASY),
    _make_rule(r"uphill|^hills?\b|\bhill (?:sprint|repeat|rep|interval|bound|session|workout)", RunKind.HILLS),
    _make_rule(r"[0-9] ?(?:m|min|mins|minutes?|s|sec|secs|seconds?) hills?\b|x hills?\b", RunKind.HILLS),
    _make_rule(r"^intervals?\b|^speed\b|speed.?work|\bfartlek\b|\byasso|^track\b|\brepeats\b", RunKind.INTERVALS),
    _make_rule(
        r"kenyan|progress\w* (?:run )?(?:from )?moderate|progress\w* (?:from \w+ )?to (?:strong|tempo|hard|fast)",
        RunKind.TEMPO,
    ),
)
_RULES_AFTER_PACES = (
    _make_rule(r"tempo|steady.state|cruise|\bstrong\b", RunKind.TEMPO),
    _make_rule(r"[0-9]\s*x\s*(?:[0-9(]|mile\b)|\bintervals?\b", RunKind.INTERVALS),
    _make_rule(r"easy.* to moderate", RunKind.EASY, EffortHint.STEADY, "it ends at a moderate effort"),
    _make_rule(
        r"progress|cut.?down", RunKind.EASY, EffortHint.STEADY, "a progression run that does not say how fast it ends"
    ),
    _make_rule(r"easy pace|(?:comfortable|conversational) pace", RunKind.EASY, EffortHint.EASY),
    _make_rule(
        r"\bhilly\b|on (?:the )?hills\b",
        RunKind.EASY,
        EffortHint.STEADY,
        "a hilly course, at a pace that is not said to be hard",
    ),
    _make_rule(r"\bpace\b(?!.*\beasy)", RunKind.RACE_PACE),
    _make_rule(
        r"moderate|\bsteady\b|\bbrisk\b",
        RunKind.EASY,
        EffortHint.STEADY,
        "a moderate effort lies between easy and tempo",
    ),
    _make_rule(r"\brecovery\b", RunKind.RECOVERY, EffortHint.VERY_EASY),
    _make_rule(r"very easy|very slow", RunKind.EASY, EffortHint.VERY_EASY),
    _make_rule(
        r"easy|aerobic|\bjog|regular|comfortabl|conversation|shake.?out|\bbase\b|\bslow\b|\bwarm",
        RunKind.EASY,
        EffortHint.EASY,
    ),
    _make_rule(r"\brun|\bstrides\b", RunKind.EASY, EffortHint.NOTHING),
    _make_rule(
        rf"^{_OPTIONAL_FIGURE.strip()}$|^[0-9.,-]+ ?[a-z]+$",
        RunKind.EASY,
        EffortHint.NOTHING,
        "the words give a length and no effort",
    ),
)
_NO_KIND_NAMED = "the words name no kind of run"


def classify_text(words: str, *, has_distance: bool) -> Classification:
    """What the words of one workout say it is. Races are recognised before, by `races`.

    Args:
        words: All of the author's words for this workout, braces written out.
        has_distance: Whether the file gives a distance for it: then it is a run, whatever else the day allows.
    """
    text = normalize_text(words)
    if _REST.fullmatch(text):
        doubt = "the words name a rest day, the figure a run" if text else _NO_KIND_NAMED
        return (
            Classification(Sport.RUN, RunKind.EASY, EffortHint.NOTHING, doubt)
            if has_distance
            else Classification(Sport.REST)
        )
    choice = _REST_OR.fullmatch(text)
    if choice is not None:
        return _classify_optional_rest(choice["other"] or choice["first"], has_distance=has_distance)
    return _classify_training(text, has_distance=has_distance)


def _classify_optional_rest(other: str, *, has_distance: bool) -> Classification:
    """A day that its author leaves to the runner: the run if it has a length, rest before cross-training."""
    wording = _classify_training(other, has_distance=has_distance)
    if has_distance:
        return wording
    if wording.sport is Sport.RUN:
        return Classification(Sport.RUN, RunKind.EASY, EffortHint.VERY_EASY, "the plan leaves the choice of a rest day")
    return Classification(Sport.REST, doubt="the plan leaves the choice of another workout")


def _classify_training(text: str, *, has_distance: bool) -> Classification:
    runs = has_distance or _RUNNING.search(text) is not None
    crosses = _CROSS.search(text) is not None
    if not runs and _STRENGTH.search(text):
        mixed = crosses and re.search(r"\bor\b|/", text) is not None
        return Classification(Sport.STRENGTH, doubt="the plan leaves the choice of cross-training" if mixed else "")
    if crosses and not _RUNNING.search(text):
        return Classification(Sport.CROSS)
    if _WALK.search(text) and not _RUNNING.search(text):
        return Classification(Sport.CROSS)
    return _classify_run(text)


def _classify_run(text: str) -> Classification:
    bare = _STRIDES.sub("", text).strip(" ,;.")
    if not bare:
        return Classification(Sport.RUN, RunKind.EASY, EffortHint.EASY)
    for rule in _RULES_BEFORE_PACES:
        if rule.pattern.search(bare):
            return Classification(Sport.RUN, rule.kind, rule.effort_hint, rule.doubt)
    paced = _classify_by_pace(bare)
    if paced is not None:
        return paced
    for rule in _RULES_AFTER_PACES:
        if rule.pattern.search(bare):
            return Classification(Sport.RUN, rule.kind, rule.effort_hint, rule.doubt)
    return Classification(Sport.RUN, RunKind.EASY, EffortHint.NOTHING, _NO_KIND_NAMED)


def _classify_by_pace(text: str) -> Classification | None:
    """The kind of the first pace that the text names, or None when it names none."""
    found = [(match.start(), kind) for kind, pattern in _PACES if (match := pattern.search(text)) is not None]
    percent = _PERCENT.search(text)
    if percent is not None and (not found or percent.start() <= min(found)[0]):
        return _classify_by_percent(int(percent[1]), percent[2])
    return Classification(Sport.RUN, min(found)[1]) if found else None


def _classify_by_percent(percent: int, of: str) -> Classification:
    for least, kind in _BANDS[of]:
        if percent >= least:
            if kind is not None:
                return Classification(Sport.RUN, kind)
            return Classification(
                Sport.RUN, RunKind.EASY, EffortHint.STEADY, f"{percent} % of {of} speed lies between easy and tempo"
            )
    return Classification(Sport.RUN, RunKind.EASY, EffortHint.EASY)


_LONGEST_10K_M = 10_500.0
"""Up to here a race counts as 10 km: plans round 6.2 miles up, and courses measure long."""
_LONGEST_HALF_M = 22_000.0

_NOT_RACE = re.compile(
    r"race.?(?:pace|effort|simulation|week|prep|specific|plan|strategy|kit|gear)"
    r"|\b(?:pre|post|before|after)[ -](?:the )?race|simulation|time.?trial"
    r"|\bpace\b|\btempo\b|\beasy\b|\bjog|@|%|\b[0-9]+ ?x ?[0-9]",
)
_RACE = re.compile(r"\brace\b|\bcompetition\b|\bgoal marathon\b")
_MARATHON = re.compile(
    r"(?:the )?(?:[a-z.'-]+ ){0,4}(?:half.?)?(?:ultra.?)?marathon[\s!.]*"
    r"(?:\(?\s*[0-9.,]+ ?(?:km|k|mi|miles?)\s*\)?)?[\s!.]*",
)
_NAMED = (
    (RaceDistance.HALF, re.compile(r"half|21[.,]1 ?k|\b21 ?k|\b13[.,]1\b")),
    (RaceDistance.MARATHON, re.compile(r"marathon|\bultra\b|\b26[.,]2\b|\b42[.,]2\b|^(?:50|100) ?m$")),
)
_LENGTH = re.compile(
    r"(?<![0-9.,])([0-9]{1,3})(?:[.,][0-9])?[\s_-]?(km?|mi(?:les?)?)\b(?!\s*(?:per|a|/)\s*week)", re.IGNORECASE
)


def is_race_title(title: str) -> bool:
    """Whether a title, braces written out, is that of a race: ``Race Day!``, ``5-K Race``, ``Marathon (26.2 mi)``."""
    text = normalize_text(title)
    if _NOT_RACE.search(text):
        return False
    return _RACE.search(text) is not None or _MARATHON.fullmatch(text) is not None


def race_distance(distance_m: float) -> RaceDistance:
    """How the slotting rules class a race of so many metres: up to 10 km, half marathon, marathon and longer."""
    if distance_m <= _LONGEST_10K_M:
        return RaceDistance.TEN_K
    return RaceDistance.HALF if distance_m <= _LONGEST_HALF_M else RaceDistance.MARATHON


def find_race_distance(words: str) -> RaceDistance | None:
    """The class of race that words name: a race's title, a plan's type (``5K``, ``Half Marathon``) or its name."""
    text = normalize_text(words.replace("_", " "))
    for distance, pattern in _NAMED:
        if pattern.search(text):
            return distance
    span = find_distance(text)
    if span is not None:
        return race_distance(span.high)
    length = _LENGTH.search(text)
    if length is None:
        return None
    return race_distance(float(length[1]) * (METRES_PER_MILE if length[2].startswith("mi") else METRES_PER_KM))
