"""What a message is made of, to be written: the way it goes, the address, the subject, the words, what goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import Way
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.messages import words
from tierslieu_desk.ui.widgets.fields import Choice, TextBox
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.message.message_rows import PaperRef
    from tierslieu_desk.services.message.messages import Draft

TEXT_HEIGHT = 260


class MessageFields:
    """Fills a form with a draft, and reads what became of it."""

    def __init__(self, form: Form, draft: Draft) -> None:
        self._form, self._draft = form, draft
        offered = [way for way in words.ways() if way[0] in draft.ways or way[0] is Way.EMAIL]
        self.way = form.add(_("How"), Choice(tuple(offered)), key="way")
        self.email = form.add(_("To"), QLineEdit(draft.email), key="email")
        self.phone = form.add(_("Telephone"), Words(draft.phone))
        self.subject = form.add(_("Subject"), QLineEdit(draft.subject), key="subject")
        self.text = TextBox(draft.body, TEXT_HEIGHT)
        form.add(_("Text"), self.text, key="text")
        if draft.papers:
            form.add(_("With it"), Words(enclosed_words(draft.papers), wrap=True))
        self.way.choose(draft.way)
        self.way.currentIndexChanged.connect(self.show_way)
        self.show_way()

    @property
    def chosen(self) -> Way:
        """The way it goes."""
        return Way(str(self.way.choice))

    @Slot()
    def show_way(self) -> None:
        """An address where it goes by e-mail, a number where it is said."""
        self._form.show_field(self.email, self.chosen is Way.EMAIL)
        self._form.show_field(self.phone, self.chosen is Way.CALL)

    def aware(self, known: int) -> None:
        """They saw that this message was sent meanwhile: the next one is wanted."""
        self._draft = replace(self._draft, known=known)

    def read(self) -> Draft:
        """The draft as it is written now."""
        return replace(
            self._draft,
            way=self.chosen,
            email=self.email.text(),
            subject=self.subject.text(),
            body=self.text.toPlainText(),
        )


def enclosed_words(papers: Sequence[PaperRef]) -> str:
    """The papers that go with it, by name."""
    return ", ".join(paper.name for paper in papers)
