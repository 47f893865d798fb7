"""Thousands of sentences about placements, held against what a reader stumbles over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from planner.clock import Clock
from planner.slotting import check_schedule, explain_candidates, parse_problem, solve
from planner.training.formatting import format_gap, format_minimum
from planner.training.own_exercises import parse_own_sets
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal
from planner.training.screening import QUESTIONS, Screening, all_clear_screening, screening_gates
from planner.training.session_gates import LANE_QUESTION, LANE_REFUSAL, WHY_HEALTH_IS_ASKED, gates_of_session
from planner.training.weekly_sessions import WeeklySessions
from planner.training.weeks import DAY
from planner.training.workouts import Effort, Exercise, ExerciseSet, LegLoad, Slot, Sport, StrengthLevel, Workout
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.calendar.edit import plan_add, plan_delete
from planner.usecases.calendar.mark import mark_done
from planner.usecases.calendar.move import plan_move
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks
from planner.usecases.strength.exercises import known_exercises, plan_exercise, plan_remove_exercise
from planner.usecases.strength.explain import explain_calendar_day, explain_draft_day
from planner.usecases.strength.lint import findings_of_draft, lint_planbook
from planner.usecases.strength.next_morning import morning_question
from planner.usecases.strength.recovery_offer import find_recovery_offer
from planner.usecases.strength.reslot import evaluate
from tests.examples import examples, seeds
from tests.plans import default_plan
from tests.slotting.documents import documents, months
from tests.slotting.oracle import Document
from tests.usecases.books import whole_calendar

MONDAY = dt.date(2027, 1, 4)
MOST_CHARS = 240
STUMBLES = {
    "a rule's code": r"\b(HC|S|W|D|R)\d+\b",
    "dearer": r"(?i)\bdearer\b",
    "tenths of hours": r"\d\.\d+ h\b",
    "hours above 48": r"(?<!:)\b(?:49|[5-9]\d|\d{3,}) h\b",
    "one of several": r"\b1 (?:more )?(?:points|days|sessions|weeks|hours|half-days)\b",
    "several of one": r"\b(?:[02-9]|\d\d+) (?:more )?(?:point|day|session|week)\b(?!-)",
    "is after a plural": r"\b(?:intervals|sessions|points|days|weeks|half-days) is\b",
    "are after one": r"\b(?:tempo|run|race|trial|session|1 of its \d+ half-days) are\b",
    "two blanks": r"  ",
    "an empty part": r"None\b(?! of)|: ?[,.;]|[,;] ?[,.;]|\( ?\)|^[,.;: ]|[,;:]$",
    "two full stops": r"\.\.(?!\.)",
    "no full stop": r"[^.!?)]$",
}


def stumbles(sentence: str) -> list[str]:
    """What a reader stumbles over in some sentences."""
    found = [name for name, pattern in STUMBLES.items() if re.search(pattern, sentence)]
    return [*found, *(["too long"] if len(sentence) > MOST_CHARS else [])]


def check(sentences: Iterable[str]) -> int:
    """Assert that all sentences read well, and return how many there are."""
    told = list(dict.fromkeys(sentences))
    assert {sentence: wrong for sentence in told if (wrong := stumbles(sentence))} == {}
    return len(told)


def sentences_of_problem(document: Document) -> Iterator[str]:
    """Yield everything said about a problem, its sessions locked where they are as well."""
    problem = parse_problem(document)
    answer = solve(problem)
    yield from (session.reason for session in answer.sessions)
    yield from (missing.reason for missing in answer.unplaced)
    yield from (warning.text for warning in answer.warnings)
    for day in range(problem.days):
        for line in explain_candidates(answer, day):
            yield line.text
            if line.short_reason:
                yield f"{line.short_reason}."
    report = check_schedule(problem)
    yield from (violation.text for violation in report.violations)
    yield from (warning.text for warning in report.warnings)


def sentences_of_draft(draft: Draft) -> Iterator[str]:
    """Yield everything said about the strength of a block."""
    for workout in draft.workouts:
        if workout.sport is Sport.STRENGTH and workout.reason:
            yield workout.reason
    yield from (missing.reason for missing in draft.answer.unplaced)
    yield from (warning.text for warning in draft.answer.warnings)
    yield from draft.remarks
    for finding in findings_of_draft(draft):
        yield from filter(None, (finding.why, finding.help))
    for number in range(draft.block.days):
        reasons = explain_draft_day(draft, draft.block.start + number * DAY)
        yield from (candidate.text for candidate in reasons.candidates)
        yield from filter(None, [reasons.note])


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_all_that_is_said_of_any_problem_reads_well(document: Document) -> None:
    check(sentences_of_problem(document))


@pytest.mark.parametrize("seed", seeds(2, 4))
def test_all_that_is_said_of_months_of_training_reads_well(seed: int) -> None:
    assert check(sentences_of_problem(months(seed, 10))) > 100


@pytest.mark.parametrize(("goal", "level"), [*product(("5k", "marathon"), StrengthLevel), ("half", "novice")])
def test_all_that_is_said_of_a_block_reads_well(goal: str, level: StrengthLevel) -> None:
    usual = BlockOptions(start_date=MONDAY, level=StrengthLevel(level))
    chosen = BlockOptions(start_date=MONDAY, level=StrengthLevel(level), doses=WeeklySessions(1, 1, 1))
    for options in (usual, chosen):
        assert check(sentences_of_draft(draft_block(default_plan(Goal(goal)), options, MONDAY))) > 20


def test_all_that_is_said_of_a_calendar_and_of_what_is_moved_in_it_reads_well(slotted: Planbook) -> None:
    workouts, block = whole_calendar(slotted).workouts, read_blocks(slotted)[0]
    sentences = [text for finding in lint_planbook(slotted, past=True).findings for text in (finding.why, finding.help)]
    for number in range(0, block.days, 2):
        reasons = explain_calendar_day(slotted, block.start + number * DAY)
        sentences += [*(candidate.text for candidate in reasons.candidates), reasons.note]
    coming = [workout for workout in workouts if workout.date >= slotted.today and workout.block_id]
    for workout in coming[:8]:
        for days in (1, -1, 2):
            change, offer, *_ = evaluate(slotted, plan_move(slotted, [workout.id], days))
            sentences += [one.reason or "" for one in change.changed if one.sport is Sport.STRENGTH]
            sentences += [f"{move.line('to')}." for move in offer.moves] + list(offer.unplaced_text)
    assert check(filter(None, sentences)) > 100


def test_all_that_is_offered_after_a_run_and_asked_the_next_morning_reads_well(slotted: Planbook) -> None:
    coming = [one for one in whole_calendar(slotted).workouts if one.date >= slotted.today]
    sessions = [one for one in coming if one.sport is Sport.STRENGTH]
    sentences = [morning_question(one, one.date + DAY * days) for one in sessions for days in (1, 2)]
    rests = [one for one in coming if one.sport is Sport.REST]
    apply_change(slotted, plan_delete(slotted, [*sessions, *rests]))
    for rest in rests:  # an easy run each, because a day without runs holds no light session
        run = Workout(rest.date, Sport.RUN, "easy", "Easy", Slot.AM, "07:00", planned=Effort(5000, 1800))
        apply_change(slotted, plan_add(slotted, run))
    for run in (one for one in coming if one.sport is Sport.RUN):
        book = replace(slotted, clock=Clock(run.date))
        offer = find_recovery_offer(book, [mark_done(book, run.id).workout])
        sentences += [] if offer is None else [offer.sentence, offer.key_sentence, offer.session.reason or ""]
    assert sum("light session" in sentence for sentence in sentences) > 10
    assert check(sentences) > 40


def test_all_that_a_session_is_refused_for_reads_well() -> None:
    sets = (
        ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=56.0),
        ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=100),
    )
    session = Workout(MONDAY, Sport.STRENGTH, "heavy", "Heavy", Slot.PM, "18:00", planned=Effort(sets=sets))
    answers = [
        Screening({**all_clear_screening().answers, question.name: choice})
        for question in QUESTIONS
        for choice in question.choices
    ]
    found = [gates_of_session(session, screening_gates(given), given, MONDAY) for given in answers]
    told = [sentence for gates in found for sentence in gates.sentences]
    parts = [part if part.endswith(".") else f"{part}." for sentence in told for part in sentence.split(". ")]
    assert check([*parts, LANE_QUESTION, LANE_REFUSAL, WHY_HEALTH_IS_ASKED]) > 20


def refusal_of(call: Callable[..., object], *args: object) -> str:
    with pytest.raises(RefusedError) as refused:
        call(*args)
    return str(refused.value)


def test_all_that_is_said_of_own_exercises_reads_well(season: Planbook) -> None:
    known = known_exercises(season)
    names = ("", "sled", "1x2", "x" * 61, "[b]", "🏋")
    sentences = [refusal_of(plan_exercise, season, name, None, None) for name in names]
    typed = ["farmers", "nothing like it 3x20", "farmers carry 4x50 s", "wall ball 3x20x2", "wall ball 2.5x3", "3x20"]
    typed += ["farmers carry 4x99999 m", "farmers carry 4x50 9999kg", "; ".join(["wall ball 3x20"] * 99)]
    sentences += [refusal_of(parse_own_sets, text, known) for text in typed]
    for measure, legs in product((None, "hold"), (None, "light")):
        if measure is None or legs is None:
            sentences.append(refusal_of(plan_exercise, season, "plank", measure, legs))
    sentences += [refusal_of(plan_remove_exercise, season, name) for name in ("sled pull", "plank")]

    apply_change(season, plan_exercise(season, "plank", "hold", "none"))
    for days, text in enumerate(("plank 3x45 s", "plank 3x45 s; farmers carry 4x50"), 1):
        sets = parse_own_sets(text, known_exercises(season))
        planned = Workout(
            season.today + days * DAY, Sport.STRENGTH, None, "Circuit", Slot.PM, planned=Effort(sets=sets)
        )
        apply_change(season, plan_add(season, planned))
    sentences.append(refusal_of(plan_exercise, season, "plank", "rounds", "none"))
    sentences.append(refusal_of(plan_remove_exercise, season, "plank"))
    for name, legs in product(("plank", "farmers carry"), LegLoad):
        change = plan_exercise(season, name, None, legs)
        apply_change(season, change)
        sentences += [f"{change.name}.", *change.remarks]
        sentences += [finding.why for finding in lint_planbook(season, past=True).findings]
    sentences += plan_exercise(season, "plank", None, "none").remarks
    sentences += plan_remove_exercise(season, "farmers carry").remarks
    assert check(filter(None, sentences)) > 25


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.75, "45 min"),
        (2.9, "3 h"),
        (3.5, "3 h 30 min"),
        (9.6, "10 h"),
        (23.6, "almost a day"),
        (24, "a day"),
        (36.2, "a day and a half"),
        (46.3, "almost two days"),
        (48, "two days"),
        (60.3, "two and a half days"),
        (118, "almost five days"),
        (168, "a week"),
        (240, "ten days"),
    ],
)
def test_hours_are_said_as_people_say_them(hours: float, words: str) -> None:
    assert format_gap(round(hours * 60)) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [(3, "3 h"), (2.5, "2 h 30 min"), (24, "a day"), (48, "48 h"), (72, "three days"), (168, "a week")],
)
def test_the_hours_of_a_rule_are_as_it_has_them_up_to_two_days(hours: float, words: str) -> None:
    assert format_minimum(round(hours * 60)) == words


def test_the_list_of_stumbles_finds_them() -> None:
    assert stumbles("Thursday's intervals is 166.9 h away (S1).") == [
        "a rule's code",
        "tenths of hours",
        "is after a plural",
    ]
    assert "hours above 48" in stumbles("It leaves 168 h before the race.")
    assert "one of several" in stumbles("Friday would cost 1 more points.")
    assert "too long" in stumbles(f"{'word ' * 60}end.")
    assert stumbles("Friday evening would do just as well.") == []
