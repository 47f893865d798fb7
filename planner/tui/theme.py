"""Colours and glyphs: a calm background, one accent for the cursor, a colour for each kind of workout.

A colour is never the only sign of a meaning. The values are those of the 256-colour cube or close to it, because that
is what a terminal reached by ssh can show; where only 16 colours are known, the terminal's own are used.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.color import Color
from rich.style import Style
from textual.theme import Theme


class Palette(NamedTuple):
    """The colours of a theme by what they are for; None is the terminal's own.

    Attributes:
        name: The name in the settings.
        dark: Whether it is a dark theme.
        backgrounds: ``ground`` of the page, ``band`` of what frames it, ``phase_1`` and ``phase_2`` of a block's phases
            in turn, ``cursor`` of the day under the cursor, ``ghost`` of a day that a preview marks, ``sheet`` of a
            sheet, ``finish`` of race day, ``accent`` of the cursor's own mark.
        foregrounds: The colours of text.
        bold: The foregrounds that are bold.
    """

    name: str
    dark: bool
    backgrounds: dict[str, str | None]
    foregrounds: dict[str, str | None]
    bold: frozenset[str] = frozenset({"title", "today", "race", "accent_text"})


CALM = Palette(
    name="calm",
    dark=True,
    backgrounds={
        "ground": "#121212",
        "band": "#1c1c1c",
        "phase_1": "#262626",
        "phase_2": "#303030",
        "sheet": "#262626",
        "cursor": "#3a3a3a",
        "ghost": "#444444",
        "finish": "#5f0000",
        "accent": "#ffaf5f",
    },
    foregrounds={
        "text": "#d0d0d0",
        "title": "#eeeeee",
        "muted": "#949494",
        "faint": "#626262",
        "accent": "#ffaf5f",
        "accent_text": "#121212",
        "today": "#ffd787",
        "easy": "#87af87",
        "quality": "#d78787",
        "long": "#87afd7",
        "race": "#ffd75f",
        "strength": "#af87d7",
        "cross": "#5fafaf",
        "rest": "#626262",
        "done": "#87af5f",
        "warn": "#ff8787",
    },
)

CONTRAST = Palette(
    name="contrast",
    dark=True,
    backgrounds={
        "ground": "#000000",
        "band": "#000000",
        "phase_1": "#1c1c1c",
        "phase_2": "#303030",
        "sheet": "#1c1c1c",
        "cursor": "#444444",
        "ghost": "#303030",
        "finish": "#870000",
        "accent": "#ffff00",
    },
    foregrounds={
        "text": "#ffffff",
        "title": "#ffffff",
        "muted": "#d0d0d0",
        "faint": "#a8a8a8",
        "accent": "#ffff00",
        "accent_text": "#000000",
        "today": "#ffff00",
        "easy": "#afff87",
        "quality": "#ff8700",
        "long": "#87afd7",
        "race": "#ffff00",
        "strength": "#d75fff",
        "cross": "#00ffd7",
        "rest": "#a8a8a8",
        "done": "#afff87",
        "warn": "#ff8787",
    },
)
"""The kinds of workouts differ by 25 CIELAB units or more, also where red, green or blue is not seen."""

PLAIN = Palette(
    name="plain",
    dark=True,
    backgrounds={
        "ground": None,
        "band": None,
        "phase_1": None,
        "phase_2": None,
        "sheet": None,
        "cursor": None,
        "ghost": None,
        "finish": None,
        "accent": "yellow",
    },
    foregrounds={
        "text": None,
        "title": None,
        "muted": None,
        "faint": "bright_black",
        "accent": "yellow",
        "accent_text": "black",
        "today": "bright_yellow",
        "easy": "green",
        "quality": "red",
        "long": "blue",
        "race": "bright_yellow",
        "strength": "magenta",
        "cross": "cyan",
        "rest": "bright_black",
        "done": "green",
        "warn": "bright_red",
    },
)

PALETTES = {palette.name: palette for palette in (CALM, CONTRAST, PLAIN)}


class PaletteStyles:
    """The Rich styles of a palette, each made once."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self._cache: dict[tuple[str, str], Style] = {}

    def style(self, color: str, background: str = "ground") -> Style:
        """Return the style of a text colour on a background, both by their names in the palette."""
        key = (color, background)
        style = self._cache.get(key)
        if style is None:
            style = self._cache[key] = self._build_style(color, background)
        return style

    def _build_style(self, color: str, background: str) -> Style:
        text_colour, under = self.palette.foregrounds[color], self.palette.backgrounds[background]
        if under is None and background == "cursor":  # only the terminal's own colours, swapped, show a cursor there
            return Style(reverse=True, bold=True if color in self.palette.bold else None)
        return Style(
            color=Color.parse(text_colour) if text_colour else None,
            bgcolor=Color.parse(under) if under else None,
            bold=True if color in self.palette.bold else None,
            underline=True if under is None and background in {"ghost", "finish"} else None,
        )


