"""XML of unknown origin, read element by element with bounds on time and memory.

No tree is made, no entity is expanded and no document type is accepted. What comes before a cut is handed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, TypeVar

MAX_XML_BYTES: Final = 64_000_000
"""A day with a point each second, as Garmin writes it, has 36 MB."""
_MAX_ELEMENTS: Final = 1_500_000
_MAX_ATTRIBUTES: Final = 600_000
_MAX_DEPTH: Final = 60
_MAX_NAMES: Final = 2_000
_CHUNK_BYTES: Final = 250_000
_MAX_SILENT_CHUNKS: Final = 4
"""The parser begins an unfinished tag or comment again with each chunk, so one over 1 MB is refused."""
_MAX_MENDED_BYTES: Final = 8_000_000
_LONGEST_TEXT: Final = 500
_LOOKED_AT: Final = 16_000
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STRAY_AMPERSAND: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_UNBOUND_PREFIX: Final = 27
_MENDABLE: Final = frozenset({4, 11, _UNBOUND_PREFIX})
"""The numbers of expat for a sign or byte that is no XML, an entity that is not defined, and a prefix."""
_TAG_PREFIX: Final = re.compile(r"(</?)[A-Za-z_][\w.\-]{0,40}:(?=[A-Za-z_])")
_PREFIXED_ATTRIBUTE: Final = re.compile(r"""\s(?!xmlns:)[A-Za-z_][\w.\-]{0,40}:[\w.\-]{1,60}=(?:"[^"<]*"|'[^'<]*')""")

Attributes = Mapping[str, str]


class XmlReader:
    """What reads a document: the elements it wants to know of, by their names without a namespace.

    Attributes:
        opened: Called with the attributes when such an element begins.
        closed: Called with the text directly in such an element, at most 500 characters, when it ends.
    """

    def __init__(self) -> None:
        self.opened: dict[str, Callable[[Attributes], None]] = {}
        self.closed: dict[str, Callable[[str], None]] = {}


class XmlEnd(NamedTuple):
    """How the reading of a document ended.

    Attributes:
        problem: What is wrong with it, as half a sentence; empty where it is whole.
        is_refused: Whether it is too large or made to do harm; what was read of it is not to be used.
        is_mended: Whether signs that are no XML were replaced to read on.
        code: The parser's number for the problem; 0 where it has none.
    """

    problem: str = ""
    is_refused: bool = False
    is_mended: bool = False
    code: int = 0


_Reader = TypeVar("_Reader", bound=XmlReader)


class _TooMuchError(Exception):
    """The document holds more than any recording does; the message says of what."""


class _Events:
    """The target of the parser: counts what comes and hands on what the reader wants."""

    def __init__(self, reader: XmlReader) -> None:
        self._opened = reader.opened
        self._closed = reader.closed
        self._names: dict[str, str] = {}
        self._text: list[str] | None = None
        self._depth = 0
        self._attributes = 0
        self.elements = 0
        self.calls = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """Begin an element."""
        name = self._names.get(tag) or self._new_name(tag)
        self.elements += 1
        self.calls += 1
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _TooMuchError("elements within elements")
        if self.elements > _MAX_ELEMENTS:
            raise _TooMuchError("elements")
        if attributes:
            self._attributes += len(attributes)
            if self._attributes > _MAX_ATTRIBUTES:
                raise _TooMuchError("attributes")
        self._text = [] if name in self._closed else None
        if opened := self._opened.get(name):
            opened(attributes)

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self.calls += 1
        if self._text is not None and len(self._text) < _LONGEST_TEXT:
            self._text.append(text[:_LONGEST_TEXT])

    def end(self, tag: str) -> None:
        """End an element."""
        self._depth -= 1
        if closed := self._closed.get(self._names[tag]):
            closed("".join(self._text)[:_LONGEST_TEXT] if self._text else "")
        self._text = None

    def close(self) -> None:
        """End the document."""

    def _new_name(self, tag: str) -> str:
        if len(self._names) >= _MAX_NAMES:
            raise _TooMuchError("kinds of elements")
        return self._names.setdefault(tag, tag.rpartition("}")[2])


