"""The error for what cannot be done: a sentence that a person can act on."""

from __future__ import annotations


class RefusedError(ValueError):
    """Raised when a request cannot be carried out; nothing was changed.

    The message is one plain sentence that names the file or the field and the value. The command line prints it
    unchanged and exits with 1; a screen shows it in a line.
    """
