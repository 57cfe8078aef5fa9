"""The file dialogs speak the desk's words all through, and give back what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton

from tierslieu_desk.ui import ask, translations

KINDS = "Spreadsheets (*.csv)"


def answered(question: Callable[[], Path | None], typed: str = "") -> tuple[Path | None, set[str]]:
    """What the question gives back when that is typed, given up when nothing is, and every word its dialog shows."""
    words: set[str] = set()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        words.add(dialog.windowTitle())
        words.update(w.text().replace("&", "") for w in dialog.findChildren(QLabel) if w.isVisible())
        words.update(w.text().replace("&", "") for w in dialog.findChildren(QPushButton) if w.isVisible())
        if typed:
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            line.setText(typed)
            dialog.accept()
        else:
            dialog.reject()

    QTimer.singleShot(0, answer)
    return question(), words


@pytest.mark.parametrize(
    ("question", "name", "accept"),
    [
        (lambda: ask.file_to_open(None, "A list", KINDS), "Name of the file:", "Open"),
        (lambda: ask.file_to_write(None, "A list", Path("people.csv"), KINDS), "Name of the file:", "Keep"),
        (lambda: ask.folder(None, "A list"), "Folder:", "Choose"),
    ],
    ids=["open", "write", "folder"],
)
def test_every_word_of_a_file_dialog_is_ours_whatever_qt_speaks(qtbot, qapp, question, name: str, accept: str) -> None:
    translations.install(qapp, "fr")
    chosen, words = answered(question)
    assert chosen is None
    assert words == {"A list", "Look in:", name, "Kind of file:", accept, "Cancel"}


def test_the_file_chosen_is_given_back(qtbot, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Nom;Ville\n", encoding="utf-8")
    assert answered(lambda: ask.file_to_open(None, "A list", KINDS, tmp_path), str(file))[0] == file
    assert answered(lambda: ask.folder(None, "Where", tmp_path), str(tmp_path))[0] == tmp_path


@pytest.mark.parametrize(("typed", "kept"), [("mine", "mine.csv"), ("mine.xlsx", "mine.xlsx")])
def test_a_file_to_write_gets_the_suffix_that_was_left_out(qtbot, tmp_path: Path, typed: str, kept: str) -> None:
    suggestion = tmp_path / "people.csv"
    assert answered(lambda: ask.file_to_write(None, "A list", suggestion, KINDS), str(tmp_path / typed))[0] == (
        tmp_path / kept
    )
