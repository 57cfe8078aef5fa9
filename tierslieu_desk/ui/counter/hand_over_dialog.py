"""Mail is handed over: to whom, before it is signed for, since there is no way back."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.services.front.counter_card import MailFor
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices


class HandOverDialog(Dialog):
    """`told` carries the sentence; an act on mail is never taken back."""

    def __init__(self, parent: QWidget | None, services: DeskServices, mail: MailFor, to_whom: str) -> None:
        count = ngettext("%(n)s item of mail", "%(n)s items of mail", mail.items) % {"n": mail.items}
        super().__init__(parent, _("Mail for %(name)s") % {"name": mail.name}, _("Hand it over"), say.sentence)
        self._services = services
        self._mail = mail
        where = _("%(count)s, shelf %(shelf)s.") if mail.shelf else _("%(count)s.")
        self._whom = self.form.add(
            _("To whom"),
            QLineEdit(to_whom),
            key="to_whom",
            help=" ".join((where % {"count": count, "shelf": mail.shelf}, _("It is written down and stays so."))),
        )
        self._whom.selectAll()

    def commit(self) -> None:
        whom = " ".join(self._whom.text().split())
        given = self._services.mail.hand_over_all(self._mail.party_id, whom)
        facts = {"n": len(given), "name": whom}
        told = ngettext(
            "%(n)s item of mail was handed to %(name)s.", "%(n)s items of mail were handed to %(name)s.", len(given)
        )
        again = _("It is kept so; what is still here is noted anew under “Mail arrived”.")
        self.told.emit(" ".join((told % facts, again)), None)
