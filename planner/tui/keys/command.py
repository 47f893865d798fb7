"""What a command is: one declaration that feeds key, footer, palette and help. The tables of them are in `commands`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.dom import DOMNode

GROUPS = ("Getting about", "Marking", "Planning", "Looking", "App")
"""The headings of help, in their order."""


class Command(NamedTuple):
    """Something to ask for.

    Attributes:
        id: Its name in a keymap: ``calendar.done``.
        keys: Textual's names of its keys, commas between; empty where only the palette has it.
        action: The action it runs, on the screen or ``app.``.
        help: One sentence.
        shown: How the key is written for people; the first of `keys` when empty.
        footer: One word for the line at the bottom; empty for none.
        palette: Whether the palette offers it; a movement by one cell is not worth finding there.
        listed: Whether help has a line for it; the second key of a pair is named with the first.
        group: The heading of help it stands under; that of the command before it in the table when empty.
    """

    id: str
    keys: str
    action: str
    help: str
    shown: str = ""
    footer: str = ""
    palette: bool = True
    listed: bool = True
    group: str = ""

    @property
    def key(self) -> str:
        """The key as it is written for people."""
        return self.shown or self.keys.partition(",")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Textual's names of its keys."""
        return tuple(self.keys.split(",")) if self.keys else ()

    def binding(self) -> Binding:
        """The same for Textual. What has no key gets one that nothing sends, for the settings to replace."""
        from textual.binding import Binding

        keys = self.keys or f"no_key_{self.id}"
        return Binding(keys, self.action, self.footer or self.help, show=False, tooltip=self.help, id=self.id)


def bindings(table: Iterable[Command]) -> list[Binding]:
    """The bindings of a table of commands."""
    return [command.binding() for command in table]


def footer_of(table: Iterable[Command]) -> list[tuple[str, str]]:
    """``(key, word)`` of each command that the line at the bottom shows."""
    return [(command.key, command.footer) for command in table if command.footer and command.key]


def grouped(table: Iterable[Command]) -> list[tuple[str, list[Command]]]:
    """The commands under their headings, in the order of `GROUPS`, each heading's in the order of the table."""
    found: dict[str, list[Command]] = {heading: [] for heading in GROUPS}
    heading = GROUPS[0]
    for command in table:
        heading = command.group or heading
        found.setdefault(heading, []).append(command)
    return [(heading, commands) for heading, commands in found.items() if commands]


def here_of(screen: DOMNode) -> tuple[Command, ...]:
    """Return the commands that a screen declares for itself."""
    return cast("tuple[Command, ...]", getattr(screen, "HERE", ()))
