"""What is said of backups and of what was recovered, in plain words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from planner.store.backups.backup_names import BackupName, BackupReason
from planner.store.backups.manual_backups import BackupContents
from planner.store.recovered_table import RecoveredTable
from planner.store.recovery import Recovery
from planner.usecases.files.backups import RestoredBackup, describe, format_size, reason_text
from planner.usecases.files.doctor import recovery_sentences

SUNDAY = dt.date(2027, 5, 16)


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (BackupContents(0, None, None, 0), "no workouts"),
        (BackupContents(1, SUNDAY, None, 3), "1 workout, to Sunday 16 May 2027"),
        (BackupContents(80, SUNDAY, SUNDAY, 3), "80 workouts, the last one done on Sunday 16 May 2027"),
    ],
)
def test_what_a_backup_holds_is_said(contents: BackupContents, said: str) -> None:
    assert describe(contents) == said


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 KB"), (83_900, "84 KB"), (999_400, "999 KB"), (1_240_000, "1.2 MB"), (3e8, "300.0 MB")]
)
def test_a_size_is_said_as_people_say_it(size: int, said: str) -> None:
    assert format_size(size) == said


def test_each_reason_has_words() -> None:
    instant = dt.datetime(2027, 1, 4, tzinfo=dt.UTC)
    texts = {reason_text(BackupName(1, 8, instant, reason, Path("x"))) for reason in [*BackupReason, None]}
    assert len(texts) == len(BackupReason) + 1
    assert "before an upgrade from version 8" in texts


def test_after_a_restore_it_says_how_to_go_back() -> None:
    contents = BackupContents(2, SUNDAY, None, 1)
    kept = RestoredBackup(Path("/b/3.db"), contents, 8, Path("/b/4.db"), 4, ())
    assert kept.sentences() == [
        "Restored from /b/3.db, upgraded from version 8: 2 workouts, to Sunday 16 May 2027.",
        "What was there before is kept as /b/4.db.",
        "To go back to it: planner restore 4",
    ]
    damaged = RestoredBackup(Path("/b/3.db"), contents, None, None, None, (Path("/p.damaged-1"), Path("/p.journal")))
    assert damaged.sentences()[1:] == ["The damaged file is kept as /p.damaged-1 and /p.journal."]
    assert damaged.short_sentence().endswith("The damaged file is kept as p.damaged-1.")


def test_what_is_lost_is_named_by_number() -> None:
    tables = (
        RecoveredTable("athlete", 1),
        RecoveredTable("item", 60, [(0, 3), (7, 7), (61, 74), (90, None)], from_history=2),
        RecoveredTable("block", 0, [(0, None)]),
        RecoveredTable("exercise_set", 5, orphans=1, from_pages=3),
    )
    said = recovery_sentences(Recovery(Path("/r.db"), tables, has_history=False, layout_from="backup 3"))
    assert said == [
        "Read into /r.db: what is known of you, 62 workouts and 7 sets.",
        "Its beginning is damaged; where its tables are was taken from backup 3.",
        "Nothing could be read of these: blocks.",
        "Not read of the workouts, by number: 1 to 3, 7, 61 to 74 and from 90 on.",
        "2 lost rows of the workouts came back from the history.",
        "3 rows of the sets came from pages that nothing leads to any more.",
        "1 row of the sets went with what they belong to.",
        "The history was left out, since undo could go wrong without what is lost.",
        "To use it: planner restore /r.db",
    ]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (0, "The history was left out, since undo could go wrong without what is lost."),
        (1, "Of the history its newest entry was kept, since undo could go wrong with what is older."),
        (30, "Of the history its newest 30 entries were kept, since undo could go wrong with what is older."),
    ],
)
def test_how_much_of_the_history_is_kept_is_said(kept: int, said: str) -> None:
    tables = (RecoveredTable("item", 3), RecoveredTable("operation", 40))
    recovery = Recovery(Path("/r.db"), tables, has_history=False, layout_from=None, kept_operations=kept)
    sentences = recovery_sentences(recovery)
    assert sentences[0] == "Read into /r.db: 3 workouts."
    assert said in sentences
