"""The map of prices says of each half day what ``why`` says of it, in a number or two words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from planner.slotting import parse_problem, solve
from planner.slotting.explanations import explain_candidates
from planner.training.run_plans.typed_plan_requests import find_goal
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Slot, Sport, StrengthKind
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.decided_places import plan_forbid, plan_force
from planner.usecases.strength.explain import explain_calendar_day, explain_draft_day
from planner.usecases.strength.price_map import PlaceMark, PricedWeek, price_draft, price_week
from tests.plans import default_plan
from tests.tui.season import MONDAY
from tests.usecases.books import the

NEXT = MONDAY + WEEK
HEAVY, MODERATE, LIGHT = StrengthKind.HEAVY, StrengthKind.MODERATE, StrengthKind.LIGHT


def marks(week: PricedWeek, kind: StrengthKind) -> list[str]:
    """Each half day of a week in a word: the mark, then the number or the words."""
    found = []
    for day in week.days:
        for slot in Slot:
            place = week.places[day, slot, kind]
            found.append(f"{place.mark.name} {place.words or place.extra}".removesuffix(" None"))
    return found


def test_each_place_has_the_price_and_the_reason_that_why_gives_it(slotted: Planbook) -> None:
    week = price_week(slotted, NEXT)
    assert week.days == tuple(NEXT + DAY * step for step in range(7))
    assert week.kinds == (HEAVY, MODERATE, LIGHT)
    for day in week.days:
        reasons = explain_calendar_day(slotted, day)
        assert [week.places[day, one.slot, one.kind].reason for one in reasons.candidates] == list(reasons.candidates)
    here = {(one.day, one.slot, one.kind) for one in week.places.values() if one.mark is PlaceMark.HERE}
    assert here == {(one.date, one.slot, one.kind) for one in week.workouts if one.sport is Sport.STRENGTH}


def test_what_forbids_a_place_is_said_in_two_words(slotted: Planbook) -> None:
    assert marks(price_week(slotted, NEXT), HEAVY) == [
        *("CLOSED", "CLOSED"),
        *("FORBIDDEN 3 h", "OPEN 20"),
        *("FORBIDDEN 24 h", "CLOSED busy"),
        *("FORBIDDEN 3 h", "HERE 0"),
        *("CLOSED", "CLOSED"),
        *("FORBIDDEN 24 h", "FORBIDDEN 24 h"),
        *("FORBIDDEN 3 h", "FORBIDDEN long"),
    ]


def test_days_that_are_over_have_their_sessions_and_no_prices(slotted: Planbook) -> None:
    week = price_week(slotted, slotted.today)
    over = [place for place in week.places.values() if place.day < slotted.today]
    assert {place.reason for place in over} == {None}
    here = [(place.day, place.kind) for place in over if place.mark is PlaceMark.HERE]
    assert here == [(MONDAY + DAY, MODERATE), (MONDAY + 2 * DAY, LIGHT)]
    then = price_week(slotted, MONDAY + DAY)
    assert then.places[MONDAY + DAY, Slot.PM, MODERATE].reason == next(
        one for one in explain_calendar_day(slotted, MONDAY + DAY).candidates if one.status == "chosen"
    )


def test_a_day_outside_every_block_has_no_map_but_a_note(slotted: Planbook) -> None:
    week = price_week(slotted, dt.date(2030, 1, 1))
    assert week.block is None
    assert week.places == {}
    assert week.notes == {dt.date(2030, 1, 1): "No block holds Tue 1 Jan; strength is slotted within a block."}


def test_a_forbidden_half_day_is_one_where_strength_is_never(slotted: Planbook) -> None:
    apply_change(slotted, plan_forbid(slotted, NEXT + 5 * DAY, Slot.PM))
    week = price_week(slotted, NEXT)
    place = week.places[NEXT + 5 * DAY, Slot.PM, LIGHT]
    assert (place.mark, place.words) == (PlaceMark.CLOSED, "never")


def test_the_session_that_is_named_moves_although_it_is_locked(slotted: Planbook) -> None:
    heavy = the(slotted, NEXT + 3 * DAY, Sport.STRENGTH)
    apply_change(slotted, plan_force(slotted, NEXT + 3 * DAY, Slot.PM, HEAVY))
    week = price_week(slotted, NEXT)
    moving = week.session_to_move(HEAVY, NEXT + DAY)
    assert moving is not None
    assert (moving.id, moving.locked) == (heavy.id, True)
    change = plan_force(slotted, NEXT + DAY, Slot.PM, HEAVY, number=moving.id)
    assert [(one.id, one.date, one.locked) for one in change.changed] == [(heavy.id, NEXT + DAY, True)]
    assert not change.added


def test_a_draft_has_a_map_of_every_week_with_its_own_prices(slotted: Planbook) -> None:
    options = replace(default_options(slotted), start_date=dt.date(2027, 5, 3))
    draft = draft_in_calendar(slotted, default_plan(find_goal("10k")), options)
    weeks = price_draft(draft)
    assert len(weeks) == draft.block.weeks
    for week in weeks:
        for day in week.days:
            for one in explain_draft_day(draft, day).candidates:
                assert week.places[day, one.slot, one.kind].reason == one
    placed = {(draft.block.start + DAY * one.day, one.slot, one.kind) for one in draft.answer.sessions}
    here = {key for week in weeks for key, place in week.places.items() if place.mark is PlaceMark.HERE}
    assert here == placed


def words(document: dict[str, Any]) -> set[tuple[str, str]]:
    answer = solve(parse_problem(document))
    days = range(answer.problem.days)
    return {(one.rule.id, one.words) for day in days for one in explain_candidates(answer, day) if one.rule is not None}


def test_every_rule_has_its_words() -> None:
    runs = [
        {"day": 0, "slot": "am", "type": "tempo", "minutes": 60},
        {"day": 1, "slot": "pm", "type": "hills", "minutes": 60},
        {"day": 2, "slot": "am", "type": "easy", "minutes": 900},
        {"day": 4, "slot": "am", "type": "easy", "minutes": 60},
        {"day": 5, "slot": "am", "type": "easy", "minutes": 60},
        {"day": 6, "slot": "am", "type": "easy", "minutes": 60},
        {"day": 9, "slot": "am", "type": "long", "minutes": 120},
        {"day": 10, "slot": "am", "type": "easy", "minutes": 60},
        {"day": 13, "slot": "am", "type": "race", "minutes": 210, "priority": "A", "distance": "marathon"},
    ]
    document: dict[str, Any] = {
        "days": 14,
        "level": "novice",
        "runs": runs,
        "targets": [{"week": 0, "heavy": 1, "moderate": 1, "light": 1}, {"week": 1, "moderate": 1, "light": 1}],
        "unavailable": [{"day": 5, "slot": "pm", "why": "gym"}, {"day": 6, "slot": "am", "why": "forbidden"}],
        "locked": [{"day": 6, "slot": "pm", "kind": "moderate"}],
    }
    found = words(document)
    assert {
        ("HC1", "no sled"),
        ("HC1", "never"),
        ("HC1", "run"),
        ("HC2", ""),
        ("HC3", "hills"),
        ("HC4", "48 h"),
        ("HC6", "long"),
        ("HC6", "race"),
        ("HC7", "2 d"),
        ("HC8", "taken"),
        ("HC9", "4 d"),
        ("HC12", "full"),
        ("HC13", "novice"),
    } <= found
