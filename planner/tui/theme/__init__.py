"""Styles and glyphs: the colours of a theme as they are drawn, and the marks with a meaning.

A colour is never the only sign of a meaning, and no text is drawn in one that cannot be read on its background.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rich.style import Style
from textual.theme import Theme

from planner.tui.theme.contrast import readable
from planner.tui.theme.palettes import Palette, palette_named


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

    def style_of(self, text: str, color: str, background: str) -> Style:
        """Return the style of a text, which is that of a mark where the palette has colours for marks alone."""
        style = self.style(color, background)
        if color not in self.palette.marks or style.reverse or text.isspace() or any(map(str.isalnum, text)):
            return style
        return style + Style(color=self.palette.marks[color])

    def _build_style(self, color: str, background: str) -> Style:
        text_colour, under = self.palette.foregrounds[color], self.palette.backgrounds[background]
        bold = True if color in self.palette.bold else None
        if under is None and background in _REVERSED:
            return Style(reverse=True, bold=bold)
        underline = True if under is None and background in {"ghost", "finish"} else None
        if text_colour is not None and under is not None:
            text_colour = readable(text_colour, under)
        return Style(color=text_colour, bgcolor=under, bold=bold, underline=underline)


_REVERSED = frozenset({"cursor", "accent"})
"""The backgrounds that only the terminal's own colours, swapped, can show where a theme has no others."""
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


@cache
def styles_of(theme: str, kind: type[PaletteStyles] = PaletteStyles) -> PaletteStyles:
    """Return the styles of a theme, made once; those of the calm one for a name that is no theme."""
    return kind(palette_named(theme))


def textual_theme(palette: Palette) -> Theme:
    """Return the palette as a theme for Textual's own widgets: inputs, scroll bars, dialogs."""
    css, is_plain = css_variables(palette), not palette.has_backgrounds
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
        dark=palette.is_dark,
        ansi=is_plain,
        variables=_ANSI_VARIABLES | css if is_plain else css,
    )


def css_variables(palette: Palette) -> dict[str, str]:
    """Return every colour as a CSS variable: ``$ink-muted``, ``$ground-band``; ``$ink-field`` of text in a field."""
    named = {f"ink-{name}": colour for name, colour in palette.foregrounds.items()}
    named |= {f"ground-{name}": colour for name, colour in palette.backgrounds.items()}
    under = palette.backgrounds["cursor"]
    for name, colour in (("field", palette.foregrounds["text"]), ("field-hint", palette.foregrounds["faint"])):
        named[f"ink-{name}"] = colour and under and readable(colour, under)
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
