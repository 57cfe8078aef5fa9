"""One's own words to several people at once: written once a language, seen as each of them gets it, then sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError, MissingFact
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.messages import Way
from tierslieu_desk.services.message.write_to_all import Wording
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.messages import words
from tierslieu_desk.ui.pages.people.person_dialog import LANGUAGES
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, TextBox
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.message.messages import Draft
    from tierslieu_desk.services.message.write_to_all import Reader

WIDTH = 560
_TEXT, _ONE_OF_SEVERAL, _SEEN = 150, 76, 170


class WriteToAllDialog(Dialog):
    """`told` carries the sentence and the undo. One subject and one text for each language they are written to in."""

    def __init__(self, parent: QWidget | None, services: DeskServices, numbers: Sequence[int]) -> None:
        super().__init__(parent, _("Write to them"), _("Send"), say.sentence)
        self.setMinimumWidth(WIDTH)
        self._services = services
        self._readers = services.write_to_all.readers(numbers)
        self._fields: dict[str, tuple[QLineEdit, TextBox]] = {}
        spoken = {reader.language for reader in self._readers}
        for code, name in LANGUAGES:
            if code in spoken:
                self._add_language(code, name if len(spoken) > 1 else "")
        self.dates = Tick(_("Say which bookings it is about"))
        self.dates.setAccessibleName(self.dates.text())
        self.dates.setChecked(True)
        self.form.add(_("With it"), self.dates)
        called = tuple((reader.party_id, reader.name) for reader in self._readers)
        count = len(called)
        self.who = self.form.add(
            ngettext("As %(n)s person gets it", "As each of %(n)s people gets it", count) % {"n": count}, Choice(called)
        )
        self.seen = self.form.add(_("The message"), TextBox("", _SEEN))
        self.seen.setReadOnly(True)
        self.dates.toggled.connect(self._show)
        self.who.currentIndexChanged.connect(self._show)
        self._show()

    def _add_language(self, code: str, name: str) -> None:
        first = not self._fields
        helps = "" if first else _("Empty: as in the language above.")
        titles = (_("Subject"), _("Text"))
        if name:
            titles = (_("Subject (%(language)s)"), _("Text (%(language)s)"))
        labels = [title % {"language": name} if name else title for title in titles]
        subject = self.form.add(labels[0], QLineEdit(), help=helps, key="subject" if first else "")
        text = self.form.add(
            labels[1], TextBox("", _ONE_OF_SEVERAL if name else _TEXT), help=helps, key="text" if first else ""
        )
        subject.textChanged.connect(self._show)
        text.textChanged.connect(self._show)
        self._fields[code] = subject, text

    @property
    def _written(self) -> dict[str, Wording]:
        return {code: Wording(subject.text(), text.toPlainText()) for code, (subject, text) in self._fields.items()}

    def _reader(self) -> Reader | None:
        return next((one for one in self._readers if one.party_id == self.who.choice), None)

    @Slot()
    def _show(self) -> None:
        """The message of whoever is chosen, word for word."""
        reader = self._reader()
        try:
            draft = None if reader is None else self._draft(reader)
        except DeskError:
            draft = None  # told once one sends it
        self.seen.setPlainText("" if draft is None else _whole(draft))

    def _draft(self, reader: Reader) -> Draft:
        return self._services.write_to_all.draft(reader, self._written, dates=self.dates.isChecked())

    def commit(self) -> None:
        written, service = self._written, self._services.write_to_all
        for field in ("subject", "text"):
            if not any(getattr(one, field).strip() for one in written.values()):
                raise MissingFact(field=field, who="")
        numbers = service.queue(self._readers, written, dates=self.dates.isChecked())
        if not numbers:
            self.told.emit(_("They have this very message already: nothing is sent again."), None)
            return
        count = len(numbers)
        said = ngettext("%(n)s message is under way.", "%(n)s messages are under way.", count) % {"n": count}
        self.told.emit(said, partial(service.take_back, numbers))


def _whole(draft: Draft) -> str:
    """How it goes and where to, and what it says."""
    how = next(word for way, word in words.ways() if way is draft.way)
    to = f"{how}: {draft.email}" if draft.way is Way.EMAIL else how
    return f"{to}\n{draft.subject}\n\n{draft.body}"