_ANSI_VARIABLES = {
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_white",
    "border-blurred": "ansi_black",
    "input-cursor-background": "ansi_white",
    "input-cursor-foreground": "ansi_black",
    "input-cursor-text-style": "none",
    "input-selection-background": "ansi_bright_blue",
    "input-selection-foreground": "ansi_black",
}
"""The variables that Textual's own style sheets need of a theme in the terminal's colours."""

_STYLES = {name: PaletteStyles(palette) for name, palette in PALETTES.items()}


def styles_of(theme: str) -> PaletteStyles:
    """Return the styles of a theme; those of the calm one for a name that is not ours."""
    return _STYLES.get(theme, _STYLES[CALM.name])


def textual_theme(palette: Palette) -> Theme:
    """Return the palette as a theme for Textual's own widgets: inputs, scroll bars, dialogs."""
    if palette is PLAIN:
        return Theme(
            name=palette.name,
            primary="ansi_blue",
            accent="ansi_yellow",
            warning="ansi_yellow",
            error="ansi_red",
            success="ansi_green",
            foreground="ansi_default",
            background="ansi_default",
            surface="ansi_default",
            panel="ansi_default",
            boost="ansi_default",
            dark=True,
            ansi=True,
            variables=_ANSI_VARIABLES | _variables(palette),
        )
    colors, backgrounds = palette.foregrounds, palette.backgrounds
    return Theme(
        name=palette.name,
        primary=colors["long"] or "",
        accent=colors["accent"],
        warning=colors["race"],
        error=colors["warn"],
        success=colors["done"],
        foreground=colors["text"],
        background=backgrounds["ground"],
        surface=backgrounds["band"],
        panel=backgrounds["band"],
        boost=backgrounds["cursor"],
        dark=palette.dark,
        variables=_variables(palette),
    )


def _variables(palette: Palette) -> dict[str, str]:
    """Return every colour as a CSS variable: ``$ink-muted``, ``$ground-band``."""
    named = {f"ink-{name}": colour for name, colour in palette.foregrounds.items()}
    named |= {f"ground-{name}": colour for name, colour in palette.backgrounds.items()}
    return {name: _css_colour(colour) for name, colour in named.items()}


def _css_colour(colour: str | None) -> str:
    if colour is None:
        return "ansi_default"
    return colour if colour.startswith("#") else f"ansi_{colour}"


class Glyphs(NamedTuple):
    """The marks with a meaning, each one cell wide."""

    done: str
    shifted: str
    replaced: str
    skipped: str
    missed: str
    unplanned: str
    locked: str
    race: str
    today: str
    bar_full: str
    bar_empty: str
    multiply: str
    ellipsis: str
    rule: str
    left: str
    right: str


UNICODE = Glyphs("✓", "→", "≈", "–", "✗", "+", "•", "⚑", "▸", "━", "─", "×", "…", "─", "‹", "›")
ASCII = Glyphs("v", ">", "~", "-", "x", "+", "*", "!", ">", "=", "-", "x", ".", "-", "<", ">")


_ASCII_TABLE = str.maketrans("✓→≈–✗•⚑▸━─×…·↓↑←▌▇█▆░▒‹›µ", "v>~-x*!>=-x.-v^<>###.:<>u")


def to_ascii(text: str) -> str:
    """Return text with our marks and typography in ASCII, in as many cells; letters of any language stay."""
    return text.translate(_ASCII_TABLE)


def glyphs_named(name: str) -> Glyphs:
    """Return a glyph set by its name in the settings: ``unicode`` or ``ascii``."""
    return ASCII if name == "ascii" else UNICODE
