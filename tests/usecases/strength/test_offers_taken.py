"""An offer that is taken breaks no hard rule that held after the change alone."""

from __future__ import annotations

import random

import pytest

from planner.training.absences import AbsenceKind
from planner.training.weeks import DAY
from planner.training.workouts import StrengthKind
from planner.usecases.calendar.absences import plan_absence
from planner.usecases.calendar.move import plan_swap, plan_swap_weekdays
from planner.usecases.planbook import Planbook
from planner.usecases.strength.newly_broken import find_newly_broken
from planner.usecases.strength.reslot import Offer, evaluate
from tests.examples import seeds
from tests.usecases.life import Life
from tests.usecases.strength.test_reslot import NEXT, carried, kind_on


class CheckedLife(Life):
    """A runner whose every offer is looked at before it is taken or left."""

    checked = 0

    def take(self, offer: Offer) -> None:
        broken = find_newly_broken(self.book, offer.change, with_places=False)
        assert not broken, (broken[0].sentence, [move.line() for move in offer.moves], offer.unplaced_text)
        self.checked += bool(offer.moves)
        super().take(offer)


@pytest.mark.parametrize("seed", seeds(1, 4))
def test_an_offer_that_is_taken_breaks_no_rule(slotted: Planbook, seed: int) -> None:
    life = CheckedLife(slotted, random.Random(seed))
    life.live(25)
    assert life.checked, "better places were offered"


def test_no_session_is_offered_the_day_after_one_that_has_no_better_place(slotted: Planbook) -> None:
    change = plan_swap_weekdays(slotted, NEXT + 3 * DAY, NEXT + 2 * DAY)
    heavy = kind_on(slotted, NEXT, StrengthKind.HEAVY)
    _, offer, *_ = evaluate(slotted, change)
    [stays] = [session for session in offer.unplaced if session.id == heavy.id]
    assert stays.date == NEXT + 2 * DAY
    places = [move.proposed.date for move in offer.moves if move.session.kind == StrengthKind.MODERATE]
    assert places, "in other weeks there are better places"
    assert NEXT + 3 * DAY not in places


def test_no_session_is_offered_the_day_of_a_light_one_that_stays(slotted: Planbook) -> None:
    carried(slotted, plan_absence(slotted, NEXT + 4 * DAY, NEXT + 6 * DAY, AbsenceKind.AWAY))
    offer = carried(slotted, plan_swap(slotted, NEXT + DAY, NEXT + 2 * DAY))
    assert kind_on(slotted, NEXT, StrengthKind.LIGHT).date == NEXT + DAY
    assert NEXT + DAY not in {move.proposed.date for move in offer.moves}
    assert "No better place is left for the moderate session of Wed 13 Jan: you are not free then." in (
        offer.unplaced_text
    )
