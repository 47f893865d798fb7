"""Which pages of a damaged file hold the rows of a table, read from the bytes, since no page may lead to them any more.

The format is SQLite's, https://sqlite.org/fileformat2.html. The rows of a table are in its leaf pages; its root and its
interior pages only lead to them. Which page is above a page is also in the map of pages that the planner's files keep
(pointer map), so that a leaf is found without the pages above it, and a free page, whose rows were deleted, is never
taken for one. A file without that map, or with a damaged one, has the list of its free pages: what is neither on it
nor reached from the root of any table is a page of a table that has lost its way, and whose columns tell of which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

PAGE_BYTES = 4096
"""The size of every page that the planner writes."""
MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_INTERIOR, _LEAF = 0x05, 0x0D
_ENTRY_BYTES = 5
_ENTRIES = PAGE_BYTES // _ENTRY_BYTES
_ROOT, _FREE, _BELOW = 1, 2, 5
"""What the map says of a page: a root, a free page, or one below the page that it names. Others belong to long rows."""
_KINDS = range(1, 6)
_MOST_LEVELS = 20
_LAST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with rows of a table.

    Attributes:
        page: Its number.
        keys: The keys of its rows, ascending.
        columns: How many columns the rows were stored with, at most.
    """

    page: int
    keys: tuple[int, ...]
    columns: int

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last key: no other page of the table has a key between them."""
        return self.keys[0], self.keys[-1]


@dataclass(frozen=True, slots=True)
class TablePages:
    """The leaves of one table.

    Attributes:
        leaves: Those that are whole and have rows.
        is_complete: Whether it is known that it has no others.
    """

    leaves: tuple[Leaf, ...] = ()
    is_complete: bool = False


class FilePages:
    """The pages of a file.

    Args:
        data: The whole file.
        roots: The number of the first page of each table.
    """

    def __init__(self, data: bytes, roots: Mapping[str, int]) -> None:
        self._data = data
        self._count = len(data) // PAGE_BYTES
        self._roots = roots
        self._parents: dict[int, int] = {}
        """For each page that the map knows, the one above it; 0 above a root, -1 where it is in no table."""
        self._has_whole_map = self._read_map()

    def find_tables(self) -> dict[str, TablePages]:
        """Return the pages of each table, as far as the map knows them."""
        names = {root: name for name, root in self._roots.items() if self._parents.get(root) == 0}
        pages: dict[str, list[int]] = {name: [] for name in names.values()}
        for page in self._parents:
            name = names.get(self._climb(page))
            if name is not None:
                pages[name].append(page)
        return {name: self._table_pages(numbers) for name, numbers in pages.items()}

    def find_others(self) -> Iterator[Leaf]:
        """Yield the whole leaves that nothing leads to and whose table the map does not know.

        A page that the map does not know at all may be a free one, and is left out where the list of these is damaged.
        """
        others = {page for page, parent in self._parents.items() if parent > 0 and not self._climb(page)}
        unknown = set(range(2, self._count + 1)) - self._parents.keys()
        free = self._free_pages() if unknown else None
        if free is not None:
            others |= unknown - free
        for page in sorted(others - self._reached_pages()):
            leaf = read_leaf(self._data, page)
            if leaf is not None and leaf.keys:
                yield leaf

    def _table_pages(self, pages: list[int]) -> TablePages:
        above = {self._parents[page] for page in pages}
        leaves, is_complete = [], self._has_whole_map
        for page in pages:
            leaf = None if page in above else read_leaf(self._data, page)
            if leaf is not None and leaf.keys:
                leaves.append(leaf)
            elif leaf is None and page not in above:
                is_complete = False
        return TablePages(tuple(sorted(leaves, key=lambda leaf: leaf.keys)), is_complete)

    def _read_map(self) -> bool:
        """Read the map; return whether it knows every page, and no more than there are."""
        is_whole = self._count > 1 and not len(self._data) % PAGE_BYTES and self._says_its_size()
        for map_page in range(2, self._count + 1, _ENTRIES + 1):
            begin = (map_page - 1) * PAGE_BYTES
            kinds = self._data[begin : begin + _ENTRIES * _ENTRY_BYTES : _ENTRY_BYTES]
            at = range(begin + 1, begin + _ENTRIES * _ENTRY_BYTES, _ENTRY_BYTES)
            above = [int.from_bytes(self._data[start : start + 4], "big") for start in at]
            used = min(_ENTRIES, self._count - map_page)
            if all(map(self._is_entry, kinds[:used], above)):
                is_whole = is_whole and not any(kinds[used:])
                for page, kind, parent in zip(range(map_page + 1, map_page + 1 + used), kinds, above, strict=False):
                    self._parents[page] = 0 if kind == _ROOT else parent if kind == _BELOW else -1
            else:
                is_whole = False
        return is_whole

    def _says_its_size(self) -> bool:
        """Whether the header, where it can be read, says that the file has as many pages as it has."""
        return not self._data.startswith(MAGIC) or int.from_bytes(self._data[28:32], "big") == self._count

    def _is_entry(self, kind: int, parent: int) -> bool:
        return kind in _KINDS and (parent == 0) == (kind in (_ROOT, _FREE)) and parent <= self._count

    def _climb(self, page: int) -> int:
        """Return the root above a page; 0 where there is none that is known."""
        for _ in range(_MOST_LEVELS):
            parent = self._parents.get(page, -1)
            if parent <= 0:
                return page if parent == 0 else 0
            page = parent
        return 0

    def _reached_pages(self) -> set[int]:
        """Return all pages to which the roots of the tables lead, the table of tables included."""
        reached: set[int] = set()
        ahead = [1, *self._roots.values()]
        while ahead:
            page = ahead.pop()
            if 1 <= page <= self._count and page not in reached:
                reached.add(page)
                ahead += self._children(page)
        return reached

    def _children(self, page: int) -> list[int]:
        begin = (page - 1) * PAGE_BYTES
        head = begin + (_HEADER_BYTES if page == 1 else 0)
        if self._data[head] != _INTERIOR:
            return []
        cells = int.from_bytes(self._data[head + 3 : head + 5], "big")
        starts = (begin + self._number(head + 12 + 2 * cell, 2) for cell in range(min(cells, PAGE_BYTES // 2)))
        return [self._number(head + 8, 4), *(self._number(start, 4) for start in starts)]

    def _free_pages(self) -> set[int] | None:
        """Return the pages on the list of free ones; None where the list cannot be read to its end."""
        if not self._data.startswith(MAGIC):
            return None
        free: set[int] = set()
        trunk, count = self._number(32, 4), self._number(36, 4)
        while trunk:
            if not 2 <= trunk <= self._count or trunk in free:
                return None
            begin = (trunk - 1) * PAGE_BYTES
            listed = min(self._number(begin + 4, 4), PAGE_BYTES // 4)
            free |= {trunk, *(self._number(begin + 8 + 4 * entry, 4) for entry in range(listed))}
            trunk = self._number(begin, 4)
        return free if len(free) == count else None

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self._data[at : at + size], "big")


def read_leaf(data: bytes, page: int) -> Leaf | None:
    """Return the keys of a leaf page of a table; None where it is none, or none that is whole."""
    whole = data[(page - 1) * PAGE_BYTES : page * PAGE_BYTES]
    cells = int.from_bytes(whole[3:5], "big")
    first_byte = 8 + 2 * cells
    if len(whole) < PAGE_BYTES or whole[0] != _LEAF or first_byte > PAGE_BYTES:
        return None
    keys: list[int] = []
    spans: list[tuple[int, int]] = [(0, first_byte)]
    columns = 0
    try:
        for cell in range(cells):
            start = int.from_bytes(whole[8 + 2 * cell : 10 + 2 * cell], "big")
            size, at = _read_varint(whole, start)
            key, at = _read_varint(whole, at)
            spans.append((start, at + _bytes_on_page(size)))
            keys.append(key)
            columns = max(columns, _count_columns(whole, at))
    except IndexError:
        return None
    spans.sort()
    apart = all(end <= start for (_, end), (start, _) in pairwise(spans))
    ascending = all(earlier < later for earlier, later in pairwise(keys))
    if not apart or not ascending or spans[-1][1] > PAGE_BYTES or (keys and keys[-1] > _LAST_KEY):
        return None
    return Leaf(page, tuple(keys), columns)


def _bytes_on_page(size: int) -> int:
    """Return how much of a row of so many bytes is on its leaf, with the number of the page where it goes on."""
    most, least = PAGE_BYTES - 35, (PAGE_BYTES - 12) * 32 // 255 - 23
    if size <= most:
        return size
    kept = least + (size - least) % (PAGE_BYTES - 4)
    return (kept if kept <= most else least) + 4


def _count_columns(whole: bytes, at: int) -> int:
    """Return how many columns a row has, by the head of it, which begins with its own length."""
    length, after = _read_varint(whole, at)
    end = at + length
    count = 0
    while after < end:
        _, after = _read_varint(whole, after)
        count += 1
    return count


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends.

    Raises:
        IndexError: It goes beyond the data.
    """
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1
