"""Parse the steps of a run, as runners and plans write them.

``6x800m w/ 400 jog``, ``WU 2 km, 5 x 1 km @ 4:10 (90 s), CD 2 km``, ``3 x (10 min T + 2 min)``, ``20 min tempo``. A
recovery in parentheses, after ``with`` or after a comma belongs to the repetitions before it. What is not understood is
refused, so that nothing is guessed; a note of the runner's own goes in quotation marks.
"""

from __future__ import annotations

from dataclasses import replace

from planner.training.measures import quoted
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.steps import MAX_REPEATS, MAX_STEPS, Intensity, Repeat, Step, StepKind, check_steps
from planner.training.steps_text import SHORT_M, USUAL_INTENSITY, could_be_minutes, is_plain_work
from planner.training.steps_words import (
    EXAMPLE,
    Amount,
    Count,
    Meaning,
    Note,
    PaceRange,
    RacePace,
    Recovery,
    Sign,
    Token,
    read_words,
)

MAX_TEXT = 10_000
"""At most so many characters are read as steps; `MAX_STEPS` steps with notes need less."""
_LONGEST_JOG_M, _LONGEST_JOG_S = 1000.0, 600
"""A recovery after a comma belongs to the repetitions before it up to this length; a longer one is run once."""
_ENDS_OF_STEP = (Sign.OPEN, Sign.CLOSE, Sign.COMMA, Sign.NEXT, Sign.WITH)
_MAX_DEPTH = 3
"""How deep parentheses may lie in each other."""


def parse_steps(text: str, unit: Unit = Unit.KM, field: str = "steps") -> tuple[Step | Repeat, ...]:
    """Parse steps; none for an empty text.

    Args:
        text: The steps in words; lines count as commas.
        unit: The unit of a pace written without one.
        field: What the text is, for the refusal.

    Raises:
        RefusedError: A word is not understood, a step has no length, or a figure is out of range; the sentence names
            the field and the value.
    """
    if len(text) > MAX_TEXT:
        raise RefusedError(f"{field} can hold {MAX_TEXT} characters; these have {len(text)}.")
    return check_steps(_Parser(read_words(text, unit, field), field).parse())


class _StepWords:
    """What the words of one step say, word by word."""

    def __init__(self, field: str) -> None:
        """Begin a step of which nothing is known."""
        self._field = field
        self._step = Step(StepKind.WORK)
        self._usual: Intensity | None = None
        self._said: set[str] = set()
        self._text: list[str] = []

    @property
    def has_length(self) -> bool:
        """Whether it was said how far or how long."""
        return "length" in self._said

    @property
    def is_bare(self) -> bool:
        """Whether it was not said what the step is for."""
        return not self._said & {"kind", "run"}

    def add(self, token: Token) -> None:
        """Take in one more word.

        Raises:
            RefusedError: It contradicts the words before.
        """
        self._text.append(token.text)
        meaning = token.meaning
        if isinstance(meaning, Amount):
            self._set_length(meaning, token.text.lower())
        elif isinstance(meaning, PaceRange):
            self._say("pace", self._step.pace_s_per_km is None, "two paces")
            self._step = replace(self._step, pace_s_per_km=(meaning.fast, meaning.slow))
        elif isinstance(meaning, StepKind):
            self._set_kind(meaning)
        elif isinstance(meaning, Recovery):
            self._set_recovery(meaning)
        else:
            self._add_word(meaning)

    def _add_word(self, meaning: Meaning) -> None:
        if isinstance(meaning, Note):
            self._add_note(meaning.text)
        elif isinstance(meaning, RacePace):
            self._add_note(meaning.note)
            self._set_intensity(meaning.intensity)
        elif isinstance(meaning, Intensity):
            self._set_intensity(meaning)
        elif meaning is Sign.ANY_EFFORT:
            self._set_intensity(None)
        elif meaning is Sign.TEMPO:  # a name for the run where a pace is given too: 6 mi tempo at marathon pace
            self._usual = Intensity.THRESHOLD
        elif meaning is Sign.RUN:
            self._said.add("run")

    def finish(self, after: Token) -> Step:
        """Return the step.

        Args:
            after: The token that ended it, or the last one before the end of the text, for the refusal.

        Raises:
            RefusedError: It has no length, or one that could be metres or minutes.
        """
        words = " ".join(self._text)
        if not self.has_length:
            shown = words or after.text
            raise RefusedError(f"{self._field} {quoted(shown)} must say how far or how long; {EXAMPLE}.")
        step = self._step
        if "intensity" not in self._said:
            step = replace(step, intensity=self._usual)
        if "metres" in self._said and (step.distance_m or 0) < SHORT_M and could_be_minutes(step):
            raise RefusedError(f"{self._field} {quoted(words)} could be metres or minutes; write min for minutes.")
        return step

    def _set_length(self, amount: Amount, text: str) -> None:
        self._said.add("length")
        self._step = replace(self._step, distance_m=amount.distance_m, duration_s=amount.duration_s)
        if text.endswith("m") and "k" not in text:
            self._said.add("metres")

    def _set_kind(self, kind: StepKind) -> None:
        is_jog = self._step.kind is StepKind.RECOVERY and kind in (StepKind.WARMUP, StepKind.COOLDOWN)
        self._say("kind", "kind" not in self._said or is_jog or kind is self._step.kind, "two kinds of step")
        self._usual = USUAL_INTENSITY[kind]
        self._step = replace(self._step, kind=kind)

    def _set_recovery(self, recovery: Recovery) -> None:
        if recovery.note is not None:
            self._add_note(recovery.note)
        if self._step.kind in (StepKind.WARMUP, StepKind.COOLDOWN):  # 2 km warm-up jog
            return
        self._say("kind", self._step.kind is not StepKind.STRIDES, "two kinds of step")
        self._usual = self._usual or recovery.intensity
        self._step = replace(self._step, kind=StepKind.RECOVERY)

    def _set_intensity(self, intensity: Intensity | None) -> None:
        before = self._step.intensity
        self._say("intensity", before is None or intensity in (None, before), "two efforts")
        self._step = replace(self._step, intensity=intensity or before)

    def _add_note(self, words: str) -> None:
        self._step = replace(self._step, note=f"{self._step.note} {words}" if self._step.note else words)

    def _say(self, what: str, is_allowed: bool, contradiction: str) -> None:
        if not is_allowed:
            words = " ".join(self._text)
            raise RefusedError(f"{self._field} {quoted(words)} names {contradiction}; put a comma between two steps.")
        self._said.add(what)


