"""The one way of saying no: a sentence that a person can act on."""

from __future__ import annotations


class RefusedError(ValueError):
    """What was asked cannot be done, and nothing was changed.

    The message is one plain sentence that names the file or the field and the value; the command line prints it as it
    stands and exits 1, a screen shows it in a line.
    """
