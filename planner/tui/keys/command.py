"""One command of the screen: its name, its keys, and how footer, palette and help show it. `commands` has them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.cells import cell_len

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.dom import DOMNode

HELP_GROUPS = ("Getting about", "Marking", "Planning", "Looking", "App")
"""The headings of help, in the order they are shown in."""


class Command(NamedTuple):
    """A thing the runner can ask for with a key or from the palette.

    Attributes:
        id: Its name in the settings and for Textual: ``calendar.done``.
        keys: Textual's names of its keys, separated by commas; empty where only the palette has it.
        action: The Textual action it runs, on the screen or ``app.``; empty where a widget handles the key itself.
        help: What it does, in one sentence.
        key_label: How footer and help write the key; the first of `keys` when empty.
        footer_word: The word next to the key in the footer or in the foot of a sheet; empty to leave it out there.
        in_palette: Whether the palette offers it. Moving by one cell is not worth finding there.
        in_help: Whether help has a line for it. The second key of a pair is named with the first.
        help_group: The heading of help it is under; that of the command before it in the table when empty.
        has_priority: Whether its keys win over those of the widget that has the focus.
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
    has_priority: bool = False

    @property
    def key_text(self) -> str:
        """The key as footer and help write it."""
        return self.key_label or self.keys.partition(",")[0]

    @property
    def key_names(self) -> tuple[str, ...]:
        """Textual's names of its keys."""
        return tuple(self.keys.split(",")) if self.keys else ()

    def to_binding(self) -> Binding:
        """Return the command as a binding of Textual."""
        from textual.binding import Binding

        # The settings can only replace keys, so a command without any gets one that no terminal sends.
        keys = self.keys or f"no_key_{self.id}"
        words = self.footer_word or self.help
        return Binding(keys, self.action, words, show=False, tooltip=self.help, id=self.id, priority=self.has_priority)


def footed(id: str, keys: str, action: str, help: str, *, key_label: str = "", help_group: str = "") -> Command:  # noqa: A002
    """Return a command whose word in the footer is the last part of its name."""
    return Command(id, keys, action, help, key_label, footer_word=id.rpartition(".")[2], help_group=help_group)


def bindings(table: Iterable[Command]) -> list[Binding]:
    """Return the bindings of a table, without the commands that a widget handles itself."""
    return [command.to_binding() for command in table if command.action]


def merge_tables(*tables: Iterable[Command]) -> tuple[Command, ...]:
    """Return the commands of several tables; a key that an earlier command has is taken from the later ones."""
    merged: list[Command] = []
    taken: set[str] = set()
    for command in (command for table in tables for command in table):
        keys = [key for key in command.key_names if key not in taken]
        taken.update(keys)
        if keys:
            merged.append(command._replace(keys=",".join(keys)))
    return tuple(merged)


def without_keys_of(table: Iterable[Command], taken: Iterable[Command]) -> tuple[Command, ...]:
    """Return the commands of a table that keep a key where other commands are too, or that never had one.

    Args:
        table: The commands of the app.
        taken: The commands of a screen; a key that one of them has is theirs there.
    """
    theirs = {key for command in taken for key in command.key_names}
    kept = []
    for command in table:
        keys = tuple(key for key in command.key_names if key not in theirs)
        if keys == command.key_names:
            kept.append(command)
        elif keys:
            kept.append(command._replace(keys=",".join(keys), key_label=""))
    return tuple(kept)


def footer_keys(table: Iterable[Command]) -> list[tuple[str, str]]:
    """Return ``(key, word)`` of each command that the footer of a screen shows."""
    return [(command.key_text, command.footer_word) for command in table if command.footer_word and command.key_text]


_NO_WORDS: Mapping[str, str] = {}


def foot_text(
    table: Iterable[Command], width: int | None = None, *, words: Mapping[str, str] = _NO_WORDS, separator: str = "   "
) -> str:
    """Return the keys of a sheet for its last line: ``enter takes it   escape cancels``.

    Args:
        table: The commands of the sheet, in the order they are shown in.
        width: Cells. Where they are too few, as many keys as fit whole are shown, escape first of all; None shows all.
        words: Other words than those of the table, by the names of the commands; an empty one leaves a command out.
        separator: What is between two keys.
    """
    shown = [(command, words.get(command.id, command.footer_word)) for command in table]
    shown = [(command, word) for command, word in shown if word]
    texts = [f"{command.key_text} {word}" for command, word in shown]
    if width is not None:
        widths = [cell_len(text) + len(separator) for text in texts]
        escape = next((index for index, (command, _) in enumerate(shown) if command.key_text == "escape"), 0)
        texts = [texts[index] for index in fit_parts(widths, width + len(separator), escape)]
    return separator.join(texts)


def fit_parts(widths: Sequence[int], room: int, first: int = 0) -> list[int]:
    """Return the indices of the parts of a line that fit whole, in order, up to the first one that does not.

    Args:
        widths: The width of each part in cells.
        room: Cells of the line.
        first: The part that matters most, to be fitted before the others.
    """
    fitting: list[int] = []
    for index in sorted(range(len(widths)), key=lambda index: index != first):
        room -= widths[index]
        if room < 0:
            break
        fitting.append(index)
    return sorted(fitting)


def group_for_help(table: Iterable[Command]) -> list[tuple[str, list[Command]]]:
    """Return the commands by heading: headings in the order of `HELP_GROUPS`, commands in that of the table."""
    groups: dict[str, list[Command]] = {heading: [] for heading in HELP_GROUPS}
    heading = HELP_GROUPS[0]
    for command in table:
        heading = command.help_group or heading
        groups.setdefault(heading, []).append(command)
    return [(heading, commands) for heading, commands in groups.items() if commands]


def screen_commands(screen: DOMNode) -> tuple[Command, ...]:
    """Return the commands that a screen or sheet declares for itself."""
    return cast("tuple[Command, ...]", getattr(screen, "COMMAND_TABLE", ()))
