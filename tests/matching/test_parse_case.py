"""What a matching case in JSON may hold, and the sentences that refuse everything else."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

import pytest

from planner.matching import match_recordings, parse_cases
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, Slot, Sport, StoredStatus

ITEM = {"id": 1, "date": "2027-01-06", "sport": "run"}
ACTIVITY = {"id": "a", "local_start": "2027-01-06T07:00:00", "sport": "run"}


def parse(document: Any) -> Any:
    (case,), _ = parse_cases(json.dumps(document), source="case.json")
    return case


def test_a_case_is_read_with_every_field() -> None:
    item = {
        **ITEM, "kind": "easy", "slot": "am", "start": "7:30", "distance_m": 8000, "duration_s": 2880,
        "estimated": ["duration_s"], "state": "done", "actual": {"distance_m": 9000, "duration_s": None},
    }  # fmt: skip
    activity = {**ACTIVITY, "distance_m": 0, "duration_s": 2820.4, "elapsed_s": 2900, "race": True, "title": "Run"}
    case = parse({"id": "X", "zone": "Europe/Berlin", "planned": [item], "activities": [activity], "expect": 7})
    (workout,), (recording,) = case.workouts, case.recordings
    assert (workout.slot, workout.start, workout.planned) == (Slot.AM, "07:30", Effort(8000, 2880))
    assert (workout.status, workout.actual.effort.distance_m) == (StoredStatus.DONE, 9000)
    assert recording.start_utc == dt.datetime(2027, 1, 6, 6, 0, tzinfo=dt.UTC)
    assert (recording.distance_m, recording.duration_s, recording.is_race) == (None, 2820.4, True)
    assert case.name == "X"


def test_a_start_with_an_offset_is_moved_to_the_zone() -> None:
    activity = {**ACTIVITY, "local_start": "2027-01-06T23:30:00Z"}
    (recording,) = parse({"zone": "Europe/Berlin", "activities": [activity]}).recordings
    assert recording.local_start == dt.datetime.fromisoformat("2027-01-07T00:30")


@pytest.mark.parametrize(
    ("sport", "expected", "is_said"),
    [
        ("trail", Sport.RUN, True),
        ("hike", Sport.CROSS, True),
        ("unknown", Sport.CROSS, False),
        (None, Sport.CROSS, False),
    ],
)
def test_words_for_sports(sport: str | None, expected: Sport, *, is_said: bool) -> None:
    (recording,) = parse({"activities": [{**ACTIVITY, "sport": sport}]}).recordings
    assert (recording.sport, recording.sport_said) == (expected, is_said)


@pytest.mark.parametrize("refused", [[1, "a"], {"item": 1, "activity": "a"}, {"item": 1, "activities": ["a", "gone"]}])
def test_refused_pairs_may_be_written_in_three_ways(refused: Any) -> None:
    assert parse({"planned": [ITEM], "activities": [ACTIVITY], "refused": [refused]}).refused == {(1, 1)}


def test_the_numbers_of_recordings_do_not_depend_on_their_order() -> None:
    other = {**ACTIVITY, "id": "b"}
    for activities in ([ACTIVITY, other], [other, ACTIVITY]):
        assert parse({"activities": activities}).names == {1: "a", 2: "b"}


def test_a_list_is_several_cases() -> None:
    cases, is_list = parse_cases(json.dumps([{"planned": [ITEM]}, {"activities": []}]), source="case.json")
    assert (len(cases), is_list) == (2, True)


def planned(**fields: Any) -> dict[str, Any]:
    return {"planned": [{**ITEM, **fields}]}


def recorded(**fields: Any) -> dict[str, Any]:
    return {"activities": [{**ACTIVITY, **fields}]}


TO_10000000 = "must be a number from 0 to 10000000"
LINKS = [{"item": item, "activities": ["a"], "by": "auto"} for item in (1, 2)]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "a matching case has planned workouts or activities, and this has neither"),
        (7, "the document must be an object, not 7"),
        ([7], "[0] must be an object, not 7"),
        (planned(id=0), "planned[0].id must be at least 1, not 0"),
        (planned(date="6.1."), 'planned[0].date must be a date like 2027-01-04, not "6.1."'),
        (planned(sport="chess"), 'planned[0].sport must be run, strength, cross, rest or note, not "chess"'),
        (planned(start="25:00"), 'planned[0].start must be a time like 07:00, not "25:00"'),
        (planned(state="late"), 'planned[0].state must be planned, done or skipped, not "late"'),
        (planned(distance_m=-1), f"planned[0].distance_m {TO_10000000}, not -1"),
        (planned(distance_m=True), f"planned[0].distance_m {TO_10000000}, not true"),
        (planned(actual=3), "actual must be an object, not 3"),
        ({"planned": [ITEM, ITEM]}, "there are two workouts 1"),
        ({"activities": [ACTIVITY, ACTIVITY]}, 'there are two activities "a"'),
        (planned(date="9999-12-31"), 'planned[0].date must be a date like 2027-01-04, not "9999-12-31"'),
        (recorded(local_start="9999-12-31T10:00"), 'must be a time of this era, not "9999-12-31 10:00:00"'),
        (recorded(id=4), "activities[0].id must be a name, not 4"),
        (recorded(local_start="noon"), "activities[0].local_start must be a local time like"),
        (recorded(local_start="0001-01-01T00:00:00+05:00"), "must be a time of this era"),
        (recorded(sport="rest"), 'activities[0].sport must be run, strength or cross, not "rest"'),
        (recorded(sport=3), "activities[0].sport must be run, strength or cross, not 3"),
        ({"zone": "Europe/Bielefeld", "planned": []}, 'must be a time zone like Europe/Berlin, not "Europe/Bielefeld"'),
        ({"zone": "../../etc/passwd", "planned": []}, "zone must be a time zone"),
        ({"planned": [], "links": [{**LINKS[0], "by": "magic"}]}, "links[0].by must be auto or inbox or person"),
        ({"planned": [], "refused": 3}, "refused must be a list, not 3"),
        ({"planned": [], "refused": [3]}, "refused must be an object, not 3"),
        ({**recorded(), "links": LINKS}, 'there are two links for the recording "a"'),
    ],
)
def test_what_is_wrong_is_named(document: Any, words: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse(document)
    assert str(refusal.value).startswith("case.json: ")
    assert words in str(refusal.value)


@pytest.mark.parametrize("text", ["", "{", '{"planned": NaN}', "[" * 100_000, '{"a": 1, "a": 2}'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^case\.json: "):
        parse_cases(text, source="case.json")


def test_a_damaged_case_is_answered_or_refused_in_one_sentence() -> None:
    """Truncated, with changed characters, or with the value of one field in the place of another."""
    seed = random.Random(1)
    case = {
        "zone": "UTC",
        "planned": [{**ITEM, "id": number, "distance_m": 8000, "state": "planned"} for number in (1, 2)],
        "activities": [{**ACTIVITY, "id": name, "distance_m": 8100, "race": False} for name in "abc"],
        "links": [{"item": 1, "activities": ["a"], "by": "auto"}],
        "refused": [[2, "c"]],
    }
    text = json.dumps(case)
    values: list[Any] = [None, -1, 0, 1e300, "", "a", [], {}, True, "2027-01-06", "9999-12-31T23:59:59-14:00", 10**30]
    answered, sentences = 0, []
    for number in range(600):
        damaged = text[: seed.randrange(len(text))]
        if number % 3 == 1:
            place = seed.randrange(len(text))
            damaged = text[:place] + chr(seed.randrange(32, 500)) + text[place + 1 :]
        elif number % 3 == 2:
            document = json.loads(text)
            entry = seed.choice([document, *document["planned"], *document["activities"], *document["links"]])
            entry[seed.choice(list(entry))] = seed.choice(values)
            damaged = json.dumps(document)
        try:
            for each in parse_cases(damaged, source="case.json")[0]:
                match_recordings(each.workouts, each.recordings, each.links, each.refused)
                answered += 1
        except RefusedError as refusal:
            sentences.append(str(refusal))
    assert answered > 50
    assert len(sentences) > 50
    assert not [sentence for sentence in sentences if "\n" in sentence or not sentence.startswith("case.json: ")]
