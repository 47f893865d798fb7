"""Plan files that were damaged at random or made to do harm, the same every time."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from planner.exchange.plans.plan_files import parse_plan_bytes
from planner.text import clean_line, clean_note
from planner.training.plans import Plan
from planner.training.refusal import RefusedError

ICS = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Spring
BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:16011101T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTART;TZID=Office:20270112T063000
DURATION:PT45M
RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6
EXDATE;TZID=Office:20270119T063000
SUMMARY:Run - Easy 5 km
END:VEVENT
BEGIN:VEVENT
UID:1
RECURRENCE-ID;TZID=Office:20270121T063000
DTSTART;TZID=Office:20270122T063000
SUMMARY:Intervals 6 x 400 m
DESCRIPTION:Planned Distance: 6.5 km\\n2 km easy\\, 6 x 400 m\\, 1
  km easy
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20270117
SUMMARY:🏃 Long Run • 12km
DESCRIPTION:Long Run • 12km • 1h5m - 1h20m\\n\\n3 reps of:\\n• 1km easy
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""
WEEK_OF_MAPS = {
    "week": 1,
    "phase": "Base",
    "days": {"tuesday": {"type": "easy", "distance_km": 5}, "sun": "long 10 km"},
}
STEPS = [{"repeat": 3, "steps": ["1 km", "90 s jog"]}]
WEEKS_JSON = json.dumps(
    {
        "name": "Spring",
        "start_date": "2027-01-11",
        "weeks": [WEEK_OF_MAPS, {"week": 2, "days": [{"day": "Tue", "title": "Tempo", "steps": STEPS}]}],
    }
)
DATED_JSON = json.dumps(
    [
        {"date": "2027-01-12", "workout": "Easy run", "km": "5", "durationMinutes": 31, "rpe": 3},
        {"date": "2027-01-14", "workout": "Tempo run", "distance": {"value": 6.5, "unit": "km"}, "time": "AM"},
    ]
)
TREE_YAML = """name: Spring
units: mi
weeks:
  - week: 1
    days:
      tuesday: {type: easy, miles: 3}
      sunday:
        - long 6 mi
        - strength 30 min
  - W02S01 Hills:
    - warmup: lap-button
    - repeat 6:
      - interval: 20s
