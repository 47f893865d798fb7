"""Read the settings file. It is TOML, every key is optional (`TEMPLATE` has them all), a mistake is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planner.named_files import path_from_name, read_whole, shown_name
from planner.text import clean_line, join_words
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

TEMPLATE = """\
# The settings of planner. Every line is optional; take the # away from those you want.

# athlete = "ann"                # whose calendar to open without --db

# [athletes]                     # the database of each; relative paths start at the folder of this file
# ann = "~/running/ann.db"
# bob = "bob.db"

# [screen]
# theme = "auto"                 # calm, light, contrast, plain, tokyo-night ...; auto is light or calm, as the
                                 # terminal is. It overrides what was chosen on the screen
# glyphs = "unicode"             # or "ascii"
# mouse = true                   # false leaves the mouse to the terminal, to select text with

# [keys]                         # names from `planner keys`; the keys within a sheet (enter, escape ...) are fixed
# "calendar.done" = "K"          # a letter, a sign, f2, ctrl+d, space, pageup
# "calendar.undo" = ["z", "f4"]

# [rules]                        # hours and weights of the slotting rules; names from `planner rules`
# "S7" = 8
"""
"""What a new settings file begins with: every setting, none of them made."""
AUTO = "auto"
"""The theme that is light or calm, as the terminal's background is."""
OWN_THEMES = (AUTO, "calm", "light", "contrast", "plain")
TEXTUAL_THEMES = (
    *("atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato"),
    *("catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn"),
    *("rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light", "tokyo-night"),
    *("ansi-dark", "ansi-light"),
)
"""The themes that Textual has; a test compares them with the installed version, whose import takes 200 ms."""
THEMES = (*OWN_THEMES, *TEXTUAL_THEMES)
GLYPHS = ("unicode", "ascii")
_SECTIONS = ("screen", "keys", "rules", "athletes")
_MAX_NAME = 40
MAX_FILE_BYTES = 1_000_000
_MAX_DOTS = 200
"""More full stops in a line are no setting. Python reads a key of many parts in the square of their number."""
_MAX_RULE = 1_000_000
_MAX_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of the settings file.

    Attributes:
        theme: Name of the colour theme; None when the file names none.
        glyphs: ``unicode`` or ``ascii``; None when the file names none.
        mouse: Whether the screen takes clicks, drags and the wheel; else the terminal selects text with them.
        rules: Slotting weights and hours that replace the published ones, by name; checked by the slotter.
        keys: Keys as they are written in the file, by the name of the command; checked by the screen.
        athletes: The database of each athlete, by name.
        athlete: The name from `athletes` whose calendar opens without ``--db``; may be empty.
        source: The file, to name it in refusals; None when there is none.
    """

    theme: str | None = None
    glyphs: str | None = None
    mouse: bool = True
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
    if not path.exists() and not path.is_symlink():
        return Settings()
    return parse_settings(read_whole(path, MAX_FILE_BYTES), path)


def parse_settings(content: bytes, path: Path) -> Settings:
    """Return the settings in the contents of a file.

    Args:
        content: The contents.
        path: The file, for the sentences and for the databases of athletes that are named relative to it.

    Raises:
        RefusedError: It is not TOML, or holds an unknown key or value.
    """
    file = shown_name(path)
    document = _parse_toml(file, content)
    unknown = sorted(set(document) - {*_SECTIONS, "athlete"})
    if unknown:
        raise RefusedError(f'{file}: there is no section "{_shown(unknown[0])}"; there are {join_words(_SECTIONS)}.')
    screen = _table(file, document, "screen")
    unknown = sorted(set(screen) - {"theme", "glyphs", "mouse"})
    if unknown:
        raise RefusedError(f'{file}: screen has no key "{_shown(unknown[0])}"; it has theme, glyphs and mouse.')
    athletes = _read_athletes(file, path.absolute().parent, _table(file, document, "athletes"))
    return Settings(
        theme=_read_theme(file, screen.get("theme")),
        glyphs=_read_choice(file, screen, "glyphs", GLYPHS),
        mouse=_read_mouse(file, screen),
        rules=_read_rules(file, _table(file, document, "rules")),
        keys=_read_keys(file, _table(file, document, "keys")),
        athletes=athletes,
        athlete=_read_athlete_name(file, document.get("athlete", ""), athletes),
        source=path,
    )


def _parse_toml(file: str, content: bytes) -> dict[str, Any]:
    import tomllib

    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(f"{file}: not UTF-8 text (at byte {error.start + 1}).") from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") > _MAX_DOTS:
            raise RefusedError(f"{file}: line {number} has more than {_MAX_DOTS} full stops, which no setting has.")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RefusedError(f"{file}: not valid TOML: {clean_line(str(error))}.") from None
    except ValueError:
        raise RefusedError(f"{file}: a number has more digits than any setting.") from None
    except RecursionError:
        raise RefusedError(f"{file}: brackets are nested deeper than in any setting.") from None


def _shown(value: object) -> str:
    """Return a name or value as a refusal shows it."""
    if isinstance(value, str):
        return clean_line(value, _MAX_SHOWN)
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "a section"
    try:
        return clean_line(repr(value), _MAX_SHOWN)
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        return "a number of thousands of digits"


def _table(file: str, document: dict[str, Any], name: str) -> dict[str, Any]:
    table = document.get(name, {})
    if not isinstance(table, dict):
        raise RefusedError(f"{file}: {name} must be a section.")
    return table


def _read_choice(file: str, table: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str | None:
    value = table.get(key)
    if value is not None and value not in allowed:
        raise RefusedError(f'{file}: screen.{key} must be one of {", ".join(allowed)}, not "{_shown(value)}".')
    return value


def _read_mouse(file: str, screen: dict[str, Any]) -> bool:
    mouse = screen.get("mouse", True)
    if not isinstance(mouse, bool):
        raise RefusedError(f"{file}: screen.mouse must be true or false, not {_shown(mouse)}.")
    return mouse


def _read_theme(file: str, name: object) -> str | None:
    """Return the name of a theme; a refusal names those that it may have been meant for."""
    if name is None or (isinstance(name, str) and name in THEMES):
        return name
    from difflib import get_close_matches

    near = get_close_matches(name, THEMES, cutoff=0.5) if isinstance(name, str) else []
    others = f"the nearest are {join_words(near)}" if len(near) > 1 else f"the nearest is {near[0]}" if near else ""
    known = others or f"there are {join_words((*OWN_THEMES, 'those of Textual, such as tokyo-night'))}"
    raise RefusedError(f'{file}: screen.theme: there is no theme "{_shown(name)}"; {known}.')


def _read_rules(file: str, table: dict[str, Any]) -> dict[str, int]:
    for key, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MAX_RULE:
            raise RefusedError(
                f'{file}: rules."{_shown(key)}" must be a whole number, at most {_MAX_RULE:,}, not {_shown(value)}.'
            )
    return dict(table)


def _read_keys(file: str, table: dict[str, Any], prefix: str = "") -> dict[str, tuple[str, ...]]:
    """Return the keys of each command. A name without quotes, ``calendar.done = "K"``, is a nested table in TOML."""
    keys: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        name = prefix + key
        if isinstance(value, dict):
            keys |= _read_keys(file, value, f"{name}.")
            continue
        written = value if isinstance(value, list) else [value]
        if not all(isinstance(key_name, str) for key_name in written):
            raise RefusedError(f'{file}: keys."{_shown(name)}" must be a key or a list of keys, not {_shown(value)}.')
        if not written or not all(written):
            raise RefusedError(f'{file}: keys."{_shown(name)}" is empty; give it a key, or leave the line out.')
        keys[name] = tuple(written)
    return keys


def _read_athletes(file: str, folder: Path, table: dict[str, Any]) -> dict[str, Path]:
    """Return the database of each athlete; relative paths start at a folder."""
    for name, value in table.items():
        if not isinstance(value, str) or not value.strip():
            raise RefusedError(
                f'{file}: athletes."{_shown(name)}" must be the path of a database, not {_shown(value)}.'
            )
        if not name or clean_line(name, _MAX_NAME) != name:
            raise RefusedError(f'{file}: athletes: "{_shown(name)}" is no name: 1 to {_MAX_NAME} plain characters are.')
    return {name: folder / path_from_name(value, f'{file}: athletes."{name}"') for name, value in table.items()}


def _read_athlete_name(file: str, name: object, athletes: Mapping[str, Path]) -> str:
    if not isinstance(name, str):
        raise RefusedError(f"{file}: athlete must be one of the names of the section athletes, not {_shown(name)}.")
    if name and name not in athletes:
        known = f"there are {join_words(athletes)}" if athletes else "the section athletes lists none"
        raise RefusedError(f'{file}: there is no athlete "{_shown(name)}"; {known}.')
    return name
