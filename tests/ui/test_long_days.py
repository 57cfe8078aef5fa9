"""A desk stays open all day: what one gesture may lose, thousands must not end."""

from __future__ import annotations

import subprocess
import sys

_DAY = """
import tierslieu_desk.ui
from PySide6.QtGui import QFont
font = QFont()
for _ in range(200_000):
    font.setPixelSize(14)
print("still open")
"""


def test_two_hundred_thousand_calls_of_qt_do_not_end_the_desk() -> None:
    run = subprocess.run([sys.executable, "-c", _DAY], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout == "still open\n"
