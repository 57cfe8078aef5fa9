"""A letter begun in the mail program: what the program is handed, and what is told when there is none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QUrl, QUrlQuery, Slot
from PySide6.QtGui import QDesktopServices

from tierslieu_desk.errors import MailProgramSilent
from tierslieu_desk.rules.letters import Letter
from tierslieu_desk.ui import drafts

LETTER = Letter("maria+mail@roca.example", "Salle Jaune & café, 100 %", "Bonjour Maria,\n\nà demain ! 2+2=4")


class MailProgram(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.begun: list[QUrl] = []

    @Slot(QUrl)
    def take(self, address: QUrl) -> None:
        self.begun.append(address)


def test_the_mail_program_is_handed_the_letter_word_for_word(qtbot) -> None:
    program = MailProgram()
    QDesktopServices.setUrlHandler("mailto", program, "take")
    try:
        drafts.begin(LETTER)
    finally:
        QDesktopServices.unsetUrlHandler("mailto")
    (address,) = program.begun
    asked = QUrlQuery(address)
    whole = QUrl.ComponentFormattingOption.FullyDecoded
    assert address.path(whole) == "maria+mail@roca.example"
    assert asked.queryItemValue("subject", whole) == "Salle Jaune & café, 100 %"
    assert asked.queryItemValue("body", whole) == "Bonjour Maria,\r\n\r\nà demain ! 2+2=4"


def test_no_mail_program_is_told(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _address: False)
    with pytest.raises(MailProgramSilent):
        drafts.begin(LETTER)
