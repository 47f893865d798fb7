"""No plan file can crash the program, or take more than a few seconds and a few hundred megabytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.exchange.plans.tables import table_layouts
from planner.exchange.plans.words.weekday_words import find_weekdays
from tests.exchange.plans.hostile import (
    TEXT_SAMPLES,
    damaged_texts,
    damaged_workbooks,
    harmful_files,
    read_or_refuse,
    workbook,
)

FEW, MANY = 40, 2_000


def test_the_samples_are_plans() -> None:
    for name, text in TEXT_SAMPLES.items():
        assert read_or_refuse(text.encode(), name) is not None
    assert read_or_refuse(workbook(), "plan.xlsx") is not None


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", TEXT_SAMPLES)
def test_damaged_text_is_read_or_refused(name: str, count: int) -> None:
    for content in damaged_texts(name, count):
        read_or_refuse(content, name)


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.soak)])
def test_a_damaged_workbook_is_read_or_refused(count: int) -> None:
    for content in damaged_workbooks(count):
        read_or_refuse(content, "plan.xlsx")


@pytest.mark.parametrize("name", TEXT_SAMPLES)
def test_a_file_cut_off_anywhere_is_read_or_refused(name: str) -> None:
    content = TEXT_SAMPLES[name].encode()
    for end in range(0, len(content), 7):
        read_or_refuse(content[:end], name)


CHILD = """
import resource, signal, sys
from pathlib import Path
from planner.exchange.plans.plan_files import read_plan_file
from planner.training.refusal import RefusedError
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
for name in sys.argv[1:]:
    signal.setitimer(signal.ITIMER_VIRTUAL, 15)  # its signal ends the process; a busy machine takes none of it
    try:
        answer = f"{read_plan_file(Path(name)).days} days"
    except RefusedError as refusal:
        answer = str(refusal)
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(Path(name).name, answer.count(chr(10)), int(peak.split()[1]) // 1024, answer)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_files_made_to_do_harm_are_answered_with_little_time_and_memory(tmp_path: Path) -> None:
    files = harmful_files()
    for name, content in files.items():
        assert len(content) <= 1_000_000, name
        (tmp_path / name).write_bytes(content)
    paths = [str(tmp_path / name) for name in files]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *paths], capture_output=True, text=True, check=False, timeout=590
    )
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*files], done.stderr[-2000:]
    assert all(line.split()[1] == "0" for line in lines)
    assert max(int(line.split()[2]) for line in lines) < 300


@pytest.mark.parametrize("content", [b"", b" ", b"\0" * 50, b"PK\x03\x04", b"PK", b"\xff" * 99])
def test_hardly_any_bytes_are_refused(content: bytes) -> None:
    assert read_or_refuse(content, "x") is None


def test_the_rows_of_a_long_table_are_not_read_again_for_each_head(monkeypatch: pytest.MonkeyPatch) -> None:
    words = 0

    def count(names: Sequence[str]) -> list[int | None]:
        nonlocal words
        words += len(names)
        return find_weekdays(names)

    monkeypatch.setattr(table_layouts, "find_weekdays", count)
    assert read_or_refuse(b"RRULE:FREQ=WEEKLY,TH;COUNT=6\n" * 4_000, "plan.csv") is None
    assert words < 4_000
