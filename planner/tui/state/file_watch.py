"""Whether the runner's file is still there, is the same one and can be read, looked at while a screen is open."""

from __future__ import annotations

from planner.training.refusal import RefusedError
from planner.usecases.open_planbook import (
    BusyError,
    OtherDatabaseError,
    accept_any_database,
    check_readable,
    take_refusal,
    was_refused,
)
from planner.usecases.planbook import Planbook, file_stamp


class FileWatch:
    """Looks at the file again whenever its stamp has changed, or something was refused because it was not there.

    Attributes:
        problem: One sentence that says what is wrong with the file; empty when all is well.
        past_problem: What was wrong before the last look changed that, if only for a moment; empty when all was well.
        is_other: Whether another planner database has taken its place.
    """

    def __init__(self, book: Planbook) -> None:
        self._book = book
        self._stamp: tuple[int, ...] | None = None
        self.problem = self.past_problem = ""
        self.is_other = False

    def look(self) -> bool:
        """Look at the file; return whether the problem is another one now, or has come and gone since the last look."""
        stamp = file_stamp(self._book.path)
        if stamp == self._stamp and not was_refused():
            return False
        before, self.is_other = self.problem, False
        try:
            check_readable(self._book)
        except BusyError:
            return False  # the next look finds it out
        except OtherDatabaseError as error:
            self.is_other = True
            self.problem = str(error)
        except RefusedError as error:
            self.problem = str(error)
        else:
            self.problem = ""
        self._stamp = stamp
        refusal = take_refusal()
        self.past_problem = before or ("" if self.problem else refusal)
        return self.problem != self.past_problem

    def accept_other(self) -> None:
        """Go on with the database that has taken the place of the one that was open."""
        accept_any_database()
        self._stamp = None
        self.look()
