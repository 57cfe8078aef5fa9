"""Where things are: the data folder of this computer, and the files that travel with the program.

`resources/` and `translations/` stand beside the package in a checkout, inside it in a wheel, and beside the
frozen program; `shipped()` is the one function that knows.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

APP = "tierslieu-desk"
PACKAGE = Path(__file__).resolve().parent


@cache
def shipped(folder: str) -> Path:
    """The folder `resources` or `translations`, wherever this program runs from.

    Raises `FileNotFoundError` when the installation is incomplete: that is a fault of the build, not of the user.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    bases = [Path(frozen)] if frozen else [PACKAGE / "_shipped", PACKAGE.parent]
    for base in bases:
        if (base / folder).is_dir():
            return base / folder
    raise FileNotFoundError(f"{folder} is missing from this installation, looked in {[str(b) for b in bases]}")


def default_data_folder() -> Path:
    """The user's data folder on this system, not yet created."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def safe_name(name: str) -> str:
    """That name as a file may bear it anywhere, on a stick and Windows too: "Slip: Ada?" becomes "Slip - Ada"."""
    plain = re.sub(r"\s*[:|]\s*", " - ", re.sub(r"[\x00-\x1f]", " ", name))
    plain = re.sub(r"[\\/<>]", "-", re.sub(r'[*?"]', "", plain))
    stem, dot, suffix = plain.rpartition(".")
    if dot and suffix.isalnum():
        return f"{_trimmed(stem)}.{suffix}"
    return _trimmed(plain)


def _trimmed(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" .-") or "paper"
