"""The pages of the how-to as rows: each guide of the exercise library with its drawing, and the examples.

The first screenful says what one needs to begin: drawing, equipment and steps. Everything else follows below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planner.text import capitalize_first
from planner.training.exercises.examples import EXERCISE_EXAMPLES, ExerciseExample
from planner.training.exercises.guides import ExerciseGuide, Frame, GuideSection, read_guides
from planner.training.sources import read_sources
from planner.training.workouts import LegLoad
from planner.tui.widgets.columns import side_by_side
from planner.tui.widgets.rows import Piece, Row, merge_pieces
from planner.tui.widgets.wrap import wrap_labelled, wrap_rows

DRAWING_WIDTH = 34
"""Cells of a drawing."""
_GAP = 3
"""Cells between two columns."""
_STEPS_NEXT_TO_DRAWING_FROM = 70
"""Cells from which the steps are next to the drawing instead of below it."""
_TWO_COLUMNS_FROM = 108
"""Cells from which the rest of the guide is in two columns."""
_MAX_LINE = 78
"""Cells of a line that is comfortable to read."""
_FIRST_SECTIONS = ("You need", "Steps", "Set-up")
"""The sections of the first screenful; all others are below it."""
_PICTURE_PARTS = re.compile(r"(?P<accent>◄─+|─+►|<-+|-+>|[▼↓←≈○~])|[▒═║╬╩┬─]+")
"""The parts of a picture that are not the runner; labels have the runner's colour."""
EXAMPLES_TAB = "HYROX examples"
_EXAMPLES_INTRODUCTION = (
    "Exercises of your own can be in a session, too. These six are known already, so that they can be used at once. "
    "How much each asks of the legs is a default of this planner, not evidence."
)
_LEG_WORDS = {LegLoad.HEAVY: "heavy", LegLoad.MODERATE: "moderate", LegLoad.LIGHT: "light", LegLoad.NONE: "none"}


@dataclass(frozen=True, slots=True)
class HowToPage:
    """One page of the how-to.

    Attributes:
        tab: What it is called in the line of all pages.
        names: The exercises it is about, by their names in JSON.
        guide: The guide it shows; None for the page of the examples.
    """

    tab: str
    names: tuple[str, ...]
    guide: ExerciseGuide | None = None

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The pictures of its drawing; none on the page of the examples."""
        return self.guide.frames if self.guide is not None else ()


def howto_pages() -> tuple[HowToPage, ...]:
    """Return a page for each guide, and one for the examples."""
    guides = [HowToPage(_tab(name), (name,), guide) for name, guide in read_guides().items()]
    return (*guides, HowToPage(EXAMPLES_TAB, tuple(example.name for example in EXERCISE_EXAMPLES)))


def _tab(name: str) -> str:
    return capitalize_first(name.replace("_", " "))


def page_rows(page: HowToPage, frame: int, width: int, ground: str, *, is_ascii: bool) -> list[Row]:
    """Return all rows of a page.

    Args:
        page: The page.
        frame: The index of the picture that the drawing shows.
        width: Cells.
        ground: The palette's name of the background.
        is_ascii: Whether the drawing is in ASCII.
    """
    if page.guide is None:
        return _example_rows(width, ground)
    guide = page.guide
    sections = {section.heading: section for section in guide.sections}
    first = [sections.pop(heading) for heading in _FIRST_SECTIONS]
    return [
        *_first_rows(guide, first, frame, width, ground, is_ascii=is_ascii),
        *_other_rows([*sections.values(), _sources_section(guide)], width, ground),
    ]


def row_of_example(name: str, width: int, ground: str) -> int:
    """Return the row of the examples' page where an example begins; 0 for an exercise that is none of them."""
    rows = _example_rows(width, ground)
    titles = {example.title for example in EXERCISE_EXAMPLES if example.name == name}
    return next((index for index, row in enumerate(rows) if row and row[0].text in titles), 0)


def _first_rows(
    guide: ExerciseGuide, sections: Sequence[GuideSection], frame: int, width: int, ground: str, *, is_ascii: bool
) -> list[Row]:
    """Return the first screenful: drawing and equipment on the left, steps on the right, set-up below both."""
    equipment, steps, set_up = sections
    if width < _STEPS_NEXT_TO_DRAWING_FROM:
        drawing = _drawing_rows(guide, frame, min(width, _MAX_LINE), ground, is_ascii=is_ascii)
        return _stacked([drawing, *(_section_rows(part, min(width, _MAX_LINE), ground) for part in sections)])
    left = _stacked(
        [
            _drawing_rows(guide, frame, DRAWING_WIDTH, ground, is_ascii=is_ascii),
            _section_rows(equipment, DRAWING_WIDTH, ground),
        ]
    )
    right_width = min(width - DRAWING_WIDTH - _GAP, _MAX_LINE)
    right = _stacked([_section_rows(steps, right_width, ground), _section_rows(set_up, right_width, ground)])
    return side_by_side(left, right, DRAWING_WIDTH + _GAP, ground)


