"""`planner howto`: each exercise explained whole, found by any spelling of its name, on any terminal."""

import re
from pathlib import Path

import pytest

from planner.training.exercises.examples import EXERCISE_EXAMPLES
from planner.training.exercises.guides import GUIDE_NAMES, read_guide
from tests.cli.said import Planner
from tests.exercise_points import EXERCISE_POINTS, missing_points


def texts_of(value: object) -> list[str]:
    """Every text of a JSON document."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_of(each)]
    return [text for each in value for text in texts_of(each)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", GUIDE_NAMES)
def test_every_point_is_made_by_the_command_and_by_the_library(name: str, planner: Planner) -> None:
    assert missing_points(name, [planner("howto", name).out]) == []
    assert missing_points(name, [line for section in read_guide(name).sections for line in section.lines]) == []


def test_the_points_are_those_of_each_exercise_and_are_missed_where_they_are_not_made() -> None:
    assert tuple(EXERCISE_POINTS) == GUIDE_NAMES
    assert ("step 1, bands", "two medium resistance bands on the sled's handles") in missing_points(
        "reverse_sled_push", ["Put two medium bands on the sled."]
    )


def test_the_five_steps_are_numbered_and_in_order(planner: Planner) -> None:
    steps = planner("howto", "reverse_sled_push").out.partition("\nSteps\n")[2].partition("\n\n")[0]
    starts = re.findall(r"^  ([1-9])  (\w+)", steps, re.MULTILINE)
    assert starts == [("1", "Put"), ("2", "Stand"), ("3", "Walk"), ("4", "Go"), ("5", "Stop")]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["reverse_sled_push"], "Reverse sled push"),
        (["reverse-sled-push"], "Reverse sled push"),
        (["Reverse", "sled", "PUSH"], "Reverse sled push"),
        (["sled"], "Reverse sled push"),
        (["rev"], "Reverse sled push"),
        (["wall sit"], "Wall sit with ball squeeze"),
        (["wall_sit_a"], "Wall sit alone"),
        (["backward"], "Backward walk without a sled"),
        (["backward sled"], "Reverse sled push"),
        (["walk"], "Backward walk without a sled"),
        (["farmer's carry"], "Farmer's carry"),
        (["sled", "pu", "sh"], ""),
        (["sled_push"], "Sled push, forward"),
        (["burpee"], "Burpee broad jump"),
    ],
)
def test_a_name_is_read_with_any_spelling_and_by_its_start(words: list[str], title: str, planner: Planner) -> None:
    said = planner("howto", *words)
    assert said.code == (0 if title else 1)
    assert said.out.partition(" (")[0] == title


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "reverse slad push",
            'There is no exercise "reverse slad push" in the library; the nearest is reverse_sled_push.',
        ),
        ("squat", 'There is no exercise "squat" in the library; planner howto lists those that there are.'),
        ("wall", 'exercise "wall" may mean wall_ball, wall_sit or wall_sit_alone.'),
        ("\x1b[2J", 'There is no exercise "\ufffd[2J" in the library; planner howto lists those that there are.'),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(words: str, sentence: str, planner: Planner) -> None:
    said = planner("howto", words)
    assert (said.code, said.out) == (1, "")
    assert said.err == f"planner: {sentence}\n"


def test_without_a_name_all_are_listed_with_the_way_to_read_one(planner: Planner, missing: Path) -> None:
    lines = planner("howto").out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [
        *GUIDE_NAMES,
        *(example.name for example in EXERCISE_EXAMPLES),
    ]
    assert "planner howto reverse_sled_push" in lines[-1]
    assert max(map(len, lines)) <= 79
    assert not missing.exists()


def test_all_pictures_are_printed_with_their_captions_within_80_columns(planner: Planner) -> None:
    for name in GUIDE_NAMES:
        out = planner("howto", name).out
        assert max(map(len, out.splitlines())) <= 79
        for number, frame in enumerate(read_guide(name).frames, 1):
            assert f"{number}  {frame.caption[:12]}" in out
            for line in frame.unicode_lines:
                assert line.strip() in out


def test_where_the_settings_ask_for_it_all_is_in_ascii(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "planner.toml"
    settings.write_text('[screen]\nglyphs = "ascii"\n', encoding="utf-8")
    monkeypatch.setenv("PLANNER_CONFIG", str(settings))
    for name in GUIDE_NAMES:
        out = planner("howto", name).out
        assert out.isascii(), name
        assert read_guide(name).frames[0].ascii_lines[2].strip() in out
    assert "120 degrees" in planner("howto", "wall_sit").out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_output_that_cannot_hold_the_blocks_gets_ascii(
    encoding: str, program: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    out = program("howto", "wall-sit").out
    assert out.isascii()
    assert "\\x" not in out
    assert "\\u" not in out


def test_the_document_has_everything_with_its_evidence(planner: Planner) -> None:
    for name in GUIDE_NAMES:
        document, guide = planner("howto", name, "--json").document["exercise"], read_guide(name)
        said = set(texts_of(document))
        assert {*guide.equipment, *guide.set_up.values(), *guide.steps.values(), *guide.warm_up, *guide.cues} <= said
        assert {*guide.rest, *guide.breathing, *guide.stop_signs, *guide.muscles, *guide.gym_and_home} <= said
        assert [level["who"] for level in document["levels"]] == [level.who for level in guide.levels]
        assert [fault["remedy"] for fault in document["faults"]] == [fault.remedy for fault in guide.faults]
        assert all(claim["basis"] and claim["rests_on"] for claim in document["why"] + document["limits"])
        assert [len(frame["unicode"]) for frame in document["frames"]] == [
            len(frame["ascii"]) for frame in document["frames"]
        ]
    listed = planner("howto", "--json").document
    assert [entry["name"] for entry in listed["exercises"]] == list(GUIDE_NAMES)
    assert [entry["sets"] for entry in listed["examples"]][:3] == ["4x25 80kg", "4x25 60kg", "4x50 24kg"]
