"""Which rows the builder's form shows. Knows no widget.

They are groups that open and close, the fields of the open ones, and last the row that stores.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.tui.builder.fields import GROUP_OF, Field, FieldGroup
from planner.tui.builder.form_state import FormState
from planner.usecases.blocks.options import FieldKind

STORE_ROW = "store"
"""The name of the last row, which stores the block."""
_SUMMARY_NAMES = {
    FieldGroup.GOAL: ("plan", "date"),
    FieldGroup.WEEK: ("now", "peak", "long"),
    FieldGroup.STRENGTH: ("level", "heavy", "moderate", "light"),
    FieldGroup.GYM: ("gym", "body", "sled"),
    FieldGroup.MORE: ("name",),
}
"""What the row of a closed group says of it: the values of these fields."""


class FormRows:
    """The rows of a form by their names: that of a group is its heading, that of a field the field's own.

    Args:
        state: The form's fields and their values.

    Attributes:
        open_groups: The groups whose fields are shown.
    """

    def __init__(self, state: FormState) -> None:
        self.state = state
        self.open_groups: set[FieldGroup] = {FieldGroup.GOAL}

    @property
    def names(self) -> list[str]:
        """The names of the rows from top to bottom."""
        return [*self._names(), STORE_ROW]

    def _names(self) -> Iterator[str]:
        by_group: dict[FieldGroup, list[str]] = {group: [] for group in FieldGroup}
        for field in self.state.fields:
            by_group[GROUP_OF[field.name]].append(field.name)
        for group, names in by_group.items():
            yield group.value
            if group in self.open_groups:
                yield from names

    def field(self, name: str) -> Field | None:
        """Return the field of a row; None where the row is no field."""
        return next((field for field in self.state.fields if field.name == name), None)

    def turn(self, name: str) -> bool:
        """Open or close the group of a row; return False where the row is no group."""
        if name not in list(FieldGroup):
            return False
        self.open_groups ^= {FieldGroup(name)}
        return True

    def reveal(self, name: str) -> None:
        """Open the group of a field."""
        if name in GROUP_OF:
            self.open_groups.add(GROUP_OF[name])

    def summary(self, group: FieldGroup) -> str:
        """Return what the fields of a group say, in a few words: ``novice · 1 heavy · 2 moderate``."""
        shown = (self.field(name) for name in _SUMMARY_NAMES[group])
        return " · ".join(filter(None, (self._words(field) for field in shown if field is not None)))

    def _words(self, field: Field) -> str:
        value = self.state.value(field.name)
        if field.kind is FieldKind.COUNT:
            return f"{value} {field.label.lower()}" if value not in ("", "0") else ""
        if not value and field.kind is FieldKind.TEXT:
            return ""
        words = self.state.format_value(field)
        return f"sled {words}" if field.name == "sled" and value else words
