"""What kind of workout, and which race, the words of a plan name.

Published plans have no types, only titles in their authors' words. The rules below are tried in order and the first
match decides. A run whose words do not settle its kind is `easy`, with the reason for the doubt. Whether an easy run is
its week's long run is a question of length, not of words: see `long_runs`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from planner.exchange.plans.words.measures_in_text import find_distance, normalize_text
from planner.training.races import METRES_PER_UNIT, RaceDistance, Unit, classify_race
from planner.training.workouts import RunKind, Sport


class EffortHint(StrEnum):
    """How much the words of a run say about its effort."""

    NOTHING = "nothing"
    VERY_EASY = "very easy"
    EASY = "easy"
    STEADY = "steady"
    SETTLED = "kind"


@dataclass(frozen=True, slots=True)
class Classification:
    """What the words of one workout say it is.

    Attributes:
        sport: Its sport.
        kind: The kind of a run, else None.
        effort_hint: How much the words say about a run's effort; unless they settle the kind, the run may turn out to
            be a long run by its length.
        doubt: Why the classification is not certain, as half a sentence.
    """

    sport: Sport
    kind: RunKind | None = None
    effort_hint: EffortHint = EffortHint.SETTLED
    doubt: str = ""


_NO_DAY = r"(?:complete |full |total )?(?:rest|off|day off|off day|rest day|no run(?:ning)?)"
_NOTHING = r"recovery|none|nothing|nil|free|n/?a|n\.a\.|x"
"""What fills a cell without a workout; ``recovery`` is German ``Pause``."""
_NO_SPORT = re.compile(
    r"\b(?:travel(?:ling)?|holidays?|vacation|massage|physio\w*|doctor|dentist|sick|injured|wedding|birthday|sauna)\b"
)
"""What takes the place of a workout in the plans of those who write their lives into them."""
_REST = re.compile(rf"(?:{_NO_DAY}|{_NOTHING})?[^\w+]*")
_REST_AND_WORDS = re.compile(rf"{_NO_DAY}\s*[-:,(][^0-9]*")
_REST_OR = re.compile(rf"{_NO_DAY}\s*(?:or|/)\s*(?P<other>.+)|(?P<first>.+?)\s*(?:\bor\b|/)\s*{_NO_DAY}[\s.!*]*")
_STRENGTH = re.compile(
    r"strength|strengthen|\bweights\b|\blift(?:ing)?\b|\bgym\b|\bcore\b"
    r"|\bwall.?sits?\b|\bsleds?\b|\bsquats?\b|\bplanks?\b|\blunges\b|\bpush.?ups\b|\bkettlebells?\b|\bcircuit|\bhiit\b"
    r"|\bcrossfit\b|\b(?:leg|arm|upper body|lower body|full body) (?:day|workout)\b"
)
_MOVING_WORDS = (
    r"\bcross\b(?!.country)|\bxt\b|\bbik(?:e|ing)\b|\bcycl|\bride\b|\bmtb\b|\bturbo\b|\bzwift\b|\bspin(?:ning)?\b|\bswim"
    r"|\baqua|\bpool\b|\bellip|\brow(?:ing)?\b|\bhik(?:e|ing)\b|\bstair.?(?:s|master|climber)|\bskat|\bski(?:ing)?\b"
)
_MOVING = re.compile(_MOVING_WORDS)
"""Other sports that have distances, intervals and races of their own."""
_CROSS = re.compile(
    rf"{_MOVING_WORDS}|\byoga\b|\bpilates\b|\bstretch|\bmobility\b|\bfootball\b|\btennis\b|\bclimbing\b"
)
_IN_WATER = re.compile(r"\baqua|\bpool\b|\bdeep water\b")
_RUN_WORDS = r"\brun(?:s|ning)?\b|\bjog"
_RUNNING = re.compile(
    rf"{_RUN_WORDS}|\btempo\b|\bpace\b|\binterval|\bstrides\b|\bhill|%|\brace\b"
    r"|[0-9] ?x ?(?:\(|[0-9.,]{1,6} ?(?:k|km|m|mi|miles?|min|mins|minutes?|')(?![a-z])|[0-9]{3,4}\b)"
)
_RUNNING_ITSELF = re.compile(rf"{_RUN_WORDS}|\bmarathon\b|\bstrides\b|\btempo run\b|\bfartlek\b")
"""What no other sport has too: bikes have tempo, hills, intervals and races against the clock."""
_FAR = re.compile(r"[0-9] ?(?:km|k|mi|miles?)(?![a-z])")
_WALK = re.compile(r"\bwalk")

_STRIDES = re.compile(
    r",?\s*(?:(?:then|with|and|plus|\+|w\.)\s+)?(?:[0-9]+(?:-[0-9]+)?\s*x\s*)?(?:[0-9]+\s*-?\s*[a-z]+\.?\s+)?"
    r"(?:hill )?strides\b(?: at the end)?"
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
"""The kind of run that a named pace is for. The first pace named counts: later ones are for rests or the end."""

_PERCENT = re.compile(r"([0-9]{2,3})\s*%\)?\s*(?:of )?(?:your )?(5k|mp)\b")
_BANDS = {
    "5k": ((94, RunKind.INTERVALS), (84, RunKind.TEMPO), (77, None)),
    "mp": ((108, RunKind.INTERVALS), (102, RunKind.TEMPO), (94, RunKind.RACE_PACE), (86, None)),
}
"""Kind of a run from so many per cent of 5 km or marathon speed on; None is steady, between easy and tempo. 90 % of
5 km speed is about that of a half marathon, 95 % that of 10 km, 105 % of marathon speed that of a half marathon."""


def _easy_run(effort_hint: EffortHint, doubt: str = "") -> Classification:
    return Classification(Sport.RUN, RunKind.EASY, effort_hint, doubt)


_Rule = tuple[re.Pattern[str], Classification]


def _rule(pattern: str, kind: RunKind, effort_hint: EffortHint = EffortHint.SETTLED) -> _Rule:
    return re.compile(pattern), Classification(Sport.RUN, kind, effort_hint)


def _easy_rule(pattern: str, effort_hint: EffortHint, doubt: str = "") -> _Rule:
    return re.compile(pattern), _easy_run(effort_hint, doubt)


_RULES_BEFORE_PACES = (
    _rule(r"time.?trial|\btt\b|\bcooper\b|\bparkrun\b", RunKind.TIME_TRIAL),
    _rule(
        r"^(?:easy |medium.)?long\b|\blong (?:slow |easy |aerobic |progression )?(?:distance|run|jog)\b|\blsd\b",
        RunKind.LONG,
    ),
    _rule(r"\blong$", RunKind.LONG),
    _easy_rule(
        rf"^{_OPTIONAL_FIGURE}(?:very )?easy(?: to \w+)? with .*(?:%|pace|effort)",
        EffortHint.EASY,
        "an easy run with faster bouts in it",
    ),
    _easy_rule(r"^(?:very )?easy\b", EffortHint.EASY),
    _easy_rule(r"^(?:regular|general aerobic|aerobic|ga)\b", EffortHint.EASY),
    _rule(r"uphill|^hills?\b|\bhill (?:sprint|repeat|rep|interval|bound|session|workout)", RunKind.HILLS),
    _rule(r"[0-9] ?(?:m|min|mins|minutes?|s|sec|secs|seconds?) hills?\b|x hills?\b", RunKind.HILLS),
    _rule(r"^intervals?\b|^speed\b|speed.?work|\bfartlek\b|\byasso|^track\b|\brepeats\b", RunKind.INTERVALS),
    _rule(
        r"kenyan|progress\w* (?:run )?(?:from )?moderate|progress\w* (?:from \w+ )?to (?:strong|tempo|hard|fast)",
        RunKind.TEMPO,
    ),
)
_RULES_AFTER_PACES = (
    _rule(r"tempo|steady.state|cruise|\bstrong\b", RunKind.TEMPO),
    _rule(r"[0-9]\s*x\s*(?:[0-9(]|mile\b)|\bintervals?\b", RunKind.INTERVALS),
    _easy_rule(r"easy.* to moderate", EffortHint.STEADY, "it ends at a moderate effort"),
    _easy_rule(r"progress|cut.?down", EffortHint.STEADY, "a progression run that does not say how fast it ends"),
    _easy_rule(r"^(?!.*\brecovery (?:run|jog)\b).*\bz(?:one)? ?[12]\b", EffortHint.EASY),
    _easy_rule(r"\bz(?:one)? ?3\b", EffortHint.STEADY, "zone 3 is between easy and tempo"),
    _rule(r"\bz(?:one)? ?4\b", RunKind.TEMPO),
    _rule(r"\bz(?:one)? ?[567]\b", RunKind.INTERVALS),
    _easy_rule(r"easy pace|(?:comfortable|conversational) pace", EffortHint.EASY),
    _easy_rule(
        r"\bhilly\b|on (?:the )?hills\b", EffortHint.STEADY, "a hilly course, at a pace that is not said to be hard"
    ),
    _rule(r"\bpace\b(?!.*\beasy)", RunKind.RACE_PACE),
    _easy_rule(r"moderate|\bsteady\b|\bbrisk\b", EffortHint.STEADY, "a moderate effort is between easy and tempo"),
    _rule(r"\brecovery\b", RunKind.RECOVERY, EffortHint.VERY_EASY),
    _easy_rule(r"very easy|very slow", EffortHint.VERY_EASY),
    _easy_rule(
        r"easy|aerobic|\bjog|regular|comfortabl|conversation|shake.?out|\bbase\b|\bslow\b|\bwarm", EffortHint.EASY
    ),
    _easy_rule(r"\brun|\bstrides\b", EffortHint.NOTHING),
    _easy_rule(
        rf"^{_OPTIONAL_FIGURE.strip()}$|^[0-9.,-]+ ?[a-z]+$",
        EffortHint.NOTHING,
        "the words give a length and no effort",
    ),
)
NO_KIND_NAMED = "the words name no kind of run"
"""The doubt about a run whose words say nothing about its kind."""


def classify_text(words: str, *, has_distance: bool) -> Classification:
    """Return what the words of one workout say it is, except a race, which `is_race_title` finds.

    Args:
        words: All of the author's words for this workout, braces written out.
        has_distance: Whether the file gives a distance for it; then it is a run, even if the words offer a choice.
    """
    text = normalize_text(words)
    if _REST.fullmatch(text):
        doubt = "the words name a rest day, the figure a run" if text else NO_KIND_NAMED
        return _easy_run(EffortHint.NOTHING, doubt) if has_distance else Classification(Sport.REST)
    if not has_distance and _REST_AND_WORDS.fullmatch(text) and not _names_training(text):
        return Classification(Sport.REST)
    if not has_distance and _NO_SPORT.search(text) and not _names_training(text):
        return Classification(Sport.REST)
    choice = _REST_OR.fullmatch(text)
    if choice is not None:
        return _classify_optional_rest(choice["other"] or choice["first"], has_distance=has_distance)
    return _classify_training(text, has_distance=has_distance)


def find_sport(words: str, after: Sport | None = None) -> Sport | None:
    """Return the sport that words name without a doubt, or None where they do not, or leave a choice.

    Args:
        words: A part of a cell, in plain words.
        after: The sport of the part before: after strength or yoga a distance is that of a run, after a bike it is not.
    """
    text = normalize_text(words)
    if re.search(r"\bor\b", text):
        return None
    names_strength, names_cross = _STRENGTH.search(text) is not None, _CROSS.search(text) is not None
    if (not _IN_WATER.search(text) and _RUNNING_ITSELF.search(text)) or (names_strength and _RUNNING.search(text)):
        return Sport.RUN
    if names_strength:
        return Sport.STRENGTH
    if names_cross:
        return Sport.CROSS
    if _FAR.search(text) and after is not Sport.CROSS:
        return Sport.RUN
    return None


_RUN_BY_TIME = re.compile(
    r"\b(?:easy|recovery|steady|tempo|long|progression)\b.*[0-9] ?(?:min|mins|minutes?|h|hrs?|hours?|\')(?![a-z])"
    r"|[0-9] ?(?:min|mins|minutes?|h|hrs?|hours?|\')(?![a-z]).*\b(?:easy|recovery|steady|tempo|long|progression)\b"
)
"""A time with the effort of a run, as in ``30 min easy``."""


def is_timed_run(words: str) -> bool:
    """Return whether words that name no sport have a time and the effort of a run.

    Before strength or yoga they are a run of their own: ``30 min easy, strength``.

    Args:
        words: A part of a cell, in plain words.
    """
    text = normalize_text(words)
    return _RUN_BY_TIME.search(text) is not None and not re.search(r"\bor\b", text)


def _names_training(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_RUNNING, _CROSS, _STRENGTH, _WALK))


def _classify_optional_rest(other: str, *, has_distance: bool) -> Classification:
    """Classify a day that may be rest or something else: a run is taken as a run, cross-training as rest."""
    classification = _classify_training(other, has_distance=has_distance)
    if has_distance:
        return classification
    if classification.sport is Sport.RUN:
        return _easy_run(EffortHint.VERY_EASY, "the plan leaves the choice of a rest day")
    return Classification(Sport.REST, doubt="the plan leaves the choice of another workout")


def _classify_training(text: str, *, has_distance: bool) -> Classification:
    names_running = _RUNNING.search(text) is not None
    names_cross = _CROSS.search(text) is not None
    if names_cross and (_RUNNING_ITSELF.search(text) is None or _IN_WATER.search(text)):
        names_running = False
    if not has_distance and not names_running and _STRENGTH.search(text):
        is_choice = names_cross and re.search(r"\bor\b|/", text) is not None
        return Classification(Sport.STRENGTH, doubt="the plan leaves the choice of cross-training" if is_choice else "")
    if not names_running and (names_cross or _WALK.search(text)):
        return Classification(Sport.CROSS)
    return _classify_run(text)


def _classify_run(text: str) -> Classification:
    without_strides = _STRIDES.sub("", text).strip(" ,;.")
    if not without_strides:
        return _easy_run(EffortHint.EASY)
    return (
        _classify_by_rules(_RULES_BEFORE_PACES, without_strides)
        or _classify_by_pace(without_strides)
        or _classify_by_rules(_RULES_AFTER_PACES, without_strides)
        or _easy_run(EffortHint.NOTHING, NO_KIND_NAMED)
    )


def _classify_by_rules(rules: tuple[_Rule, ...], text: str) -> Classification | None:
    return next((classification for pattern, classification in rules if pattern.search(text)), None)


def _classify_by_pace(text: str) -> Classification | None:
    """Classify a run by the first pace that the text names; return None when it names none."""
    paces = [(match.start(), kind) for kind, pattern in _PACES if (match := pattern.search(text)) is not None]
    percent = _PERCENT.search(text)
    if percent is not None and (not paces or percent.start() <= min(paces)[0]):
        return _classify_by_percent(int(percent[1]), percent[2])
    return Classification(Sport.RUN, min(paces)[1]) if paces else None


def _classify_by_percent(percent: int, of: str) -> Classification:
    for minimum, kind in _BANDS[of]:
        if percent >= minimum:
            if kind is not None:
                return Classification(Sport.RUN, kind)
            return _easy_run(EffortHint.STEADY, f"{percent} % of {of} speed is between easy and tempo")
    return _easy_run(EffortHint.EASY)


_NOT_RACE = re.compile(
    r"race.?(?:pace|effort|simulation|week|prep|specific|plan|strategy|kit|gear)"
    r"|\b(?:pre|post|before|after)[ -](?:the )?race|simulation|time.?trial"
    r"|\bpace\b|\btempo\b|\beasy\b|\bjog|@|%|\b[0-9]+ ?x ?[0-9]"
)
_RACE = re.compile(r"\brace\b|\bcompetition\b|\bgoal marathon\b")
_MARATHON = re.compile(
    r"(?:the )?(?:[a-z.'-]+ ){0,4}(?:half.?)?(?:ultra.?)?marathon[\s!.]*"
    r"(?:\(?\s*[0-9.,]+ ?(?:km|k|mi|miles?)\s*\)?)?[\s!.]*"
)
_NAMED_DISTANCES = (
    (RaceDistance.HALF, re.compile(r"half|21[.,]1 ?k|\b21 ?k|\b13[.,]1\b")),
    (RaceDistance.MARATHON, re.compile(r"marathon|\bultra\b|\b26[.,]2\b|\b42[.,]2\b|^(?:50|100) ?m$")),
)
_LENGTH = re.compile(
    r"(?<![0-9.,])([0-9]{1,3})(?:[.,][0-9])?[\s_-]?(km?|mi(?:les?)?)\b(?!\s*(?:per|a|/)\s*week)", re.IGNORECASE
)


def is_race_title(title: str) -> bool:
    """Return whether a title, braces written out, names a race: ``Race Day!``, ``5-K Race``, ``Marathon (26.2 mi)``."""
    text = normalize_text(title)
    if _NOT_RACE.search(text) or (_MOVING.search(text) and not _RUNNING_ITSELF.search(text)):
        return False
    return _RACE.search(text) is not None or _MARATHON.fullmatch(text) is not None


def find_race_distance(words: str) -> RaceDistance | None:
    """Return the distance that a race's title, a plan's type (``5K``, ``Half Marathon``) or its name gives, or None."""
    text = normalize_text(words.replace("_", " "))
    for distance, pattern in _NAMED_DISTANCES:
        if pattern.search(text):
            return distance
    span = find_distance(text)
    if span is not None:
        return classify_race(span.high)
    length = _LENGTH.search(text)
    if length is None:
        return None
    return classify_race(float(length[1]) * METRES_PER_UNIT[Unit.MI if length[2].startswith("mi") else Unit.KM])
