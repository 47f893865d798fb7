"""Colours and glyphs: one calm ground, one accent for the cursor, one colour a kind of work, and a glyph before all.

A colour is never the only carrier of a meaning. The values are those of the 256-colour cube or nearly so, because that
is what a terminal reached by ssh can show; where only 16 colours are known, the terminal's own are used.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.color import Color
from rich.style import Style
from textual.theme import Theme

from planner.training.workouts import QUALITY_RUNS, RunKind, Sport, StrengthKind, Workout


class Palette(NamedTuple):
    """The colours of a theme, by what they are for. None is the terminal's own.

    Grounds (what lies under text): ``ground`` the page, ``band`` what frames it, ``phase_1`` and ``phase_2``
    the weeks of a block's phases in turn, ``cursor`` the day the cursor is on, ``ghost`` a day a move would change,
    ``sheet`` what lies over the page, ``finish`` race day, ``accent`` the cursor's own mark. The rest are inks (what
    text is written in).
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
"""The kinds differ by 25 CIELAB units or more with every kind of colour vision, red, green or blue failing."""

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
    """Rich styles of one palette, made once each."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self._cache: dict[tuple[str, str], Style] = {}

    def style(self, color: str, background: str = "ground") -> Style:
        """The style for text of one kind on one ground, both by their palette names."""
        key = (color, background)
        made = self._cache.get(key)
        if made is None:
            made = self._cache[key] = self._build_style(color, background)
        return made

    def _build_style(self, ink: str, ground: str) -> Style:
        colour, under = self.palette.foregrounds[ink], self.palette.backgrounds[ground]
        if under is None and ground == "cursor":  # the terminal's own colours, the other way round
            return Style(reverse=True, bold=True if ink in self.palette.bold else None)
        return Style(
            color=Color.parse(colour) if colour else None,
            bgcolor=Color.parse(under) if under else None,
            bold=True if ink in self.palette.bold else None,
            underline=True if under is None and ground in {"ghost", "finish"} else None,
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
"""What Textual's own style sheets ask of a theme in the terminal's colours."""

_STYLES = {name: PaletteStyles(palette) for name, palette in PALETTES.items()}


def styles_of(theme: str) -> PaletteStyles:
    """The styles of a theme; of the calm one where the name is not ours."""
    return _STYLES.get(theme, _STYLES[CALM.name])


def textual_theme(palette: Palette) -> Theme:
    """The same colours for Textual's own widgets: inputs, scroll bars, dialogs."""
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
    inks, grounds = palette.foregrounds, palette.backgrounds
    return Theme(
        name=palette.name,
        primary=inks["long"] or "",
        accent=inks["accent"],
        warning=inks["race"],
        error=inks["warn"],
        success=inks["done"],
        foreground=inks["text"],
        background=grounds["ground"],
        surface=grounds["band"],
        panel=grounds["band"],
        boost=grounds["cursor"],
        dark=palette.dark,
        variables=_variables(palette),
    )


def _variables(palette: Palette) -> dict[str, str]:
    """Every ink and ground as a CSS variable: ``$ink-muted``, ``$ground-band``."""
    named = {f"ink-{name}": colour for name, colour in palette.foregrounds.items()}
    named |= {f"ground-{name}": colour for name, colour in palette.backgrounds.items()}
    return {name: _css_colour(colour) for name, colour in named.items()}


def _css_colour(colour: str | None) -> str:
    if colour is None:
        return "ansi_default"
    return colour if colour.startswith("#") else f"ansi_{colour}"


class Glyphs(NamedTuple):
    """The marks that carry a meaning, each one cell wide."""

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
    """Text with our own marks and typography in ASCII, cell by cell; letters of any language stay."""
    return text.translate(_ASCII_TABLE)


def glyphs_named(name: str) -> Glyphs:
    """The glyph set of the settings: ``unicode`` or ``ascii``."""
    return ASCII if name == "ascii" else UNICODE


def color_of(workout: Workout) -> str:
    """The ink of a workout's kind: easy, quality, long, race, strength, cross or rest."""
    if workout.sport is Sport.STRENGTH:
        return "strength"
    if workout.sport is Sport.CROSS:
        return "cross"
    if workout.sport is not Sport.RUN:
        return "rest"
    if workout.kind == RunKind.RACE:
        return "race"
    if workout.kind == RunKind.LONG:
        return "long"
    return "quality" if workout.kind in QUALITY_RUNS else "easy"


KIND_LETTERS: dict[str, str] = {
    RunKind.EASY: "E",
    RunKind.RECOVERY: "R",
    RunKind.LONG: "L",
    RunKind.TEMPO: "T",
    RunKind.INTERVALS: "I",
    RunKind.HILLS: "H",
    RunKind.RACE_PACE: "P",
    RunKind.TIME_TRIAL: "T",
    StrengthKind.HEAVY: "S",
    StrengthKind.MODERATE: "S",
    StrengthKind.LIGHT: "s",
}
"""One letter a kind, as runners write it in a diary; a race has its flag."""
