"""A running session in plain lines: a line an event, and a countdown that is written over itself each second."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping

from planner.cli.plain_output import to_plain_ascii, wrapped_lines
from planner.cli.terminal_keys import QUESTION
from planner.text import make_printable
from planner.training.formatting import format_hold, format_number
from planner.training.session_timer.run_words import (
    VARIANT_WORDS,
    next_words,
    question_words,
    segment_words,
    side_notes,
    time_text,
)
from planner.training.session_timer.segments import SegmentKind
from planner.training.session_timer.session_run import BELLS_S, Performed, SessionRun

KEYS_TEXT = "space next, p pause, n skip, r again, + - load, h home, ? how, d end, q leave"
_ANSWERS_TEXT = "space: yes, n: no, r: do it again"
_COUNT_INDENT = "   "


class SessionLines:
    """Writes what happens in a running session.

    Args:
        is_ascii: Whether the lines are in ASCII.
        environment: Where the name of the terminal is found; one that cannot go back to the start of its line gets
            a line an event and no countdown.
    """

    def __init__(self, *, is_ascii: bool, environment: Mapping[str, str] = os.environ) -> None:
        self._is_ascii = is_ascii
        self._can_rewrite = environment.get("TERM", "dumb") not in ("", "dumb")
        self._count = ""
        """The countdown that the cursor is behind; empty where it is at the start of a line."""

    def say(self, *texts: str, indent: str = "") -> None:
        """Write texts, each from the start of a line; the countdown gives way."""
        lines = wrapped_lines(texts, indent=indent)
        self._write(self._wiped() + "".join(f"{line}\n" for line in self._plain(lines)))

    def count(self, text: str) -> None:
        """Write the countdown over the one before, where the terminal can."""
        if not self._can_rewrite or text == self._count:
            return
        padding = " " * (len(self._count) - len(text))
        self._write(f"\r{_COUNT_INDENT}{''.join(self._plain([text]))}{padding}")
        self._count = text

    @property
    def can_ask(self) -> bool:
        """Whether the terminal may be asked something that is no text."""
        return self._can_rewrite

    def ask(self) -> None:
        """Ask the terminal whether it is there."""
        self._write(QUESTION)

    def ring(self, left: int) -> None:
        """Ring for a second before the end of a countdown."""
        if not self._can_rewrite and left == BELLS_S[0]:
            self.say(f"{left} s", indent=_COUNT_INDENT)
        self._write("\a")

    def say_change(self, before: SessionRun | None, run: SessionRun, at: float) -> None:
        """Say what a key or the time has done.

        Args:
            before: The session before; None where nothing was said of it yet.
            run: The session now.
            at: The session second of now.
        """
        if before is not None:
            self.say(*_ended(before, run), indent=_COUNT_INDENT)
            if run.variant is not before.variant:
                self.say(f"Now {VARIANT_WORDS[run.variant]}.")
            self.say(*_changed_loads(before, run), indent=_COUNT_INDENT)
        if run.away is not None and (before is None or before.away is None):
            self.say(f"{question_words(run)} ({_ANSWERS_TEXT})")
        elif run.paused is not None and (before is None or before.paused is None):
            self.say("Paused: space goes on.")
        is_new = before is None or (run.position, run.segments) != (before.position, before.segments)
        if is_new and not run.is_over and not run.is_waiting:
            self.say(_beginning(run, at))
        elif before is not None and before.is_waiting and not run.is_waiting and not run.is_over and not is_new:
            self.say("It goes on.")

    def _plain(self, lines: Iterable[str]) -> Iterable[str]:
        return map(make_printable, map(to_plain_ascii, lines) if self._is_ascii else lines)

    def _wiped(self) -> str:
        wiped = f"\r{' ' * (len(_COUNT_INDENT) + len(self._count))}\r" if self._count else ""
        self._count = ""
        return wiped

    def _write(self, text: str) -> None:
        if text:
            sys.stdout.write(text)
            sys.stdout.flush()


def count_text(run: SessionRun, at: float) -> str:
    """Return the countdown of a second: ``1:27``; the seconds so far of a round, which the runner ends."""
    text = time_text(run, at)
    return f"{text}  get ready" if run.is_getting_ready(at) else text


def _beginning(run: SessionRun, at: float) -> str:
    """Return the line for the start of a segment."""
    segment = run.segment
    assert segment is not None
    head, what = segment_words(run, at)
    if segment.kind is SegmentKind.REST:
        return f"Rest {format_hold(segment.seconds or 0)}, then {next_words(run)}."
    if segment.kind is SegmentKind.READY:
        return f"Get ready: {next_words(run)}."
    length = f" {format_hold(segment.seconds)}" if segment.kind is SegmentKind.WARM_UP and segment.seconds else ""
    notes = "; ".join(side_notes(run)) if segment.is_work else f"then {next_words(run)}"
    return f"{head}{length}: {what}.{f' {notes[0].upper()}{notes[1:]}.' if notes else ''}"


def _ended(before: SessionRun, run: SessionRun) -> Iterator[str]:
    """Yield what became of the work that is over now."""
    yield from (_performed_text(one, before) for one in run.performed if one not in before.performed)
    if not set(before.performed) <= set(run.performed):
        yield "Again: what was recorded of it is taken away."
        return
    was_work = before.segment is not None and before.segment.is_work
    is_past = run.position > before.position and run.variant is before.variant
    if was_work and is_past and run.performed == before.performed:
        yield "Left out."


def _performed_text(one: Performed, before: SessionRun) -> str:
    if one.hold_s is not None:
        return f"{format_hold(one.hold_s)} held."
    return f"Done in {format_hold(max(round(one.ended - before.began), 0))}."


def _changed_loads(before: SessionRun, run: SessionRun) -> Iterator[str]:
    for was, now in zip(before.sets, run.sets, strict=True):
        if was.load_kg != now.load_kg and run.variant is before.variant:
            yield f"{format_number(now.load_kg or 0.0)} kg from the next round on."