def read_xml(data: bytes, make_reader: Callable[[], _Reader]) -> tuple[_Reader, XmlEnd]:
    """Read a document, again with its text mended where that leads further.

    Args:
        data: The document.
        make_reader: Makes what reads it; a second one reads the mended text.

    Returns:
        The reader with what it found, and how the reading ended.
    """
    reader = make_reader()
    if len(data) > MAX_XML_BYTES:
        return reader, XmlEnd(f"it has more than {MAX_XML_BYTES // 1_000_000} MB", is_refused=True)
    elements, end = _parse(data[_leading_space(data) :], reader)
    if end.code not in _MENDABLE or len(data) > _MAX_MENDED_BYTES:
        return reader, end
    mended = make_reader()
    elements_mended, end_mended = _parse(_mend(data, end.code), mended)
    if elements_mended <= elements:
        return reader, end
    return mended, end_mended._replace(is_mended=True)


def find_root_name(data: bytes) -> str:
    """Return the name of the outermost element, without its prefix; empty where the data is no XML."""
    start = data[:_LOOKED_AT]
    head = start.decode("utf-16" if start.startswith(_UTF16_MARKS) else "utf-8", "replace").lstrip("\ufeff \t\r\n")
    while head.startswith(("<?", "<!")):
        head = head.partition(_end_of(head))[2].lstrip()
    found = re.match(r"<(?:[A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)(?=[\s/>])", head)
    return found[1] if found else ""


def _end_of(head: str) -> str:
    """Return what ends the declaration, comment or document type that a text begins with."""
    if head.startswith("<?"):
        return "?>"
    if head.startswith("<!--"):
        return "-->"
    return "]>" if "[" in head.partition(">")[0] else ">"


def _leading_space(data: bytes) -> int:
    """Return how many blanks come before the document; Strava writes ten before a TCX file, which no parser takes."""
    return len(data) - len(data.lstrip(b" \t\r\n")) if data[:1].isspace() else 0


def _parse(data: bytes | str, reader: XmlReader) -> tuple[int, XmlEnd]:
    """Hand a document to the reader; return how many elements were begun, and how it ended."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser, ParseError

    events = _Events(reader)
    parser = DefusedXMLParser(target=events, forbid_dtd=True)
    silent_chunks, calls = 0, 0
    try:
        for start in range(0, len(data), _CHUNK_BYTES):
            parser.feed(data[start : start + _CHUNK_BYTES])
            silent_chunks = silent_chunks + 1 if events.calls == calls else 0
            calls = events.calls
            if silent_chunks > _MAX_SILENT_CHUNKS:
                return events.elements, XmlEnd("one of its tags or comments is longer than 1 MB", is_refused=True)
        parser.close()
    except ParseError as error:
        return events.elements, XmlEnd(f"it is damaged or cut off at line {error.position[0]}", code=error.code)
    except DefusedXmlException:
        return events.elements, XmlEnd("it declares a document type of its own", is_refused=True)
    except _TooMuchError as error:
        return events.elements, XmlEnd(f"it has too many {error}", is_refused=True)
    except (LookupError, ValueError):
        return events.elements, XmlEnd("it says an encoding that cannot be read")
    return events.elements, XmlEnd()


def _mend(data: bytes, code: int) -> str:
    """Return the document as text in which what the parser does not take is replaced: bytes, controls, ampersands.

    Titles hold them where a program wrote a title as it was typed. Prefixes that nobody declared come from programs
    that cut the head of a file; then all prefixes are removed.

    Args:
        data: The document.
        code: The parser's number for the problem.
    """
    text = data.decode("utf-16" if data.startswith(_UTF16_MARKS) else "utf-8-sig", "replace").lstrip()
    if code == _UNBOUND_PREFIX:
        return _PREFIXED_ATTRIBUTE.sub("", _TAG_PREFIX.sub(r"\1", text))
    return _STRAY_AMPERSAND.sub("&amp;", _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))
