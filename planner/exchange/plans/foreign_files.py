"""Files that are no plans, by what they are, each with what would help."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final, NamedTuple

from planner.text import clean_line

_CSV = "save it as CSV"
_SHEET = f"copy its table into a spreadsheet and {_CSV}"


class _Beginning(NamedTuple):
    """How files of one kind begin, and the end of the sentence about them."""

    pattern: re.Pattern[bytes]
    what: str


def _begins(pattern: bytes, what: str) -> _Beginning:
    return _Beginning(re.compile(pattern, re.DOTALL), what)


_BINARY: Final = (
    _begins(rb"%PDF-", f"is a PDF, which has the look of a plan but not its table; {_SHEET}"),
    _begins(
        rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is a file of an older Excel or Word (xls, doc); open it and save it as xlsx or CSV",
    ),
    _begins(
        rb"SQLite format 3\0", "is a database (SQLite), not a run plan; planner --db FILE opens one of planner's own"
    ),
    _begins(
        rb".{8}\.FIT",
        "is a binary FIT file of a watch, a recording or a single workout; a plan of weeks is wanted here",
    ),
    _begins(rb"\x1f\x8b", "is compressed (gzip); unpack it first"),
    _begins(rb"(?:7z\xbc\xaf|Rar!|BZh[1-9]|\xfd7zXZ\0)", "is a compressed archive; unpack it first"),
    _begins(
        rb"(?:\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*|BM.{12}[\x28\x6c\x7c]|.{4}ftyp(?:hei[cfxs]|mif1|avif))",
        "is a picture; type its plan into a spreadsheet or a text",
    ),
    _begins(rb"\{\\rtf", "is rich text (RTF); save it as plain text"),
)
_TEXT: Final = (
    _begins(rb"(?:<\?xml.{0,400})?<gpx\b", "is a GPX track, a recording, not a plan (XML)"),
    _begins(rb"(?:<\?xml.{0,400})?<TrainingCenterDatabase\b", "is a TCX recording, not a plan (XML)"),
    _begins(rb"(?:<\?xml.{0,400})?<workout_file\b", "is a single Zwift workout (XML), not a plan of weeks"),
    _begins(rb"(?:<\?xml.{0,400})?<kml\b", "is a map (KML), not a plan (XML)"),
    _begins(rb"(?:<\?xml.{0,400})?<svg\b", f"is a picture (SVG, XML); {_SHEET}"),
    _begins(rb"(?:<\?xml.{0,400})?<(?:!doctype html|html)\b", f"is a web page (HTML); {_SHEET}"),
    _begins(rb"<", "is XML or HTML, not a run plan"),
    _begins(rb"BEGIN:VCARD", "is an address card (vCard), not a plan"),
    _begins(rb"%!PS", "is a PostScript page; " + _SHEET),
)
_ARCHIVES: Final = (
    (re.compile(r"word/document\.xml"), f"is a Word document (docx); {_SHEET}"),
    (re.compile(r"xl/workbook\.bin"), "is a binary Excel workbook (xlsb); save it as xlsx or CSV"),
    (re.compile(r"ppt/presentation\.xml"), f"is a presentation (pptx); {_SHEET}"),
    (re.compile(r".*\.iwa"), "is a document of Apple's Numbers or Pages; export it as CSV or xlsx (File, Export To)"),
    (re.compile(r"META-INF/container\.xml"), f"is an e-book (EPUB); {_SHEET}"),
    (
        re.compile(r"content\.xml"),
        "is an OpenDocument file (ods, odt); open it in LibreOffice and save it as xlsx or CSV",
    ),
)
"""A part that archives of one kind have, and what they are."""
_MARK = re.compile(rb"^(?:\xef\xbb\xbf)?\s*")
_LOOKED_AT: Final = 2_000
_ZIP: Final = b"PK\x03\x04"
_MOST_NAMES: Final = 5_000
_PLAN_NAMES: Final = re.compile(r"[^/]+\.(?:csv|ics|ya?ml|json|md|xlsx|txt)", re.IGNORECASE)


def describe_foreign_file(content: bytes) -> str:
    """Return what a file is that is no plan, as the end of a sentence that its name begins; empty for any other."""
    start = content[:_LOOKED_AT]
    for beginning in _BINARY:
        if beginning.pattern.match(start):
            return beginning.what
    start = _MARK.sub(b"", start)
    return next(
        (one.what for one in _TEXT if re.match(one.pattern.pattern, start, re.DOTALL | re.IGNORECASE)),
        "",
    )


def is_zip(content: bytes) -> bool:
    """Return whether a file is a ZIP archive, as workbooks and documents are, too."""
    return content.startswith(_ZIP)


def list_zip(content: bytes) -> list[str]:
    """Return the names in an archive; none for a damaged one."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(content)) as archive:
            return archive.namelist()[:_MOST_NAMES]
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return []


def describe_zip(names: list[str]) -> str:
    """Return what an archive is that is no workbook, as `describe_foreign_file`."""
    if not names:
        return "is a damaged archive or workbook; save it again where it was made"
    for member, what in _ARCHIVES:
        if any(member.fullmatch(name) for name in names):
            return what
    plans = [name for name in names if _PLAN_NAMES.fullmatch(name.rpartition("/")[2])]
    inside = f", {clean_line(plans[0], 40)} for one" if plans else ""
    return f"is a ZIP archive; unpack it and name the plan in it{inside}"
