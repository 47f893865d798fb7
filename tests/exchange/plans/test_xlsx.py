"""Plans in Excel workbooks."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from planner.exchange.plans.plan_files import parse_plan_bytes
from planner.training.plans import Plan
from planner.training.refusal import RefusedError

pytestmark = pytest.mark.smoke

GRID: list[list[Any]] = [
    ["Week", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    [1, "Rest", "5 km easy", "Rest", "6 km tempo", "Rest", "Rest", "10 km long"],
    [2, "Rest", "5 km easy", "Rest", "6 km tempo", "Rest", "Rest", "12 km long"],
]


def workbook(sheets: dict[str, Sequence[Sequence[Any]]], change: Callable[[Any], None] = lambda _: None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes) -> Plan:
    return parse_plan_bytes(content, "plan.xlsx")


def runs(plan: Plan) -> list[tuple[int, str | None, float | None, int | None]]:
    return [(e.day, e.kind, e.planned.distance_m, e.planned.duration_s) for e in plan.entries if e.sport == "run"]


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, part)
    return changed.getvalue()


def test_a_grid_of_weeks() -> None:
    plan = read(workbook({"Plan": GRID}))
    assert (plan.name, plan.days, plan.first_weekday) == ("plan", 14, 0)
    assert [(day, metres) for day, _, metres, _ in runs(plan)] == [
        (1, 5000), (3, 6000), (6, 10000), (8, 5000), (10, 6000), (13, 12000)
    ]  # fmt: skip


def test_dates_times_and_numbers_are_what_excel_shows() -> None:
    rows: list[list[Any]] = [
        ["Date", "Workout", "Distance", "Time"],
        [dt.date(2027, 1, 12), "Easy run", 5.5, dt.time(0, 35)],
        [dt.datetime(2027, 1, 14, tzinfo=None), "Tempo", "6,5 km", dt.timedelta(minutes=45)],  # noqa: DTZ001 - Excel has none
        [dt.date(2027, 1, 17), "Long", 16, dt.timedelta(hours=1, minutes=40)],
    ]
    plan = read(workbook({"Plan": rows}))
    assert str(plan.first_date) == "2027-01-12"
    assert runs(plan) == [(0, "easy", 5500, 2100), (2, "tempo", 6500, 2700), (5, "long", 16000, 6000)]


def test_a_unit_in_the_format_of_a_number_is_read() -> None:
    def change(book: Any) -> None:
        book["Plan"]["C2"] = 3
        book["Plan"]["C2"].number_format = '0 "mi"'

    assert runs(read(workbook({"Plan": GRID}, change)))[0][2] == pytest.approx(4828, abs=1)


def test_the_first_visible_sheet_with_a_plan_is_read_and_said() -> None:
    def change(book: Any) -> None:
        book["Old"].sheet_state = "hidden"

    plan = read(workbook({"Old": GRID[:2], "Notes": [["hello", "world"]], "Plan": GRID}, change))
    assert plan.days == 14
    assert 'The sheet "Plan" is read; "Old" (hidden) and "Notes" are not.' in plan.remarks


def test_merged_cells_hold_for_all_of_them() -> None:
    rows: list[list[Any]] = [
        ["Week", "Day", "Workout"],
        [1, "Tue", "easy 5 km"],
        [None, "Sun", "long 10 km"],
        [2, "Tue", "easy 6 km"],
    ]

    def change(book: Any) -> None:
        book["Plan"].merge_cells("A2:A3")

    assert [(day, metres) for day, _, metres, _ in runs(read(workbook({"Plan": rows}, change)))] == [
        (1, 5000), (6, 10000), (8, 6000)
    ]  # fmt: skip


def test_a_formula_without_a_value_is_listed() -> None:
    plan = read(workbook({"Plan": [*GRID, [3, "Rest", "=C2", "Rest", "6 km", "Rest", "Rest", "8 km"]]}))
    assert any(doubt.startswith("cell C4: a formula") for doubt in plan.doubts)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, (b"&%c;" % (97 + i)) * 10) for i in range(10))
    + b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&k;</t></is></c></row></sheetData></worksheet>'
)
FAR_CELLS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "part", [LAUGHS, FAR_CELLS, b"<a>" * 100_000, b"<a>" + b" " * 30_000_000, b"", b"\0", b"<worksheet/>"]
)
def test_hostile_parts_are_refused_in_one_sentence(part: bytes) -> None:
    content = with_part(workbook({"Plan": GRID}), "xl/worksheets/sheet1.xml", part)
    assert len(content) < 100_000
    with pytest.raises(RefusedError, match=r"^plan\.xlsx.*\.$"):
        read(content)


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
def test_damaged_parts_are_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(RefusedError, match=r"^plan\.xlsx .*\.$"):
        read(with_part(workbook({"Plan": GRID}), name, b"<oops"))


def test_without_openpyxl_the_refusal_says_how_to_install_it(tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(workbook({"Plan": GRID}))
    code = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "from pathlib import Path\n"
        "from planner.exchange.plans.plan_files import read_plan_file\n"
        f"read_plan_file(Path({str(file)!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert "pip install 'planner-tui[xlsx]'" in done.stderr
