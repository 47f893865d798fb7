"""Read the settings file. It is TOML, every key is optional (`TEMPLATE` has them all), a mistake is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.text import clean_line, join_words
from planner.training.refusal import RefusedError

TEMPLATE = """\
# The settings of planner. Every line is optional; take the # away from those you want.

# athlete = "ann"                # whose calendar to open without --db

# [athletes]                     # the database of each; relative paths start at the folder of this file
# ann = "~/running/ann.db"
# bob = "bob.db"

# [screen]
# theme = "calm"                 # calm, contrast, plain; overrides what was chosen on the screen
# glyphs = "unicode"             # or "ascii"

# [keys]                         # names from `planner keys`; the keys within a sheet (enter, escape ...) are fixed
# "calendar.done" = "K"          # a letter, a sign, f2, ctrl+d, space, pageup
# "calendar.undo" = ["z", "f4"]

# [rules]                        # hours and weights of the slotting rules; names from `planner rules`
# "S7" = 8
"""
"""What a new settings file begins with: every setting, none of them made."""
THEMES = ("calm", "contrast", "plain")
GLYPHS = ("unicode", "ascii")
_SECTIONS = ("screen", "keys", "rules", "athletes")
_MAX_NAME = 40


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of the settings file.

    Attributes:
        theme: Name of the colour theme; None when the file names none.
        glyphs: ``unicode`` or ``ascii``; None when the file names none.
        rules: Slotting weights and hours that replace the published ones, by name; checked by the slotter.
        keys: Keys as they are written in the file, by the name of the command; checked by the screen.
        athletes: The database of each athlete, by name.
        athlete: The name from `athletes` whose calendar opens without ``--db``; may be empty.
        source: The file, to name it in refusals; None when there is none.
    """

    theme: str | None = None
    glyphs: str | None = None
    rules: Mapping[str, int] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    athletes: Mapping[str, Path] = field(default_factory=dict)
    athlete: str = ""
    source: Path | None = None


def read_settings(path: Path) -> Settings:
    """Return the settings in a file; the defaults when there is no such file.

    Raises:
        RefusedError: The file cannot be read, is not TOML, or holds an unknown key or value.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{path}: the settings file cannot be read ({type(error).__name__}).") from error
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RefusedError(f"{path}: not valid TOML: {error}.") from error
    unknown = sorted(set(document) - {*_SECTIONS, "athlete"})
    if unknown:
        raise RefusedError(f'{path}: there is no section "{unknown[0]}"; there are {join_words(_SECTIONS)}.')
    screen = _table(path, document, "screen")
    unknown = sorted(set(screen) - {"theme", "glyphs"})
    if unknown:
        raise RefusedError(f'{path}: screen has no key "{unknown[0]}"; it has theme and glyphs.')
    athletes = _read_athletes(path, _table(path, document, "athletes"))
    return Settings(
        theme=_read_choice(path, screen, "theme", THEMES),
        glyphs=_read_choice(path, screen, "glyphs", GLYPHS),
        rules=_read_rules(path, _table(path, document, "rules")),
        keys=_read_keys(path, _table(path, document, "keys")),
        athletes=athletes,
        athlete=_read_athlete_name(path, document.get("athlete", ""), athletes),
        source=path,
    )


def _table(path: Path, document: dict[str, Any], name: str) -> dict[str, Any]:
    table = document.get(name, {})
    if not isinstance(table, dict):
        raise RefusedError(f"{path}: {name} must be a section.")
    return table


def _read_choice(path: Path, table: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str | None:
    value = table.get(key)
    if value is not None and value not in allowed:
        raise RefusedError(f'{path}: screen.{key} must be one of {", ".join(allowed)}, not "{value}".')
    return value


def _read_rules(path: Path, table: dict[str, Any]) -> dict[str, int]:
    for key, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int):
            raise RefusedError(f'{path}: rules."{key}" must be a whole number, not {value!r}.')
    return dict(table)


def _read_keys(path: Path, table: dict[str, Any], prefix: str = "") -> dict[str, tuple[str, ...]]:
    """Return the keys of each command. A name without quotes, ``calendar.done = "K"``, is a nested table in TOML."""
    keys: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        name = prefix + key
        if isinstance(value, dict):
            keys |= _read_keys(path, value, f"{name}.")
            continue
        written = value if isinstance(value, list) else [value]
        if not all(isinstance(key_name, str) for key_name in written):
            raise RefusedError(f'{path}: keys."{name}" must be a key or a list of keys, not {value!r}.')
        if not written or not all(written):
            raise RefusedError(f'{path}: keys."{name}" is empty; give it a key, or leave the line out.')
        keys[name] = tuple(written)
    return keys


def _read_athletes(path: Path, table: dict[str, Any]) -> dict[str, Path]:
    """Return the database of each athlete."""
    for name, value in table.items():
        if not isinstance(value, str) or not value.strip():
            raise RefusedError(f'{path}: athletes."{name}" must be the path of a database, not {value!r}.')
        if not name or clean_line(name, _MAX_NAME) != name:
            raise RefusedError(f"{path}: athletes: {name!r} is no name: 1 to {_MAX_NAME} plain characters are.")
    return {name: path.absolute().parent / Path(value).expanduser() for name, value in table.items()}


def _read_athlete_name(path: Path, name: object, athletes: Mapping[str, Path]) -> str:
    if not isinstance(name, str):
        raise RefusedError(f"{path}: athlete must be one of the names of the section athletes, not {name!r}.")
    if name and name not in athletes:
        known = f"there are {join_words(athletes)}" if athletes else "the section athletes lists none"
        raise RefusedError(f'{path}: there is no athlete "{name}"; {known}.')
    return name