def _drawing_rows(guide: ExerciseGuide, frame: int, width: int, ground: str, *, is_ascii: bool) -> list[Row]:
    """Return a picture and what it shows, in as many rows as the highest picture of the guide needs."""
    pictures = [shown.lines(is_ascii=is_ascii) for shown in guide.frames]
    captions = [_caption_rows(guide, index, width, ground) for index in range(len(guide.frames))]
    rows = [_picture_row(line, ground) for line in pictures[frame]]
    rows = [()] * (max(map(len, pictures)) - len(rows)) + rows + captions[frame]
    return rows + [()] * (max(map(len, captions)) - len(captions[frame]))


def _picture_row(line: str, ground: str) -> Row:
    """Return a line of a picture: arrows, bands and ball in the accent, sled, wall and floor muted."""
    pieces: list[Piece] = []
    end = 0
    for found in _PICTURE_PARTS.finditer(line):
        color = "accent" if found.lastgroup == "accent" else "muted"
        pieces += [Piece(line[end : found.start()], "text", ground), Piece(found[0], color, ground)]
        end = found.end()
    return merge_pieces(piece for piece in (*pieces, Piece(line[end:], "text", ground)) if piece.text)


def _caption_rows(guide: ExerciseGuide, frame: int, width: int, ground: str) -> list[Row]:
    label = Piece(f"{frame + 1}/{len(guide.frames)} ", "accent", ground)
    return wrap_labelled(label, guide.frames[frame].caption, width)


def _other_rows(sections: Sequence[GuideSection], width: int, ground: str) -> list[Row]:
    """Return the sections below the first screenful, in two columns where there is room."""
    if width < _TWO_COLUMNS_FROM:
        return _stacked([[], *(_section_rows(section, min(width, _MAX_LINE), ground) for section in sections)])
    column = min((width - _GAP) // 2, _MAX_LINE)
    parts = [_section_rows(section, column, ground) for section in sections]
    heights = [len(rows) + 1 for rows in parts]
    split = min(range(1, len(parts)), key=lambda index: max(sum(heights[:index]), sum(heights[index:])))
    columns = side_by_side(_stacked(parts[:split]), _stacked(parts[split:]), column + _GAP, ground)
    return [(), *columns]


def _section_rows(section: GuideSection, width: int, ground: str) -> list[Row]:
    rows: list[Row] = [(Piece(section.heading, "title", ground),)]
    for number, line in enumerate(section.lines, start=1):
        label = Piece(f"{number} ", "accent", ground) if section.is_numbered else Piece("· ", "muted", ground)
        rows += wrap_labelled(label, line, width)
    return rows


def _sources_section(guide: ExerciseGuide) -> GuideSection:
    """Return the sources that the guide's claims rest on, each with its key."""
    keys = {source.source for claim in (*guide.why, *guide.limits) for source in claim.sources}
    return GuideSection("Sources", tuple(f"{key}: {source}." for key, source in read_sources().items() if key in keys))


def _stacked(parts: Sequence[Sequence[Row]]) -> list[Row]:
    """Return parts below each other with a blank row between them."""
    return [row for number, part in enumerate(parts) for row in ([(), *part] if number else part)]


def _example_rows(width: int, ground: str) -> list[Row]:
    line_width = min(width, _MAX_LINE)
    introduction = wrap_rows(_EXAMPLES_INTRODUCTION, line_width, "muted", ground)
    return _stacked([introduction, *(_one_example(example, line_width, ground) for example in EXERCISE_EXAMPLES)])


def _one_example(example: ExerciseExample, width: int, ground: str) -> list[Row]:
    typed = f"{example.name.replace('_', ' ')} {example.sets}"
    facts = f"by {example.measure}, legs {_LEG_WORDS[example.leg_load]}; typed as: {typed}"
    rows: list[Row] = [(Piece(example.title, "title", ground),), *wrap_rows(facts, width, "muted", ground)]
    for line in example.how:
        rows += wrap_labelled(Piece("· ", "muted", ground), line, width)
    return rows
