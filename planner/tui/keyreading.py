"""The keys of the settings file, read and checked before the screen is taken over.

Textual's own keymap takes any nonsense, and lets a key that was given twice go dead in silence. So every change is read
here first, and refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.config import Settings
from planner.training.refusal import RefusedError
from planner.tui import commands
from planner.tui.keymap import Keys
from planner.tui.keynames import FIXED, read_key, write_key


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
