"""An app whose theme fits the terminal: its background, how many colours it has, and what its driver lacks."""

from __future__ import annotations

from typing import TypeVar

from textual.driver import Driver

from planner.config import AUTO
from planner.tui import theme
from planner.tui.terminal import textual_internals
from planner.tui.terminal.background import BackgroundKnown
from planner.tui.terminal.typeahead import TypeAhead
from planner.tui.theme.palettes import CALM, LIGHT, OWN_PALETTES, PLAIN, palette_named

ExitValue = TypeVar("ExitValue")
_SIXTEEN_COLOURS = "standard"


class ThemedApp(TypeAhead[ExitValue]):
    """An app with the themes of the settings.

    Attributes:
        theme_choice: The theme that was chosen, by its name in the settings; `theme` is what it comes to here.
        has_few_colours: Whether the terminal has 16 colours or none, where the plain theme is the only one.
    """

    theme_choice = ""

    def __init__(self) -> None:
        super().__init__()
        textual_internals.keep_text_visible_without_colors(self)
        for palette in OWN_PALETTES.values():
            self.register_theme(theme.textual_theme(palette))
        self.has_few_colours = self.no_color or self.console.color_system in {_SIXTEEN_COLOURS, None}
        self._is_background_light = False

    def use_theme(self, choice: str) -> None:
        """Draw in a theme, by its name in the settings; in the plain one where there are few colours or none."""
        self.theme_choice = choice
        self.ask_background()
        by_background = LIGHT.name if self._is_background_light else CALM.name
        self.theme = PLAIN.name if self.has_few_colours else by_background if choice == AUTO else choice

    def ask_background(self) -> None:
        """Ask the terminal for its background, once, where the theme depends on it."""
        ask = getattr(self._driver, "ask_background", None)
        if ask is not None and self.theme_choice == AUTO and not self.has_few_colours:
            ask()

    def on_background_known(self, message: BackgroundKnown) -> None:
        """Draw in the theme for the terminal's background."""
        self._is_background_light = message.is_light
        before = self.theme
        self.use_theme(self.theme_choice)
        if self.theme != before:
            self.redraw_screens()

    def redraw_screens(self) -> None:
        """Draw what is open in another theme."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that our style sheets need, for each of Textual's own themes, too."""
        return theme.css_variables(palette_named(self.theme)) if self.theme_choice else {}

    def get_driver_class(self) -> type[Driver]:
        """Return our own driver for terminals; that of Textual in a browser, and on Windows."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from planner.tui.terminal.terminal_driver import TerminalDriver

        return TerminalDriver
