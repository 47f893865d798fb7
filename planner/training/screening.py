"""The health questions before strength is planned, their answers, and the gates that follow (R1, R2, R5, R6, R9).

They are in the style of the PAR-Q+ and of ACSM's screening (``PAR-Q+``), in the project's own words. A question without
an answer keeps nothing out; a remark says that it is open.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planner.invocation import program
from planner.text import clean_line, join_words
from planner.training.formatting import format_day
from planner.training.measures import quoted
from planner.training.precautions import BONE_STRESS
from planner.training.refusal import RefusedError
from planner.training.safety_gates import ALL_KINDS, HEAVY_KINDS, WALL_SIT_ONLY, Gate
from planner.training.sources import EvidenceGrade, RuleSource
from planner.training.workouts import Exercise

YES, NO = "yes", "no"
NORMAL, RAISED, HIGH, UNKNOWN = "normal", "raised", "high", "unknown"
_YOUNGEST, _OLDEST = 18, 65
_MIN_KNEE_ANGLE_DEG, _RAISED_PRESSURE_MAX_HOLD_S = 120, 60
"""The limits of a wall sit with raised blood pressure: the least knee angle and the longest hold in seconds."""
_HIGH_FROM, _RAISED_FROM = (160, 100), (130, 85)
"""The blood pressures, in mmHg, that count as high and as raised; either number is enough."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        name: Its name as people type it: ``chest``.
        label: A few words for lists and sentences: ``chest pain``.
        text: The question.
        rule: The safety requirement it serves: ``R1``.
        choices: The possible answers.
        alarm_answer: The answer that keeps something out; empty for the blood pressure, which has its own check.
        condition: What one has who gives that answer, where it is not what the label says.
        condition_text: The question for that condition, where the answer that keeps something out is no.
    """

    name: str
    label: str
    text: str
    rule: str
    choices: tuple[str, ...] = (NO, YES)
    alarm_answer: str = YES
    condition: str = ""
    condition_text: str = ""

    @property
    def alarm_label(self) -> str:
        """A few words for what keeps something out: ``chest pain``, ``no clear lane, or shoes without grip``."""
        return self.condition or self.label


QUESTIONS = (
    Question("heart", "heart, metabolic or kidney disease", "Has a doctor said that you have a disease of the heart, "
             "of the metabolism (as diabetes) or of the kidneys?", "R1"),
    Question("chest", "chest pain", "Do you feel pain or pressure in the chest, at rest or when you exert yourself?",
             "R1"),
    Question("dizzy", "dizziness or fainting", "Did you faint, or lose your balance from dizziness, in the last 12 "
             "months?", "R1"),
    Question("medication", "medication for blood pressure", "Do you take medication for your blood pressure or heart?",
             "R1"),
    Question("joints", "a bone or joint problem", "Do you have a bone or joint problem that exercise could make worse?",
             "R1"),
    Question("other", "another reason", "Do you know any other reason why you should not exert yourself?", "R1"),
    Question("pregnant", "pregnancy", "Are you pregnant?", "R1"),
    Question("pressure", "blood pressure", "Blood pressure: normal, below 130/85; raised, to 159/99; high, from "
             "160/100 or found high and not under control; unknown, never found high.",
             "R2", (NORMAL, RAISED, HIGH, UNKNOWN), ""),
    Question("vessels", "surgery, aneurysm or retinopathy", "Did you have surgery of an eye, a vessel or a hernia "
             "lately, or do you have an aneurysm or a retinopathy?", "R2"),
    Question("bone", "signs of bone stress", "Do you have pain at one spot of a bone, pain that grows during a run, at "
             "night, at rest or when you hop, or a limp?", "R5"),
    Question("lane", "a clear lane and shoes that grip", "Do you have a clear, level, dry and lit lane for the sled, "
             "and shoes that grip?", "R6", (YES, NO), NO, "no clear lane, or shoes without grip",
             "Is the lane for the sled not clear, level, dry and lit, or have you no shoes that grip?"),
    Question("age", "age under 18 or over 65", "Are you under 18 or over 65?", "R9"),
    Question("birth", "birth less than 8 weeks ago", "Did you give birth less than 8 weeks ago?", "R9"),
    Question("injury", "return from an injury", "Are you coming back from an injury?", "R9"),
)  # fmt: skip
"""All questions, in the order they are asked."""

NONE_OF_THESE = tuple(question for question in QUESTIONS if question.choices == (NO, YES) and question.name != "age")
"""The questions that one answer may deny together, as one denies a list on a form in a gym: each asks for a condition
that one has or has not. Blood pressure has more answers, a lane is looked at, and an age has two limits."""

_QUESTIONS_BY_NAME = {question.name: question for question in QUESTIONS}


@dataclass(frozen=True, slots=True)
class Screening:
    """The answers to the health questions.

    Attributes:
        answers: By the name of the question: one of its choices, or a blood pressure in mmHg, ``142/90``.
        answered_on: The day of the last answers, or None.
        cleared_on: The day a professional agreed to heavy work and wall sits, or None.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    answered_on: dt.date | None = None
    cleared_on: dt.date | None = None

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that were not answered."""
        return tuple(question for question in QUESTIONS if question.name not in self.answers)

    @property
    def open_conditions(self) -> tuple[Question, ...]:
        """The questions of `NONE_OF_THESE` that were not answered."""
        return tuple(question for question in NONE_OF_THESE if question.name not in self.answers)

    @property
    def alarm_questions(self) -> tuple[Question, ...]:
        """The questions whose answer keeps something out."""
        return tuple(question for question in QUESTIONS if self._is_alarm(question))

    @property
    def pressure_class(self) -> str:
        """The class of the blood pressure: normal, raised, high or unknown; empty without an answer."""
        return classify_pressure(self.answers.get("pressure", ""))

    def _is_alarm(self, question: Question) -> bool:
        if question.name == "pressure":
            return self.pressure_class in (RAISED, HIGH)
        return self.answers.get(question.name) == question.alarm_answer

    def to_json(self) -> str:
        """Return the answers as they are stored, a JSON object."""
        return json.dumps(
            {
                "answers": {name: self.answers[name] for name in _QUESTIONS_BY_NAME if name in self.answers},
                "answered": None if self.answered_on is None else self.answered_on.isoformat(),
                "cleared": None if self.cleared_on is None else self.cleared_on.isoformat(),
            }
        )

    def describe(self) -> str:
        """Return the answers in a few words: ``nothing to mind``, ``chest pain; cleared Mon 4 Jan; 2 open``."""
        parts = [", ".join(question.alarm_label for question in self.alarm_questions) or "nothing to mind"]
        if self.cleared_on is not None:
            parts.append(f"cleared {format_day(self.cleared_on)}")
        if self.open_questions:
            parts.append(f"{len(self.open_questions)} open")
        return "; ".join(parts)


def parse_screening(text: str | None) -> Screening | None:
    """Parse stored answers, ignoring what is unknown; None where nothing is stored.

    Raises:
        json.JSONDecodeError: The text is no JSON.
    """
    if text is None:
        return None
    stored: Any = json.loads(text)
    answers = stored.get("answers")
    answers_by_name = {
        name: str(value)
        for name, value in (answers.items() if isinstance(answers, dict) else ())
        if name in _QUESTIONS_BY_NAME and _is_answer(_QUESTIONS_BY_NAME[name], str(value))
    }
    return Screening(answers_by_name, _date(stored.get("answered")), _date(stored.get("cleared")))


def _date(stored: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(stored) if isinstance(stored, str) else None
    except ValueError:
        return None


def _is_answer(question: Question, text: str) -> bool:
    return text in question.choices or (question.name == "pressure" and classify_pressure(text) != "")


def parse_answer(name: str, text: str) -> str:
    """Parse a typed answer to a question.

    Raises:
        RefusedError: There is no such question, or this is none of its answers.
    """
    question = _QUESTIONS_BY_NAME.get(name)
    if question is None:
        raise RefusedError(
            f"There is no health question {quoted(clean_line(name, 40))}; there are {', '.join(_QUESTIONS_BY_NAME)}."
        )
    answer = _spelt_out(text)
    if not _is_answer(question, answer):
        more = " or a reading as 142/90" if name == "pressure" else ""
        raise RefusedError(f"{name} must be {', '.join(question.choices)}{more}, not {quoted(clean_line(text, 40))}.")
    return answer


def parse_no_or_yes(text: str) -> str:
    """Parse a typed answer to several questions at once.

    Raises:
        RefusedError: It is neither no nor yes.
    """
    answer = _spelt_out(text)
    if answer not in (NO, YES):
        raise RefusedError(f"The answer must be no or yes, not {quoted(clean_line(text, 40))}.")
    return answer


def _spelt_out(text: str) -> str:
    answer = text.strip().lower()
    return {"y": YES, "n": NO}.get(answer, answer)


def classify_pressure(answer: str) -> str:
    """Return the class of a blood pressure, given as a class or in mmHg; empty when it is neither."""
    if answer in _QUESTIONS_BY_NAME["pressure"].choices:
        return answer
    upper, _, lower = answer.partition("/")
    if not (upper.isdecimal() and lower.isdecimal() and len(upper) <= 3 and len(lower) <= 3):
        return ""
    reading = int(upper), int(lower)
    if not (50 <= reading[0] <= 300 and 20 <= reading[1] <= 200 and reading[1] < reading[0]):
        return ""
    for name, limits in ((HIGH, _HIGH_FROM), (RAISED, _RAISED_FROM)):
        if reading[0] >= limits[0] or reading[1] >= limits[1]:
            return name
    return NORMAL


def with_answers(before: Screening | None, new_answers: Mapping[str, str], today: dt.date) -> Screening:
    """Return new answers; they withdraw a clearance if one of them newly keeps something out.

    Args:
        before: The answers so far, or None.
        new_answers: All answers by the name of the question, each as `parse_answer` returns it.
        today: Today's date.
    """
    before = before or Screening()
    after = replace(before, answers=dict(new_answers), answered_on=today)
    has_new_alarm = not set(after.alarm_questions) <= set(before.alarm_questions)
    return replace(after, cleared_on=None) if has_new_alarm else after


def screening_gates(screening: Screening | None) -> tuple[Gate, ...]:
    """Return what the answers keep out; a question without an answer keeps nothing out."""
    return () if screening is None else tuple(_find_gates(screening))


def _find_gates(screening: Screening) -> Iterator[Gate]:
    is_cleared = screening.cleared_on is not None
    is_pregnant = screening.answers.get("pregnant") == YES
    alarms: dict[str, list[Question]] = {}
    for question in screening.alarm_questions:
        alarms.setdefault(question.rule, []).append(question)
    if "R5" in alarms and not is_cleared:
        yield Gate(rule="R5", short_reason="signs of bone stress", why=BONE_STRESS, remedy=_ask_a_doctor(),
                   sources=_read_in("BSI20"), kinds=ALL_KINDS, exercises=frozenset(Exercise),
                   blocks_running=True)  # fmt: skip
    if "R1" in alarms and not is_cleared:
        labels = join_words(question.label for question in alarms["R1"])
        by_default = (RuleSource(EvidenceGrade.DEFAULT, note="pregnancy"),) if is_pregnant else ()
        yield Gate(rule="R1", short_reason=f"your answer on {labels}, until you are cleared",
                   why=f"No heavy session and no wall sit, for your answer on {labels}.", remedy=_ask_a_doctor(),
                   sources=_read_in("PAR-Q+") + by_default, kinds=HEAVY_KINDS, exercises=WALL_SIT_ONLY)  # fmt: skip
    # Pregnancy is a question of R1 and keeps wall sits out by R2 as well; raised pressure only limits them.
    refused = [question for question in alarms.get("R2", ()) if question.name != "pressure"]
    refused += [_QUESTIONS_BY_NAME["pressure"]] * (screening.pressure_class == HIGH)
    refused += [_QUESTIONS_BY_NAME["pregnant"]] * is_pregnant
    if refused and not is_cleared:
        labels = join_words(question.label for question in refused)
        yield Gate(rule="R2", short_reason=f"your answer on {labels}, until you are cleared",
                   why=f"No wall sit, for your answer on {labels}.", remedy=_ask_a_doctor(),
                   sources=(RuleSource(EvidenceGrade.DEFAULT, note="on the careful side"),),
                   exercises=WALL_SIT_ONLY)  # fmt: skip
    is_limited = screening.pressure_class in (RAISED, HIGH) or screening.answers.get("medication") == YES
    if is_limited and (is_cleared or not refused):
        yield Gate(rule="R2", short_reason="your blood pressure",
                   why=f"Wall sits at {_MIN_KNEE_ANGLE_DEG}° or more and for {_RAISED_PRESSURE_MAX_HOLD_S} s at most, "
                   "and do not hold your breath: at 90° blood pressure reached 196/112 mmHg in healthy men.",
                   remedy=_answer_again("pressure", NORMAL), sources=_read_in("Goldring14"),
                   min_knee_angle_deg=_MIN_KNEE_ANGLE_DEG, max_hold_s=_RAISED_PRESSURE_MAX_HOLD_S)  # fmt: skip
    if "R6" in alarms:
        yield Gate(rule="R6", short_reason="no clear lane for the sled",
                   why="No heavy session without a clear lane and shoes that grip.",
                   remedy=_answer_again("lane", YES), kinds=HEAVY_KINDS)  # fmt: skip
    for question in alarms.get("R9", ()):
        yield Gate(rule="R9", short_reason=f"your answer on {question.label}",
                   why=f"Moderate and light sessions only, and loads that begin and rise as a novice's, for your "
                   f"answer on {question.label}.",
                   remedy=f"Talk to a doctor before you do more. {_answer_again(question.name, NO)}",
                   kinds=HEAVY_KINDS, novice_loads=True)  # fmt: skip


def age_gates(age: int | None, screening: Screening | None) -> Iterator[Gate]:
    """Yield what a runner's age keeps out, by the year of birth (R9); nothing where an answer says it already."""
    is_answered = screening is not None and screening.answers.get("age") == YES
    if age is None or _YOUNGEST <= age <= _OLDEST or is_answered:
        return
    label = f"age under {_YOUNGEST}" if age < _YOUNGEST else f"age over {_OLDEST}"
    yield Gate(rule="R9", short_reason=f"your {label}",
               why=f"Moderate and light sessions only, and loads that begin and rise as a novice's, for your {label}.",
               remedy=f"Talk to a doctor before you do more. Your year of birth says so: {program()} set birth-year.",
               kinds=HEAVY_KINDS, novice_loads=True)  # fmt: skip


def _read_in(key: str) -> tuple[RuleSource, ...]:
    return (RuleSource(EvidenceGrade.READ, key),)


def _ask_a_doctor() -> str:
    return f"Ask a doctor, and record the day they agreed: {program()} screening --cleared DATE."


def _answer_again(name: str, answer: str) -> str:
    return f"Answer again when that has changed: {program()} screening --answer {name}={answer}."


def all_clear_screening() -> Screening:
    """Return answers to all questions that keep nothing out."""
    return Screening({question.name: question.choices[0] for question in QUESTIONS})


def unscreened_remark(screening: Screening | None) -> str:
    """Return the remark of a block while questions are open; empty when none is."""
    if screening is not None and not screening.open_questions:
        return ""
    count_text = "" if screening is None else f"{len(screening.open_questions)} of "
    return (
        f"Not screened: {count_text}the health questions are not answered, so nothing was left out on their account. "
        f'Answer them with "{program()} screening", or in the full screen from the palette. Not medical advice.'
    )
