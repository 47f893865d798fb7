"""Colours and glyphs: a calm background, one accent for the cursor, a colour for each kind of workout.

A colour is never the only sign of a meaning. The values are those of the 256-colour cube or close to it, because that
is what a terminal reached by ssh can show; where only 16 colours are known, the terminal's own are used.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.style import Style
from textual.theme import Theme


class Palette(NamedTuple):
    """The colours of a theme by what they are for; None is the terminal's own.

    Attributes:
        name: The name in the settings.
        backgrounds: ``ground`` of the page, ``band`` of what frames it, ``phase_1`` and ``phase_2`` of a block's phases
            in turn, ``cursor`` of the day under the cursor, ``ghost`` of a day that a preview marks, ``sheet`` of a
            sheet, ``finish`` of race day, ``price_0`` (none) to ``price_3`` (dear) of a place on a map of prices,
            ``missed`` of a part of a bar that is short of the plan, ``accent`` of the cursor's own mark.
        foregrounds: The colours of text.
    """

    name: str
    backgrounds: dict[str, str | None]
    foregrounds: dict[str, str | None]


_Colours = tuple[str | None, str | None, str | None]
"""A colour of the calm, the contrast and the plain theme. All of them are dark.

With contrast the kinds of workouts differ by 25 CIELAB units or more, also where red, green or blue is not seen.
"""
_BACKGROUNDS: dict[str, _Colours] = {
    "ground": ("#121212", "#000000", None),
    "band": ("#1c1c1c", "#000000", None),
    "phase_1": ("#262626", "#1c1c1c", None),
    "phase_2": ("#303030", "#303030", None),
    "sheet": ("#262626", "#1c1c1c", None),
    "cursor": ("#3a3a3a", "#444444", None),
    "ghost": ("#444444", "#303030", None),
    "finish": ("#5f0000", "#870000", None),
    "price_0": ("#005f5f", "#005f5f", None),
    "price_1": ("#5f5f00", "#5f5f00", None),
    "price_2": ("#875f00", "#875f00", None),
    "price_3": ("#5f0000", "#5f0000", None),
    "missed": ("#875f00", "#875f00", None),
    "accent": ("#ffaf5f", "#ffff00", "yellow"),
}
_FOREGROUNDS: dict[str, _Colours] = {  # a kind that is done is dimmed, where there are colours to do so
    "text": ("#d0d0d0", "#ffffff", None),
    "title": ("#eeeeee", "#ffffff", None),
    "muted": ("#949494", "#d0d0d0", None),
    "faint": ("#626262", "#a8a8a8", "bright_black"),
    "accent": ("#ffaf5f", "#ffff00", "yellow"),
    "accent_text": ("#121212", "#000000", "black"),
    "today": ("#ffd787", "#ffff00", "bright_yellow"),
    "easy": ("#87af87", "#afff87", "green"),
    "quality": ("#d78787", "#ff8700", "red"),
    "long": ("#87afd7", "#87afd7", "blue"),
    "race": ("#ffd75f", "#ffff00", "bright_yellow"),
    "strength": ("#af87d7", "#d75fff", "magenta"),
    "cross": ("#5fafaf", "#00ffd7", "cyan"),
    "rest": ("#626262", "#a8a8a8", "bright_black"),
    "done": ("#87af5f", "#afff87", "green"),
    "done_mark": ("#afd787", "#afff87", "bright_green"),
    "easy_done": ("#5f875f", "#afff87", "green"),
    "quality_done": ("#af5f5f", "#ff8700", "red"),
    "long_done": ("#5f87af", "#87afd7", "blue"),
    "strength_done": ("#875faf", "#d75fff", "magenta"),
    "cross_done": ("#5f8787", "#00ffd7", "cyan"),
    "missed": ("#d78700", "#ffaf00", "yellow"),
    "warn": ("#ff8787", "#ff8787", "bright_red"),
}
_BOLD = frozenset({"title", "today", "race", "accent_text"})
"""The foregrounds that are bold."""

CALM, CONTRAST, PLAIN = (
    Palette(name, *({use: colours[index] for use, colours in table.items()} for table in (_BACKGROUNDS, _FOREGROUNDS)))
    for index, name in enumerate(("calm", "contrast", "plain"))
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
        if key not in self._cache:
            self._cache[key] = self._build_style(color, background)
        return self._cache[key]

    def _build_style(self, color: str, background: str) -> Style:
        text_colour, under = self.palette.foregrounds[color], self.palette.backgrounds[background]
        bold = True if color in _BOLD else None
        if under is None and background == "cursor":  # only the terminal's own colours, swapped, show a cursor there
            return Style(reverse=True, bold=bold)
        underline = True if under is None and background in {"ghost", "finish"} else None
        return Style(color=text_colour, bgcolor=under, bold=bold, underline=underline)


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
    css, is_plain = _variables(palette), palette is PLAIN
    return Theme(
        name=palette.name,
        primary=css["ink-long"],
        accent=css["ink-accent"],
        warning="ansi_yellow" if is_plain else css["ink-race"],
        error="ansi_red" if is_plain else css["ink-warn"],
        success=css["ink-done"],
        foreground=css["ink-text"],
        background=css["ground-ground"],
        surface=css["ground-band"],
        panel=css["ground-band"],
        boost=css["ground-cursor"],
        ansi=is_plain,
        variables=_ANSI_VARIABLES | css if is_plain else css,
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
    chosen: str
    best: str
    bar: str


UNICODE = Glyphs("✓", "→", "≈", "–", "✗", "+", "•", "⚑", "▸", "━", "─", "×", "…", "─", "‹", "›", "●", "○", "│")
ASCII = Glyphs("v", ">", "~", "-", "x", "+", "*", "!", ">", "=", "-", "x", ".", "-", "<", ">", "@", "o", "|")


_ASCII_TABLE = str.maketrans("✓→≈–✗•⚑▸━─×…·↓↑←▌▇█▆░▒‹›µ●○│▲▼", "v>~-x*!>=-x.-v^<>###.:<>u@o|^v")


def to_ascii(text: str) -> str:
    """Return text with our marks and typography in ASCII, in as many cells; letters of any language stay."""
    return text.translate(_ASCII_TABLE)


def glyphs_named(name: str) -> Glyphs:
    """Return a glyph set by its name in the settings: ``unicode`` or ``ascii``."""
    return ASCII if name == "ascii" else UNICODE
