"""A plan's own strength days weighed by our rules: how much dearer than the best places, and which rules they break."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.clock import Clock
from planner.exchange.plans.plan_files import read_plan_file
from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import Effort, RunKind, Slot, Sport, StrengthKind, StrengthLevel
from planner.usecases.blocks.author_strength import compare_author_strength
from planner.usecases.blocks.availability import Unavailability
from planner.usecases.blocks.draft import draft_block, draft_in_calendar
from planner.usecases.blocks.draft_model import AuthorComparison
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.pins import PinnedPlacement, Pins
from planner.usecases.planbook import Planbook

MONDAY = dt.date(2027, 1, 4)
PUBLISHED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "plans"
PLANS = {
    "boston_level_four": 0,
    "boston_level_one": 36,
    "c25k": 0,
    "coogan_pbr_mara_up_to_65": 0,
    "hansons_adv_mara": 0,
    "hansons_c210k": 0,
    "higdon_int_half1": 0,
    "higdon_nov_mara1": 0,
    "higdon_senior_mara": 15,
    "mee_breeze_12": 0,
    "mee_hurricane_18": 0,
}
HIGDON = {1: ("easy", 33), 2: ("easy", 77), 3: ("easy", 44), 5: ("long", 110), 6: ("cross", 60)}
"""A novice plan's week: rest, short, middle, short, rest, long, cross training."""
HARD = {0: ("easy", 70), 1: ("intervals", 85), 3: ("tempo", 89), 4: ("easy", 60), 5: ("easy", 70), 6: ("long", 135)}
"""Two quality runs and a long one."""
NO_EVENING = tuple(Unavailability(weekday, Slot.PM) for weekday in range(7))


def plan(
    week: dict[int, tuple[str, int]],
    strength: Iterable[int],
    words: str = "Strength",
    weeks: int = 4,
    slot: Slot = Slot.AM,
) -> Plan:
    """Weeks of the same runs, with strength of the author on some weekdays."""
    entries = []
    for day in range(7 * weeks):
        kind, minutes = week.get(day % 7, ("rest", 0))
        if kind == "rest":
            entries.append(PlanEntry(day, Sport.REST, None, "Rest"))
        else:
            sport = Sport.CROSS if kind == "cross" else Sport.RUN
            effort = Effort(duration_s=60 * minutes)
            entries.append(PlanEntry(day, sport, None if sport is Sport.CROSS else kind, kind, Slot.AM, effort))
        entries += [PlanEntry(day, Sport.STRENGTH, None, words, slot) for own in strength if own == day % 7]
    return Plan("By hand", Unit.KM, 7 * weeks, tuple(entries))


def weighed(of: Plan, **more: object) -> AuthorComparison:
    """What our rules make of its strength days."""
    choices = replace(BlockOptions(start_date=MONDAY, level=StrengthLevel.EXPERIENCED), **more)  # type: ignore[arg-type]
    found = compare_author_strength(of, draft_block(of, choices, MONDAY))
    assert found is not None
    return found


def test_the_days_of_a_good_coach_are_as_good_as_any() -> None:
    doses = WeeklySessions(heavy=1, moderate=1, light=1)
    found = weighed(plan(HIGDON, (1, 3), "Strength right after the run"), doses=doses)
    assert (found.sessions, found.violations, found.regret, found.worst_sentence) == (8, (), 0, "")
    assert found.summary == (
        f"The plan's own 8 strength days would cost {found.cost} points, ours {found.cost}: as good as can be."
    )


def test_without_light_sessions_the_same_days_cost_a_little_more() -> None:
    found = weighed(plan(HIGDON, (1, 3), "Strength right after the run"), doses=WeeklySessions(heavy=2))
    assert found.violations == ()
    assert 0 < found.regret <= 8 * 4
    assert found.regret == found.cost - found.best_cost
    prices = f"{found.cost} points, ours {found.best_cost}: {found.regret} more."
    assert found.summary == f"The plan's own 8 strength days would cost {prices}"
    assert found.worst_sentence.startswith("Thu 14 Jan: Heavy sled Thursday evening would cost ")


def test_strength_right_after_the_hard_runs_is_the_best_there_is_without_evenings() -> None:
    found = weighed(plan(HARD, (1, 3), "Strength right after the run"), unavailable=NO_EVENING)
    assert (found.violations, found.regret, found.worst_sentence) == ((), 0, "")
    assert found.cost > 0
    assert found.summary.endswith(f"would cost {found.cost} points, ours {found.cost}: as good as can be.")


def test_the_same_days_break_rules_when_nobody_allows_stacking() -> None:
    days = plan(HARD, (1, 3))
    found = weighed(days, unavailable=NO_EVENING)
    assert found.violations == (("HC5", 8),)
    assert found.summary.startswith("The plan's own 8 strength days all come too soon after a run.")
    assert weighed(days, unavailable=NO_EVENING, stack=True).violations == ()


