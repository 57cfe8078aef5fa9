"""Everything Qt: the window, its pages, its forms and what they are made of."""

from __future__ import annotations

import ctypes
import sys


def _keep_singletons() -> None:
    """Give `None`, `True` and `False` so many references that Qt's bindings cannot use them up.

    PySide6 6.12 hands them out without counting: harmless since Python 3.12, where they are immortal, but measured on
    3.11 every call such as `setText` takes one reference of `None`, every `emit(True)` one of `True`, of some
    thousand, and the last one ends the process with "deallocating None". Remove this once 3.11 is no longer supported.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for single in (None, True, False):
            ctypes.c_ssize_t.from_address(id(single)).value += sys.maxsize // 4


_keep_singletons()
