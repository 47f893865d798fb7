"""The keys as they are for this runner: those of the tables, with what the settings file changes.

The first frame asks for a few of them, so what it takes to read and to write keys is loaded when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.config import Settings
from planner.training.refusal import RefusedError
from planner.tui.keys import commands
from planner.tui.keys.command import Command
from planner.tui.keys.keynames import RESERVED_KEYS, format_key, parse_key


class Keymap:
    """Which keys each command has.

    Args:
        overrides: Textual's names of the keys, by the commands that have others than their table says.
    """

    def __init__(self, changes: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.overrides = dict(changes or {})

    def __getitem__(self, name: str) -> str:
        """The first key of a command as people write it, for a sentence; empty where it has none."""
        first = next(iter(self.key_names(name)), "")
        return first if len(first) < 2 else _format_keys((first,))

    def key_names(self, name: str) -> tuple[str, ...]:
        """Textual's names of a command's keys."""
        return self.overrides.get(name) or _commands_by_id(name)[name].key_names

    def apply_to(self, table: Iterable[Command]) -> tuple[Command, ...]:
        """The commands of a table with the keys they have here."""
        if not self.overrides:
            return tuple(table)
        commands = [self._overridden(command) for command in table]
        for place, command in enumerate(commands):
            pair = [command, *_paired_commands(commands, place)] if command.in_help else []
            if len(pair) > 1 and any(one.id in self.overrides for one in pair):
                most = max(len(one.key_names) for one in pair)
                keys = [one.key_names[row] for row in range(most) for one in pair if row < len(one.key_names)]
                commands[place] = command._replace(key_label=_format_keys(keys))
        return tuple(commands)

    def to_textual(self) -> dict[str, str]:
        """The changes, for Textual."""
        return {name: ",".join(keys) for name, keys in self.overrides.items()}

    def _overridden(self, command: Command) -> Command:
        keys = self.overrides.get(command.id)
        if keys is None:
            return command
        return command._replace(keys=",".join(keys), key_label=_format_keys(keys))


def keymap_from_settings(settings: Settings) -> Keymap:
    """The keys of the settings.

    Raises:
        RefusedError: A command that does not exist, a key that no plain terminal sends, or one that is taken.
    """
    if not settings.keys:
        return Keymap()

    return parse_keymap(settings)


def _format_keys(keys: Iterable[str]) -> str:
    """Keys as people write them, a blank between."""
    from planner.tui.keys.keynames import format_key

    return " ".join(format_key(key) for key in keys)


def _commands_by_id(name: str) -> dict[str, Command]:
    return {command.id: command for command in commands.COMMAND_TABLES[name.partition(".")[0]]}


def _paired_commands(table: list[Command], place: int) -> list[Command]:
    """The commands that help names together with the one at a place."""
    found: list[Command] = []
    for command in table[place + 1 :]:
        if command.in_help:
            break
        found.append(command)
    return found


def parse_keymap(settings: Settings) -> Keymap:
    """The keys of the settings.

    Raises:
        RefusedError: A command that does not exist, a key that no plain terminal sends, or one that is taken.
    """
    changes = {name: _parse_keys(settings, name, written) for name, written in settings.keys.items()}
    keys = Keymap(changes)
    for place in commands.COMMAND_TABLES:
        _refuse_clash(settings, keys, place)
    return keys


def _parse_keys(settings: Settings, name: str, written: Iterable[str]) -> tuple[str, ...]:
    known = [command.id for table in commands.COMMAND_TABLES.values() for command in table]
    where = f'{settings.source}: keys."{name}"'
    if name not in known:
        from difflib import get_close_matches

        near = [one for one in known if one.startswith(name)] or get_close_matches(name, known, 1)
        mean = f"; did you mean {near[0]}?" if near else ";"
        raise RefusedError(f'{where} is no command{mean} "planner keys" lists them.')
    found: list[str] = []
    for one in written:
        key = parse_key(one)
        if key is None:
            raise RefusedError(
                f'{where}: "{one}" is no key that every terminal sends; '
                "take a letter, digit or sign, f2 to f12, ctrl and a letter, or a name such as space, home, pageup."
            )
        if key in RESERVED_KEYS and not (key == "f1" and name == "app.help"):
            raise RefusedError(f'{where}: "{one}" {RESERVED_KEYS[key]} and cannot be given to another command.')
        if key not in found:
            found.append(key)
    return tuple(found)


def _refuse_clash(settings: Settings, keys: Keymap, table_name: str) -> None:
    """Two commands on one key, where both are there at once: a screen's own, and the app's."""
    table = commands.COMMAND_TABLES[table_name]
    owners: dict[str, str] = {}
    for command in keys.apply_to((*commands.APP_COMMANDS, *table) if table_name != "app" else table):
        for key in command.key_names:
            owner = owners.setdefault(key, command.id)
            if owner != command.id:
                changed, other = (command.id, owner) if command.id in keys.overrides else (owner, command.id)
                raise RefusedError(
                    f'{settings.source}: keys."{changed}": "{format_key(key)}" is the key of {other} too; '
                    "give one of the two another key."
                )
