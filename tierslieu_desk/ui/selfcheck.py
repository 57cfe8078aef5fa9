"""What the self-test asks of Qt: that its libraries load, that it draws, and that its own words are French."""

from __future__ import annotations

import os
import sys


class NotFrench(Exception):
    """Qt answered in another language: its catalogue did not travel with the program."""


def speaks_french() -> str:
    """Qt's version, once its dialog buttons were found to speak French. Works without a screen."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import qVersion
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtWidgets import QApplication, QDialogButtonBox

    from tierslieu_desk.ui import translations

    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise NotFrench("Qt runs without widgets here")
    translations.install(app, "fr")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    word = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
    if word != "Annuler":
        raise NotFrench(f"the button says {word!r}")
    return f"Qt {qVersion()}, {word}, PDF pages {QPdfDocument().pageCount()}"
