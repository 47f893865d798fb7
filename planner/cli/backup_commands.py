"""The commands that keep the database, bring it back and mend it: backup, backups, restore, doctor."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from planner.cli.output import MAX_SENTENCE, show
from planner.invocation import program
from planner.store.backups.manual_backups import BackupContents
from planner.store.missing_file import missing_database
from planner.store.recovery import Recovery
from planner.text import clean_line, format_count
from planner.usecases.files import backups, doctor
from planner.usecases.files.backups import ListedBackup
from planner.usecases.files.doctor import Examination
from planner.usecases.planbook import Planbook, file_stamp


def run_backup(book: Planbook, args: argparse.Namespace) -> None:
    """Make a verified copy of the database."""
    made = backups.back_up(book, args.file)
    show(
        args,
        lambda: {"backup": {"path": str(made.path), "bytes": made.size, **_contents_document(made.contents)}},
        lambda: [clean_line(made.sentence(), MAX_SENTENCE)],
    )


def run_backups(book: Planbook, args: argparse.Namespace) -> None:
    """List the backups, newest first."""
    listed = backups.list_backups(book)
    if not listed and not file_stamp(book.path):
        raise missing_database(book.path)
    show(args, lambda: {"backups": [_backup_document(backup) for backup in listed]}, lambda: _backup_lines(listed))


def run_restore(book: Planbook, args: argparse.Namespace) -> None:
    """Bring a backup back."""
    restored = backups.restore(book, args.backup)
    show(
        args,
        lambda: {
            "restored": {
                "path": str(restored.source),
                "upgraded_from": restored.from_version,
                **_contents_document(restored.contents),
            },
            "kept": {"number": restored.kept_number, "path": str(restored.kept)} if restored.kept else None,
            "set_aside": [str(path) for path in restored.set_aside],
        },
        lambda: [clean_line(sentence, MAX_SENTENCE) for sentence in restored.sentences()],
    )


def run_doctor(book: Planbook, args: argparse.Namespace) -> int:
    """Look at the database and all around it, compact it, or read what is left of it; return 1 when something is wrong.

    A recovery in which something is lost returns 0: the losses are its answer.
    """
    if args.recover is not None:
        recovered = doctor.recover(book, args.recover)
        show(
            args,
            lambda: _recovery_document(recovered),
            lambda: _recovery_lines(book, recovered),
        )
        return 0
    if args.compact:
        sentence = doctor.compact(book)
        show(args, lambda: {"compacted": sentence}, lambda: [clean_line(sentence, MAX_SENTENCE)])
        return 0
    examination = doctor.examine(book)
    show(
        args,
        lambda: {
            **{fact.key: fact.value for fact in examination.facts},
            "problems": [{"text": problem.text, "advice": problem.advice} for problem in examination.problems],
        },
        lambda: _examination_lines(examination),
    )
    return 1 if examination.problems else 0


def _examination_lines(examination: Examination) -> Iterator[str]:
    facts = [fact for fact in examination.facts if fact.label]
    width = max(len(fact.label) for fact in facts)
    for fact in facts:
        yield f"{fact.label:<{width}}  {clean_line(fact.text, MAX_SENTENCE)}"
    yield ""
    for problem in examination.problems:
        yield clean_line(problem.text, MAX_SENTENCE)
        yield f"  {clean_line(problem.advice, MAX_SENTENCE)}"
    if not examination.problems:
        yield "All is well."


def _recovery_lines(book: Planbook, recovered: Recovery) -> Iterator[str]:
    backup = doctor.find_backup_instead(book, recovered)
    for sentence in doctor.recovery_sentences(recovered, backup):
        yield clean_line(sentence, MAX_SENTENCE)


def _recovery_document(recovered: Recovery) -> dict[str, Any]:
    return {
        "path": str(recovered.path),
        "layout_from": recovered.layout_from,
        "history": recovered.has_history,
        "operations": recovered.kept_operations,
        "tables": [
            {
                "table": table.name,
                "rows": table.rows,
                "from_pages": table.from_pages,
                "from_history": table.from_history,
                "lost": [{"first": first, "last": last} for first, last in table.gaps],
                "left_out": table.orphans,
            }
            for table in recovered.tables
        ],
    }


def _backup_lines(listed: list[ListedBackup]) -> Iterator[str]:
    if not listed:
        yield f"There are no backups yet; {program()} backup makes one."
        return
    number_width = max(len(str(backup.name.number)) for backup in listed)
    reason_width = max(len(backup.reason_text) for backup in listed)
    for backup in listed:
        holds = "damaged" if backup.contents is None else format_count(backup.contents.workouts, "workout")
        yield (
            f"{backup.name.number:>{number_width}}  {backup.name.made_at.astimezone():%Y-%m-%d %H:%M}  "
            f"{backup.reason_text:<{reason_width}}  {backups.format_size(backup.size):>8}  {holds}"
        )
    yield f"{program()} restore N brings one back; what is there now is kept first."


def _backup_document(backup: ListedBackup) -> dict[str, Any]:
    return {
        "number": backup.name.number,
        "path": str(backup.name.path),
        "at": backup.name.made_at.isoformat(),
        "reason": backup.name.reason.value if backup.name.reason else None,
        "schema_version": backup.name.version,
        "bytes": backup.size,
        "sound": backup.contents is not None,
        **_contents_document(backup.contents),
    }


def _contents_document(contents: BackupContents | None) -> dict[str, Any]:
    if contents is None:
        return {"workouts": None, "last_day": None, "last_done": None}
    return {
        "workouts": contents.workouts,
        "last_day": contents.last_day.isoformat() if contents.last_day else None,
        "last_done": contents.last_done.isoformat() if contents.last_done else None,
    }
