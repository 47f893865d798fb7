"""The colours of each theme: four of our own, and those that Textual's themes give.

The values of our own are those of the 256-colour cube or close to it, because that is what a terminal reached by ssh
can show. The plain theme has none but the terminal's own, for terminals of 16 colours and for NO_COLOR.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from planner.config import TEXTUAL_THEMES
from planner.tui.theme.contrast import mix


class Palette(NamedTuple):
    """The colours of a theme by what they are for; None is the terminal's own.

    Attributes:
        name: The name in the settings.
        backgrounds: ``ground`` of the page, ``band`` of what frames it, ``phase_1`` and ``phase_2`` of a block's phases
            in turn, ``cursor`` of the day under the cursor, ``ghost`` of a day that a preview marks, ``sheet`` of a
            sheet, ``finish`` of race day, ``price_0`` (none) to ``price_3`` (dear) of a place on a map of prices,
            ``missed`` of a part of a bar that is short of the plan, ``accent`` of the cursor's own mark.
        foregrounds: The colours of text. On a background where one could not be read it is drawn lighter or darker.
        marks: The colours of bars and glyphs, where they differ from those of text.
        bold: The foregrounds that are bold.
        is_dark: Whether the background is dark.
    """

    name: str
    backgrounds: dict[str, str | None]
    foregrounds: dict[str, str | None]
    marks: dict[str, str | None]
    bold: frozenset[str]
    is_dark: bool = True

    @property
    def has_backgrounds(self) -> bool:
        """Whether there are backgrounds but the terminal's own, to tell a sheet from what lies below it."""
        return self.backgrounds["sheet"] is not None

    def mark(self, color: str) -> str | None:
        """Return the colour of a bar or glyph; None is the terminal's own."""
        return self.marks.get(color, self.foregrounds[color])


_BACKGROUNDS: dict[str, tuple[str, str, str]] = {
    "ground": ("#121212", "#eeeeee", "#000000"),
    "band": ("#1c1c1c", "#e4e4e4", "#000000"),
    "phase_1": ("#262626", "#dadada", "#1c1c1c"),
    "phase_2": ("#303030", "#d0d0d0", "#303030"),
    "sheet": ("#262626", "#ffffff", "#1c1c1c"),
    "cursor": ("#3a3a3a", "#d0d0d0", "#444444"),
    "ghost": ("#444444", "#c6c6c6", "#303030"),
    "finish": ("#5f0000", "#ffd7d7", "#870000"),
    "price_0": ("#005f5f", "#afd7d7", "#005f5f"),
    "price_1": ("#5f5f00", "#ffffaf", "#5f5f00"),
    "price_2": ("#875f00", "#ffd7af", "#875f00"),
    "price_3": ("#5f0000", "#ffafaf", "#5f0000"),
    "missed": ("#875f00", "#d7af5f", "#875f00"),
    "accent": ("#ffaf5f", "#af5f00", "#ffff00"),
}
"""A background of the calm, the light and the contrast theme."""
_FOREGROUNDS: dict[str, tuple[str, str, str]] = {
    "text": ("#d0d0d0", "#262626", "#ffffff"),
    "title": ("#eeeeee", "#000000", "#ffffff"),
    "muted": ("#a8a8a8", "#4e4e4e", "#d0d0d0"),
    "faint": ("#808080", "#626262", "#a8a8a8"),
    "accent": ("#ffaf5f", "#875f00", "#ffff00"),
    "accent_text": ("#121212", "#ffffff", "#000000"),
    "today": ("#ffd787", "#875f00", "#ffff00"),
    "easy": ("#87af87", "#005f00", "#afff87"),
    "quality": ("#d78787", "#af0000", "#ff8700"),
    "long": ("#87afd7", "#005faf", "#87afd7"),
    "race": ("#ffd75f", "#875f00", "#ffff00"),
    "strength": ("#af87d7", "#8700af", "#d75fff"),
    "cross": ("#5fafaf", "#005f5f", "#00ffd7"),
    "rest": ("#808080", "#626262", "#a8a8a8"),
    "done": ("#87af5f", "#5f5f00", "#afff87"),
    "done_mark": ("#afd787", "#5f8700", "#afff87"),
    "easy_done": ("#5f875f", "#5f875f", "#afff87"),
    "quality_done": ("#af5f5f", "#af5f5f", "#ff8700"),
    "long_done": ("#5f87af", "#5f87af", "#87afd7"),
    "strength_done": ("#875faf", "#875faf", "#d75fff"),
    "cross_done": ("#5f8787", "#5f8787", "#00ffd7"),
    "missed": ("#d78700", "#af5f00", "#ffaf00"),
    "warn": ("#ff8787", "#af0000", "#ff8787"),
}
"""A colour of text in the same themes; a kind that is done is quieter, where there are colours to be so.

With contrast the kinds of workouts differ by 25 CIELAB units or more, also where red, green or blue is not seen.
"""
_PLAIN_MARKS: dict[str, str | None] = {
    "easy": "green",
    "quality": "red",
    "long": "blue",
    "race": "yellow",
    "strength": "magenta",
    "cross": "cyan",
    "rest": "bright_black",
    "faint": "bright_black",
    "done": "green",
    "done_mark": "green",
    "missed": "yellow",
    "warn": "red",
}
"""What the plain theme has colours for: nobody knows how well they can be read, so text has none."""
_BOLD = frozenset({"title", "today", "race", "accent_text"})
_PLAIN_BOLD = _BOLD | {"accent", "warn"}

