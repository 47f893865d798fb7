"""A long document taken apart: as ``json.loads`` does, whatever part is at hand, and one sentence where it is none."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.data import json_stream
from planner.exchange.data.json_stream import JsonStream
from planner.training.refusal import RefusedError

PARTS = (1, 2, 3, 7, 1000)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_CHUNK_BYTES", 3)


class Slow(BytesIO):
    """A file that gives so many bytes at once."""

    def __init__(self, content: bytes, part: int) -> None:
        super().__init__(content)
        self._part = part

    def read(self, size: int | None = -1) -> bytes:
        del size
        return super().read(self._part)


def take_all(text: str | bytes, part: int = 3) -> object:
    """The only value of a document, read in parts."""
    stream = JsonStream(Slow(text if isinstance(text, bytes) else text.encode(), part), "plan.json")
    value = stream.take_value()
    assert stream.peek() == ""
    return value


@pytest.mark.hypothesis
@given(VALUES, st.booleans())
def test_any_value_is_what_json_makes_of_it_in_any_parts(value: object, ascii_only: bool) -> None:
    try:
        text = json.dumps(value, ensure_ascii=ascii_only)
        text.encode()
    except UnicodeEncodeError:
        return
    assert all(take_all(f"\ufeff {text} \n", part) == value for part in PARTS)


def test_a_number_is_whole_wherever_a_part_ends() -> None:
    for number in (0.0, -1.5e-7, 10, 1.25e300):
        assert all(take_all(f"{number!r}\n", part) == number for part in PARTS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not complete: it ends in line 1."),
        ('{"a":\n 1', "is not complete: it ends in line 2."),
        ('"never closed', "is not complete: it ends in line 1."),
        ('"\\ud83d', "is not complete: it ends in line 1."),
        ("\n\n[1, oops, 22222222222]", "is not valid JSON (line 3): expecting value."),
        ("[1 2, 33333333333333333]", "is not valid JSON (line 1): expecting ',' delimiter."),
        ('{"a": 1, "b": {"c": 1, "c": 2}}', ': the key "c" is twice in one object (line 1).'),
        ("[NaN]", ": NaN is not a number JSON has (line 1)."),
        ("[-Infinity]", ": -Infinity is not a number JSON has (line 1)."),
        ("9" * 5000, ": a whole number has more than 20 digits (line 1)."),
        ("[" * 100_000, "is not valid JSON (line 1): it is nested too deeply."),
        (b'["gr\xfc\xdfe"]', "is not UTF-8 text (near byte 5)."),
        (b"\xff\xfe[\0]\0", "is not UTF-8 text (near byte 1)."),
    ],
)
def test_what_is_no_json_is_refused_in_one_sentence(text: str | bytes, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        take_all(text)
    assert str(refusal.value).removeprefix("plan.json").lstrip() == said


def test_a_value_without_an_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_VALUE", 1_000)

    class Endless(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return b'"' if self.tell() == 0 and self.seek(1) else b"a" * (size or 1)

    with pytest.raises(RefusedError, match="a value has no end within 0 MB"):
        JsonStream(Endless(), "plan.json").take_value()
