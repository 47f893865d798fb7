"""Load a module of the standard library only once something in it is used.

`importlib.util.LazyLoader` is meant for that, but Python 3.11 loads its modules at the next ``import`` statement.
"""

from __future__ import annotations

import sys
from types import ModuleType


class _LateModule(ModuleType):
    """Stands for a module until something in it is asked for, and has all that is in it from then on."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        from importlib import import_module

        loaded = import_module(self.__name__)
        self.__dict__.update(loaded.__dict__)
        return getattr(loaded, name)


def load_late(name: str) -> None:
    """Let whoever imports a module have it without loading it; nothing is done where it is loaded already."""
    sys.modules.setdefault(name, _LateModule(name))
