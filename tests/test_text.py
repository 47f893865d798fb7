"""Whatever a text holds, what comes out can drive no terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from planner.text import (
    NOTE_LIMIT,
    TITLE_LIMIT,
    clean_line,
    clean_note,
    first_of_joined,
    format_count,
    join_words,
)

HOSTILE = [
    *range(0x20),
    *range(0x7F, 0xA0),
    0x061C,
    0x200B,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
    0xD800,
    0xDFFF,
]
texts = st.text(st.characters() | st.sampled_from([chr(code) for code in HOSTILE]), max_size=300)


@pytest.mark.parametrize("code", HOSTILE)
def test_no_hostile_character_gets_through(code: int) -> None:
    for clean in (clean_line, clean_note):
        kept = set(clean(f"a{chr(code)}b")) - {"\n"}
        assert chr(code) not in kept


@given(texts)
def test_a_line_is_one_line_bounded_and_clean_for_good(text: str) -> None:
    once = clean_line(text)
    assert len(once) <= TITLE_LIMIT
    assert not {ord(char) for char in once} & set(HOSTILE)
    assert clean_line(once) == once


@given(texts)
def test_a_note_keeps_its_line_breaks_and_nothing_worse(text: str) -> None:
    once = clean_note(text)
    assert len(once) <= NOTE_LIMIT
    assert not {ord(char) for char in once} & (set(HOSTILE) - {0x0A})
    assert clean_note("one\r\ntwo\tthree") == "one\ntwo three"


@pytest.mark.parametrize(
    "text", ["Hills, 8 × 45 s up", "漢字", "👨\u200d👩\u200d👧", "نیم\u200cفاصله", "[/] [A1] {x}", "Zoë"]
)
def test_honest_words_stay_as_they_are(text: str) -> None:
    assert clean_line(text) == unicodedata.normalize("NFC", text)


def test_a_drawing_of_combining_marks_is_cut_down() -> None:
    assert len(clean_line("a" + "\u0315" * 40)) == 9


def test_white_space_is_folded_in_a_line() -> None:
    assert clean_line("  one \t\n two  ") == "one two"


@pytest.mark.parametrize(
    ("words", "joined"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_words_are_joined_as_a_sentence_lists_them(words: tuple[str, ...], joined: str) -> None:
    assert join_words(words) == joined
    assert join_words(iter(words), "or") == joined.replace("and", "or")


def test_a_count_has_its_noun_in_the_singular_only_for_one() -> None:
    assert [format_count(number, "day") for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


@pytest.mark.parametrize(
    "joined", ["👩\u200d🚀 8 km", "👨\u200d👩\u200d👧", "🏃\u200d♀\ufe0f run", "🏃🏽\u200d♀\ufe0f"]
)
def test_joined_emoji_keep_their_width_without_what_terminals_do_not_agree_on(joined: str) -> None:
    shown = first_of_joined(joined)
    assert cell_len(shown) == cell_len(joined)
    assert "\u200d" not in shown
    assert shown[0] == joined[0]


def test_letters_of_a_language_keep_their_joiners() -> None:
    assert first_of_joined("क्\u200dष") == "क्\u200dष"
