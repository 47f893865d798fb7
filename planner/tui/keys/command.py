"""What a command is: one declaration that feeds key, footer, palette and help. The tables of them are in `commands`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.dom import DOMNode

HELP_GROUPS = ("Getting about", "Marking", "Planning", "Looking", "App")
"""The headings of help, in their order."""


class Command(NamedTuple):
    """Something to ask for.

    Attributes:
        id: Its name in a keymap: ``calendar.done``.
        keys: Textual's names of its keys, commas between; empty where only the palette has it.
        action: The action it runs, on the screen or ``app.``.
        help: One sentence.
        key_label: How the key is written for people; the first of `keys` when empty.
        footer_word: One word for the line at the bottom; empty for none.
        in_palette: Whether the palette offers it; a movement by one cell is not worth finding there.
        in_help: Whether help has a line for it; the second key of a pair is named with the first.
        help_group: The heading of help it stands under; that of the command before it in the table when empty.
    """

    id: str
    keys: str
    action: str
    help: str
    key_label: str = ""
    footer_word: str = ""
    in_palette: bool = True
    in_help: bool = True
    help_group: str = ""

    @property
    def key_text(self) -> str:
        """The key as it is written for people."""
        return self.key_label or self.keys.partition(",")[0]

    @property
    def key_names(self) -> tuple[str, ...]:
        """Textual's names of its keys."""
        return tuple(self.keys.split(",")) if self.keys else ()

    def to_binding(self) -> Binding:
        """The same for Textual. What has no key gets one that nothing sends, for the settings to replace."""
        from textual.binding import Binding

        keys = self.keys or f"no_key_{self.id}"
        return Binding(keys, self.action, self.footer_word or self.help, show=False, tooltip=self.help, id=self.id)


def bindings(table: Iterable[Command]) -> list[Binding]:
    """The bindings of a table of commands."""
    return [command.to_binding() for command in table]


def footer_keys(table: Iterable[Command]) -> list[tuple[str, str]]:
    """``(key, word)`` of each command that the line at the bottom shows."""
    return [(command.key_text, command.footer_word) for command in table if command.footer_word and command.key_text]


def group_for_help(table: Iterable[Command]) -> list[tuple[str, list[Command]]]:
    """The commands under their headings, in the order of `HELP_GROUPS`, each heading's in the order of the table."""
    found: dict[str, list[Command]] = {heading: [] for heading in HELP_GROUPS}
    heading = HELP_GROUPS[0]
    for command in table:
        heading = command.help_group or heading
        found.setdefault(heading, []).append(command)
    return [(heading, commands) for heading, commands in found.items() if commands]


def screen_commands(screen: DOMNode) -> tuple[Command, ...]:
    """Return the commands that a screen declares for itself."""
    return cast("tuple[Command, ...]", getattr(screen, "COMMAND_TABLE", ()))
