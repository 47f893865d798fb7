"""Pasted text without the escape bytes in it, which Textual's parser would take for keys and send before the paste."""

from __future__ import annotations

_START, _END = "\x1b[200~", "\x1b[201~"
"""What a terminal puts around pasted text."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class PasteFilter:
    """Goes over what the terminal sends, however it is cut into packets."""

    def __init__(self) -> None:
        self._is_pasting = False
        self._before = ""
        """The end of the last packet outside a paste: a start may be cut in two."""
        self._held = ""
        """The end of the last packet within a paste that may be the beginning of its end."""

    def clean(self, data: str) -> str:
        """Return what the terminal sent with U+FFFD for each escape within pasted text."""
        data, self._held = self._held + data, ""
        cleaned = ""
        while data:
            before, data = self._take_paste(data) if self._is_pasting else self._take_keys(data)
            cleaned += before
        return cleaned

    def _take_keys(self, data: str) -> tuple[str, str]:
        """Return what comes before the next pasted text, and the rest."""
        joined = self._before + data
        at = joined.find(_START)
        if at < 0:
            self._before = joined[-len(_START) + 1 :]
            return data, ""
        self._is_pasting, end = True, at + len(_START) - len(self._before)
        self._before = ""
        return data[:end], data[end:]

    def _take_paste(self, data: str) -> tuple[str, str]:
        """Return what is pasted, and the rest."""
        text, end, rest = data.partition(_END)
        self._is_pasting = not end
        if not end:
            held = next((size for size in range(len(_END) - 1, 0, -1) if text.endswith(_END[:size])), 0)
            text, self._held = text[: len(text) - held], text[len(text) - held :]
        return text.replace("\x1b", _REPLACEMENT) + end, rest
