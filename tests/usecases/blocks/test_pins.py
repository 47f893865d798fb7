"""Places that a runner has decided on: the block costs exactly what was said it would."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal
from planner.training.workouts import Slot, Sport, StrengthKind, StrengthLevel
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.pins import PinnedPlacement, Pins, format_placements, parse_placements
from tests.plans import default_plan

TODAY = dt.date(2027, 1, 6)
START = dt.date(2027, 1, 11)
CHOICES = BlockOptions(start_date=START, level=StrengthLevel.EXPERIENCED)
PLAN = default_plan(Goal.TEN_K)


def drafted(pins: Pins | None = None, start: dt.date = START) -> Draft:
    return draft_block(PLAN, replace(CHOICES, start_date=start, pins=pins or Pins()), TODAY)


def place_of(day: int, slot: Slot, kind: StrengthKind) -> PinnedPlacement:
    return PinnedPlacement(START + dt.timedelta(days=day), slot, kind)


def stands(draft: Draft, place: PinnedPlacement) -> bool:
    return any(
        (item.date, item.slot, item.kind) == (place.date, place.slot, place.kind)
        for item in draft.workouts
        if item.sport is Sport.STRENGTH
    )


def test_a_forced_place_costs_what_was_said_it_would() -> None:
    free = drafted()
    dearer = [priced for priced in free.answer.candidates if priced.regret]
    for priced in dearer[:: max(len(dearer) // 25, 1)]:
        at = priced.candidate.placement
        place = place_of(at.day, at.slot, at.kind)
        forced = drafted(Pins(forced=frozenset({place})))
        assert stands(forced, place)
        assert forced.answer.cost == free.answer.cost + (priced.regret or 0)


def test_a_forbidden_place_is_left_and_its_half_of_the_day_is_open_to_others() -> None:
    free = drafted()
    for session in free.answer.sessions[::3]:
        place = place_of(session.day, session.slot, session.kind)
        without = drafted(Pins(forbidden=frozenset({place})))
        assert not stands(without, place)
        assert without.answer.cost >= free.answer.cost
        others = [
            priced.candidate.veto
            for priced in without.answer.candidates
            if (priced.candidate.placement.day, priced.candidate.placement.slot) == (session.day, session.slot)
            and priced.candidate.placement.kind != session.kind
        ]
        before = [
            priced.candidate.veto
            for priced in free.answer.candidates
            if (priced.candidate.placement.day, priced.candidate.placement.slot) == (session.day, session.slot)
            and priced.candidate.placement.kind != session.kind
        ]
        assert others == before


def test_a_locked_place_is_locked_in_the_calendar_and_a_forced_one_is_not() -> None:
    session, other = drafted().answer.sessions[:2]
    place = place_of(session.day, session.slot, session.kind)
    forced = place_of(other.day, other.slot, other.kind)
    draft = drafted(Pins(forced=frozenset({forced}), locked=frozenset({place})))
    assert [item.date for item in draft.workouts if item.locked] == [place.date]
    assert stands(draft, forced)


def test_a_place_outside_the_block_is_left_out_and_said() -> None:
    place = PinnedPlacement(START - dt.timedelta(days=1), Slot.PM, StrengthKind.HEAVY)
    draft = drafted(Pins(forced=frozenset({place})))
    assert draft.answer.cost == drafted().answer.cost
    assert any("outside the block" in remark and "heavy Sun 10 Jan pm" in remark for remark in draft.remarks)


def test_places_are_read_as_they_are_written() -> None:
    places = frozenset({place_of(3, Slot.AM, StrengthKind.LIGHT), place_of(1, Slot.PM, StrengthKind.HEAVY)})
    assert format_placements(places) == "2027-01-12 pm heavy, 2027-01-14 am light"
    assert parse_placements(format_placements(places), "Forced") == places
    assert parse_placements(" , ", "Forced") == frozenset()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2027-01-12", 'Forced must be a date, am or pm, and a kind, not "2027-01-12".'),
        ("2027-13-12 pm heavy", '"2027-13-12" is not a day of the calendar'),
        ("2027-01-12 noon heavy", "after the date come am or pm, and heavy, moderate or light"),
        ("2027-01-12 pm huge", "after the date come am or pm, and heavy, moderate or light"),
    ],
)
def test_what_is_no_place_is_refused(text: str, said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_placements(text, "Forced")
    assert said in str(refused.value)
