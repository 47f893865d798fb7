"""Files that are no plans are named for what they are, with what to do."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from planner.exchange.plans.plan_files import parse_plan_bytes
from planner.training.refusal import RefusedError


def archive(*names: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as made:
        for name in names:
            made.writestr(name, b"x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "what", "help_words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is a PDF", "save it as CSV"),
        (archive("[Content_Types].xml", "word/document.xml"), "Word document", "save it as CSV"),
        (archive("mimetype", "content.xml"), "OpenDocument", "save it as xlsx or CSV"),
        (archive("Index/Document.iwa"), "Numbers", "export it as CSV"),
        (archive("xl/workbook.bin"), "xlsb", "save it as xlsx"),
        (archive("ppt/presentation.xml"), "presentation", "save it as CSV"),
        (archive("my/plan.csv"), "ZIP archive", "my/plan.csv"),
        (b"PK\x03\x04 and then nothing", "damaged archive", "save it again"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20, "older Excel", "save it as xlsx or CSV"),
        (b"\x0e\x20\xae\x08\xff\xff\0\0.FIT", "FIT file", "a plan of weeks"),
        (b"SQLite format 3\0", "database", "--db"),
        (b"\x1f\x8b\x08\0", "gzip", "unpack"),
        (b"\x89PNG\r\n\x1a\n", "picture", "type its plan"),
        (b"\xff\xd8\xff\xe0", "picture", "type its plan"),
        (b"\0\0\0\x18ftypheic", "picture", "type its plan"),
        (b"{\\rtf1\\ansi", "rich text", "save it as plain text"),
        (b"<!DOCTYPE html><html></html>", "web page", "save it as CSV"),
        (b"<?xml version='1.0'?>\n<gpx version='1.1'/>", "GPX", "recording"),
        (b"<?xml version='1.0'?>\n<TrainingCenterDatabase/>", "TCX", "recording"),
        (b"<workout_file></workout_file>", "Zwift", "not a plan"),
        (b"<?xml version='1.0'?><plan/>", "XML", "not a run plan"),
    ],
)
def test_a_file_is_named_for_what_it_is(content: bytes, what: str, help_words: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_plan_bytes(content, "spring.dat")
    message = str(refusal.value)
    assert message.startswith("spring.dat ")
    assert what in message
    assert help_words in message
    assert message.endswith(".")


CSV = "Week,Mon,Tue,Wed\n1,Rest,Läufe 5 km,½ Stunde – locker\n"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_text_of_other_encodings_is_read_and_said(encoding: str) -> None:
    plan = parse_plan_bytes(CSV.encode(encoding), "plan.csv")
    plain = parse_plan_bytes(CSV.encode(), "plan.csv")
    assert plan.entries == plain.entries
    assert plan.remarks[1:] == plain.remarks
    assert plan.remarks[0].startswith("The file is ")


@pytest.mark.parametrize("content", ["Пн 5 км".encode("cp1251"), "月曜 5 km".encode("shift_jis"), b"abc\x81def"])
def test_an_encoding_that_is_not_plain_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedError, match="UTF-8"):
        parse_plan_bytes(content, "plan.csv")
