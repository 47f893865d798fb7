"""The exercise library: every guide is whole, its sources resolve, and its drawings fit where they are shown."""

import unicodedata

import pytest

from planner.training.exercises.guides import GUIDE_NAMES, ExerciseGuide, read_guide, read_guides
from planner.training.sources import PRODUCT, EvidenceGrade, read_sources

BOX_AND_BLOCKS = set("─│┬║╩╬═≈▒█▀▄▌▐○●◄►▼←↓°")
"""Characters that even the font of a text console has."""


@pytest.fixture(params=GUIDE_NAMES)
def guide(request: pytest.FixtureRequest) -> ExerciseGuide:
    return read_guide(request.param)


def test_the_library_holds_the_four_exercises() -> None:
    assert list(read_guides()) == ["reverse_sled_push", "wall_sit", "backward_walk", "wall_sit_alone"]


def test_every_section_says_something_in_whole_sentences(guide: ExerciseGuide) -> None:
    for section in guide.sections:
        assert section.lines, section.heading
        for line in section.lines:
            assert line == line.strip()
            assert line.endswith("."), line
    assert 4 <= len(guide.steps) <= 5
    assert guide.summary[0].islower()
    assert not guide.summary.endswith(".")


def test_every_claim_names_a_source_that_is_listed_or_says_that_it_is_a_default(guide: ExerciseGuide) -> None:
    claims = (*guide.why, *guide.limits)
    for claim in claims:
        for source in claim.sources:
            if source.source == PRODUCT:
                assert source.tag is EvidenceGrade.DEFAULT
                assert "default of this planner, not evidence" in claim.rests_on
            else:
                assert read_sources()[source.source].tag is source.tag, source
                assert source.source in claim.rests_on
    assert any("direct evidence is missing" in claim.text for claim in guide.limits)


def test_a_drawing_has_two_to_four_pictures_that_fit(guide: ExerciseGuide) -> None:
    assert 2 <= len(guide.frames) <= 4
    for frame in guide.frames:
        for is_ascii in (False, True):
            lines = frame.lines(is_ascii=is_ascii)
            assert 4 <= len(lines) <= 9
            assert max(map(len, lines)) <= 34, frame.caption
            assert lines[-1].strip()
        assert frame.caption.endswith(".")
        assert len(frame.caption) <= 76


def test_each_character_of_a_drawing_takes_one_column_of_any_terminal(guide: ExerciseGuide) -> None:
    for frame in guide.frames:
        beyond_ascii = {char for char in "".join(frame.unicode_lines) if not char.isascii()}
        assert beyond_ascii
        assert beyond_ascii <= BOX_AND_BLOCKS
        assert not {char for char in beyond_ascii if unicodedata.east_asian_width(char) in "WF"}
        ascii_text = "".join(frame.ascii_lines)
        assert ascii_text.isascii()
        assert ascii_text.isprintable()
