"""The tables by name. Their SQL is in ``sql/``: version 1 first, then what each later version changed.

Each rule for a value is a named CHECK. The name is the sentence that a person reads when the rule is broken
(``planned_rpe must be 0 to 10``), and its first word is the column. Real numbers have at most three decimals
(millimetres, grams), so that the journal's JSON holds them exactly; the rule uses arithmetic because SQLite's ``round``
to decimals converts to text and back. A date is real when ``date(d, '+0 days')`` returns it unchanged: plain
``date(d)`` accepts 30 February. SQLite cannot change the rule of a column, so a table is then replaced by a copy whose
ids continue.

The state of an operation is done, undone (it can be redone) or dropped (undone, and then something new was done). Its
``changes`` (rows) and ``size`` (characters of JSON) are counted when it ends.

The SQL of a released version never changes: a change goes into a new version and its file.
"""

from __future__ import annotations

JOURNALED_TABLES = (
    "athlete", "block", "item", "exercise_set", "slotting", "absence", "acceptance", "busy_time", "exercise",
    "recording", "recording_source", "recording_link", "refused_link", "distinct_recording",
)  # fmt: skip
"""The tables that hold the runner's data, parents before children; all changes to them are journaled."""

UNRECORDED_TABLES = ("session_timer", "identity", "published", "synced")
"""What the journal leaves alone: no undo takes back how far a session is, or what a calendar has seen."""

ALL_TABLES = frozenset({*JOURNALED_TABLES, *UNRECORDED_TABLES, "operation", "change", "journal_state"})
"""Every table of the newest version."""

ADDED_IN_VERSION = {
    "absence": 2, "acceptance": 3, "busy_time": 6, "exercise": 7, "session_timer": 7, "recording": 8,
    "recording_source": 8, "recording_link": 8, "refused_link": 8, "distinct_recording": 8,
    "identity": 12, "published": 12, "synced": 12,
}  # fmt: skip
"""The schema version that added a table, where it is not the first."""


def tables_in_version(version: int) -> frozenset[str]:
    """Return the tables of a file with this schema version."""
    return frozenset(table for table in ALL_TABLES if ADDED_IN_VERSION.get(table, 1) <= version)
