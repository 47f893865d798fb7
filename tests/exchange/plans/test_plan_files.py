"""Plan files of any form: which form a file has, and what is refused, however damaged it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange.plans.plan_files import parse_plan, read_plan_file
from planner.exchange.plans.plan_text import is_plan_text
from planner.text import clean_line, clean_note
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from tests.examples import examples

YAML = """id: short
name: Short plan
units: mi
type: 10K
source: https://example.org
schedule:
# Week 1 - Base Phase Begins
- workouts:
  - title: "{5:8} easy"
    distance: 5.0
  - title: "AM: {4-5:6-8} easy / PM: 6 × 1 km at 95% 5k"
    distance: [9.0, 11.0]
  - title: Rest
  - title: 5 minute walk, 25 minute jog, 5 minute walk
  - title: ''
  - title: Cross Training or Strength Training
  - title: Race Day!
"""
GRID = 'Week,Mon,Tue,Wed\n1,8k easy,,"running: 10k, 3x1.6k @TMP\n- warmup: 2km\n- repeat: 3\n  - run: 1600m @ 5:00"\n'
LIST = "day,slot,title,distance,duration,rpe\n1,am,Easy,8.2 km,45:10,4\n3,pm,5 km tempo,,,\n"
TEXT = """plan: Short
unit: km

phase: Base
week 1
  day 1 am  easy 8 km 45:10 rpe 4 | Easy
            ? why
            > note
  day 2     rest