def test_days_that_break_rules_are_counted_by_rule_and_the_rest_is_priced() -> None:
    found = weighed(plan(HARD, (1, 2, 6)))
    assert found.violations == (("HC2", 4), ("HC6", 4))
    assert found.worst_sentence == "Wed 6 Jan: Wednesday is a rest day."
    assert found.summary.startswith(
        "Of the plan's own 12 strength days 4 are on days without runs, 4 are on days of a long run or race; "
        f"the other 4 would cost {found.cost} points, ours {found.best_cost}: "
    )


def test_a_novice_needs_two_days_before_the_long_run_in_the_first_two_weeks() -> None:
    found = weighed(plan(HIGDON, (1, 3)), level=StrengthLevel.NOVICE)
    assert found.violations == (("HC4", 2),)
    assert found.worst_sentence == "Thu 7 Jan: it leaves less than 48 h before Saturday's long run."


def test_sessions_too_near_each_other_and_above_the_cap_are_counted() -> None:
    easy = dict.fromkeys(range(7), ("easy", 40))
    assert weighed(plan(easy, (1, 2))).violations == (("HC7", 4),)
    assert weighed(plan(easy, (1, 3, 5))).violations == (("HC12", 4),)
    assert weighed(plan(easy, (1, 1))).violations == (("HC8", 4),)


def test_the_half_of_the_day_is_the_plans_where_it_says_the_evening() -> None:
    runs = {0: ("easy", 20), 2: ("intervals", 60)}
    morning, evening = (weighed(plan(runs, (0,), slot=slot)) for slot in Slot)
    assert morning.violations == evening.violations == ()
    assert evening.cost > morning.cost
    assert "Monday evening" in evening.worst_sentence
    assert "Monday evening" not in morning.worst_sentence


def test_a_day_the_runner_has_closed_stays_closed() -> None:
    found = weighed(plan(HIGDON, (1, 3)), unavailable=(Unavailability(1),))
    assert found.violations == (("HC1", 4),)


def test_what_the_runner_decided_of_single_places_is_no_fault_of_the_authors() -> None:
    held = PinnedPlacement(MONDAY + dt.timedelta(days=2), Slot.PM, StrengthKind.HEAVY)
    forbidden = PinnedPlacement(MONDAY + dt.timedelta(days=1), Slot.PM, StrengthKind.HEAVY)
    pins = Pins(forbidden=frozenset({forbidden}), locked=frozenset({held}))
    assert weighed(plan(HIGDON, (1, 3)), pins=pins) == weighed(plan(HIGDON, (1, 3)))


def test_a_plan_without_strength_of_its_own_has_nothing_to_compare(tmp_path: Path) -> None:
    book = Planbook(tmp_path / "none.db", Clock(MONDAY))
    drafted = draft_in_calendar(book, plan(HIGDON, ()), BlockOptions(start_date=MONDAY))
    assert drafted.author_comparison is None


def test_the_draft_says_it_among_its_remarks_and_on_the_worst_day(tmp_path: Path) -> None:
    book = Planbook(tmp_path / "none.db", Clock(MONDAY))
    drafted = draft_in_calendar(book, plan(HIGDON, (1, 3)), BlockOptions(start_date=MONDAY, level=StrengthLevel.NOVICE))
    assert drafted.author_comparison is not None
    assert drafted.author_comparison.worst_sentence
    assert f"{drafted.author_comparison.summary} {drafted.author_comparison.worst_sentence}" in drafted.remarks


run_weeks = st.dictionaries(
    st.integers(0, 6),
    st.tuples(st.sampled_from([kind.value for kind in RunKind if kind != RunKind.RACE]), st.integers(10, 180)),
    min_size=2,
)


@given(
    run_weeks,
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from(StrengthLevel),
    st.booleans(),
    st.sampled_from(Slot),
    st.integers(1, 5),
)
def test_no_author_beats_the_best_places_for_as_many(
    week: dict[int, tuple[str, int]], own: set[int], level: StrengthLevel, stack: bool, slot: Slot, weeks: int
) -> None:
    of = plan(week, sorted(own), weeks=weeks, slot=slot)
    found = weighed(of, level=level, stack=stack)
    assert found.sessions == len(own) * weeks
    assert 0 <= sum(count for _, count in found.violations) <= found.sessions
    assert found.regret == found.cost - found.best_cost >= 0
    if not found.violations and not found.regret:
        assert found.worst_sentence == ""


@pytest.mark.parametrize("name", PLANS)
def test_the_strength_days_of_published_plans(name: str) -> None:
    path = PUBLISHED / f"calendarhack_{name}.yaml"
    if not path.is_file():
        pytest.skip(f"the published plan {name} is not at hand")
    of = read_plan_file(path)
    found = compare_author_strength(
        of, draft_block(of, BlockOptions(start_date=MONDAY, level=StrengthLevel.EXPERIENCED), MONDAY)
    )
    if not PLANS[name]:
        assert found is None
        return
    assert found is not None
    assert found.sessions == PLANS[name]
    assert found.violations == (("HC2", PLANS[name]),)  # these plans have them on days without runs
