"""The words for a workout: all of them, their beginnings, and what could be two things."""

from __future__ import annotations

import pytest

from planner.training.kinds import _SYNONYMS, _WORDS, kind_word, parse_kind
from planner.training.refusal import RefusedError
from planner.training.workouts import RunKind, Sport, StrengthKind


@pytest.mark.parametrize(("word", "kind"), [*_WORDS.items(), *_SYNONYMS.items()])
def test_every_word_is_read_however_it_is_written(word: str, kind: tuple[Sport, str | None]) -> None:
    for written in (word, word.upper(), f"  {word.title()} ", word.replace(" ", "_"), word.replace(" ", "-")):
        assert parse_kind(written) == kind


@pytest.mark.parametrize("sport", [Sport.CROSS, Sport.REST, Sport.NOTE, Sport.STRENGTH])
def test_every_kind_has_a_word_that_is_read_back(sport: Sport) -> None:
    assert parse_kind(kind_word(sport, None)) == (sport, None)


@pytest.mark.parametrize("kind", [*RunKind, *StrengthKind])
def test_every_kind_of_run_and_session_is_read_back(kind: RunKind | StrengthKind) -> None:
    sport = Sport.RUN if isinstance(kind, RunKind) else Sport.STRENGTH
    assert parse_kind(kind_word(sport, kind)) == (sport, kind)


@pytest.mark.parametrize("word", _WORDS)
def test_the_beginning_of_a_word_means_it_or_is_refused_with_the_words_it_could_be(word: str) -> None:
    for length in range(1, len(word)):
        beginning = word[:length].rstrip()
        fitting = [other for other in _WORDS if other.startswith(beginning)]
        if beginning in _SYNONYMS or beginning in _WORDS:
            continue
        if len(fitting) == 1:
            assert parse_kind(beginning) == _WORDS[word]
        else:
            with pytest.raises(RefusedError) as refused:
                parse_kind(beginning)
            assert str(refused.value) == f'kind "{beginning}" could be {" or ".join(fitting)}.'


def test_what_could_be_two_things_is_said() -> None:
    with pytest.raises(RefusedError, match=r'^what "re" could be recovery or rest\.$'):
        parse_kind("re", "what")


@pytest.mark.parametrize("word", ["", "  ", "yoga", "easyy", "\x1b[31m"])
def test_no_kind_is_refused_with_the_words_there_are(word: str) -> None:
    with pytest.raises(RefusedError, match=r"^what .* is no kind of workout; say easy, recovery, long") as refused:
        parse_kind(word, "what")
    assert "\x1b" not in str(refused.value)
