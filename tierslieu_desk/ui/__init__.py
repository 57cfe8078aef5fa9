"""Everything Qt: the window, its pages, its forms and what they are made of."""

from __future__ import annotations

import ctypes
import sys

import PySide6.QtCore  # noqa: F401 - what is spared below comes with it


def _keep_singletons() -> None:
    """Give `None`, `True` and `False` so many references that Qt's bindings cannot use them up.

    PySide6 6.12 hands them out without counting: harmless since Python 3.12, where they are immortal, but measured on
    3.11 every call such as `setText` takes one reference of `None`, every `emit(True)` one of `True`, of some
    thousand, and the last one ends the process with "deallocating None". Remove this once 3.11 is no longer supported.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for single in (None, True, False):
            ctypes.c_ssize_t.from_address(id(single)).value += sys.maxsize // 4


def _no_feature(_module: object) -> bool:
    """What a module is to the bindings that speaks to Qt and asks for none of their features."""
    return True


def _spare_sources() -> None:
    """Keep Qt's bindings from reading the source of every module that is imported, in search of their own name.

    They do so (PySide6 6.12, `shibokensupport/feature.py`) to know to whom their `__feature__` (snake_case and the
    like) may matter: nobody here. It was a twentieth of the start, and goes on with each module loaded after it.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = _no_feature


_keep_singletons()
_spare_sources()
