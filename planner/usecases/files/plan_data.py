"""All data of a runner as one document, and a database made of one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from planner.exchange.data import plan_document
from planner.named_files import open_regular_file, read_start, shown_name
from planner.store.backups import restoring
from planner.store.backups.restoring import Restored
from planner.store.built_database import FoundRow, build_from_data
from planner.store.files import file_identity
from planner.store.plan_data import read_plan_data
from planner.usecases.planbook import Planbook

_BEGIN_BYTES = 100


def document_parts(book: Planbook) -> Iterator[str]:
    """Yield the text of the document of everything, in parts, all of one moment.

    Raises:
        RefusedError: The file cannot be read, or holds what no planner stores; before the first part.
    """
    with read_plan_data(book.path) as data:
        yield from plan_document.document_parts(data.schema, data.database_id, data.tables)


def is_document(book: Planbook, path: Path) -> bool:
    """Return whether a file is a document of data by its content, not a backup.

    Raises:
        RefusedError: It cannot be read.
    """
    identity = file_identity(str(path))
    # the database itself is not opened: closing it would drop the locks that SQLite holds on it
    if identity is None or identity == file_identity(str(book.path)):
        return False
    return plan_document.is_document(read_start(path, _BEGIN_BYTES))


def restore_document(book: Planbook, path: Path) -> Restored:
    """Put the data of a document in place of what is in the database, which is kept first.

    Args:
        book: The planbook.
        path: The document.

    Raises:
        RefusedError: It is not complete, is of another version or a newer planner, or holds what no planner stores;
            or the database cannot be replaced. The database is unchanged.
    """
    shown = shown_name(path)
    with open_regular_file(path, shown) as file:
        head = plan_document.read_head(file, shown)
        file.seek(0)
        rows = (
            FoundRow(plan_document.row_place(row, shown), row.table, row.values)
            for row in plan_document.read_rows(file, shown)
        )
        build = partial(
            build_from_data,
            rows=rows,
            schema=head.schema,
            database_id=head.database,
            tables=head.tables,
            shown=shown,
        )
        return restoring.restore_built(book.path, path, head.schema, build)
