"""The key of every command: those of the tables, and what the settings file changes.

The first frame needs only a few keys, so the modules that read and write keys are imported when they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.config import Settings
from planner.invocation import program
from planner.training.refusal import RefusedError
from planner.tui.keys import commands
from planner.tui.keys.command import Command


class Keymap:
    """Which keys each command has.

    Args:
        overrides: Textual's names of the keys, by the id of each command whose keys the settings change.
    """

    def __init__(self, overrides: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.overrides = dict(overrides or {})

    def __getitem__(self, name: str) -> str:
        """Return the first key of a command as people write it, for a sentence; empty where it has none."""
        first = next(iter(self.key_names(name)), "")
        return first if len(first) < 2 else _format_keys((first,))

    def key_names(self, name: str) -> tuple[str, ...]:
        """Return Textual's names of a command's keys."""
        if name in self.overrides:
            return self.overrides[name]
        table = commands.COMMAND_TABLES[name.partition(".")[0]]
        return next(command.key_names for command in table if command.id == name)

    def apply_to(self, table: Iterable[Command]) -> tuple[Command, ...]:
        """Return the commands of a table with the keys that the settings give them."""
        if not self.overrides:
            return tuple(table)
        changed = [self._overridden(command) for command in table]
        for index, command in enumerate(changed):
            pair = [command, *_second_commands(changed, index)] if command.in_help else []
            if len(pair) > 1 and any(half.id in self.overrides for half in pair):
                # Help writes the keys of a pair in turns, the first keys first: "← → h l".
                most = max(len(half.key_names) for half in pair)
                keys = [half.key_names[row] for row in range(most) for half in pair if row < len(half.key_names)]
                changed[index] = command._replace(key_label=_format_keys(keys))
        return tuple(changed)

    def to_textual(self) -> dict[str, str]:
        """Return the changes as Textual takes them."""
        return {name: ",".join(keys) for name, keys in self.overrides.items()}

    def _overridden(self, command: Command) -> Command:
        keys = self.overrides.get(command.id)
        if keys is None:
            return command
        return command._replace(keys=",".join(keys), key_label=_format_keys(keys))


def keymap_from_settings(settings: Settings) -> Keymap:
    """Return the keys with the changes of the settings.

    Raises:
        RefusedError: The settings name a command that does not exist, a key that not every terminal sends, or a key
            that another command has.
    """
    overrides = {name: _parse_keys(settings, name, texts) for name, texts in settings.keys.items()}
    keymap = Keymap(overrides)
    for table_name in commands.COMMAND_TABLES if overrides else ():
        _refuse_clash(settings, keymap, table_name)
    return keymap


def _format_keys(keys: Iterable[str]) -> str:
    """Return keys as people write them, a blank between."""
    from planner.tui.keys.keynames import format_key

    return " ".join(format_key(key) for key in keys)


def _second_commands(table: list[Command], index: int) -> list[Command]:
    """Return the commands that help names together with the one at an index."""
    second: list[Command] = []
    for command in table[index + 1 :]:
        if command.in_help:
            break
        second.append(command)
    return second


def _parse_keys(settings: Settings, name: str, texts: Iterable[str]) -> tuple[str, ...]:
    from planner.tui.keys.keynames import RESERVED_KEYS, parse_key

    known = [command.id for table in commands.COMMAND_TABLES.values() for command in table]
    where = f'{settings.source}: keys."{name}"'
    if name not in known:
        from difflib import get_close_matches

        near = [command_id for command_id in known if command_id.startswith(name)] or get_close_matches(name, known, 1)
        hint = f"; did you mean {near[0]}?" if near else ";"
        raise RefusedError(f'{where} is no command{hint} "{program()} keys" lists them.')
    keys: list[str] = []
    for text in texts:
        key = parse_key(text)
        if key is None:
            raise RefusedError(
                f'{where}: "{text}" is no key that every terminal sends; '
                "take a letter, digit or sign, f2 to f12, ctrl and a letter, or a name such as space, home, pageup."
            )
        if key in RESERVED_KEYS and not (key == "f1" and name == "app.help"):
            raise RefusedError(f'{where}: "{text}" {RESERVED_KEYS[key]} and cannot be given to another command.')
        if key not in keys:
            keys.append(key)
    return tuple(keys)


def _refuse_clash(settings: Settings, keymap: Keymap, table_name: str) -> None:
    """Refuse two commands with one key that work at the same time: those of a screen, and those of the app."""
    from planner.tui.keys.keynames import format_key

    table = commands.COMMAND_TABLES[table_name]
    theirs = {key for command in table for key in command.key_names} if table_name != "app" else set()
    replaced = {(command.id, key) for command in commands.APP_COMMANDS for key in command.key_names if key in theirs}
    owners: dict[str, str] = {}
    for command in keymap.apply_to((*commands.APP_COMMANDS, *table) if table_name != "app" else table):
        for key in command.key_names:
            owner = owners.setdefault(key, command.id)
            is_replaced = (owner, key) in replaced and command.id not in keymap.overrides  # as the tables have it
            if owner != command.id and not is_replaced:
                changed, unchanged = (command.id, owner) if command.id in keymap.overrides else (owner, command.id)
                raise RefusedError(
                    f'{settings.source}: keys."{changed}": "{format_key(key)}" is the key of {unchanged} too; '
                    "give one of the two another key."
                )
