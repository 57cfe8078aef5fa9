"""What is done with mail that waits, each in its dialog: handed over, sent on, or gone for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import NotAnAmount
from tierslieu_desk.i18n import _
from tierslieu_desk.money import Basis, e4_from_cents
from tierslieu_desk.rules.vocabulary import MailAct
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog, Sheet
from tierslieu_desk.ui.pages.mail import words
from tierslieu_desk.ui.pages.shared.takes_mail import takes_mail_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.cards import EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Chip, Words

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.services.post.domiciliations import DomiciliationRow
    from tierslieu_desk.services.post.mail import MailRow
    from tierslieu_desk.wallclock import Clock

LISTED = 8
TO_SIGN = frozenset({"registered", "judicial"})


def _name_them(dialog: Dialog, items: Sequence[MailRow]) -> None:
    """Say first what the act is on."""
    shown = [words.what(item) for item in items[:LISTED]]
    if len(items) > LISTED:
        shown.append(_("and %(items)s more") % {"items": words.items(len(items) - LISTED)})
    for text in shown:
        _remark(dialog, Words(text, "strong", wrap=True))
    dialog.form.setContentsMargins(0, theme.GAP, 0, 0)


def _remark(dialog: Dialog, label: QLabel) -> None:
    """A line over the fields, after those that are there."""
    at = dialog.body.indexOf(dialog.form)
    if isinstance(label, Chip):
        dialog.body.insertWidget(at, label, 0, Qt.AlignmentFlag.AlignLeft)
    else:
        dialog.body.insertWidget(at, label)


def _done(sentence: str, items: Sequence[MailRow], **facts: str) -> str:
    return sentence % {"items": words.items(len(items)), "name": items[0].who, **facts}


def _numbers(items: Sequence[MailRow]) -> tuple[int, ...]:
    return tuple(item.id for item in items)


class HandOverDialog(Dialog):
    """To whom it is given, the addressee or the one person of theirs unless said otherwise; what must be signed for.

    `told` carries what was done, without an undo: acts on mail are kept.
    """

    def __init__(
        self,
        parent: QWidget | None,
        services: DeskServices,
        clock: Clock,
        items: Sequence[MailRow],
        contract: DomiciliationRow | None,
    ) -> None:
        super().__init__(parent, _("Hand over"), _("Hand over"), say.sentence)
        self._services, self._items = services, tuple(items)
        _name_them(self, items)
        if any(item.kind in TO_SIGN for item in items):
            signed = _("Have it signed for, and look at who takes it.")
            _remark(self, Words(signed, "second", wrap=True))
            proxy = words.proxy(contract, clock.today())
            if proxy:
                said = _("Postal proxy: %(state)s") % {"state": proxy}
                _remark(self, Words(said, "second", wrap=True) if _holds(contract, clock) else Chip(said, "warning"))
        whom = takes_mail_of(services, items[0].party_id)
        self._to = self.form.add(_("Given to"), QLineEdit(whom), key="to_whom", help=_("Who takes it and signs."))
        self._to.selectAll()

    def commit(self) -> None:
        self._services.mail.settle(_numbers(self._items), MailAct.HANDED_OVER, self._to.text().strip())
        self.told.emit(_done(_("%(items)s for %(name)s handed over."), self._items), None)


class ForwardDialog(Dialog):
    """Sent on to an address; what it costs goes on their account. `told` as of the others."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, items: Sequence[MailRow], person: PersonRow
    ) -> None:
        super().__init__(parent, _("Send on"), _("It is sent on"), say.sentence)
        self._services, self._items = services, tuple(items)
        _name_them(self, items)
        parts = (person.name, person.street, f"{person.postcode} {person.city}".strip())
        self._to = self.form.add(_("Sent to"), QLineEdit(", ".join(part for part in parts if part)), key="to_whom")
        self._price = self.form.add(
            _("To pay, tax included") if services.places.with_vat() else _("To pay"),
            QLineEdit(),
            key="price",
            help=_("Postage and work, for instance 4,50. Empty: nothing. It waits under Money to be invoiced."),
        )

    def commit(self) -> None:
        cents = _amount(self._price.text(), "price")
        price = e4_from_cents(cents)
        self._services.mail.forward(_numbers(self._items), self._to.text().strip(), price_e4=price, basis=Basis.GROSS)
        sentence = _("%(items)s for %(name)s sent on.")
        if cents:
            sentence = _("%(items)s for %(name)s sent on; %(amount)s to be invoiced.")
        self.told.emit(_done(sentence, self._items, amount=formats.amount(cents)), None)


class GoneDialog(Dialog):
    """Sent back or destroyed: there is no way back, so it is shown before what will happen. `told` as of the others."""

    def __init__(self, parent: QWidget | None, services: DeskServices, items: Sequence[MailRow], act: MailAct) -> None:
        back = act is MailAct.RETURNED
        heading = (_("Send back to the sender"), _("Send it back")) if back else (_("Destroy"), _("Destroy it"))
        super().__init__(parent, *heading, say.sentence)
        if not back:
            self.is_grave()
        self._services, self._items = services, tuple(items)
        _name_them(self, items)
        self._act = act
        said = (
            _("It leaves the shelf for good, and the register keeps that it went back today.")
            if back
            else _("Only on the order of %(name)s. There is no way back; the register keeps that it was destroyed.")
        )
        _remark(self, Words(said % {"name": items[0].who}, "second", wrap=True))
        self.form.hide()

    def commit(self) -> None:
        self._services.mail.settle(_numbers(self._items), self._act)
        back = self._act is MailAct.RETURNED
        sentence = _("%(items)s for %(name)s sent back.") if back else _("%(items)s for %(name)s destroyed.")
        self.told.emit(_done(sentence, self._items), None)


class MailItemSheet(Sheet):
    """One thing seen closely: what it is, and every act on it, who did it and when."""

    def __init__(self, parent: QWidget | None, services: DeskServices, item: MailRow) -> None:
        super().__init__(parent, words.what(item), _("Close"), say.sentence)
        self.only_closes()
        self.form.hide()
        arrived = _("arrived on %(date)s") % {"date": formats.date_long(item.arrived_on)}
        shown: list[QWidget] = [Words(item.who, "strong", wrap=True), Words(arrived, "second", wrap=True)]
        shown.append(Words(words.where(item), "second", wrap=True))
        for done in services.mail.acts(item.id):
            line = words.act(done)
            shown.append(Row(line.strong, line.second, aside=Words(formats.date_compact(done.day), "second"), side=0))
        if len(shown) == 3:
            shown.append(EmptyState("clock", _("Nothing was done with it yet")))
        for place, widget in enumerate(shown):
            self.body.insertWidget(place, widget)

    def commit(self) -> None:
        """There is nothing to do here but to read."""


def _holds(contract: DomiciliationRow | None, clock: Clock) -> bool:
    return words.proxy_holds(contract, clock.today())


def _amount(text: str, field: str) -> int:
    """Cents of what was typed, nothing for nothing. Raises `NotAnAmount` beside that field."""
    if not text.strip():
        return 0
    try:
        cents = formats.parse_amount(text)
    except NotAnAmount as refusal:
        raise NotAnAmount(**refusal.facts, field=field) from None
    if cents < 0:
        raise NotAnAmount(text=text, example=formats.number(4), field=field)
    return cents
