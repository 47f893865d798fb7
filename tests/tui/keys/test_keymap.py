"""Keys of the settings file: read, refused with a sentence, and on the screen wherever a key is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from planner.config import Settings, read_settings
from planner.training.refusal import RefusedError
from planner.tui.keys import commands
from planner.tui.keys.command import Command, without_keys_of
from planner.tui.keys.keymap import Keymap, keymap_from_settings
from planner.tui.keys.keynames import NAMED_KEYS, RESERVED_KEYS, format_key, parse_key
from planner.tui.sheets.done import DoneSheet
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, as_it_stands, calendar, settle

SENT = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "enter": "\r",
    "tab": "\t",
    "ctrl+z": "\x1a",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "escape": "\x1b",
    **dict(zip((f"f{number}" for number in range(1, 5)), ("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS"), strict=True)),
    **{
        f"f{number}": f"\x1b[{code}~"
        for number, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)
    },
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abdefgklnoprstuvwxycq"},
}
"""What a terminal of the old kind sends for each key that has no character of its own."""

EVERY = [(place, command) for place, table in commands.COMMAND_TABLES.items() for command in table]


def arriving(sent: str) -> list[str]:
    """The keys that Textual's own parser makes of some bytes."""
    parser = XTermParser()
    events = [*parser.feed(sent), *parser.feed("")]
    return [event.key for event in events if isinstance(event, Key)]


def sent_by(key: str) -> str:
    return SENT.get(key) or format_key(key)


@pytest.mark.parametrize("command", [command for _, command in EVERY], ids=lambda command: command.id)
def test_every_default_key_reaches_the_program_from_an_old_terminal(command: Command) -> None:
    for key in command.key_names:
        assert arriving(sent_by(key)) == [key]
        assert parse_key(format_key(key)) == key, "what is shown can be written in the settings"


@pytest.mark.parametrize("key", sorted(NAMED_KEYS | set(RESERVED_KEYS)))
def test_every_key_that_the_settings_take_reaches_the_program(key: str) -> None:
    assert arriving(SENT[key]) == [key]
    assert parse_key(key.upper()) == key


def test_every_character_of_a_keyboard_is_a_key() -> None:
    for character in map(chr, range(33, 127)):
        key = parse_key(character)
        assert key is not None
        assert format_key(key) == character
        assert arriving(character) == [key]


@pytest.mark.parametrize("written", ["ctrl+i", "ctrl+m", "ctrl+h", "ctrl+[", "ctrl+enter", "ctrl+shift+x", "alt+b"])
def test_keys_that_no_old_terminal_sends_are_no_keys(written: str) -> None:
    assert parse_key(written) is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("K", "K"),
        ("é", "é"),
        ("?", "question_mark"),
        ("question_mark", "question_mark"),
        ("plus", "plus"),
        ("Ctrl+D", "ctrl+d"),
        ("PageUp", "pageup"),
        ("pgdn", "pagedown"),
        ("esc", "escape"),
        ("←", "left"),
        (" ", "space"),
        ("d,f2", None),
        ("hyperspace", None),
        ("\x1b", None),
    ],
)
def test_keys_are_written_as_people_write_them(written: str, key: str | None) -> None:
    assert parse_key(written) == key


def test_no_two_commands_of_a_place_have_one_key_and_every_name_is_used_once() -> None:
    names = [command.id for _, command in EVERY]
    assert len(set(names)) == len(names)
    for place, table in commands.COMMAND_TABLES.items():
        keys = [key for command in table for key in command.key_names]
        app = without_keys_of(commands.APP_COMMANDS, table) if place != "app" else ()
        keys += [key for command in app for key in command.key_names]
        assert len(set(keys)) == len(keys)
        assert all(command.id.partition(".")[0] == place for command in table)
        replaced = {command.id for command in commands.APP_COMMANDS if place != "app" and command not in app}
        assert replaced == ({"app.help", "app.quit"} if place == "session" else set())
    assert {f"app.{mode}" for mode, _, _ in commands.SCREEN_TABS} <= set(names)


