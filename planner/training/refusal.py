"""The error for what cannot be done: a sentence that a person can act on."""

from __future__ import annotations


class RefusedError(ValueError):
    """Raised when a request cannot be carried out; nothing was changed.

    The message is one plain sentence that names the file or the field and the value. The command line prints it
    unchanged and exits with 1; a screen shows it in a line.
    """


def check_length(text: str, limit: int, field: str) -> str:
    """Return a text that fits, so that nothing the runner writes is cut without a word.

    Args:
        text: What was typed.
        limit: The most characters that are stored.
        field: What the text is, for the refusal: ``note``.

    Raises:
        RefusedError: The text is longer.
    """
    if len(text) > limit:
        raise RefusedError(f"A {field} can hold {limit} characters; this one has {len(text)}.")
    return text
