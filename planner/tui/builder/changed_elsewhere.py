"""What other sessions changed of the workouts that a drafted block replaces, or is placed around, since it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.tui.host import Host
from planner.tui.state.seen_plan import SeenPlan, named_differences
from planner.usecases.queries import read_blocks, read_workouts

if TYPE_CHECKING:
    from planner.training.workouts import Workout
    from planner.tui.builder.form_result import FormResult


class ChangedElsewhere:
    """Remembers the coming workouts around a draft as they were when it was first seen.

    Args:
        host: The app.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._seen: SeenPlan | None = None
        self._about: int | None = None

    def note(self, result: FormResult) -> None:
        """Take the workouts around a draft as seen; those that were seen before stay as they were.

        Raises:
            RefusedError: The file cannot be read.
        """
        if result.draft is None:
            return
        about = result.draft.block.id
        if self._seen is None or about != self._about:
            self._about = about
            self._seen = SeenPlan(self._host, result.runner.unit, (), read_blocks(self._host.book))
        self._seen.note(self._coming(result))

    def forget(self) -> None:
        """Begin again with the next draft, because another form is filled in."""
        self._seen = None

    def take_sentence(self, result: FormResult, key: str) -> str:
        """Return what was changed since, and that it is in the draft now; empty where nothing was, and said once.

        Args:
            result: The newest draft.
            key: The key that stores it.

        Raises:
            RefusedError: The file cannot be read.
        """
        if self._seen is None or result.draft is None:
            return ""
        blocks = result.whatif.change.blocks if result.whatif is not None else ()
        theirs = self._seen.take_differences(self._coming(result), blocks)
        if not theirs:
            return ""
        return (
            f"Another session changed it meanwhile: {named_differences(theirs)}. The block is planned again with that: "
            f"look at it, then {key} stores it."
        )

    def _coming(self, result: FormResult) -> Sequence[Workout]:
        """Return the stored workouts ahead that a what-if may replace, or that are on the days of a new block."""
        assert result.draft is not None
        block, book = result.draft.block, self._host.book
        workouts = read_workouts(book, max(block.start, book.today), max(block.last_day, book.today))
        if result.whatif is None:
            return workouts
        changed = {one.id: one for one in result.whatif.change.concerned_workouts}
        return [*{**changed, **{one.id: one for one in workouts if one.block_id == block.id}}.values()]