def settings_of(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "planner.toml"
    path.write_text(f"[keys]\n{text}\n", encoding="utf-8")
    return read_settings(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"calendar.don" = "K"', 'keys."calendar.don" is no command; did you mean calendar.done?'),
        ('"xyz" = "K"', 'keys."xyz" is no command; "planner keys" lists them.'),
        ('"calendar.done" = "ctrl+enter"', 'keys."calendar.done": "ctrl+enter" is no key that every terminal sends'),
        ('"calendar.done" = "ctrl+i"', '"ctrl+i" is no key'),
        ('"calendar.done" = "alt+b"', '"alt+b" is no key'),
        ('"calendar.done" = "ctrl+c"', '"ctrl+c" always leaves and cannot be given'),
        ('"calendar.done" = ["K", "ctrl+q"]', '"ctrl+q" always leaves'),
        ('"calendar.done" = "f1"', '"f1" always shows help'),
        ('"calendar.done" = ""', 'keys."calendar.done" is empty'),
        ('"calendar.done" = []', 'keys."calendar.done" is empty'),
        ('"calendar.done" = 4', 'keys."calendar.done" must be a key or a list of keys, not 4'),
        ('"calendar.done" = "s"', 'keys."calendar.done": "s" is the key of calendar.skip too'),
        ('"calendar.done" = "q"', 'keys."calendar.done": "q" is the key of app.quit too'),
        ('"app.quit" = "w"', 'keys."app.quit": "w" is the key of calendar.why too'),
        ('"session.pause" = "?"', 'keys."session.pause": "?" is the key of app.help too'),
        ('"calendar.done" = "z"\n"calendar.skip" = "z"', '"z" is the key of calendar.done too'),
    ],
)
def test_a_wrong_key_is_refused_with_a_sentence_that_names_file_command_and_value(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        keymap_from_settings(settings_of(tmp_path, text))
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"{tmp_path / 'planner.toml'}: keys")


def test_keys_may_be_swapped_and_given_without_quotes_around_the_name(tmp_path: Path) -> None:
    keys = keymap_from_settings(settings_of(tmp_path, 'calendar.done = "s"\n"calendar.skip" = ["d", "f2"]'))
    assert keys["calendar.done"] == "s"
    assert keys.key_names("calendar.skip") == ("d", "f2")
    assert keys["calendar.undo"] == "u"


def test_a_pair_of_keys_stays_a_pair_when_one_of_them_changes() -> None:
    keys = Keymap({"calendar.right": ("f5", "l"), "calendar.week_on": ("full_stop",)})
    shown = {command.id: command.key_text for command in keys.apply_to(commands.CALENDAR_COMMANDS)}
    assert shown["calendar.left"] == "← f5 h l"
    assert shown["calendar.week_back"] == "[ ."
    assert shown["calendar.up"] == "↑ ↓ k j"
    assert shown["calendar.week_on"] == "."


REMAPPED = Settings(
    keys={
        "calendar.done": ("K",),
        "calendar.undo": ("f4",),
        "calendar.skip": ("d",),
        "app.builder": ("8",),
        "app.colours": ("f6",),
    }
)


async def test_footer_help_and_palette_show_the_new_key(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(replace(book, settings=REMAPPED), 120, 40) as pilot:
        bottom = (await see(pilot)).splitlines()[-1]
        assert " K done " in bottom
        assert " d skip " in bottom
        assert " f4 undo " in bottom
        assert bottom.rstrip().endswith("8  3  4")
        await pilot.press("question_mark")
        told = " ".join((await see(pilot)).split())
        assert " K Mark a workout done" in told
        assert " d Skip a workout" in told
        assert " 8 Build a training block" in told
        assert " f6 Choose the colours" in told
        await pilot.press("escape", "ctrl+p", *"mark a")
        assert "▌K Mark a workout done" in " ".join((await see(pilot)).split())


async def test_the_new_key_works_and_the_old_one_is_dead(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(replace(book, settings=REMAPPED)) as pilot:
        before = as_it_stands(pilot)
        await pilot.press("u", "s", "2")
        await settle(pilot)
        assert as_it_stands(pilot) == before
        await pilot.press("K")
        await settle(pilot)
        sheet = pilot.app.screen
        assert isinstance(sheet, DoneSheet)
        await pilot.press("d")  # within its sheet the key stays what it was
        assert "f4 takes it back." in await see(pilot)
        await pilot.press("f4")
        assert "Taken back: mark done" in await see(pilot)
        assert pilot.app.screen is calendar(pilot)


async def test_a_command_without_a_key_gets_one_from_the_settings(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(replace(book, settings=REMAPPED)) as pilot:
        assert pilot.app.theme == "calm"
        await pilot.press("f6", "down", "down", "down", "enter")
        assert pilot.app.theme == "contrast"


async def test_an_empty_calendar_and_the_builder_name_the_new_keys(
    empty_book: Planbook, open_app: OpenApp, see: See
) -> None:
    keys = {"app.builder": ("8",), "builder.commit": ("f3",), "builder.fresh": ("N",), "builder.turn": ("f9",)}
    async with open_app(replace(empty_book, settings=Settings(keys=keys)), 100, 30) as pilot:
        assert "Press 8 to build" in await see(pilot)
        await pilot.press("8")
        shown = await see(pilot)
        assert "f3 store" in shown
        await pilot.press("tab")
        assert "f3 store" in await see(pilot)
        await pilot.press("f3")
        assert "enter stores " in await see(pilot)
        await pilot.press("f3")
        assert "takes it back" in await see(pilot)
