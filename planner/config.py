"""The settings file: TOML, every key optional, every mistake one sentence.

::

    [screen]
    theme = "calm"        # calm, contrast, plain
    glyphs = "unicode"    # or "ascii"

    [rules]               # hours and weights of the slotting rules, by the names `planner rules` shows
    "S7" = 8
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    from typing import Any

THEMES = ("calm", "contrast", "plain")
GLYPHS = ("unicode", "ascii")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may set by file.

    Attributes:
        theme: Name of the colour theme.
        glyphs: ``unicode`` or ``ascii``.
        rules: Slotting weights and hours that replace the published ones, by name; checked by the slotter.
    """

    theme: str = "calm"
    glyphs: str = "unicode"
    rules: Mapping[str, int] = field(default_factory=dict)


def read_settings(path: Path) -> Settings:
    """The settings in ``path``; the defaults when there is no such file.

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
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RefusedError(f"{path}: not valid TOML: {error}.") from error
    unknown = sorted(set(found) - {"screen", "rules"})
    if unknown:
        raise RefusedError(f'{path}: there is no section "{unknown[0]}"; there are screen and rules.')
    screen = _table(path, found, "screen")
    unknown = sorted(set(screen) - {"theme", "glyphs"})
    if unknown:
        raise RefusedError(f'{path}: screen has no key "{unknown[0]}"; it has theme and glyphs.')
    return Settings(
        theme=_choice(path, screen, "theme", THEMES),
        glyphs=_choice(path, screen, "glyphs", GLYPHS),
        rules=_whole_numbers(path, _table(path, found, "rules")),
    )


def _table(path: Path, found: dict[str, Any], name: str) -> dict[str, Any]:
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise RefusedError(f"{path}: {name} must be a section.")
    return table


def _choice(path: Path, table: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = table.get(key, allowed[0])
    if value not in allowed:
        raise RefusedError(f'{path}: screen.{key} must be one of {", ".join(allowed)}, not "{value}".')
    return str(value)


def _whole_numbers(path: Path, table: dict[str, Any]) -> dict[str, int]:
    for key, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int):
            raise RefusedError(f'{path}: rules."{key}" must be a whole number, not {value!r}.')
    return dict(table)
