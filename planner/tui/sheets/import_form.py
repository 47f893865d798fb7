"""Which recordings to import: the path of a file, a folder or an archive, and what their files may not say."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planner import restriction
from planner.text import clean_line
from planner.training.date_context import Look
from planner.training.refusal import RefusedError
from planner.tui.keys import sheet_commands
from planner.tui.sheets.form_sheet import FormSheet
from planner.tui.theme import Glyphs
from planner.tui.widgets.path_completion import complete_path
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.edit_recordings import parse_sport
from planner.usecases.recordings.import_recordings import ImportOptions
from planner.usecases.recordings.zones import parse_zone

_PATH = "path"
_LABELS = {
    _PATH: ("Path", "run.fit, a folder, export.zip"),
    "date": ("Date", "of a watch that was never set"),
    "sport": ("Sport", "run, strength or cross, where no file says it"),
    "zone": ("Zone", "Europe/Berlin, where it was not yours"),
}
_MAX_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be imported, and how.

    Attributes:
        paths: Files, folders and archives that exist.
        options: How they are imported.
    """

    paths: tuple[str, ...]
    options: ImportOptions


class ImportForm:
    """The paths and options of an import, as a form. Saving it stores nothing: it returns what is to be read.

    Args:
        book: The runner's planbook.
    """

    title = "Import recordings", "FIT, TCX, GPX, Strava, Garmin"
    draft_name = "import"
    field_labels = _LABELS
    initial_values: Mapping[str, str] = dict.fromkeys(_LABELS, "")

    def __init__(self, book: Planbook) -> None:
        self._book = book

    def save(self, values: Mapping[str, str]) -> ImportRequest:
        """Return what is to be imported.

        Raises:
            RefusedError: A field cannot be read, or there is no such file.
        """
        texts = {name: text.strip() for name, text in values.items()}
        options = ImportOptions(
            date=date_reader(self._book, Look.BACK).read(texts["date"]) if texts["date"] else None,
            sport=parse_sport(texts["sport"]) if texts["sport"] else None,
            zone=parse_zone(texts["zone"]) if texts["zone"] else None,
        )
        return ImportRequest(parse_paths(texts[_PATH]), options)

    def changed_meanwhile(self, glyphs: Glyphs) -> str:
        """Return nothing: no other session changes what is imported here."""
        del glyphs
        return ""


class ImportFormSheet(FormSheet[ImportRequest]):
    """The sheet of an `ImportForm`, on which tab completes the path as a shell does."""

    COMMAND_TABLE = sheet_commands.IMPORT_FORM

    def __init__(self, book: Planbook) -> None:
        super().__init__(book, ImportForm(book))

    def action_complete(self) -> None:
        """Complete the path; where nothing is left to complete, go to the next field."""
        fields = self.fields
        rest = complete_path(fields.values[_PATH]) if fields.current == _PATH else ""
        if rest:
            fields.set_value(_PATH, fields.values[_PATH] + rest)
        else:
            fields.move(1)


def parse_paths(text: str) -> tuple[str, ...]:
    """Return the paths that were typed or dropped on the terminal: one, or several as a shell takes them.

    Raises:
        RefusedError: Nothing was typed, there is no such file, or it is outside the directory of a restricted account.
    """
    if not text:
        raise RefusedError("path must be given: a file, a folder or an archive (ZIP).")
    if _exists(text):
        return (_expanded(text),)
    try:
        words = shlex.split(text)
    except ValueError:  # a quotation mark that is part of a name
        words = [text]
    missing = next((word for word in words if not _exists(word)), None)
    if missing is not None or not words:
        shown = clean_line(text if missing is None else missing, _MAX_SHOWN)
        raise RefusedError(f'path: there is no file or folder "{shown}".')
    return tuple(map(_expanded, words))


def _exists(path: str) -> bool:
    restriction.check_file_name(path)
    try:
        return Path(_expanded(path)).exists()
    except (OSError, ValueError):
        return False


def _expanded(path: str) -> str:
    """Return a path with the home directory put in; one that means standard input is a file here."""
    try:
        expanded = str(Path(path).expanduser())
    except RuntimeError:  # there is no such user
        return path
    return f"./{expanded}" if expanded.startswith("-") else expanded
