"""One window a desk: the second comes from another process, and brings the first to the front."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tierslieu_desk.ui.single import Single

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from tierslieu_desk.ui.single import Single
application = QCoreApplication([])
second = Single(Path(sys.argv[1]))
sys.exit(3 if second.first() else 0 if second.raise_other() else 1)
"""


def second_start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SECOND, str(folder)])


def test_a_window_that_was_put_away_comes_back_when_the_desk_is_started_again(qtbot, tmp_path: Path) -> None:
    first, window = Single(tmp_path), QWidget()
    qtbot.addWidget(window)
    assert first.first()
    window.showMinimized()
    first.listen(window)
    second = second_start(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.returncode == 0
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    assert window.isVisible()
    first.release()


def test_a_hidden_window_is_shown(qtbot, tmp_path: Path) -> None:
    first, window = Single(tmp_path), QWidget()
    qtbot.addWidget(window)
    assert first.first()
    first.listen(window)
    second = second_start(tmp_path)
    qtbot.waitUntil(window.isVisible, timeout=30_000)
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    first.release()


def test_once_it_is_let_go_another_window_may_open(qtbot, tmp_path: Path) -> None:
    first, other = Single(tmp_path), Single(tmp_path)
    assert first.first()
    assert not other.first()
    first.release()
    assert other.first()
    other.release()


def test_two_desks_have_a_window_each(qtbot, tmp_path: Path) -> None:
    one, two = Single(tmp_path / "one"), Single(tmp_path / "two")
    assert one.first()
    assert two.first()
    one.release()
    two.release()