"""
TEXT_SAMPLES = {"plan.ics": ICS, "weeks.json": WEEKS_JSON, "dated.json": DATED_JSON, "tree.yaml": TREE_YAML}
SCRAPS: tuple[str, ...] = (
    "\0",
    "\ufeff",
    "9" * 400,
    "1e308",
    "-",
    "nan",
    "[",
    "{",
    "]",
    "}",
    "&a ",
    "*a",
    "!!x ",
    "\n",
    '"',
    ":",
    ",",
    ";",
)
SCRAPS += (
    "BEGIN:VEVENT\n",
    "END:VEVENT\n",
    "RRULE:FREQ=DAILY\n",
    ";TZID=x",
    "\u202e",
    "\ud800",
    "٣",
    "#",
    "- ",
    "week",
    "\\",
)


def workbook() -> bytes:
    """Return a workbook with a plan."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Week", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    for week in range(1, 4):
        sheet.append([week, "Rest", "5 km easy", "Rest", 6.5, "Rest", "Rest", "10 km long"])
    sheet.merge_cells("F2:G2")
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return an archive with another content of one part."""
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, part)
    return changed.getvalue()


def damaged_texts(name: str, count: int) -> Iterator[bytes]:
    """Yield a sample with cuts, scraps and copies at random places."""
    chance = random.Random(name)
    for _ in range(count):
        text = TEXT_SAMPLES[name]
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(text) + 1)
            cut = chance.choice((0, 0, 1, 3, 12))
            piece = text[chance.randrange(len(text) or 1) :][: chance.randint(1, 30)]
            scrap = chance.choice((*SCRAPS, piece, str(chance.randint(-(10**6), 10**9))))
            text = text[:at] + scrap + text[at + cut :]
        content = bytearray(text.encode("utf-8", "surrogatepass"))
        if content and chance.random() < 0.3:
            content[chance.randrange(len(content))] = chance.randrange(256)
        yield bytes(content)


def damaged_workbooks(count: int) -> Iterator[bytes]:
    """Yield a workbook with wrong bytes, in the archive or in one of its parts."""
    chance = random.Random("xlsx")
    whole = workbook()
    with ZipFile(BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(count):
        if chance.random() < 0.3:
            yield _with_wrong_bytes(whole, chance)
            continue
        name = chance.choice([*parts])
        yield with_part(whole, name, _with_wrong_bytes(parts[name], chance))


def _with_wrong_bytes(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) or 1)
        if chance.random() < 0.5:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        else:
            other = chance.randrange(len(changed) or 1)
            changed[at : at + chance.randint(0, 20)] = changed[other : other + chance.randint(0, 40)]
    return bytes(changed)


def read_or_refuse(content: bytes, name: str) -> Plan | None:
    """Return the plan, or None when it is refused in one proper sentence; any other exception fails the test."""
    try:
        plan = parse_plan_bytes(content, name)
    except RefusedError as refusal:
        sentence = str(refusal)
        assert sentence == clean_note(sentence)
        assert "\n" not in sentence
        assert name in sentence
        return None
    assert {entry.day for entry in plan.entries} == set(range(plan.days))
    assert all(entry.title == clean_line(entry.title) for entry in plan.entries)
    assert all(line == clean_note(line) for line in (*plan.remarks, *plan.doubts))
    return plan


def _laughs(wrap: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + index, (b"&%c;" % (97 + index)) * 10) for index in range(10))
    return b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">' + entities + b"]>" + wrap % b"&k;"


_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
_CELL = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData>'
_STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'


def _calendar(event: str, count: int) -> bytes:
    events = "".join(f"BEGIN:VEVENT\nUID:{number}\n{event}END:VEVENT\n" for number in range(count))
    return f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n".encode()[:1_000_000]


def harmful_files() -> dict[str, bytes]:
    """Return files made to take all time or memory, by name; each is one that a plan file may be as long as."""
    book = workbook()
    sheet, strings = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    far = b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 100_000))
    merged = b"<sheetData/><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 20_000 + b"</mergeCells>"
    daily = "DTSTART:20270101\nRRULE:FREQ=DAILY\nSUMMARY:Easy 5 km\n"
    never = "DTSTART:20270101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nSUMMARY:Easy 5 km\n"
    aliases = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return {
        "laughs.xlsx": with_part(book, sheet, _laughs(_SHEET % _CELL)),
        "strings.xlsx": with_part(book, strings, _laughs(_STRINGS)),
        "bomb.xlsx": with_part(book, sheet, b"<a>" + b" " * 200_000_000),
        "far.xlsx": with_part(book, sheet, _SHEET % far),
        "rows.xlsx": with_part(book, sheet, _SHEET % (b"<sheetData>" + rows + b"</sheetData>")),
        "merged.xlsx": with_part(book, sheet, _SHEET % merged),
        "deep.xlsx": with_part(book, sheet, b"<a>" * 3_000_000),
        "laughs.yaml": aliases.encode(),
        "deep.yaml": b"- " * 400_000,
        "wide.yaml": b"weeks:\n" + b"- days: {tue: easy 5 km}\n" * 39_000,
        "deep.json": b"[" * 1_000_000,
        "wide.json": b"[" + b'{"date":"2027-01-12","km":5},' * 34_000 + b"1]",
        "keys.json": json.dumps({f"week {week}": {"tue": "easy 5 km"} for week in range(24_000)}).encode()[:1_000_000],
        "empty.ics": _calendar("", 30_000),
        "daily.ics": _calendar(daily, 12_000),
        "never.ics": _calendar(never, 9_000),
        "secondly.ics": _calendar("DTSTART:20270101T000000\nRRULE:FREQ=SECONDLY\nSUMMARY:Easy 5 km\n", 9_000),
        "folded.ics": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n" + b" x\n" * 330_000,
        "nested.ics": b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 70_000,
    }
