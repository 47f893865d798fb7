"""JSON read part by part: the values of a long document one after the other, so that it need not fit into memory."""

from __future__ import annotations

import codecs
import json
from typing import BinaryIO

from planner.training.json_objects import quote_json
from planner.training.refusal import RefusedError

_CHUNK_BYTES = 1_000_000
MAX_VALUE = 32_000_000
"""Characters of one value."""
_MOST_OF_A_NUMBER = len("e+1")
"""So many characters after a number show that it is whole: in ``1.`` and ``1e+`` only the 1 is a number yet."""
_LONGEST_WORD = len("\\ud83d\\ude00") + 1
"""Cut within so many characters, JSON may seem to be wrong at the beginning of the last escape or word."""
_MOST_DIGITS = 20
"""More than any whole number that SQLite stores; Python takes long for thousands of digits."""
_SPACE = " \t\n\r"


class JsonStream:
    """The text of a JSON document, taken apart from its beginning to its end.

    Every method raises RefusedError where the document is not JSON, or is cut off.

    Args:
        file: The document, UTF-8.
        shown: What it is called in a refusal.
    """

    def __init__(self, file: BinaryIO, shown: str) -> None:
        self._file, self._shown = file, shown
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._values = json.JSONDecoder(
            object_pairs_hook=self._make_object, parse_constant=self._refuse_constant, parse_int=self._parse_integer
        )
        self._text, self._at = "", 0
        self._line, self._bytes = 1, 0
        self._is_end = False

    def peek(self) -> str:
        """Return the next character that is no space, without taking it; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if self._is_end:
                return ""
            self._read_on()

    def take(self, *wanted: str) -> str:
        """Take the next character, which must be one of these, and return it."""
        found = self.peek()
        if found not in wanted or not found:
            raise self.invalid(f"{' or '.join(wanted)} is missing")
        self._at += 1
        return found

    def take_key(self) -> str:
        """Take a key of an object with its colon."""
        if self.peek() != '"':
            raise self.invalid("a key is missing")
        key = self.take_value()
        self.take(":")
        return str(key)

    def take_value(self) -> object:
        """Take a whole value: what `json.loads` makes of it. No object in it has a key twice."""
        self.peek()
        while True:
            try:
                value, end = self._values.raw_decode(self._text, self._at)
            except RecursionError:
                raise self.invalid("it is nested too deeply") from None
            except json.JSONDecodeError as error:
                if not self._may_go_on(error):
                    raise self.invalid(error.msg, error.pos) from None
                if self._is_end:
                    raise self._cut_off() from None
            else:
                if len(self._text) - end >= _MOST_OF_A_NUMBER or self._is_end:  # else the number may go on
                    self._at = end
                    return value
            if len(self._text) - self._at > MAX_VALUE:
                raise self.invalid(f"a value has no end within {MAX_VALUE // 1_000_000} MB")
            self._read_on()

    def invalid(self, what: str, at: int | None = None) -> RefusedError:
        """Return the refusal of a document that is no JSON.

        Args:
            what: What is wrong, in half a sentence.
            at: Where in the text at hand; the place reached so far when left out.
        """
        if not self.peek():
            return self._cut_off()
        line = self._line_of(self._at if at is None else at)
        return RefusedError(f"{self._shown} is not valid JSON (line {line}): {what[:1].lower()}{what[1:]}.")

    def _cut_off(self) -> RefusedError:
        return RefusedError(f"{self._shown} is not complete: it ends in line {self._line_of(len(self._text))}.")

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Return whether a value may be whole once more of the file is read."""
        return error.pos > len(self._text) - _LONGEST_WORD or error.msg.startswith("Unterminated")

    def _line_of(self, at: int) -> int:
        return self._line + self._text.count("\n", 0, at)

    def _read_on(self) -> None:
        """Read more of the file, at least as much as is not taken yet, and forget what was taken."""
        self._line = self._line_of(self._at)
        left = self._text[self._at :]
        try:
            data = self._file.read(max(_CHUNK_BYTES, len(left)))
            self._is_end = not data
            more = self._decoder.decode(data, final=self._is_end)
        except OSError as error:
            raise RefusedError(f"{self._shown} cannot be read: {(error.strerror or 'it fails').lower()}.") from error
        except UnicodeDecodeError as error:
            raise RefusedError(
                f"{self._shown} is not UTF-8 text (near byte {self._bytes + error.start + 1})."
            ) from None
        self._bytes += len(data)
        self._text, self._at = left + more, 0

    def _make_object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise RefusedError(
                f"{self._shown}: the key {quote_json(twice)} is twice in one object (line {self._line_of(self._at)})."
            )
        return made

    def _refuse_constant(self, name: str) -> object:
        raise RefusedError(f"{self._shown}: {name} is not a number JSON has (line {self._line_of(self._at)}).")

    def _parse_integer(self, digits: str) -> int:
        if len(digits) > _MOST_DIGITS:
            raise RefusedError(
                f"{self._shown}: a whole number has more than {_MOST_DIGITS} digits (line {self._line_of(self._at)})."
            )
        return int(digits)
