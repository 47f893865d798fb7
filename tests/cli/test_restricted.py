"""`planner --restricted` as an ssh forced command runs it: the client's command is in an environment variable."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.said import Said
from tests.exchange.recordings.xml_samples import gpx_file, gpx_run, gpx_track
from tests.tui.season import write_season

Ask = Callable[..., Said]
AskAll = Callable[[list[str]], list[Said]]

ANSWER_ALL = """
import io, json, os, sys
from contextlib import redirect_stderr, redirect_stdout
from planner.cli import main
answers = []
for asked in json.loads(sys.argv[1]):
    os.environ["SSH_ORIGINAL_COMMAND"] = asked
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        try:
            code = main(["--restricted", "--today", "2027-01-07"])
        except SystemExit as leaving:
            code = leaving.code
    answers.append((code, out.getvalue(), err.getvalue()))
print(json.dumps(answers))
"""
"""Locks its process again for each request, always into the same directory, which changes nothing."""


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("season") / "planner.db"
    write_season(path)
    return path


@pytest.fixture
def home(season: Path, tmp_path: Path) -> Path:
    """An account with a database in its data directory, and with files next to it."""
    data = tmp_path / "planner"
    data.mkdir()
    shutil.copy(season, data / "planner.db")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "other.db").write_bytes((data / "planner.db").read_bytes())
    (data / "link.yaml").symlink_to("../secret.txt")
    os.mkfifo(data / "pipe.yaml")
    return tmp_path


@pytest.fixture
def ask(home: Path) -> Ask:
    """Return the answer to one request of a client."""

    def call(asked: str | None, *forced: str, **environment: str) -> Said:
        command = [sys.executable, "-m", "planner", "--restricted", "--today", "2027-01-07", *forced]
        done = run(command, home, **environment, **({} if asked is None else {"SSH_ORIGINAL_COMMAND": asked}))
        return Said(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def ask_all(home: Path) -> AskAll:
    """Return the answers to several requests of a client, all given by one process."""

    def call(asked: list[str]) -> list[Said]:
        done = run([sys.executable, "-c", ANSWER_ALL, json.dumps(asked)], home)
        assert done.returncode == 0, done.stderr
        return [Said(*answer) for answer in json.loads(done.stdout)]

    return call


def run(command: list[str], home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home), **environment}
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60, env=variables
    )


def test_the_clients_words_are_the_command(ask: Ask) -> None:
    said = ask("done --rpe 5 --note 'windy; rm -rf \"$HOME\" `id`'")
    assert (said.code, said.err) == (0, "")
    assert "Tempo" in said.out
    [item] = ask("planner today --json").document["items"][:1]
    assert (item["status"], item["actual"]["rpe"]) == ("done", 5)
    assert item["actual"]["note"] == 'windy; rm -rf "$HOME" `id`'


def test_a_forced_command_with_a_command_hears_no_other(ask: Ask) -> None:
    said = ask("undo", "week")
    assert said.code == 0
    assert "Tempo" in said.out


NAMES_OUTSIDE = [
    "/etc/passwd",
    "../secret.txt",
    "link.yaml",
    "/no/such/file",
    "..",
    "/dev/null",
    "~root/x",
    os.__file__,
    "'a\nb/../../../x'",
]


def test_a_file_outside_is_refused_in_one_sentence(ask_all: AskAll, home: Path) -> None:
    commands = (
        *("slot ", "new --race 2027-04-18 --from ", "busy "),
        *("backup ", "restore ", "doctor --recover "),
    )
    asked = [command + name for command in commands for name in NAMES_OUTSIDE]
    for words, said in zip(asked, ask_all(asked), strict=True):
        assert (said.code, said.out) == (1, ""), words
        assert said.err.endswith(f": this planner is restricted to {home.resolve()}/planner.\n"), words
        assert said.err.count("\n") == 1, words


def test_backups_are_made_and_restored_inside(ask: Ask, home: Path) -> None:
    assert ask("backup mine.db").code == 0
    assert (home / "planner" / "mine.db").stat().st_mode & 0o777 == 0o600
    assert ask("backup").code == 0
    assert ask("restore 1").code == 0
    assert ask("restore mine.db").code == 0
    assert ask("export json -o mine.json").code == 0
    assert ask("restore mine.json").code == 0
    assert ask("doctor --compact").code == 0
    assert ask("doctor --recover rescued.db").code == 0
    assert ask("doctor").code == 0


def test_a_plan_inside_is_read_by_its_bare_name(ask: Ask, home: Path) -> None:
    (home / "planner" / "plan.txt").write_text("plan: Two easy weeks\nunit: km\n\nweek 1\nmon: 8 easy\n")
    assert "restricted" not in ask("new --from plan.txt --start 2027-03-01 --dry-run").err
    assert "pipe" in ask("slot pipe.yaml").err


def test_a_calendar_of_a_folder_that_is_a_link_out_is_named_and_not_read(ask: Ask, home: Path) -> None:
    folder = home / "planner" / "calendars"
    folder.mkdir()
    (folder / "inside.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    (home / "outside.ics").write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:secret\nEND:VEVENT\nEND:VCALENDAR\n")
    (folder / "link.ics").symlink_to("../../outside.ics")
    os.mkfifo(folder / "pipe.ics")
    said = ask("busy calendars --dry-run")
    assert said.code == 0, said.err
    assert "link.ics: this planner is restricted to " in said.out
    assert "pipe.ics: it is a pipe, not a file." in said.out


NOT_FOR_A_RESTRICTED_ACCOUNT = [
    ("rm -rf x; ls", 2, 'there is no command "rm"'),
    ("/usr/lib/openssh/sftp-server", 2, "there is no command"),
    ("scp -t .", 2, 'there is no command "scp"'),
    ("today; id", 2, 'there is no command "today;"'),
    ("today && id", 2, '"&&" is a word too many'),
    ("--db ../other.db today", 2, "--db is decided here, not by who connects"),
    ("today --db=../other.db", 2, "--db is decided here, not by who connects"),
    ("--restricted today", 2, "--restricted is decided here, not by who connects"),
    ("done --note 'never closed", 2, "the command cannot be read: no closing quotation"),
    ("done --note \x1b]0;x\x07 --rpe", 2, "expected one argument"),
    ("demo", 1, "demo makes a database elsewhere"),
    ("serve --port 0", 1, "serve starts other programs, and this planner is restricted to its own directory."),
    ("squad", 1, "squad reads the databases of others, and this planner is restricted to its own directory."),
    ("planner", 2, "The full screen needs a terminal"),
]


def test_what_is_not_for_a_restricted_account(ask_all: AskAll, home: Path) -> None:
    before = (home / "planner" / "planner.db").read_bytes()
    answers = ask_all([asked for asked, _, _ in NOT_FOR_A_RESTRICTED_ACCOUNT])
    for (asked, code, sentence), said in zip(NOT_FOR_A_RESTRICTED_ACCOUNT, answers, strict=True):
        assert (said.code, said.out) == (code, ""), asked
        assert sentence in said.err, asked
        assert said.err.count("\n") == 1, asked
        assert "\x1b" not in said.err, asked
    assert (home / "planner" / "planner.db").read_bytes() == before


def test_the_account_decides_where_the_files_are(ask: Ask, home: Path) -> None:
    (home / "bad.toml").write_text("not toml")
    variables = {"PLANNER_DB": str(home / "other.db"), "PLANNER_CONFIG": str(home / "bad.toml")}
    found = ask("locate --json", **variables).document
    assert found["database"] == str(home / "planner" / "planner.db")
    assert found["settings"] == str(home / "planner" / "planner.toml")
    (home / "planner" / "planner.toml").write_text("[screen]\ntheme = 'loud'\n")
    assert "loud" in ask("today").err


def test_a_database_elsewhere_is_for_the_forced_command_to_name(ask: Ask, home: Path) -> None:
    forced = "--db", str(home / "runs" / "book.db")
    assert "There is no database" in ask("today", *forced).err
    assert not (home / "runs").exists()
    assert ask("set unit km", *forced).code == 0
    assert (home / "runs" / "book.db").exists()
    assert "Nothing is planned here" in ask("today", *forced).out


def test_a_database_that_is_a_link_out_is_not_opened(ask: Ask, home: Path) -> None:
    database = home / "planner" / "planner.db"
    database.unlink()
    database.symlink_to("../other.db")
    before = (home / "other.db").read_bytes()
    said = ask("done")
    assert said.code == 1
    assert "restricted to" in said.err
    assert (home / "other.db").read_bytes() == before


def test_recordings_come_in_from_inside_and_on_the_runners_day(ask_all: AskAll, home: Path) -> None:
    run_at_noon = gpx_file(gpx_track(gpx_run(3000, 900, begin=6 * 3600)))
    (home / "planner" / "run.gpx").write_bytes(run_at_noon)
    (home / "outside.gpx").write_bytes(run_at_noon)
    zone, imported, outside, listed = ask_all(
        ["set zone Pacific/Kiritimati", "import run.gpx", "import ../outside.gpx", "recordings --json"]
    )
    assert (zone.code, imported.code) == (0, 0)
    assert (outside.code, outside.out) == (1, "")
    assert "is restricted to" in outside.err
    (recording,) = listed.document["recordings"]
    assert recording["local_start"] == "2027-01-05T02:00:00"


def test_a_run_comes_through_the_pipe_of_ssh(home: Path) -> None:
    command = [sys.executable, "-m", "planner", "--restricted", "--today", "2027-01-07"]
    variables = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home), "SSH_ORIGINAL_COMMAND": "import -"}
    content = gpx_file(gpx_track(gpx_run(3000, 900)))
    done = subprocess.run(command, input=content, capture_output=True, check=False, timeout=60, env=variables)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"imported: standard input")


@pytest.mark.parametrize(
    "asked",
    [
        "new --from nothing.txt --start 2027-03-01",
        "new --template nonsense",
        "set body-mass 9000",
        "set",
        "import nothing.fit",
        "new --template 10k --start 2027-05-03 --dry-run",
    ],
)
def test_what_stores_nothing_makes_no_directory_of_an_account(tmp_path: Path, asked: str) -> None:
    said = run(
        [sys.executable, "-m", "planner", "--restricted", "--today", "2027-01-07"],
        tmp_path,
        XDG_DATA_HOME=str(tmp_path / "some" / "data"),
        SSH_ORIGINAL_COMMAND=asked,
    )
    assert "Traceback" not in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_first_workout_of_an_account_makes_its_directory(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "planner", "--restricted", "--today", "2027-01-07"]
    data = tmp_path / "some" / "data"
    said = run(command, tmp_path, XDG_DATA_HOME=str(data), SSH_ORIGINAL_COMMAND="set level novice")
    assert said.returncode == 0, said.stderr
    assert (data / "planner" / "planner.db").is_file()


def test_a_folder_of_events_is_kept_inside_and_none_outside(ask_all: AskAll, home: Path) -> None:
    (home / "planner" / "out").symlink_to(home)
    inside, again, above, absolute, link = ask_all(
        ["sync events --json", "sync events", "sync ..", f"sync {home / 'elsewhere'}", "sync out/events"]
    )
    assert json.loads(inside.out)["folder"] == str((home / "planner" / "events").resolve())
    assert (again.code, again.out, again.err) == (0, "", "")
    assert any((home / "planner" / "events").glob("*.ics"))
    for refused in (above, absolute, link):
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.endswith(f"this planner is restricted to {home / 'planner'}.\n")
    assert not (home / "elsewhere").exists()
    assert not (home / "events").exists()
