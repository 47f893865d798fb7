"""What Textual and asyncio load for parts of them that are never used here: a tenth of the time to the first frame.

Textual's own command palette brings five widgets and the file system's tree with it, asyncio the ciphers of encrypted
sockets. The planner has a palette of its own and opens no socket.
"""

from __future__ import annotations

import sys
from types import ModuleType

_PALETTE = "textual.command"


def spare() -> None:
    """Leave them out, before Textual is imported; what has been imported already stays as it is."""
    _import_asyncio_without_ciphers()
    if "textual" not in sys.modules:
        sys.modules[_PALETTE] = _no_palette()


def _import_asyncio_without_ciphers() -> None:
    """As on a system that was built without them, which asyncio is made for; whoever asks for them later gets them."""
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment] # Python's own way to say that there is none
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def _no_palette() -> ModuleType:
    module = ModuleType(_PALETTE, "Left out.")
    module.__dict__["__getattr__"] = _stand_in
    return module


def _stand_in(name: str) -> type:
    """An empty class for whatever Textual asks its palette for while it is imported, the next Textual too."""
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (), {})