CALM, LIGHT, CONTRAST = (
    Palette(
        name,
        {use: colours[index] for use, colours in _BACKGROUNDS.items()},
        {use: colours[index] for use, colours in _FOREGROUNDS.items()},
        {},
        _BOLD,
        name != "light",
    )
    for index, name in enumerate(("calm", "light", "contrast"))
)
PLAIN = Palette("plain", dict.fromkeys(_BACKGROUNDS), dict.fromkeys(_FOREGROUNDS), _PLAIN_MARKS, _PLAIN_BOLD)
OWN_PALETTES = {palette.name: palette for palette in (CALM, LIGHT, CONTRAST, PLAIN)}


@cache
def palette_named(name: str) -> Palette:
    """Return the palette of a theme by its name in the settings; the calm one for any other name."""
    return _palette_of_textual(name) if name in TEXTUAL_THEMES else OWN_PALETTES.get(name, CALM)


def _palette_of_textual(name: str) -> Palette:
    """Return what one of Textual's themes gives; the terminal's own colours for one that has no others."""
    from textual.color import Color
    from textual.theme import BUILTIN_THEMES

    theme = BUILTIN_THEMES[name]
    if theme.ansi:
        return PLAIN._replace(name=name)
    made = theme.to_color_system().generate()

    def colour(use: str) -> str:
        return Color.parse(made[use]).hex6

    ground, text = colour("background"), colour("foreground")
    accent, easy, quality, race = (colour(use) for use in ("accent", "success", "error", "warning"))
    long, strength = colour("primary"), colour("secondary")
    foregrounds: dict[str, str | None] = {
        "text": text,
        "title": text,
        "muted": mix(text, ground, 0.25),
        "faint": mix(text, ground, 0.45),
        "accent": accent,
        "accent_text": ground,
        "today": race,
        "easy": easy,
        "quality": quality,
        "long": long,
        "race": race,
        "strength": strength,
        "cross": mix(easy, long, 0.5),
        "rest": mix(text, ground, 0.45),
        "done": mix(easy, ground, 0.2),
        "done_mark": easy,
        "missed": race,
        "warn": quality,
    }
    kinds = ("easy", "quality", "long", "strength", "cross")
    foregrounds |= {f"{kind}_done": mix(foregrounds[kind] or text, ground, 0.35) for kind in kinds}
    backgrounds: dict[str, str | None] = {
        "ground": ground,
        "band": mix(ground, text, 0.05),
        "phase_1": mix(ground, text, 0.1),
        "phase_2": mix(ground, text, 0.15),
        "sheet": mix(ground, text, 0.1),
        "cursor": mix(ground, text, 0.2),
        "ghost": mix(ground, text, 0.25),
        "finish": mix(ground, quality, 0.35),
        "price_0": mix(ground, easy, 0.35),
        "price_1": mix(ground, race, 0.25),
        "price_2": mix(ground, race, 0.45),
        "price_3": mix(ground, quality, 0.4),
        "missed": mix(ground, race, 0.5),
        "accent": accent,
    }
    return Palette(name, backgrounds, foregrounds, {}, _BOLD, theme.dark)
