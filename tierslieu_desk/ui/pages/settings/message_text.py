"""What one kind of message says, in each language: the house's own words, or those that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.services.message.message_texts import titles, words_for
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, TextBox

if TYPE_CHECKING:
    from tierslieu_desk.services.message.message_texts import TextShown

WIDTH, TEXT_HEIGHT = 560, 280
LANGUAGES = (("fr", "Français"), ("es", "Español"), ("ca", "Català"), ("eu", "Euskara"), ("en", "English"))


class MessageTextDialog(Dialog):
    """`told` carries a sentence. Another language shows its text; what is not kept is let go of."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices, purpose: str) -> None:
        self._purpose = Purpose(purpose)
        super().__init__(parent, titles()[self._purpose], _("Keep"), say.sentence)
        self.setMinimumWidth(WIDTH)
        self._services = services
        self._shown: TextShown | None = None
        self.language = self.form.add(_("Language"), Choice(LANGUAGES))
        self.language.choose(services.places.get().language)
        self.subject = self.form.add(_("Subject"), QLineEdit(), key="subject")
        self.text = TextBox("", TEXT_HEIGHT)
        listed = ", ".join(f"{{{called}}}" for _word, called in words_for(self._purpose))
        told = _("In braces, what is filled in: %(facts)s. A line without anything to fill in is left out.")
        self.form.add(_("Text"), self.text, key="text", help=told % {"facts": listed})
        self.back = button(_("As it came"), self._back, look="quiet")
        self.foot.insertWidget(0, self.back)
        self.language.currentIndexChanged.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        shown = self._shown = self._services.message_texts.shown(self._purpose, str(self.language.choice))
        self.subject.setText(shown.subject)
        self.text.setPlainText(shown.body)
        self.back.setVisible(shown.ours)

    def commit(self) -> None:
        language = str(self.language.choice)
        self._services.message_texts.keep(self._purpose, language, self.subject.text(), self.text.toPlainText())
        self.told.emit(_("From now on this is said."), None)

    @Slot()
    def _back(self) -> None:
        self._services.message_texts.back(self._purpose, str(self.language.choice))
        self._show()