"""
TEMPLATE = "title,raceType,units\nPlan,Marathon,26.2,miles\n\ndescription,totalDistance\nEasy run,5\nRace,26.2\n"
SAMPLES = {"plan.yaml": YAML, "grid.csv": GRID, "list.csv": LIST, "plan.txt": TEXT, "template.csv": TEMPLATE}


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    def save(content: str | bytes, name: str = "plan") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_each_form_is_recognised_with_and_without_its_ending(saved: Callable[..., Path], name: str, mark: str) -> None:
    text = mark + SAMPLES[name]
    named, unnamed = read_plan_file(saved(text, name)), read_plan_file(saved(text, "plan"))
    assert named.entries == unnamed.entries
    assert any(entry.sport == "run" for entry in named.entries)


def test_line_ends_of_other_systems_change_nothing(saved: Callable[..., Path]) -> None:
    for name, text in SAMPLES.items():
        plan = read_plan_file(saved(text, name))
        assert read_plan_file(saved(text.replace("\n", "\r\n"), name)).entries == plan.entries


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "plan.yaml", "is empty"),
        (b" \n\n", "plan.txt", "is empty"),
        (b"\xef\xbb\xbf", "plan.csv", "is empty"),
        (b"\x0e\x10\x00\x00.FIT", "run.fit", "binary"),
        (b"x" * 1_000_001, "plan.yaml", "larger than 1 MB"),
        (b"name: Fr\x81hjahr\n", "plan.yaml", "not UTF-8 text (at byte 9)"),
        ("units: mi".encode("utf-16")[:-1], "plan.yaml", "UTF-16"),
        (b'{"start": "2027-01-04", "days": 28}', "problem.json", "a slotting problem"),
        (b'[{"day": 1}]', "plan.yaml", "no workouts by date"),
        (b"<?xml version='1.0'?><gpx/>", "run.gpx", "XML"),
        (b"BEGIN:VCALENDAR\n", "plan.ics", "ICS"),
        (b"workoutSegments: []\nworkoutId: 1\n", "garmin.yaml", "a single workout of Garmin Connect"),
        (b"config:\n  paces: {}\n", "garmin", "no workouts by date"),
        (b"Dear diary, today I ran.", "diary.txt", "no plan that can be read"),
        (b"a,b,c\n1,2,3\n", "table.csv", "is not understood"),
    ],
)
def test_what_is_no_plan_is_refused_in_one_sentence(
    saved: Callable[..., Path],
    content: bytes,
    name: str,
    why: str,
) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_plan_file(saved(content, name))
    message = str(refusal.value)
    assert message.startswith(name)
    assert why in message
    assert message.endswith(".")
    assert "\n" not in message


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    for name, why in {
        "folder.yaml": "it is a directory, not a file",
        "pipe.yaml": "it is a pipe, not a file",
        "loop.yaml": "cannot be read",
        "missing.yaml": "there is no such file",
        "a\0b.yaml": "it cannot be read: no file can have this name",
        "n" * 300: "cannot be read",
    }.items():
        with pytest.raises(RefusedError, match=why) as refusal:
            read_plan_file(tmp_path / name)
        assert str(refusal.value).isprintable()


def test_a_protected_file_is_refused(saved: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = saved(YAML, "plan.yaml")
    monkeypatch.setattr("planner.named_files.os.open", refuse)
    with pytest.raises(RefusedError, match=r"^plan\.yaml: it cannot be read: permission denied\.$"):
        read_plan_file(path)


def test_our_own_text_is_known_by_its_first_word() -> None:
    assert is_plan_text("# a comment\n\n  plan : Half\n")
    assert not is_plan_text("schedule:\n- plan: a\n")


def parse_or_refuse(text: str, name: str) -> Plan | None:
    """Return the plan, or None when it is refused in a proper sentence; any other exception fails the test."""
    try:
        plan = parse_plan(text, name)
    except RefusedError as refusal:
        assert str(refusal) == clean_note(str(refusal))  # noqa: PT017 - most inputs are refused, some are read
        assert str(refusal).count("\n") == 0  # noqa: PT017
        assert name in str(refusal)  # noqa: PT017
        return None
    assert {entry.day for entry in plan.entries} == set(range(plan.days))
    assert all(entry.title == clean_line(entry.title) for entry in plan.entries)
    return plan


@settings(max_examples=examples(150), deadline=None)
@given(content=st.binary(max_size=200), name=st.sampled_from([*SAMPLES, "plan"]))
def test_any_bytes_are_a_plan_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    try:
        read_plan_file(path)
    except RefusedError as refusal:
        assert str(refusal).startswith(name)  # noqa: PT017 - nearly every input is refused


SCRAPS = [
    "\0",
    "\ufeff",
    "9" * 400,
    "1e308",
    "-",
    "nan",
    ".inf",
    "[",
    "{",
    "]",
    "}",
    "&a ",
    "*a",
    "!!x ",
    "|",
    ">",
    "\n",
    '"',
    "'",
]
SCRAPS += [
    ":",
    ",",
    ";",
    "- ",
    "\t",
    "{3:4}",
    "AM: ",
    " / PM: ",
    "% MP",
    "x 9",
    "week 1",
    "day 1",
    "\u202e",
    "\ud800",
    "٣",
    "#",
    "99999 km ",
]


@settings(max_examples=examples(400), deadline=None)
@given(
    name=st.sampled_from(list(SAMPLES)),
    edits=st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 12), st.sampled_from(SCRAPS) | st.text(max_size=4)),
        min_size=1,
        max_size=4,
    ),
)
def test_a_damaged_plan_is_read_or_refused(name: str, edits: list[tuple[int, int, str]]) -> None:
    text = SAMPLES[name]
    for at, cut, scrap in edits:
        text = text[: at % len(text)] + scrap + text[at % len(text) + cut :] or "x"
    parse_or_refuse(text, name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_plan_cut_off_anywhere_is_read_or_refused(name: str) -> None:
    for end in range(len(SAMPLES[name])):
        parse_or_refuse(SAMPLES[name][:end], name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("units: mi\nschedule:\n- workouts:\n  - title: 'am: x" + " " * 9000 + "/" + " " * 9000 + "pm'\n", "plan.yaml"),
        ("units: mi\nschedule:\n- workouts:\n  - title: '" + "1x1 ( easy " * 9000 + "'\n", "plan.yaml"),
        ("# week 1 - a" + " " * 90_000 + "b\nunits: km\nschedule:\n- workouts:\n  - title: easy run\n", "plan.yaml"),
        ("schedule: " + "{a: " * 90_000, "plan.yaml"),
        ("week,mon,tue,wed\n1,'x\n-" + " " * 9000 + "a" + " " * 9000 + "',b run,c\n", "plan.csv"),
        ("plan: a\nweek 1\n day 1 strength; sled" + " " * 90_000 + "x\n", "plan.txt"),
        ("plan: a\nweek 1\n day 1 easy " + "1" * 90_000 + " h\n", "plan.txt"),
        ("plan: a\nrace: half" + " " * 90_000 + "x\n", "plan.txt"),
    ],
)
def test_text_made_to_be_slow_is_answered(text: str, name: str) -> None:
    with processor_limit(10):  # each takes under 0.3 s; a pattern that tries every way of splitting the text, minutes
        parse_or_refuse(text, name)


@contextmanager
def processor_limit(seconds: int) -> Iterator[None]:
    """Fail when the body takes this process more processor time; waiting on a busy machine does not count."""

    def too_slow(*_: object) -> None:
        pytest.fail(f"more than {seconds} s of processor time")

    previous = signal.signal(signal.SIGVTALRM, too_slow)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def test_the_room_opens_without_its_parsers() -> None:
    code = (
        "import sys, planner.exchange, planner.exchange.plans.plan_files\n"
        "print(*{'yaml', 'csv', 'sqlmodel', 'textual', 'dateutil'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""
