"""The keys as they are for this runner: those of the tables, with what the settings file changes.

The first frame asks for a few of them, so what it takes to read and to write keys is loaded when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.config import Settings
from planner.training.refusal import RefusedError
from planner.tui.keys import commands
from planner.tui.keys.command import Command
from planner.tui.keys.keynames import FIXED, read_key, write_key


class Keys:
    """Which keys each command has.

    Args:
        changes: Textual's names of the keys, by the commands that have others than their table says.
    """

    def __init__(self, changes: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.changes = dict(changes or {})

    def __getitem__(self, name: str) -> str:
        """The first key of a command as people write it, for a sentence; empty where it has none."""
        first = next(iter(self.names(name)), "")
        return first if len(first) < 2 else _written((first,))

    def names(self, name: str) -> tuple[str, ...]:
        """Textual's names of a command's keys."""
        return self.changes.get(name) or _table_of(name)[name].names

    def of(self, table: Iterable[Command]) -> tuple[Command, ...]:
        """The commands of a table with the keys they have here."""
        if not self.changes:
            return tuple(table)
        here = [self._changed(command) for command in table]
        for place, command in enumerate(here):
            pair = [command, *_seconds(here, place)] if command.listed else []
            if len(pair) > 1 and any(one.id in self.changes for one in pair):
                most = max(len(one.names) for one in pair)
                keys = [one.names[row] for row in range(most) for one in pair if row < len(one.names)]
                here[place] = command._replace(shown=_written(keys))
        return tuple(here)

    def keymap(self) -> dict[str, str]:
        """The changes, for Textual."""
        return {name: ",".join(keys) for name, keys in self.changes.items()}

    def _changed(self, command: Command) -> Command:
        keys = self.changes.get(command.id)
        if keys is None:
            return command
        return command._replace(keys=",".join(keys), shown=_written(keys))


def keys_of(settings: Settings) -> Keys:
    """The keys of the settings.

    Raises:
        RefusedError: A command that does not exist, a key that no plain terminal sends, or one that is taken.
    """
    if not settings.keys:
        return Keys()

    return read_keys(settings)


def _written(keys: Iterable[str]) -> str:
    """Keys as people write them, a blank between."""
    from planner.tui.keys.keynames import write_key

    return " ".join(write_key(key) for key in keys)


def _table_of(name: str) -> dict[str, Command]:
    return {command.id: command for command in commands.PLACES[name.partition(".")[0]]}


def _seconds(table: list[Command], place: int) -> list[Command]:
    """The commands that help names together with the one at a place."""
    found: list[Command] = []
    for command in table[place + 1 :]:
        if command.listed:
            break
        found.append(command)
    return found


def read_keys(settings: Settings) -> Keys:
    """The keys of the settings.

    Raises:
        RefusedError: A command that does not exist, a key that no plain terminal sends, or one that is taken.
    """
    changes = {name: _read(settings, name, written) for name, written in settings.keys.items()}
    keys = Keys(changes)
    for place in commands.PLACES:
        _refuse_clash(settings, keys, place)
    return keys


def _read(settings: Settings, name: str, written: Iterable[str]) -> tuple[str, ...]:
    known = [command.id for table in commands.PLACES.values() for command in table]
    where = f'{settings.source}: keys."{name}"'
    if name not in known:
        from difflib import get_close_matches

        near = [one for one in known if one.startswith(name)] or get_close_matches(name, known, 1)
        mean = f"; did you mean {near[0]}?" if near else ";"
        raise RefusedError(f'{where} is no command{mean} "planner keys" lists them.')
    found: list[str] = []
    for one in written:
        key = read_key(one)
        if key is None:
            raise RefusedError(
                f'{where}: "{one}" is no key that every terminal sends; '
                "take a letter, digit or sign, f2 to f12, ctrl and a letter, or a name such as space, home, pageup."
            )
        if key in FIXED and not (key == "f1" and name == "app.help"):
            raise RefusedError(f'{where}: "{one}" {FIXED[key]} and cannot be given to another command.')
        if key not in found:
            found.append(key)
    return tuple(found)


def _refuse_clash(settings: Settings, keys: Keys, place: str) -> None:
    """Two commands on one key, where both are there at once: a screen's own, and the app's."""
    table = commands.PLACES[place]
    owners: dict[str, str] = {}
    for command in keys.of((*commands.APP, *table) if place != "app" else table):
        for key in command.names:
            owner = owners.setdefault(key, command.id)
            if owner != command.id:
                changed, other = (command.id, owner) if command.id in keys.changes else (owner, command.id)
                raise RefusedError(
                    f'{settings.source}: keys."{changed}": "{write_key(key)}" is the key of {other} too; '
                    "give one of the two another key."
                )
