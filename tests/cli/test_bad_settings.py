"""A settings file or a name that cannot be used: one sentence from every command and from the screen, never a wait."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.command_table import COMMANDS
from tests.cli.every_command import plainest_words
from tests.cli.said import Planner, Said

Make = Callable[[Path], object]
Ask = Callable[..., Said]


def written(content: str | bytes) -> Make:
    data = content.encode() if isinstance(content, str) else content
    return lambda path: path.write_bytes(data)


def linked_to(target: str) -> Make:
    return lambda path: path.symlink_to(target)


def make_sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2_000_000_000)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


TEXTS: dict[str, tuple[Make, str]] = {
    "5,000 digits": (written("[rules]\nS7 = " + "9" * 5_000), "more digits than any setting"),
    "5,000 digits in base 16": (written("[rules]\nS7 = 0x" + "f" * 5_000), '"S7" must be a whole number'),
    "a weight beyond measure": (written("[rules]\nS7 = 99999999"), '"S7" must be a whole number, at most 1,000,000'),
    "infinity": (written("[rules]\nS7 = inf"), '"S7" must be a whole number'),
    "brackets": (written("a = " + "[" * 5_000), "nested deeper"),
    "braces": (written("a = " + "{a = " * 5_000), "nested deeper"),
    "a key of 100,000 parts": (written("[keys]\n" + "a." * 100_000 + "a = 1"), "line 2 has more than 200 full stops"),
    "a key of many letters": (written("k" * 5_000 + " = 1"), "there is no section"),
    "twice the same": (written("[screen]\ntheme='calm'\ntheme='plain'"), "not valid TOML"),
    "invalid UTF-8": (written(b"[screen]\ntheme = '\xff'"), "not UTF-8 text (at byte 19)"),
    "UTF-16": (written("[screen]".encode("utf-16")), "not UTF-8 text (at byte 1)"),
    "NUL": (written("athlete = '\0'"), "not valid TOML"),
    "a control sequence": (written('"\\u001b]52;c;x\\u0007" = 1'), "there is no section"),
    "a name with control characters": (written('[athletes]\n"\\u009b2J" = "x"'), "is no name"),
    "a theme with control characters": (written('[screen]\ntheme = "\\u001b[2J"'), "there is no theme"),
    "a mistyped theme": (
        written("[screen]\ntheme = 'tokio-night'"),
        'no theme "tokio-night"; the nearest are tokyo-night',
    ),
    "a theme that is a number": (
        written("[screen]\ntheme = 4"),
        "there are auto, calm, light, contrast, plain and those",
    ),
    "nobody's home": (
        written('[athletes]\nann = "~nosuchuser/ann.db"'),
        'athletes."ann" ~nosuchuser/ann.db: there is no user "nosuchuser" on this machine.',
    ),
    "a path with NUL": (written('[athletes]\nann = "a\\u0000b"'), "no file can have this name"),
}
FILES: dict[str, tuple[Make, str]] = {
    "an endless device": (linked_to("/dev/zero"), "it is a device, not a file"),
    "a pipe": (os.mkfifo, "it is a pipe, not a file"),
    "a directory": (Path.mkdir, "it is a directory, not a file"),
    "a socket": (make_socket, "it is a socket, not a file"),
    "a link to itself": (linked_to("planner.toml"), "cannot be read: too many levels of symbolic links"),
    "a link to nothing": (linked_to("nothing.toml"), "there is no such file"),
    "2 GB of nothing": (make_sparse, "it has more than 1 MB"),
}
BAD_SETTINGS = TEXTS | FILES


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def call(*words: str) -> Said:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)  # the path of a socket can have 108 bytes
    try:
        yield
    finally:
        os.chdir(before)


@pytest.fixture
def make_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes a settings file of a shape, in a folder with nothing else."""

    def make(shape: str) -> Path:
        path = tmp_path / "settings" / "planner.toml"
        path.parent.mkdir()
        monkeypatch.setenv("PLANNER_CONFIG", str(path))
        monkeypatch.setenv("PLANNER_DB", str(path.with_name("book.db")))
        with working_in(path.parent):
            BAD_SETTINGS[shape][0](Path(path.name))
        return path

    return make


