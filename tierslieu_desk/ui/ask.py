"""The only place that opens the system's message and file dialogs.

Prefer an act that can be undone and the message bar: a question is for what has no way back. The texts of the
buttons are our own: Qt's French for "Discard" is "Ne pas tenir compte", and Qt has no Basque.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.paths import safe_name

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Leave(Enum):
    """What to do with a form that was filled but not kept."""

    KEEP = "keep"
    DROP = "drop"
    STAY = "stay"


def _box(parent: QWidget | None, icon: QMessageBox.Icon, sentence: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle(_("Tiers-Lieu Desk"))
    box.setText(sentence)
    box.setInformativeText(detail)
    return box


def sure(parent: QWidget | None, sentence: str, detail: str, yes: str) -> bool:
    """Ask before an act without a way back; `yes` names the act ("Issue the invoice"), the other button is safe."""
    box = _box(parent, QMessageBox.Icon.Question, sentence, detail)
    act = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(_("Not now"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    chosen = box.clickedButton() is act
    box.deleteLater()
    return chosen


def leave(parent: QWidget | None, sentence: str) -> Leave:
    """A form was filled: keep it, drop it, or go on filling it."""
    box = _box(parent, QMessageBox.Icon.Question, sentence, "")
    keep = box.addButton(_("Keep"), QMessageBox.ButtonRole.AcceptRole)
    drop = box.addButton(_("Leave without keeping"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("Go on"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    if clicked is keep:
        return Leave.KEEP
    return Leave.DROP if clicked is drop else Leave.STAY


def tell(parent: QWidget | None, sentence: str, detail: str = "") -> None:
    """Something that must be read before going on, when there is no window yet to hold a message bar."""
    box = _box(parent, QMessageBox.Icon.Information, sentence, detail)
    box.addButton(_("Understood"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()


def file_to_open(parent: QWidget | None, title: str, kinds: str, folder: Path | None = None) -> Path | None:
    """A file that exists; `kinds` as Qt writes them: `Spreadsheets (*.csv *.xlsx)`."""
    dialog = QFileDialog(parent, title, str(folder or Path.home()), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog, _("Open"))


def file_to_write(parent: QWidget | None, title: str, suggestion: Path, kinds: str) -> Path | None:
    """Where to write; the system asks by itself before it replaces a file. The suffix is added when left out."""
    dialog = QFileDialog(parent, title, str(suggestion.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suggestion.suffix.removeprefix("."))
    dialog.selectFile(safe_name(suggestion.name))
    return _chosen(dialog, _("Keep"))


def folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """A folder that exists, such as a USB stick for the copies."""
    dialog = QFileDialog(parent, title, str(start or Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog, _("Choose"), _("Folder:"))


def _chosen(dialog: QFileDialog, accept: str, name: str = "") -> Path | None:
    """What came of the system's dialog where it has one; the words of Qt's own are ours, whatever it speaks itself.

    They come last: each change of a mode puts Qt's back.
    """
    words = {
        QFileDialog.DialogLabel.LookIn: _("Look in:"),
        QFileDialog.DialogLabel.FileName: name or _("Name of the file:"),
        QFileDialog.DialogLabel.FileType: _("Kind of file:"),
        QFileDialog.DialogLabel.Accept: accept,
        QFileDialog.DialogLabel.Reject: _("Cancel"),
    }
    for label, text in words.items():
        dialog.setLabelText(label, text)
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    names = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(names[0]) if accepted and names else None


def printer(parent: QWidget | None, title: str, pages: int) -> QPrinter | None:
    """The system's own dialog of printers, copies and pages; None when they changed their mind.

    What prints is loaded here, the first time somebody does.
    """
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    chosen = QPrinter(QPrinter.PrinterMode.HighResolution)
    chosen.setDocName(safe_name(title))  # printed to a file, the system proposes it as its name
    chosen.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    chosen.setFullPage(True)
    dialog = QPrintDialog(chosen, parent)
    dialog.setWindowTitle(title)
    dialog.setMinMax(1, pages)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return chosen if accepted else None
