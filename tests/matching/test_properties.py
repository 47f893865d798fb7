"""Properties of the answer to any few days of workouts and recordings."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.matching import Tier, match_recordings
from planner.matching.assignment import Assignment, Edge
from planner.training.recordings import LinkMaker, Recording, RecordingLink
from planner.training.workouts import Workout
from tests.examples import examples
from tests.matching.cases import crowded_days, days, links_of, recorded, run

Days = tuple[list[Workout], list[Recording]]
many = settings(max_examples=examples(400), deadline=None)


def some_links(case: Days, seed: random.Random, maker: LinkMaker) -> list[RecordingLink]:
    """Links of some workouts to some recordings of their sport, each used once."""
    workouts, recordings = case
    left = seed.sample(recordings, len(recordings))
    links = []
    for workout in seed.sample(workouts, len(workouts) // 2):
        fitting = [each for each in left if each.sport is workout.sport]
        for each in fitting[: seed.randint(0, 2)]:
            links.append(RecordingLink(workout.id, each.id, maker))
            left.remove(each)
    return links


@many
@given(case=days(), seed=st.randoms(use_true_random=False))
def test_the_order_of_import_does_not_matter(case: Days, seed: random.Random) -> None:
    workouts, recordings = case
    links = some_links(case, seed, LinkMaker.AUTO)
    mixed = match_recordings(
        seed.sample(workouts, len(workouts)), seed.sample(recordings, len(recordings)), seed.sample(links, len(links))
    )
    assert mixed == match_recordings(workouts, recordings, links)


@many
@given(case=days(), seed=st.randoms(use_true_random=False))
@example(case=crowded_days(961), seed=random.Random(121))
@example(case=crowded_days(961), seed=random.Random(260))
def test_each_recording_and_each_workout_is_used_once(case: Days, seed: random.Random) -> None:
    answer = match_recordings(*case, some_links(case, seed, seed.choice(list(LinkMaker))))
    uses = Counter(part for pair in answer.pairs for part in pair.activities)
    uses += Counter(part for question in answer.inbox for part in question.activities)
    uses += Counter(answer.unplanned)
    assert uses == dict.fromkeys((each.id for each in case[1]), 1)
    assert set(Counter(pair.item for pair in answer.pairs).values()) <= {1}


@many
@given(case=days(), seed=st.randoms(use_true_random=False))
@example(case=crowded_days(28612), seed=random.Random(28))
def test_a_second_run_changes_nothing(case: Days, seed: random.Random) -> None:
    links = some_links(case, seed, LinkMaker.AUTO)
    first = match_recordings(*case, links)
    again = match_recordings(*case, links_of(first, links))
    assert again.changed == ()
    assert [(pair.item, pair.activities) for pair in again.pairs] == [
        (pair.item, pair.activities) for pair in first.pairs
    ]
    assert {pair.tier for pair in again.pairs} <= {Tier.KEPT}
    assert again.inbox == first.inbox
    assert again.unplanned == first.unplanned


@many
@given(case=days(), seed=st.randoms(use_true_random=False))
def test_the_links_of_a_person_never_change(case: Days, seed: random.Random) -> None:
    links = some_links(case, seed, seed.choice([LinkMaker.PERSON, LinkMaker.INBOX]))
    answer = match_recordings(*case, links)
    locked = {(pair.item, part) for pair in answer.pairs if pair.tier is Tier.LOCKED for part in pair.activities}
    assert locked == {(each.item_id, each.recording_id) for each in links}
    assert answer.changed == ()
    assert not {question.proposed for question in answer.inbox} & {each.item_id for each in links}
    assert not {choice for question in answer.inbox for choice in question.choices} & {each.item_id for each in links}


@many
@given(case=days(), seed=st.randoms(use_true_random=False))
def test_what_is_refused_is_never_offered(case: Days, seed: random.Random) -> None:
    workouts, recordings = case
    refused = {(workout.id, each.id) for workout in workouts for each in recordings if seed.random() < 0.5}
    answer = match_recordings(workouts, recordings, refused=refused)
    linked = {(pair.item, part) for pair in answer.pairs for part in pair.activities}
    assert not linked & refused
    for question in answer.inbox:
        for choice in question.choices:
            assert any(all((choice, part) not in refused for part in parts) for parts in question.sets)


@st.composite
def edges(draw: st.DrawFn) -> list[Edge]:
    spans = st.tuples(st.integers(0, 4), st.integers(1, 2))
    pairs = draw(st.lists(st.tuples(st.integers(0, 3), spans, st.integers(-7, 0)), max_size=12))
    unique = {(workout, first, length): gain for workout, (first, length), gain in pairs}
    return [Edge(workout, first, first + length, 100 * gain) for (workout, first, length), gain in unique.items()]


def all_assignments(pairs: list[Edge]) -> list[list[Edge]]:
    """Every choice of pairs in which no workout and no recording is twice."""
    found = []
    for size in range(min(len(pairs), 4) + 1):  # there are only four workouts
        for chosen in itertools.combinations(pairs, size):
            workouts = [edge.workout for edge in chosen]
            parts = [part for edge in chosen for part in range(edge.first, edge.end)]
            if len(set(workouts)) == len(workouts) and len(set(parts)) == len(parts):
                found.append(list(chosen))
    return found


@settings(max_examples=examples(200), deadline=None)
@given(pairs=edges(), seed=st.randoms(use_true_random=False))
def test_the_fast_way_finds_what_trying_all_finds(pairs: list[Edge], seed: random.Random) -> None:
    assignment = Assignment(pairs)
    everything = all_assignments(pairs)
    least = min(sum(edge.gain for edge in chosen) for chosen in everything)
    assert assignment.is_exact
    assert assignment.gain == sum(edge.gain for edge in assignment.chosen) == least
    forbidden = seed.sample(pairs, len(pairs) // 2)
    without = [chosen for chosen in everything if not set(chosen) & set(forbidden)]
    assert assignment.regret(forbidden) == min(sum(edge.gain for edge in chosen) for chosen in without) - least
    for edge, regret in assignment.regrets(forbidden, pairs).items():
        assert regret == min(sum(each.gain for each in chosen) for chosen in without if edge in chosen) - least


@settings(max_examples=examples(200), deadline=None)
@given(pairs=edges())
def test_equally_cheap_assignments_serve_the_earlier_workout_first(pairs: list[Edge]) -> None:
    def preference(chosen: list[Edge]) -> list[tuple[float, int, int]]:
        served = {edge.workout: (0, edge.end - edge.first, edge.first) for edge in chosen}
        return [served.get(workout, (1, 0, 0)) for workout in range(4)]

    everything = all_assignments(pairs)
    least = min(sum(edge.gain for edge in chosen) for chosen in everything)
    best = min((each for each in everything if sum(edge.gain for edge in each) == least), key=preference)
    assert sorted(Assignment(pairs).chosen) == sorted(best)


@pytest.mark.parametrize("step_m", [0, 100])
def test_a_day_with_hundreds_of_recordings_is_one_question(step_m: int) -> None:
    runs = [run(number, 8 + number * step_m / 1000) for number in range(1, 201)]
    first = recorded("a", 8, "05:00", minutes=4.9)
    recordings = [
        replace(
            first,
            id=number,
            distance_m=8000.0 + number * step_m,
            start_utc=first.start_utc + dt.timedelta(minutes=5 * number),
            local_start=first.local_start + dt.timedelta(minutes=5 * number),
        )
        for number in range(1, 201)
    ]
    answer = match_recordings(runs, recordings)
    assert not answer.pairs
    (question,) = answer.inbox
    assert question.activities == tuple(range(1, 201))
    assert question.proposed is None
    assert set(question.choices) == set(range(1, 201))
