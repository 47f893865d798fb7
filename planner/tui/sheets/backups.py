"""The backups: when and why each was made, what it holds, and a key that restores it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from planner.text import path_below_home
from planner.training.refusal import RefusedError
from planner.tui.keys import sheet_commands
from planner.tui.sheets.confirm import ConfirmSheet
from planner.tui.sheets.list_sheet import ListSheet
from planner.tui.state.saver import Saver
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrap_rows
from planner.usecases.files import backups
from planner.usecases.files.backups import BackupName, ListedBackup, RestoredBackup
from planner.usecases.planbook import Planbook

_NONE = 'There are no backups yet. "Back up now" in the palette makes one, and so does the first change of each day.'


class BackupsContent:
    """The backups as a list, newest first; each is opened and checked when it is shown.

    Args:
        book: The runner's planbook.
    """

    def __init__(self, book: Planbook) -> None:
        self.names = backups.list_names(book)
        self._looked_into: dict[BackupName, ListedBackup | None] = {}

    @property
    def row_count(self) -> int:
        """How many backups there are."""
        return len(self.names)

    def row(self, index: int, width: int, glyphs: Glyphs) -> Row:
        """Return a backup as a row: its number, when it was made, and why."""
        name = self.names[index]
        number = f"{name.number:>{len(str(self.names[0].number))}}  "
        when = f"{name.made_at.astimezone():%Y-%m-%d %H:%M}  "
        why = fit(backups.reason_text(name), width - len(number) - len(when), glyphs)
        return (Piece(number, "accent"), Piece(when, "muted"), Piece(why, "text"))

    def detail_rows(self, index: int, width: int, title_color: str) -> list[Row]:
        """Return what a backup holds, and where it is."""
        if not self.names:
            return wrap_rows(_NONE, width, "muted")
        name = self.names[index]
        rows = wrap_rows(f"Backup {name.number}, {backups.reason_text(name)}", width, title_color)
        found = self.look_into(index)
        if found is None:
            return rows + wrap_rows("It is gone: another session has thinned it.", width, "warn")
        if found.contents is None:
            rows += wrap_rows("It is damaged, and cannot be restored.", width, "warn")
        else:
            holds = backups.describe(found.contents)
            rows += wrap_rows(f"{holds[0].upper()}{holds[1:]}; {backups.format_size(found.size)}.", width)
        return rows + wrap_rows(path_below_home(name.path), width, "muted")

    def look_into(self, index: int) -> ListedBackup | None:
        """Return a backup with what it holds; None when it is gone."""
        name = self.names[index]
        if name not in self._looked_into:
            self._looked_into[name] = backups.look_into(name)
        return self._looked_into[name]

    def foot_words(self) -> Mapping[str, str]:
        """Leave the restoring out where there is nothing to restore."""
        return {} if self.names else {"backups.restore": ""}


class BackupsSheet(ListSheet[RestoredBackup]):
    """The backups, newest first; the result is what became of restoring one.

    Args:
        book: The runner's planbook.
    """

    COMMAND_TABLE = sheet_commands.BACKUPS

    def __init__(self, book: Planbook) -> None:
        self._book = book
        self._backups = BackupsContent(book)
        self._saver = Saver(
            self, book, lambda text, is_refusal: self.show_message(text, "warn" if is_refusal else "text")
        )
        super().__init__("Backups, newest first", self._backups)

    def action_restore(self) -> None:
        """Ask whether the backup under the cursor is to be restored, and restore it."""
        if not self._backups.row_count:
            return
        name = self._backups.names[self._list.cursor]
        found = self._backups.look_into(self._list.cursor)
        if found is None or found.contents is None:
            self.show_message(f"Backup {name.number} cannot be restored.", "warn")
            return
        holds = backups.describe(found.contents)
        made_at = f"{name.made_at.astimezone():%Y-%m-%d %H:%M}"
        reasons = [f"It holds {holds}.", "What is there now is kept first, as a backup that can be restored, too."]
        sheet = ConfirmSheet(f"Restore backup {name.number}", f"Restore the backup of {made_at}?", reasons)
        self.host.push_screen(sheet, partial(self._answered, name))

    def _answered(self, name: BackupName, answer: bool | None) -> None:
        if answer:
            self._saver.save(partial(self._restore, name), self._refused)

    def _restore(self, name: BackupName) -> None:
        self.dismiss(backups.restore(self._book, str(name.number)))

    def _refused(self, error: RefusedError) -> None:
        self.show_message(str(error), "warn")
