"""What the store has to say besides its answer, as that no backup could be made; each sentence is said once."""

from __future__ import annotations

_remarks: list[str] = []


def add_remark(sentence: str) -> None:
    """Keep a sentence until it is taken."""
    if sentence not in _remarks:
        _remarks.append(sentence)


def take_remarks() -> list[str]:
    """Return the sentences since the last call."""
    taken = _remarks.copy()
    _remarks.clear()
    return taken
