"""The code of a gift in the counter's line: what waits under it, and who brings it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import UnknownGift
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.counter.acts import Act
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder

if TYPE_CHECKING:
    from tierslieu_desk.ui.counter.card import CounterCard

_CODE = re.compile(r"[A-Z0-9]{8}")


@dataclass(frozen=True, slots=True)
class Gift:
    """What waits under a code. `until`: the last day for it, None when it has none; `over`: that day has passed."""

    code: str
    what: str
    until: date | None
    over: bool


def waiting(services: DeskServices, text: str) -> Gift | None:
    """The gift whose code that is; small letters and spaces do not matter."""
    from tierslieu_desk.ui.pages.people import person_words

    code = "".join(text.upper().split())
    if not _CODE.fullmatch(code):
        return None
    for one in services.passes.gifts():
        if one.code == code:
            facts = {"days": person_words.amount(one.half_days, one.minutes), "name": one.name}
            return _gift(services, code, _("%(name)s, %(days)s") % facts, one.valid_until)
    card = services.prepaid_cards.gift(code)
    if card is None:
        return None
    cents, until = card
    return _gift(services, code, _("a prepaid card of %(amount)s") % {"amount": formats.amount(cents)}, until)


def _gift(services: DeskServices, code: str, what: str, until: date | None) -> Gift:
    return Gift(code, what, until, until is not None and until < services.sales.today())


def row(gift: Gift) -> Act:
    """What it is the code of, and what comes next."""
    second = _("then say who brings it")
    if gift.over and gift.until is not None:
        second = _("it was good until %(day)s") % {"day": formats.date_medium(gift.until)}
    return Act("gift", _("A gift: %(what)s") % {"what": gift.what}, second, "ticket", "", gift)


def do(card: CounterCard, gift: Gift) -> None:
    """Ask who brings it. Raises `UnknownGift` when it is over."""
    if gift.over:
        raise UnknownGift(code=gift.code)
    dialog = GiftDialog(card.window(), card.services, gift)
    dialog.told.connect(card.deeds.told)
    dialog.open()


class GiftDialog(Dialog):
    """Who brings the code of a gift, and gets it. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, gift: Gift) -> None:
        super().__init__(parent, _("Who brings the gift?"), _("Give it to them"), say.sentence)
        self._services, self._gift = services, gift
        self.body.insertWidget(0, Words(_("A gift: %(what)s") % {"what": gift.what}, "second", wrap=True))
        self.body.insertSpacing(1, theme.GAP)
        self.who = self.form.add(_("Who brings it"), PersonFinder(services), key="name")

    def commit(self) -> None:
        from tierslieu_desk.ui.pages.people.sell_card import redeemed
        from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of

        person = self.who.found
        if person is None:
            raise refusal_of(self.who.text())
        self.told.emit(*redeemed(self._services, self._gift.code, person))