class _Parser:
    """Makes steps of tokens; each method reads on from where the one before it stopped."""

    def __init__(self, tokens: list[Token], field: str) -> None:
        """Begin at the first token."""
        self._tokens = tokens
        self._position = 0
        self._depth = 0
        self._field = field

    def parse(self) -> tuple[Step | Repeat, ...]:
        """Return all steps.

        Raises:
            RefusedError: The tokens make no steps.
        """
        parts = self._parts()
        if self._next is not None:
            raise self._refuse(self._next.text, "closes a parenthesis that was not opened.")
        return tuple(part for part, _ in parts)

    @property
    def _next(self) -> Token | None:
        return self._tokens[self._position] if self._position < len(self._tokens) else None

    def _take(self) -> Token:
        token = self._tokens[self._position]
        self._position += 1
        return token

    def _refuse(self, text: str, words: str) -> RefusedError:
        return RefusedError(f"{self._field} {quoted(text)} {words}")

    def _parts(self) -> list[tuple[Step | Repeat, bool]]:
        """Return the parts up to a closing parenthesis or the end, and of each whether its kind was left out."""
        parts: list[tuple[Step | Repeat, bool]] = []
        while (token := self._next) is not None and token.meaning is not Sign.CLOSE:
            if token.meaning in (Sign.COMMA, Sign.NEXT):
                self._take()
            elif isinstance(token.meaning, Count):
                parts += [(part, False) for part in self._repetition()]
            elif token.meaning is Sign.OPEN:
                parts += self._group()
            elif token.meaning is Sign.WITH and self._strides_follow():
                self._take()
            elif token.meaning is Sign.WITH:
                raise self._refuse(token.text, "is not clear there; write one step after another, with commas.")
            else:
                parts.append(self._step())
            if len(parts) > MAX_STEPS:
                raise RefusedError(f"{self._field}: a run can have {MAX_STEPS} steps at most.")
        return parts

    def _strides_follow(self) -> bool:
        """Return whether ``with`` is followed by repeated strides, which nobody takes for a recovery or a part."""
        after = self._tokens[self._position + 1 : self._position + 4]
        return len(after) == 3 and isinstance(after[0].meaning, Count) and after[2].meaning is StepKind.STRIDES

    def _group(self) -> list[tuple[Step | Repeat, bool]]:
        """Return the parts in parentheses."""
        opening = self._take()
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise self._refuse(opening.text, "is one parenthesis too many within others.")
        parts = self._parts()
        if self._next is None:
            raise self._refuse(opening.text, "is not closed.")
        self._take()
        self._depth -= 1
        return parts

    def _repetition(self) -> list[Step | Repeat]:
        """Return what a count repeats, with the recovery that belongs to it, and a step right after it."""
        token = self._take()
        assert isinstance(token.meaning, Count)
        times = token.meaning.times
        if not 1 <= times <= MAX_REPEATS:
            raise self._refuse(token.text, f"must repeat 2 to {MAX_REPEATS} times.")
        is_group = self._next is not None and self._next.meaning is Sign.OPEN
        inner = self._group() if is_group else [self._step()]
        if not inner:
            raise self._refuse(token.text, "must say what is repeated.")
        last, is_bare = inner[-1]
        if len(inner) == 2 and is_bare and isinstance(last, Step) and is_plain_work(last):
            inner[1] = (replace(last, kind=StepKind.RECOVERY), False)
        recovery, after = self._recovery(inner[0][0], is_group=is_group)
        parts = [part for part, _ in inner] + recovery
        steps = tuple(part for part in parts if isinstance(part, Step))
        if times == 1:
            return [*parts, *after]
        if len(steps) == len(parts):
            return [Repeat(times, steps), *after]
        if times * len(parts) > MAX_STEPS:
            raise RefusedError(f"{self._field}: a run can have {MAX_STEPS} steps at most.")
        return [*parts * times, *after]  # sets of repetitions are written out: a repetition holds only steps

    def _recovery(self, work: Step | Repeat, *, is_group: bool) -> tuple[list[Step | Repeat], list[Step | Repeat]]:
        """Return the recovery of the repetitions just read, if one follows, and a step that is none of theirs."""
        token, start = self._next, self._position
        if token is not None and token.meaning is Sign.WITH:
            self._take()
            return [self._as_recovery(*self._step())], []
        if token is None or is_group:
            return [], []
        if token.meaning is Sign.OPEN:
            inner = self._group()
            if len(inner) != 1:
                raise self._refuse(token.text, "after repetitions must hold one recovery.")
            return [self._as_recovery(*inner[0])], []
        if isinstance(token.meaning, Amount):  # 3 x 8' threshold 2' jog
            step, _ = self._step()
            return ([step], []) if step.kind is StepKind.RECOVERY else ([], [step])
        if token.meaning is Sign.COMMA:
            self._take()
            following = self._next
            if following is not None and not isinstance(following.meaning, Count | Sign):
                step, is_bare = self._step()
                is_easy = is_bare and is_plain_work(step) and step.intensity is Intensity.EASY
                if is_easy and self._next is None and _is_longer(step, work):
                    is_easy = False  # 6 x 400 m, 1 km easy: it ends the run
                if (step.kind is StepKind.RECOVERY or is_easy) and _is_short(step):
                    return [replace(step, kind=StepKind.RECOVERY)], []
            self._position = start
        return [], []

    def _as_recovery(self, part: Step | Repeat, is_bare: bool) -> Step:
        if isinstance(part, Step) and (is_bare or part.kind is StepKind.RECOVERY):
            return replace(part, kind=StepKind.RECOVERY)
        raise RefusedError(f"{self._field}: only a recovery can follow repetitions so closely; {EXAMPLE}.")

    def _step(self) -> tuple[Step, bool]:
        """Return the step at this place, and whether it did not say what it is for."""
        words, opened = _StepWords(self._field), False
        while (token := self._next) is not None:
            if isinstance(token.meaning, Count) or (isinstance(token.meaning, Amount) and words.has_length):
                break
            if token.meaning is Sign.OPEN and not opened and self._opens_words():
                opened = True
            elif token.meaning is Sign.CLOSE and opened:
                opened = False
            elif token.meaning in _ENDS_OF_STEP:
                break
            else:
                words.add(token)
            self._take()
        return words.finish(self._next or self._tokens[-1]), words.is_bare

    def _opens_words(self) -> bool:
        """Return whether the parenthesis at this place holds only more words for the step before it."""
        for token in self._tokens[self._position + 1 :]:
            if token.meaning is Sign.CLOSE:
                return True
            if isinstance(token.meaning, Amount | Count) or token.meaning in _ENDS_OF_STEP:
                return False
        return False


def _is_short(step: Step) -> bool:
    return (step.distance_m or 0.0) <= _LONGEST_JOG_M and (step.duration_s or 0) <= _LONGEST_JOG_S


def _is_longer(step: Step, work: Step | Repeat) -> bool:
    """Return whether a step is longer than the work that is repeated before it, where the two can be compared."""
    if not isinstance(work, Step):
        return False
    if step.distance_m is not None and work.distance_m is not None:
        return step.distance_m > work.distance_m
    return step.duration_s is not None and work.duration_s is not None and step.duration_s > work.duration_s
