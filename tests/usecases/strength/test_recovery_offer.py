"""One light session is offered after a demanding run: in its window, within the rules, and only where it is welcome."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import store
from planner.clock import Clock
from planner.slotting import find_recovery_places, find_violations, parse_problem
from planner.store import quick
from planner.training.outcomes import TypedOutcome
from planner.training.races import RaceDistance, Unit
from planner.training.safety_gates import PainVerdict, pain_verdict
from planner.training.screening import QUESTIONS
from planner.training.workout_fields import parse_workout
from planner.training.workouts import (
    Effort,
    Exercise,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
    first_set,
)
from planner.usecases import history, screening
from planner.usecases.calendar import mark
from planner.usecases.calendar.absences import plan_feeling
from planner.usecases.calendar.edit import plan_add, plan_delete
from planner.usecases.changes import apply_change
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.runner import change_runner_setting
from planner.usecases.strength.recovery_offer import RecoveryOffer, find_recovery_offer
from tests.usecases.books import DAY

SUNDAY = dt.date(2027, 1, 10)
HARMLESS = {question.name: question.choices[0] for question in QUESTIONS}


@pytest.fixture
def free(tmp_path: Path) -> Planbook:
    """A file with nothing planned; Sunday 10 January 2027 is today."""
    path = tmp_path / "free.db"
    store.prepare(path)
    book = Planbook(path, Clock(SUNDAY))
    change_runner_setting(book, "body-mass", "70")
    return book


def add_run(book: Planbook, kind: RunKind, km: float, hours: float, day: dt.date = SUNDAY) -> Workout:
    effort = Effort(km * 1000, int(hours * 3600))
    run = Workout(day, Sport.RUN, kind, kind.value, Slot.AM, "07:00", planned=effort)
    return apply_change(book, plan_add(book, run)).added[0]


def add_session(book: Planbook, day: dt.date, start: str = "18:00") -> Workout:
    slot = Slot.AM if start < "12:00" else Slot.PM
    session = Workout(day, Sport.STRENGTH, StrengthKind.LIGHT, "Light session", slot, start)
    return apply_change(book, plan_add(book, session)).added[0]


def offer_after(
    book: Planbook, run: Workout, typed: TypedOutcome | None = None, today: dt.date | None = None
) -> RecoveryOffer | None:
    """What is offered when a run is marked done."""
    book = replace(book, clock=Clock(today or book.today))
    marked = mark.mark_done(book, run.id, typed or TypedOutcome())
    assert marked.is_first_record
    return find_recovery_offer(book, [marked.workout])


def change_options(book: Planbook, day: dt.date, **choices: object) -> None:
    """Give the block of a day other choices."""
    (block,) = [one for one in quick.read_blocks(book.path) if one.contains(day)]
    assert block.provenance is not None
    changed = {**block.provenance, "choices": {**block.provenance["choices"], **choices}}
    with store.edit(book.path, "test", now=book.clock.now()) as repository:
        repository.replace_block(replace(block, provenance=changed))


@pytest.mark.parametrize(
    ("kind", "km", "hours", "window", "start"),
    [
        (RunKind.INTERVALS, 10, 1.0, "Sun evening to Tue morning", "Mon 11 Jan 07:00"),
        (RunKind.LONG, 24, 2.5, "Sun evening to Tue morning", "Mon 11 Jan 07:00"),
        (RunKind.RACE, 10, 0.75, "Sun evening to Tue morning", "Mon 11 Jan 07:00"),
        (RunKind.RACE, 21.1, 1.75, "Mon morning to Wed morning", "Mon 11 Jan 18:00"),
        (RunKind.RACE, 42.2, 3.5, "Tue morning to Thu morning", "Tue 12 Jan 18:00"),
    ],
)
def test_each_run_has_the_window_of_its_kind(
    free: Planbook, kind: RunKind, km: float, hours: float, window: str, start: str
) -> None:
    offer = offer_after(free, add_run(free, kind, km, hours))
    assert offer is not None
    assert f"Its time is {window}; {start} suits it" in offer.sentence
    for words in ("Optional", "may help you feel better", "a coach says"):
        assert words in offer.sentence
    sit = first_set(offer.session.planned.sets, Exercise.WALL_SIT)
    assert sit is not None
    assert 60 <= (sit.hold_s or 0) * sit.rounds <= 180


def test_the_window_of_a_race_that_nobody_planned_is_that_of_what_was_run(free: Planbook) -> None:
    done = Outcome(Effort(42_195, 12_600))
    race = Workout(SUNDAY, Sport.RUN, RunKind.RACE, "Race", Slot.AM, "07:00", status=StoredStatus.DONE, actual=done)
    offer = find_recovery_offer(free, apply_change(free, plan_add(free, race)).added)
    assert offer is not None
    assert "Its time is Tue morning to Thu morning;" in offer.sentence


@pytest.mark.parametrize("kind", [RunKind.EASY, RunKind.RECOVERY])
def test_nothing_is_offered_after_an_easy_run(free: Planbook, kind: RunKind) -> None:
    assert offer_after(free, add_run(free, kind, 12, 1.2)) is None


def test_the_command_of_the_offer_adds_the_same_session(free: Planbook) -> None:
    offer = offer_after(free, add_run(free, RunKind.RACE, 42.2, 3.5))
    assert offer is not None
    program, verb, day, kind, *options = offer.command.split(" ", 4)
    assert (program, verb, kind) == ("planner", "add", "light")
    words = options[0].split('"')
    typed = {"what": kind, "start": words[0].split()[1], "sled": words[1], "sit": words[3]}
    empty = Workout(dt.date.fromisoformat(day), Sport.RUN, RunKind.EASY, "")
    added = parse_workout(typed, empty, Unit.KM, date_reader(free))
    assert (added.date, added.start, added.slot, added.title) == (
        offer.session.date,
        offer.session.start,
        offer.session.slot,
        offer.session.title,
    )
    assert added.planned.sets == offer.session.planned.sets


def test_taking_it_is_one_operation_that_one_undo_takes_back(free: Planbook) -> None:
    offer = offer_after(free, add_run(free, RunKind.LONG, 20, 2))
    assert offer is not None
    before = quick.read_all_workouts(free.path)
    added = apply_change(free, offer.plan(free))
    assert [one.kind for one in added.added] == [StrengthKind.LIGHT]
    history.undo(free)
    assert quick.read_all_workouts(free.path) == before


def test_a_session_in_the_window_is_enough(free: Planbook) -> None:
    run = add_run(free, RunKind.LONG, 20, 2)
    add_session(free, SUNDAY + 2 * DAY, "07:00")
    assert offer_after(free, run) is None


def test_a_session_after_the_window_is_none_of_it(free: Planbook) -> None:
    run = add_run(free, RunKind.LONG, 20, 2)
    add_session(free, SUNDAY + 2 * DAY, "18:00")
    assert offer_after(free, run) is not None


def test_the_place_keeps_the_rules_towards_the_next_run(free: Planbook) -> None:
    run = add_run(free, RunKind.LONG, 20, 2)
    add_run(free, RunKind.INTERVALS, 8, 1, SUNDAY + DAY)  # Monday morning, and no session before it
    offer = offer_after(free, run)
    assert offer is not None
    assert (offer.session.date, offer.session.start) == (SUNDAY + 2 * DAY, "07:00")  # an empty day before a hard one


@pytest.mark.parametrize(("sessions", "start"), [(0, "19:15"), (3, "07:00")])
def test_a_novice_has_the_longer_gap_to_the_next_hard_run(free: Planbook, sessions: int, start: str) -> None:
    for weeks in range(sessions):
        session = add_session(free, SUNDAY - (3 + 7 * weeks) * DAY)
        mark.mark_done(free, session.id, TypedOutcome())
    run = add_run(free, RunKind.LONG, 20, 2)
    for days in (1, 2):
        evening = replace(run, date=SUNDAY + days * DAY, kind=RunKind.INTERVALS, slot=Slot.PM, start="18:00", id=0)
        apply_change(free, plan_add(free, replace(evening, planned=Effort(8000, 3600))))
    offer = offer_after(free, run)
    assert offer is not None
    assert (offer.session.date, offer.session.start) == (SUNDAY + DAY, start)


def test_a_session_without_a_time_fills_the_window_and_a_skipped_one_does_not(free: Planbook) -> None:
    run = add_run(free, RunKind.LONG, 20, 2)
    session = Workout(SUNDAY + DAY, Sport.STRENGTH, StrengthKind.LIGHT, "Light session", Slot.PM)
    added = apply_change(free, plan_add(free, session)).added[0]
    assert offer_after(free, run) is None
    history.undo(free)
    mark.mark_skipped(free, added.id, "tired")
    assert offer_after(free, run) is not None


def test_of_several_runs_the_latest_counts_and_one_that_is_only_planned_does_not(free: Planbook) -> None:
    earlier = add_run(free, RunKind.INTERVALS, 8, 1, SUNDAY - DAY)
    run = add_run(free, RunKind.LONG, 20, 2)
    assert find_recovery_offer(free, [run]) is None
    recorded = [mark.mark_done(free, one.id, TypedOutcome()).workout for one in (run, earlier)]
    offer = find_recovery_offer(free, recorded)
    assert offer is not None
    assert offer.run.id == run.id
    assert find_recovery_offer(free, []) is None


def test_a_window_that_is_past_or_was_half_used_offers_what_is_left(free: Planbook) -> None:
    run = add_run(free, RunKind.RACE, 42.2, 3.5)
    offer = offer_after(free, run, today=SUNDAY + 3 * DAY)
    assert offer is not None
    assert "Its time is Wed afternoon to Thu morning; Wed 13 Jan 18:00 suits it" in offer.sentence
    history.undo(free)
    assert offer_after(free, run, today=SUNDAY + 4 * DAY) is None
    history.undo(free)
    assert offer_after(free, run, today=SUNDAY + 40 * DAY) is None


@pytest.mark.parametrize("pain", [6, 10])
def test_whoever_was_hurt_by_the_run_is_offered_nothing(free: Planbook, pain: int) -> None:
    assert pain_verdict(pain) is PainVerdict.DROP
    assert offer_after(free, add_run(free, RunKind.RACE, 10, 1), TypedOutcome(pain=pain)) is None


@pytest.mark.parametrize(("soreness", "is_offered"), [(5, True), (6, False)])
def test_soreness_above_five_is_left_in_peace(free: Planbook, soreness: int, is_offered: bool) -> None:
    run = add_run(free, RunKind.LONG, 20, 2)
    apply_change(free, plan_feeling(free, SUNDAY, f"sore {soreness}"))
    assert (offer_after(free, run) is not None) is is_offered


def test_the_last_soreness_counts(free: Planbook) -> None:
    run = add_run(free, RunKind.RACE, 42.2, 3.5)
    apply_change(free, plan_feeling(free, SUNDAY, "sore 8"))
    later = replace(free, clock=Clock(SUNDAY + DAY))
    apply_change(later, plan_feeling(later, SUNDAY + DAY, "sore 4"))
    assert offer_after(free, run, today=SUNDAY + DAY) is not None


def test_what_health_keeps_out_is_not_offered(free: Planbook) -> None:
    run = add_run(free, RunKind.LONG, 20, 2)
    screening.answer_questions(free, {**HARMLESS, "chest": "yes"})
    offer = offer_after(free, run)
    assert offer is not None
    assert [part.exercise for part in offer.session.planned.sets] == [Exercise.REVERSE_SLED_PUSH]
    assert "--wall-sit" not in offer.command

    history.undo(free)
    screening.answer_questions(free, {"bone": "yes"})
    assert offer_after(free, run) is None


def test_three_sessions_of_a_week_are_enough(free: Planbook) -> None:
    run = add_run(free, RunKind.LONG, 20, 2)
    for later in (3, 4, 5):
        add_session(free, SUNDAY + later * DAY)
    assert offer_after(free, run) is None


def test_a_block_without_light_sessions_is_not_asked_about_one(slotted: Planbook) -> None:
    long_run = next(
        one
        for one in quick.read_days(slotted.path, slotted.today, slotted.today + 13 * DAY)
        if one.kind == RunKind.LONG
    )
    week = quick.read_days(slotted.path, long_run.date, long_run.date + 6 * DAY)
    in_the_way = [one for one in week if one.sport is Sport.STRENGTH or not one.is_training]
    apply_change(slotted, plan_delete(slotted, in_the_way))
    add_run(slotted, RunKind.EASY, 5, 0.5, long_run.date + DAY)
    assert offer_after(slotted, long_run, today=long_run.date) is not None
    history.undo(slotted)
    change_options(slotted, long_run.date, gym=[])
    at_home = offer_after(slotted, long_run, today=long_run.date)
    assert at_home is not None
    assert [part.exercise for part in at_home.session.planned.sets] == [Exercise.WALL_SIT]
    history.undo(slotted)
    change_options(slotted, long_run.date, doses=[1, 1, 0])
    assert offer_after(slotted, long_run, today=long_run.date) is None


@pytest.mark.parametrize(
    ("distance", "window"),
    [(RaceDistance.HALF, "Mon morning to Wed morning"), (RaceDistance.MARATHON, "Tue morning to Thu morning")],
)
def test_after_the_race_that_ends_a_block_the_days_are_free(
    slotted: Planbook, distance: RaceDistance, window: str
) -> None:
    (block,) = [one for one in quick.read_blocks(slotted.path) if one.contains(slotted.today)]
    with store.edit(slotted.path, "test", now=slotted.clock.now()) as repository:
        repository.replace_block(replace(block, race_distance=distance))
    (race,) = [one for one in quick.read_days(slotted.path, block.last_day, block.last_day) if one.is_race]
    offer = offer_after(slotted, race, today=race.date)
    assert offer is not None
    assert f"Its time is {window};" in offer.sentence
    assert not block.contains(offer.session.date)


def test_a_rest_day_stays_empty_within_a_block_and_where_the_runner_planned_it(
    slotted: Planbook, free: Planbook
) -> None:
    long_run = next(
        one
        for one in quick.read_days(slotted.path, slotted.today, slotted.today + 13 * DAY)
        if one.kind == RunKind.LONG
    )
    week = quick.read_days(slotted.path, long_run.date + DAY, long_run.date + 6 * DAY)
    apply_change(slotted, plan_delete(slotted, week))  # nothing is left of it, and no day of the block has a run
    assert offer_after(slotted, long_run, today=long_run.date) is None

    run = add_run(free, RunKind.LONG, 20, 2)
    for later in (0, 1, 2):
        apply_change(free, plan_add(free, Workout(SUNDAY + later * DAY, Sport.REST, None, "Rest")))
    assert offer_after(free, run) is None


RUNS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(Slot), st.sampled_from([*RunKind, Sport.CROSS]), st.integers(20, 240)),
    max_size=6,
)


@settings(max_examples=60)
@given(runs=RUNS, slot=st.sampled_from(Slot), level=st.sampled_from(["novice", "experienced"]))
def test_no_place_breaks_a_hard_rule_and_all_lie_in_the_window(
    runs: list[tuple[int, Slot, str, int]], slot: Slot, level: str
) -> None:
    entries = [{"day": 0, "slot": slot.value, "type": "long", "minutes": 120}]
    entries += [{"day": d, "slot": s.value, "type": str(kind), "minutes": length} for d, s, kind, length in runs]
    problem = {
        "days": 7,
        "level": level,
        "active_rest": True,
        "runs": entries,
        "targets": [{"week": 0, "heavy": 0, "moderate": 0, "light": 1}],
    }
    places = find_recovery_places(parse_problem(problem), 0, slot)
    if not runs:
        assert places.candidates
    for candidate in places.candidates:
        placement = candidate.placement
        assert places.first_minute <= placement.start_minute <= places.last_minute
        session = {"day": placement.day, "slot": placement.slot.value, "kind": "light"}
        assert find_violations(parse_problem({**problem, "locked": [session]})) == ()