def assert_one_sentence(said: Said, sentence: str) -> None:
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert said.err.startswith("planner: ")
    assert len(said.err) < 600
    assert said.err.removesuffix("\n").isprintable()


@pytest.mark.parametrize("shape", BAD_SETTINGS)
def test_every_command_and_the_screen_refuse_bad_settings_in_one_sentence(
    shape: str, make_settings: Callable[[str], Path], ask: Ask
) -> None:
    path = make_settings(shape)
    sentence = BAD_SETTINGS[shape][1]
    assert_one_sentence(ask(), sentence)
    for command in COMMANDS.keys() - {"config", "help"}:
        said = ask(*plainest_words(command))
        assert_one_sentence(said, sentence)
        assert str(path) in said.err
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("shape", BAD_SETTINGS)
def test_config_says_where_bad_settings_are_and_what_is_wrong(
    shape: str, make_settings: Callable[[str], Path], ask: Ask
) -> None:
    path = make_settings(shape)
    said = ask("config", "path")
    assert (said.code, said.out) == (0, f"{path}\n")
    assert_one_sentence(ask("config", "show"), BAD_SETTINGS[shape][1])


@pytest.mark.parametrize("shape", TEXTS)
def test_config_edit_mends_bad_settings(
    shape: str, make_settings: Callable[[str], Path], ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_settings(shape)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "[screen]" > "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    assert ask("config", "edit").out == "The settings have no mistake.\n"
    assert ask("config", "show").code == 0


@pytest.mark.parametrize("shape", [shape for shape in FILES if shape != "2 GB of nothing"])
def test_config_edit_opens_no_editor_on_what_is_no_file(
    shape: str, make_settings: Callable[[str], Path], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_settings(shape)
    monkeypatch.setenv("EDITOR", str(path.with_name("no-editor")))
    assert_one_sentence(ask("config", "edit"), BAD_SETTINGS[shape][1])


BAD_NAMES = [
    ("~nosuchuser/x", '~nosuchuser/x: there is no user "nosuchuser" on this machine.'),
    ("~" + "u" * 5_000, "there is no user"),
    ("a\0b", "no file can have this name."),
    ("a\ud800b", "no file can have this name."),
    ("n" * 5_000, "nnn…"),
    ("/dev/zero", "is a device, not a planner database."),
    ("\x1b]52;c;x\x07\0", "no file can have this name."),
]


@pytest.mark.parametrize(
    ("name", "sentence"), BAD_NAMES, ids=[name[:12].encode("ascii", "replace").hex() for name, _ in BAD_NAMES]
)
def test_a_name_that_no_database_can_have_is_refused(name: str, sentence: str, ask: Ask) -> None:
    for words in (["today"], ["week"], ["undo"], ["set"]):
        assert_one_sentence(ask("--db", name, *words), sentence)


@pytest.mark.parametrize("variable", ["PLANNER_DB", "PLANNER_CONFIG"])
def test_a_variable_that_names_nobodys_home_is_named(variable: str, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "~nosuchuser/x")
    assert_one_sentence(ask("today"), f'{variable} ~nosuchuser/x: there is no user "nosuchuser" on this machine.')


def test_without_a_home_the_sentence_says_what_to_set(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_user(_: int) -> None:
        raise KeyError

    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "PLANNER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", no_user)
    assert_one_sentence(ask("today"), "Your home directory is not known; set HOME to it.")
    monkeypatch.setenv("PLANNER_CONFIG", "~/planner.toml")
    assert_one_sentence(ask("today"), "PLANNER_CONFIG ~/planner.toml: HOME is not set.")


def test_settings_that_may_not_be_read_are_named(
    program: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "planner.toml"
    path.write_text("[screen]\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this account reads every file")
    monkeypatch.setenv("PLANNER_CONFIG", str(path))
    assert_one_sentence(program("today"), "it cannot be read: permission denied")
