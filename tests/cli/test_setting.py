"""`planner set` and `planner keys`: facts about the runner, and the keys of the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.cli import main
from planner.tui.keys import commands
from tests.cli.said import Planner, Said

ALL_UNKNOWN = {
    "week_start": "monday",
    "unit": "km",
    "body_mass_kg": None,
    "sled_kg": None,
    "floor": None,
    "level": None,
    "easy_pace_s_per_km": None,
    "birth_year": None,
    "zone": None,
}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "mine" / "planner.toml"
    path.parent.mkdir()
    monkeypatch.setenv("PLANNER_CONFIG", str(path))
    return path


@pytest.mark.parametrize(
    ("words", "said", "field", "value"),
    [
        (["week-start", "sunday"], "week-start is sunday.", "week_start", "sunday"),
        (["week-start", "Sat"], "week-start is saturday.", "week_start", "saturday"),
        (["unit", "mi"], "unit is mi.", "unit", "mi"),
        (["body-mass", "68"], "body-mass is 68 kg.", "body_mass_kg", 68.0),
        (["body-mass", "68,5 kg"], "body-mass is 68.5 kg.", "body_mass_kg", 68.5),
        (["sled", "20"], "sled is 20 kg.", "sled_kg", 20.0),
        (["floor", "Gym turf"], "floor is gym turf.", "floor", "gym turf"),
        (["floor", "3g"], "floor is 3G.", "floor", "3G"),
        (["level", "experienced"], "level is experienced.", "level", "experienced"),
        (["easy-pace", "5:45"], "easy-pace is 5:45 /km.", "easy_pace_s_per_km", 345.0),
        (["birth-year", "1964"], "birth-year is 1964.", "birth_year", 1964),
    ],
)
def test_each_fact_is_set_shown_and_taken_back(
    planner: Planner, words: list[str], said: str, field: str, value: object
) -> None:
    assert planner("set", *words).out == f"{said}\n"
    assert planner("set", "--json").document["athlete"] == {**ALL_UNKNOWN, field: value}
    assert f"set {words[0]}: " in planner("history").out
    assert planner("undo").code == 0
    assert planner("set", "--json").document["athlete"] == ALL_UNKNOWN


def test_set_lists_everything_that_can_be_set(planner: Planner) -> None:
    listed = planner("set").out
    for name in ("week-start", "unit", "body-mass", "sled", "floor", "level", "easy-pace", "birth-year"):
        assert f"\n{name} " in f"\n{listed}"
    assert planner("set", "level").out.startswith("level       judge")


def test_what_is_set_already_makes_no_operation(planner: Planner) -> None:
    planner("set", "unit", "mi")
    before = planner("history").out
    assert planner("set", "unit", "mi").code == 0
    assert planner("history").out == before


def test_a_fact_can_be_forgotten_again(planner: Planner) -> None:
    planner("set", "level", "novice")
    planner("set", "sled", "20")
    assert planner("set", "level", "judge").out == "level is judge.\n"
    assert planner("set", "sled", "unknown", "--json").document["athlete"] == ALL_UNKNOWN


def test_a_generated_plan_leaves_the_unit_that_was_set(planner: Planner) -> None:
    planner("set", "unit", "mi")
    assert planner("new", "--template", "10k", "--start", "2027-01-04").code == 0
    assert planner("set", "unit").out.split()[1] == "mi"


def test_a_pace_without_a_unit_is_in_the_runners_own(planner: Planner) -> None:
    planner("set", "unit", "mi")
    assert planner("set", "easy-pace", "9:15").out == "easy-pace is 9:15 /mi.\n"
    assert planner("set", "--json").document["athlete"]["easy_pace_s_per_km"] == pytest.approx(344.861, abs=0.001)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["week-start", "someday"], "week-start must be a day of the week, not 'someday'"),
        (["unit", "leagues"], "unit must be km or mi, not 'leagues'"),
        (["body-mass", "0"], "body-mass must be a number of kilograms above 0 and at most 500, not '0'"),
        (["body-mass", "nan"], "body-mass must be a number"),
        (["sled", "1001"], "sled must be a number of kilograms above 0 and at most 1000"),
        (["floor", "ice"], "floor must be one of hockey turf, gym turf, track, 3G, not 'ice'"),
        (["level", "god"], "level must be novice, experienced or judge, not 'god'"),
        (["easy-pace", "5:99"], "easy-pace '5:99' is not a pace"),
        (["easy-pace", "0:10"], "must lie between 1:30 and 60:00"),
        (["birth-year", "64"], "birth-year must be a year from 1900 to 2100, not '64'"),
        (["birth-year", "1899"], "birth-year must be a year from 1900 to 2100"),
        (["unit", "\x1b[2J"], "unit must be km or mi"),
        (["shoe-size", "44"], "There is nothing called 'shoe-size'"),
        (["shoe-size"], "There is nothing called 'shoe-size'"),
    ],
)
def test_a_wrong_fact_is_refused_and_nothing_is_changed(planner: Planner, words: list[str], said: str) -> None:
    refused = planner("set", *words)
    assert (refused.code, refused.out) == (1, "")
    assert said in refused.err.replace('"', "'")
    assert "\x1b" not in refused.err
    assert planner("set", "--json").document["athlete"] == ALL_UNKNOWN


def test_the_listing_follows_the_unit_and_the_week(block: Planner) -> None:
    block("set", "unit", "mi")
    block("set", "week-start", "wednesday")
    assert " mi" in block("today").out
    assert block("week", "--json").document["from"] == "2027-01-06"


def test_keys_are_listed_by_the_names_that_the_settings_take(planner: Planner, settings: Path) -> None:
    settings.write_text('[keys]\n"calendar.done" = ["K", "f4"]\n', encoding="utf-8")
    document = planner("keys", "--json").document
    assert document["settings"] == str(settings)
    found = {one["id"]: one for one in document["keys"]}
    assert set(found) == {command.id for table in commands.COMMAND_TABLES.values() for command in table}
    assert found["calendar.done"] == {
        "id": "calendar.done",
        "keys": ["K", "f4"],
        "place": "calendar",
        "help": next(command.help for command in commands.CALENDAR_COMMANDS if command.id == "calendar.done"),
        "changed": True,
    }
    assert found["calendar.skip"]["keys"] == ["s"]
    assert not found["calendar.skip"]["changed"]
    lines = planner("keys").out.splitlines()
    assert [line for line in lines if line.startswith("* ")] == [
        line for line in lines if "calendar.done" in line and "K f4" in line
    ]


@pytest.mark.parametrize("words", [["keys"], ["keys", "--json"]])
def test_wrong_keys_are_refused_where_they_are_listed_and_nowhere_else(
    planner: Planner, settings: Path, words: list[str]
) -> None:
    settings.write_text('[keys]\n"calendar.done" = "ctrl+enter"\n', encoding="utf-8")
    refused = planner(*words)
    assert (refused.code, refused.out) == (1, "")
    assert str(settings) in refused.err
    assert '"ctrl+enter" is no key' in refused.err
    assert planner("today").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[kees]\na = "b"', 'there is no section "kees"; there are screen, keys, rules and athletes.'),
        ("athlete = 4", "athlete must be one of the names"),
        ('athlete = "cleo"', 'there is no athlete "cleo"; the section athletes lists none.'),
        (
            'athlete = "cleo"\n[athletes]\nann = "a.db"\nbob = "b.db"',
            'there is no athlete "cleo"; there are ann and bob.',
        ),
        ("[athletes]\nann = 4", 'athletes."ann" must be the path of a database, not 4.'),
        ('[athletes]\nann = " "', 'athletes."ann" must be the path of a database'),
        ('[athletes]\n"" = "a.db"', 'athletes: "" is no name'),
        ('[athletes]\n"a\\u001b[2J" = "a.db"', "is no name"),
        ("athletes = 3", "athletes must be a section."),
        ("[keys]\ncalendar.done = 7", 'keys."calendar.done" must be a key or a list of keys, not 7.'),
        ("keys = 3", "keys must be a section."),
    ],
)
def test_a_wrong_settings_file_is_refused_with_its_name(planner: Planner, settings: Path, text: str, said: str) -> None:
    settings.write_text(text, encoding="utf-8")
    refused = planner("today")
    assert refused.code == 1
    assert f"{settings}: " in refused.err
    assert said in refused.err
    assert "\x1b" not in refused.err


@pytest.fixture
def named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Planner:
    """The command line without a database of the test's own: the settings and PLANNER_DB say which is meant."""

    def call(*words: str, planner_db: str = "") -> Said:
        capsys.readouterr()
        monkeypatch.setenv("PLANNER_DB", planner_db)
        code = main(["--today", "2027-01-06", *words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


def test_each_athlete_has_a_calendar_of_their_own(settings: Path, named: Planner) -> None:
    bobs = settings.parent / "bob.db"
    settings.write_text('athlete = "ann"\n[athletes]\nann = "deep/ann.db"\nbob = "bob.db"\n', encoding="utf-8")
    (settings.parent / "deep").mkdir()
    assert named("set", "unit", "mi").code == 0
    assert named("--db", "bob", "set", "week-start", "sunday").code == 0
    assert bobs.exists()

    def unit(*words: str, planner_db: str = "") -> str:
        return str(named(*words, "set", "--json", planner_db=planner_db).document["athlete"]["unit"])

    assert unit() == unit("--db", "ann") == unit(planner_db="ann") == "mi"
    assert unit("--db", "bob") == unit(planner_db="bob") == unit("--db", str(bobs)) == "km"
    located = named("locate", "--json", planner_db="bob").document
    assert located["database"] == str(bobs)
    assert located["athletes"] == [
        {"name": "ann", "database": str(settings.parent / "deep" / "ann.db"), "chosen": False},
        {"name": "bob", "database": str(bobs), "chosen": True},
    ]
    assert f"athlete   bob  {bobs}  (chosen)" in named("--db", "bob", "locate").out.splitlines()


def test_a_listed_name_wins_over_a_file_that_bears_it_and_a_path_is_a_path(
    settings: Path, tmp_path: Path, named: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write_text('[athletes]\nann = "ann.db"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ann").write_text("not a database", encoding="utf-8")
    assert named("--db", "ann", "locate", "--json").document["database"] == str(settings.parent / "ann.db")
    assert named("--db", "./bob", "locate", "--json").document["database"] == "bob"
    assert named("--db", "bob.db", "locate", "--json").document["database"] == "bob.db"
    assert named("--db", "./ann", "today").code == 1


def test_help_says_that_a_name_wins(planner: Planner) -> None:
    assert "an athlete's name" in " ".join(planner("--help").out.split())
