"""The tables of a Markdown text as rows; what is around them is kept for a remark."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import Final

from planner.exchange.plans.tables.table_rows import MAX_COLUMNS, MAX_ROWS, TableRow
from planner.training.refusal import RefusedError

_RULE: Final = re.compile(r"\|?:?-+:?(?:[|+]:?-+:?)+\|?")
_CELL_END: Final = re.compile(r"(?<!\\)\|")
_LINE_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS: Final = re.compile(r"(\*\*|__|\*|`|~~)(?=\S)(.{1,500}?)(?<=\S)\1")


def is_markdown_table(text: str) -> bool:
    """Return whether a text has a Markdown table: a row of words above a rule of dashes and bars."""
    lines = text.split("\n")
    return any("|" in above and _is_rule(rule) for above, rule in pairwise(lines))


def parse_markdown_tables(text: str, file: str) -> list[TableRow]:
    """Return the rows of all tables of a text, and each other line as a row of one cell.

    Args:
        text: The decoded file.
        file: The name of the file, for a refusal.

    Raises:
        RefusedError: There are far too many rows or columns.
    """
    rows: list[TableRow] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if _is_rule(line) or not line.strip(" \t#=-*"):
            continue
        cells = _split_cells(line) if "|" in line else [_plain(line.strip().lstrip("#> "))]
        if len(rows) >= MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise RefusedError(f"{file}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns; no plan is so large.")
        row = TableRow(number, tuple(cells))
        if not row.is_blank_or_comment:
            rows.append(row)
    return rows


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch("".join(line.split())) is not None


def _split_cells(line: str) -> list[str]:
    bare = line.strip()
    bare = bare.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [_plain(cell) for cell in _CELL_END.split(bare)]


def _plain(cell: str) -> str:
    """Return the words of a cell without its marks: emphasis, links, line breaks."""
    text = _LINE_BREAK.sub("\n", unescape(cell).replace("\\|", "|"))
    text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
