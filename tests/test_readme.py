"""What the README and docs/ promise is there: their commands run, their keys do something, their links lead somewhere.

A block of commands is run line by line, in the order of its page, by the planner's own command line. A block that needs
more says so after ``sh``: another program, or a terminal.
"""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.command_table import COMMANDS
from planner.cli.parser import parse_args
from planner.config import read_settings
from planner.slotting.rules import DEFAULT_RULES
from planner.tui.keys.command import Command
from planner.tui.keys.commands import COMMAND_TABLES
from planner.tui.keys.keynames import parse_key
from tests.exchange.recordings.xml_samples import gpx_file, gpx_run, gpx_track
from tests.lasting import lasting

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = {page.name: page.read_text(encoding="utf-8") for page in (README, *sorted((ROOT / "docs").glob("*.md")))}
BLOCK = re.compile(r"^```(\w*)[ ]*(.*?)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NO_KEYS = {"hjkl"}
"""Stands for four keys in a table of them."""
MONDAY, WEDNESDAY = "2027-01-04", "2027-01-06"


def shown_commands(text: str, needs: str = "") -> list[str]:
    """The commands of the shell blocks of a page that need no more than that, comments included."""
    blocks = [lines for language, more, lines in BLOCK.findall(text) if language == "sh" and more == needs]
    return [line for lines in blocks for line in lines.splitlines() if line]


def words_of(line: str) -> list[str]:
    """What the planner gets of a line that a shell is given."""
    program, *words = shlex.split(line, comments=True)
    assert program == "planner", f"a block that needs {program} says so after sh: {line}"
    return [str(Path(word).expanduser()) if word.startswith("~/") else word for word in words]


def keys_of(text: str) -> list[str]:
    rows = re.findall(r"^\| (`.*?) \|", text.partition("| Key |")[2], re.MULTILINE)
    return [key for row in rows for key in re.findall(r"`([^`]+)`", row)]


def run(*words: str) -> int:
    try:
        return main(words)
    except SystemExit as leaving:
        return int(leaving.code or 0)


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of somebody who made the README's first block on a Monday."""
    home = tmp_path_factory.mktemp("planned")
    making = next(line for line in shown_commands(PAGES["README.md"]) if line.startswith("planner new"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home))
        patch.setenv("PLANNER_CONFIG", str(home / "planner.toml"))
        patch.setenv("PLANNER_TODAY", MONDAY)
        assert run(*words_of(making)) == 0
    return home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home directory on Monday, with the files that the pages name."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PLANNER_TODAY", MONDAY)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.csv").write_text("week,tue,thu,sun\n1,8 km,5 km tempo,16 km\n2,8 km,5 km,half marathon\n")
    event = "BEGIN:VEVENT\nUID:1\nDTSTART:20270112T173000\nDTEND:20270112T190000\nEND:VEVENT"
    (tmp_path / "work.ics").write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{event}\nEND:VCALENDAR\n")
    (tmp_path / "watch").mkdir()
    two_days = 2 * 86_400
    (tmp_path / "watch" / "known.gpx").write_bytes(gpx_file(gpx_track(gpx_run(5_600, 2_050, two_days))))
    (tmp_path / "watch" / "unknown.gpx").write_bytes(
        gpx_file(gpx_track(gpx_run(3_000, 900, two_days + 30_000), kind=""))
    )
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_run_one_after_the_other(
    page: str, home: Path, planned: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if page != "README.md":  # which makes the block itself
        shutil.copytree(planned, home, dirs_exist_ok=True)
        monkeypatch.setenv("PLANNER_TODAY", WEDNESDAY)
    with lasting():
        for line in shown_commands(PAGES[page]):
            capsys.readouterr()
            assert "--restricted" not in line, "it would lock this process in for good; such a block says restricted"
            status = run(*words_of(line))
            assert status == ("exit 1" in line), f"{line}: {capsys.readouterr().err}"


def test_the_pages_show_commands_and_keys() -> None:
    assert len(PAGES) > 5
    assert all(f"](docs/{page})" in PAGES["README.md"] for page in PAGES if page != "README.md")
    assert all(len(shown_commands(PAGES[page])) > 5 for page in PAGES if page != "ssh.md")
    assert len(keys_of(PAGES["tour.md"])) > 20


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_needs_more_can_be_said_too(page: str) -> None:
    blocks = [lines for language, more, lines in BLOCK.findall(PAGES[page]) if language == "sh" and more]
    for line in "\n".join(blocks).splitlines():
        if line.startswith("planner"):
            assert parse_args(words_of(line.partition(" | ")[0])).command in {None, *COMMANDS}


@pytest.mark.parametrize("page", PAGES)
def test_every_key_that_is_listed_does_something(page: str) -> None:
    commands: list[Command] = [command for table in COMMAND_TABLES.values() for command in table]
    known = {name for command in commands for name in command.key_names}
    assert [key for key in keys_of(PAGES[page]) if key not in NO_KEYS and parse_key(key) not in known] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_page_and_part_that_is_named_is_there(page: str) -> None:
    folder = ROOT if page == "README.md" else ROOT / "docs"
    for path, part in re.findall(r"\]\(([^)#]+)#?([^)]*)\)", PAGES[page]):
        assert (folder / path).is_file(), path
        if part:
            headings = re.findall(r"^#+ (.*)", (folder / path).read_text(encoding="utf-8"), re.MULTILINE)
            assert part in {heading.lower().replace(" ", "-") for heading in headings}


def test_the_settings_that_are_shown_are_read(home: Path) -> None:
    shown = [lines for language, _, lines in BLOCK.findall(PAGES["files.md"]) if language == "toml"]
    assert len(shown) == 1
    (home / "planner.toml").write_text(shown[0], encoding="utf-8")
    assert set(read_settings(home / "planner.toml").athletes) == {"ann", "bob"}


def test_the_hours_on_the_page_about_strength_are_those_of_the_rules() -> None:
    hours = re.findall(r"\| from (.*?) \| (\d+) \w+ \| (\d+) ", PAGES["strength.md"])
    gaps, apart, race = (DEFAULT_RULES.by_id[rule].numbers for rule in ("HC4", "HC7", "HC9"))
    rests = DEFAULT_RULES.by_id["HC5"].numbers["HC5.hours"]
    expected = {
        "a heavy session to the next key run": (gaps["HC4.novice.heavy"], gaps["HC4.experienced.heavy"]),
        "a moderate one to the next key run": (gaps["HC4.novice.moderate"], gaps["HC4.experienced.moderate"]),
        "a run to a heavy session": (rests, rests),
        "one heavy or moderate session to the next": (apart["HC7.days"], apart["HC7.days"]),
        "a heavy session to a goal race": (race["HC9.A.heavy"], race["HC9.A.heavy"]),
    }
    assert {words: (int(novice), int(other)) for words, novice, other in hours} == expected


def test_a_page_is_read_in_a_few_minutes() -> None:
    lengths = {page: len(text.split()) for page, text in PAGES.items()}
    assert lengths.pop("README.md") < 700
    assert {page: length for page, length in lengths.items() if length >= 1_200} == {}


def test_every_command_is_named_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in changelog] == []
