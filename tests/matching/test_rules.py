"""Each rule of matching, on the smallest case that shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from planner.matching import days_to_match, days_to_read, match_recordings
from planner.matching.certainty import Candidate, judge_pairs
from planner.matching.cost import Costs
from planner.matching.figures import DEFAULT_FIGURES
from planner.matching.recording_sets import make_set
from planner.training.recordings import LinkMaker, Recording
from planner.training.workouts import (
    AS_PLANNED,
    Effort,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    Workout,
)
from tests.matching.cases import DAY, done_by_hand, link, matched, recorded, run, strength


def pairs(answer: dict[str, Any]) -> dict[int, str]:
    return {pair["item"]: "".join(pair["activities"]) for pair in answer["pairs"]}


def cost(workout: Workout, *parts: Recording, among: tuple[Workout, ...] = ()) -> int | None:
    return Costs([workout, *among], [], DEFAULT_FIGURES).cost(workout, make_set(parts))


# Who may pair.


@pytest.mark.parametrize("sport", [Sport.REST, Sport.NOTE])
def test_a_rest_day_or_a_note_is_no_workout_of_a_recording(sport: Sport) -> None:
    answer = matched([replace(run(1), sport=sport)], [recorded("a", 8, "18:00")])
    assert answer == {"pairs": [], "inbox": [], "unplanned": ["a"], "changed": []}


def test_sports_must_agree() -> None:
    answer = matched([run(1), strength(2)], [recorded("a", None, "18:00", minutes=48, sport=Sport.STRENGTH)])
    assert pairs(answer) == {2: "a"}
    assert matched([run(1)], [recorded("a", 8, "18:00", sport=Sport.CROSS)])["unplanned"] == ["a"]


def test_an_unknown_sport_is_asked_and_pairs_with_nothing() -> None:
    cross = replace(run(1), sport=Sport.CROSS, kind=None)
    answer = matched([cross], [recorded("a", 8, "18:00", sport=Sport.CROSS, sport_said=False)])
    assert answer["pairs"] == []
    assert [(each["activities"], each["choices"], each["why"]) for each in answer["inbox"]] == [
        (["a"], [], "unknown sport")
    ]


def test_what_was_refused_is_not_offered_and_another_takes_its_place() -> None:
    recordings = [recorded("a", 8, "07:00"), recorded("b", 9, "18:00")]
    answer = matched([run(1)], recordings, refused=[(1, "a")])
    assert pairs(answer) == {1: "b"}
    assert answer["unplanned"] == ["a"]
    assert matched([run(1)], recordings[:1], refused=[(1, "a")])["unplanned"] == ["a"]


def test_a_possible_double_is_in_no_part_of_the_answer() -> None:
    answer = matched([run(1)], [replace(recorded("a", 8, "18:00"), double_of=99)])
    assert answer == {"pairs": [], "inbox": [], "unplanned": [], "changed": []}


# Too small, and sets.


def test_what_is_too_small_pairs_only_as_a_part() -> None:
    short = run(1, 0.9)
    assert matched([short], [recorded("a", 0.9, "18:00", minutes=4.9)])["unplanned"] == ["a"]
    assert pairs(matched([short], [recorded("a", 0.9, "18:00", minutes=5)])) == {1: "a"}
    assert pairs(matched([run(1, 1)], [recorded("a", 1, "18:00", minutes=4)])) == {1: "a"}
    halves = [recorded("a", 0.6, "18:00", minutes=4), recorded("b", 0.6, "18:05", minutes=4)]
    assert pairs(matched([run(1, 1.2)], halves)) == {1: "ab"}


@pytest.mark.parametrize(("start", "linked"), [("19:07", {1: "ab"}), ("19:08", {})])
def test_neighbours_have_less_than_20_minutes_between_them(start: str, linked: dict[int, str]) -> None:
    # The first ends at 18:48.
    answer = matched([run(1, 16)], [recorded("a", 8, "18:00"), recorded("b", 8, start)])
    assert pairs(answer) == linked


def test_the_pause_of_the_first_part_counts_as_its_time() -> None:
    first = replace(recorded("a", 8, "18:00"), elapsed_s=75 * 60)
    assert pairs(matched([run(1, 16)], [first, recorded("b", 8, "19:30")])) == {1: "ab"}


def test_a_timer_that_is_longer_than_the_elapsed_time_counts() -> None:
    first = replace(recorded("a", 8, "18:00"), elapsed_s=60)
    assert pairs(matched([run(1, 16)], [first, recorded("b", 8, "19:00")])) == {1: "ab"}


def test_neighbours_are_of_one_sport_and_follow_each_other() -> None:
    recordings = [
        recorded("a", 5, "18:00", minutes=30),
        recorded("b", 5, "18:35", minutes=30),
        recorded("c", 5, "19:10", minutes=30),
        recorded("d", 5, "18:31", minutes=3, sport=Sport.CROSS),
    ]
    assert pairs(matched([run(1, 15)], recordings)) == {1: "abc"}


def test_neighbours_are_found_across_a_change_of_the_clocks() -> None:
    """At 02:00 summer time begins, so 03:05 is 35 minutes after 01:30."""
    first, second = (
        replace(
            recorded(name, 5, "01:30"),
            start_utc=dt.datetime.fromisoformat(f"2027-03-28T{utc}Z"),
            local_start=dt.datetime.fromisoformat(f"2027-03-28T{local}"),
        )
        for name, utc, local in (("a", "00:30", "01:30"), ("b", "01:05", "03:05"))
    )
    workout = replace(run(1, 10), date=dt.date(2027, 3, 28))
    assert pairs(matched([workout], [first, second])) == {1: "ab"}


# Cost.


def test_doubling_the_plan_costs_650_and_so_does_halving_it() -> None:
    assert cost(run(1, 8), recorded("a", 16, "18:00")) == 650
    assert cost(run(1, 8), recorded("a", 4, "18:00")) == 650
    assert cost(strength(1), recorded("a", None, "18:00", minutes=90, sport=Sport.STRENGTH)) == 250


@pytest.mark.parametrize(("thousandths", "expected"), [(10, 6), (30, 20), (50, 32), (710, 462)])
def test_a_half_is_rounded_to_the_even_neighbour(thousandths: int, expected: int) -> None:
    assert cost(run(1, 10), recorded("a", 10 * 2 ** (thousandths / 1000), "18:00")) == expected


def test_the_measure_that_the_plan_says_counts_and_not_the_estimate() -> None:
    planned = Effort(7500, 2700)
    by_time = replace(run(1), planned=planned, estimated=("distance_m",))
    by_distance = replace(run(1), planned=planned, estimated=("duration_s",))
    ran = recorded("a", 15, "18:00", minutes=45)
    assert (cost(by_time, ran), cost(by_distance, ran)) == (0, 650)
    assert cost(replace(run(1), planned=planned, estimated=()), ran) == 0


def test_the_estimate_counts_where_nothing_else_can_be_compared() -> None:
    treadmill = recorded("a", None, "18:00", minutes=96)
    assert cost(run(1, 8), treadmill) == 650
    assert cost(replace(run(1, 8), planned=Effort(8000), estimated=()), treadmill) == 300
    assert cost(run(1, None), treadmill) == 300


def test_the_distance_of_a_set_is_unknown_where_that_of_a_part_is() -> None:
    parts = recorded("a", 8, "18:00"), recorded("b", None, "19:00", minutes=48)
    assert cost(run(1, 8), *parts) == 650 + 60
    assert cost(run(1, 16), *parts) == 60


@pytest.mark.parametrize(("day", "expected"), [(0, 0), (1, 600), (-1, 600), (2, 800), (-3, 900), (4, None)])
def test_other_days_cost(day: int, expected: int | None) -> None:
    assert cost(run(1), recorded("a", 8, "18:00", day=day)) == expected


@pytest.mark.parametrize(("clock", "expected"), [("00:00", 50), ("03:59", 50), ("04:00", 600)])
def test_the_night_counts_for_the_evening_before(clock: str, expected: int) -> None:
    night = recorded("a", 8, clock, day=1)
    assert cost(run(1), night) == expected
    assert cost(run(1, day=1), night) == 0


def test_the_time_of_day_counts_where_a_day_has_two_workouts_of_the_sport() -> None:
    at_seven, morning, evening = run(1, start="07:00"), run(1, slot=Slot.AM), recorded("a", 8, "18:00")
    assert (cost(at_seven, evening), cost(morning, evening)) == (0, 0)
    other = run(2)
    assert cost(at_seven, evening, among=(other,)) == 150
    assert cost(morning, evening, among=(other,)) == 150
    assert cost(run(1, slot=Slot.PM), evening, among=(other,)) == 0
    assert cost(at_seven, recorded("a", 8, "09:00"), among=(other,)) == 50
    assert cost(at_seven, recorded("a", 8, "06:20"), among=(other,)) == 17
    assert cost(at_seven, evening, among=(strength(2),)) == 0
    assert cost(at_seven, evening, among=(run(2, day=1),)) == 0
    assert cost(morning, recorded("a", 8, "00:30", day=1), among=(other,)) == 50


def test_a_race_flag_belongs_to_a_race() -> None:
    race, fast = replace(run(1, 10), kind=RunKind.RACE), recorded("a", 14, "09:00", is_race=True)
    assert cost(race, recorded("a", 14, "09:00")) == 315
    assert cost(race, fast) == 115
    assert cost(run(1, 10), fast) == 515
    assert cost(race, recorded("a", 10, "09:00", is_race=True)) == 0


def test_each_further_part_costs() -> None:
    parts = [recorded(name, 2, clock) for name, clock in (("a", "18:00"), ("b", "18:15"), ("c", "18:30"))]
    assert cost(run(1, 6), *parts) == 120


def test_who_typed_figures_is_compared_with_them() -> None:
    typed = done_by_hand(run(1, 10), km=5)
    assert cost(typed, recorded("a", 5, "18:00")) == 0
    copied = replace(run(1, 10), actual=Outcome(Effort(10000, 3600), source=AS_PLANNED), status=StoredStatus.DONE)
    assert cost(copied, recorded("a", 10, "18:00", minutes=30)) == 0
    assert cost(copied, recorded("a", 5, "18:00", minutes=60)) == 650


# Assignment and certainty.


def test_the_day_as_a_whole_decides() -> None:
    """b is nearest to the 8 km, but then a would have to be the 12 km."""
    answer = matched([run(1, 8), run(2, 12, kind="tempo")], [recorded("a", 6.5, "07:00"), recorded("b", 9, "18:00")])
    assert pairs(answer) == {1: "a", 2: "b"}


def test_a_cost_of_550_is_sure_and_one_more_is_asked() -> None:
    # 0.65 x 846 = 549.9
    sure = matched([run(1, 10)], [recorded("a", 10 * 2**0.846, "18:00")])
    assert sure["pairs"] == [{"item": 1, "activities": ["a"], "tier": "sure", "cost": 550, "margin": 150}]
    asked = matched([run(1, 10)], [recorded("a", 10 * 2**0.848, "18:00")])
    assert asked["inbox"] == [
        {"activities": ["a"], "proposed": 1, "choices": [1], "cost": 551, "margin": 149, "why": "unclear"}
    ]
    unclear = matched([run(1, 10)], [recorded("a", 20.1, "18:00")])
    assert [(each["proposed"], each["cost"]) for each in unclear["inbox"]] == [(None, 655)]


def test_alike_workouts_take_their_recordings_in_the_order_of_the_day() -> None:
    recordings = [recorded("a", 8.4, "18:00"), recorded("b", 7.8, "07:00")]
    answer = matched([run(2, 8), run(1, 8.05)], recordings)
    assert answer["inbox"] == []
    assert pairs(answer) == {1: "b", 2: "a"}
    assert all(pair["margin"] > 600 for pair in answer["pairs"])


def test_one_recording_of_two_alike_workouts_is_the_first_without_a_question() -> None:
    answer = matched([run(1, 8), run(2, 8)], [recorded("a", 8, "18:00")])
    assert answer["pairs"] == [{"item": 1, "activities": ["a"], "tier": "sure", "cost": 0, "margin": 700}]
    assert answer["inbox"] == []


def test_three_recordings_of_two_alike_workouts_are_one_question() -> None:
    recordings = [recorded(name, 8, clock) for name, clock in (("a", "07:00"), ("b", "12:00"), ("c", "18:00"))]
    answer = matched([run(1, 8), run(2, 8)], recordings)
    assert [(each["activities"], each["proposed"], each["choices"]) for each in answer["inbox"]] == [
        (["a", "b", "c"], None, [1, 2])
    ]


def test_two_runs_that_could_be_either_of_two_recordings_are_one_question() -> None:
    answer = matched([run(1, 8), run(2, 9)], [recorded("a", 8.4, "07:00"), recorded("b", 8.6, "18:00")])
    assert answer["pairs"] == []
    assert [(each["activities"], each["proposed"], each["choices"]) for each in answer["inbox"]] == [
        (["a", "b"], None, [2, 1])
    ]


def test_a_question_of_the_day_names_every_workout_near_it_that_is_not_locked() -> None:
    workouts = [run(1, 8), run(2, 10, kind="tempo"), run(3, 30, day=3), run(4, 9, day=1), run(5, 9, day=4), strength(6)]
    answer = matched(
        workouts,
        [recorded("a", 9, "18:00"), recorded("b", 9, "18:00", day=1), recorded("c", 30, "09:00", day=3)],
        link(3, "c", LinkMaker.PERSON),
    )
    assert [(each["activities"], each["choices"]) for each in answer["inbox"]] == [(["a"], [2, 1, 4])]
    assert pairs(answer) == {3: "c", 4: "b"}


def test_more_pairs_than_can_be_tried_are_asked_and_not_linked() -> None:
    workouts = [run(number, 8 + number / 10, kind=f"kind {number}") for number in range(1, 15)]
    recordings = [recorded(name, 9, f"{6 + number}:00", minutes=30) for number, name in enumerate("abcdefghijklmn")]
    answer = matched(workouts, recordings)
    assert answer["pairs"] == []
    assert sorted(name for each in answer["inbox"] for name in each["activities"]) == list("abcdefghijklmn")


def test_what_is_sure_leaves_no_doubt_to_the_rest() -> None:
    """The small part of a sure pair is as good for another workout, which is asked neither now nor in a later run."""
    workouts = [run(1, 16), run(2, 5, kind="tempo")]
    recordings = [recorded("a", 11, "08:00"), recorded("b", 5, "09:10"), recorded("c", 5.2, "18:00")]
    first = matched(workouts, recordings)
    again = matched(workouts, recordings, link(1, "ab"))
    assert pairs(first) == pairs(again) == {1: "ab", 2: "c"}


# What is left over.


def test_far_from_the_plan_is_asked_of_the_same_day() -> None:
    answer = matched([run(1, 20)], [recorded("a", 8, "18:00")])
    assert answer["inbox"] == [
        {"activities": ["a"], "proposed": 1, "choices": [1], "cost": 859, "margin": 441, "why": "far from the plan"}
    ]
    assert matched([run(1, 20)], [recorded("a", 4.9, "18:00")])["unplanned"] == ["a"]


def test_another_day_is_asked_with_all_open_workouts_in_order_of_cost() -> None:
    workouts = [run(1, 8), run(2, 8, day=1), run(3, 8, day=2)]
    answer = matched(workouts, [recorded("a", 8, "18:00", day=3), recorded("b", 8, "18:00", day=2)])
    assert pairs(answer) == {3: "b"}
    assert answer["inbox"] == [
        {"activities": ["a"], "proposed": 2, "choices": [2, 1], "cost": 800, "margin": 100, "why": "another day"}
    ]
    # 25 dearer is not clear enough.
    near = matched([run(1, 8, day=-1), run(2, 7.8, day=1)], [recorded("a", 8, "18:00")])
    assert [(each["proposed"], each["choices"], each["margin"]) for each in near["inbox"]] == [(None, [1, 2], 24)]


def test_a_day_late_in_two_parts_is_one_question() -> None:
    parts = [recorded("a", 9, "09:00", day=1), recorded("b", 7, "10:00", day=1)]
    answer = matched([run(1, 16)], parts)
    assert [(each["activities"], each["cost"]) for each in answer["inbox"]] == [(["a", "b"], 660)]


def test_one_open_workout_is_asked_about_once() -> None:
    answer = matched([run(1, 8)], [recorded("a", 8, "18:00", day=1), recorded("b", 8, "18:00", day=2)])
    assert [(each["activities"], each["proposed"]) for each in answer["inbox"]] == [(["a"], 1)]
    assert answer["unplanned"] == ["b"]


def test_a_skipped_workout_that_fits_is_asked() -> None:
    skipped = replace(run(1, 8), status=StoredStatus.SKIPPED)
    answer = matched([skipped], [recorded("a", 8.1, "18:00")])
    assert [(each["choices"], each["why"]) for each in answer["inbox"]] == [([1], "skipped")]
    assert matched([skipped], [recorded("a", 8.1, "18:00", day=1)])["unplanned"] == ["a"]
    assert matched([skipped], [recorded("a", 15, "18:00")])["unplanned"] == ["a"]


# Again: what was linked before.


def test_a_link_made_unasked_stays_where_another_is_a_little_better() -> None:
    recordings = [recorded("a", 9, "07:00"), recorded("b", 10, "18:00")]
    answer = matched([run(1, 10)], recordings, link(1, "a"))
    assert answer == {
        "pairs": [{"item": 1, "activities": ["a"], "tier": "kept", "cost": 99}],
        "inbox": [],
        "unplanned": ["b"],
        "changed": [],
    }


def test_a_link_made_unasked_gives_way_to_a_much_better_one() -> None:
    recordings = [recorded("a", 8, "07:00"), recorded("b", 10, "18:00")]
    answer = matched([run(1, 10)], recordings, link(1, "a"))
    assert answer == {
        "pairs": [{"item": 1, "activities": ["b"], "tier": "sure", "cost": 0, "margin": 209}],
        "inbox": [],
        "unplanned": ["a"],
        "changed": [{"item": 1, "was": ["a"], "now": ["b"]}],
    }


@pytest.mark.parametrize("maker", [LinkMaker.PERSON, LinkMaker.INBOX])
def test_the_link_of_a_person_does_not(maker: LinkMaker) -> None:
    answer = matched([run(1, 10)], [recorded("a", 8, "07:00"), recorded("b", 10, "18:00")], link(1, "a", maker))
    assert answer["pairs"] == [{"item": 1, "activities": ["a"], "tier": "locked"}]
    assert answer["unplanned"] == ["b"]


def test_a_link_grows_when_the_second_half_is_imported() -> None:
    halves = [recorded("a", 9.1, "09:00"), recorded("b", 6.8, "10:01")]
    answer = matched([run(1, 16)], halves, link(1, "a"))
    assert answer["changed"] == [{"item": 1, "was": ["a"], "now": ["a", "b"]}]


def test_a_link_never_gives_way_to_a_question() -> None:
    """The workout was made much longer: without the link, the recording would be asked about."""
    answer = matched([run(1, 25)], [recorded("a", 8, "07:00")], link(1, "a"))
    assert answer["pairs"] == [{"item": 1, "activities": ["a"], "tier": "kept", "cost": 1069}]
    assert answer["changed"] == answer["inbox"] == []
    moved = matched([run(1, 8, day=3)], [recorded("a", 8, "07:00")], link(1, "a"))
    assert [pair["tier"] for pair in moved["pairs"]] == ["kept"]
    # b would be the better one, but c is as good.
    recordings = [recorded("a", 6, "07:00"), recorded("b", 10, "12:00"), recorded("c", 10, "18:00")]
    assert pairs(matched([run(1, 10)], recordings, link(1, "a"))) == {1: "a"}


def test_a_recording_goes_to_an_added_workout_that_it_fits_much_better() -> None:
    answer = matched([run(1, 6), run(2, 10, kind="tempo")], [recorded("a", 10, "18:00")], link(1, "a"))
    assert pairs(answer) == {2: "a"}
    assert answer["changed"] == [{"item": 1, "was": ["a"], "now": []}]


def test_a_workout_out_of_reach_loses_its_recording() -> None:
    answer = matched([run(1, 8, day=5)], [recorded("a", 8, "18:00")], link(1, "a"))
    assert answer == {
        "pairs": [],
        "inbox": [],
        "unplanned": ["a"],
        "changed": [{"item": 1, "was": ["a"], "now": []}],
    }


def test_a_removed_workout_frees_its_recordings() -> None:
    answer = matched([], [recorded("a", 8, "18:00")], link(1, "a", LinkMaker.PERSON))
    assert answer == {"pairs": [], "inbox": [], "unplanned": ["a"], "changed": []}


def test_a_link_of_a_recording_whose_sport_was_corrected_ends() -> None:
    answer = matched([run(1, 8)], [recorded("a", 8, "18:00", sport=Sport.CROSS)], link(1, "a"))
    assert answer["changed"] == [{"item": 1, "was": ["a"], "now": []}]


def test_only_wanted_days_are_answered_and_the_others_keep_their_links() -> None:
    workouts = [run(1, 10), run(2, 10, day=7)]
    recordings = [
        recorded("a", 7, "07:00"),
        recorded("b", 10, "18:00"),
        recorded("c", 10, "18:00", day=7),
        recorded("d", 3, "07:00", day=7),
    ]
    links = link(1, "a")
    days = days_to_match([DAY + dt.timedelta(days=7)])
    answer = match_recordings(workouts, recordings, links, days=days)
    assert [(pair.item, pair.activities) for pair in answer.pairs] == [(2, (3,))]
    assert (answer.unplanned, answer.inbox, answer.changed) == ((4,), (), ())
    assert days_to_read(days) == (DAY + dt.timedelta(days=0), DAY + dt.timedelta(days=14))


def test_judging_no_pairs_finds_none() -> None:
    assert judge_pairs([], DEFAULT_FIGURES) == []
    small = Candidate(run(1), make_set([recorded("a", 8, "18:00")]), 700)
    (judged,) = judge_pairs([small], DEFAULT_FIGURES)
    assert (judged.margin, judged.is_sure) == (0, False)
