"""What somebody pays by, where the house has special rates: theirs, their organisation's, that of their plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people.known_cards import KnownCard
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.fields import Choice

if TYPE_CHECKING:
    from tierslieu_desk.services.person.person_files import PersonFile
    from tierslieu_desk.services.place.tariffs import TariffOf

NONE_OF_THEIRS = 0


class RateCard(KnownCard):
    """Out of sight in a house where everybody pays the same."""

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("What they pay"), services)

    def rows_of(self, file: PersonFile) -> list[QWidget]:
        rate = file.rate
        if rate is None:
            return []
        change = button(_("Change…"), partial(self._change, file, rate), look="quiet", says=_("Change what they pay"))
        name = rate.name or _("the usual prices")
        through = "" if rate.own is not None or not rate.name else _("by their organisation or their plan")
        return [Row(name, through, aside=change)]

    def _change(self, file: PersonFile, rate: TariffOf) -> None:
        dialog = RateDialog(self.window(), self.services, file.person.id, file.person.name, rate.own)
        dialog.told.connect(self.told)
        dialog.open()


class RateDialog(Dialog):
    """One of the rates, or none of their own. `told` carries the sentence and the undo."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, party_id: int, name: str, own: int | None
    ) -> None:
        super().__init__(parent, _("What %(name)s pays") % {"name": name}, _("Keep"), say.sentence)
        self._services, self._party_id, self._name = services, party_id, name
        rates = tuple((row.id, row.name) for row in services.tariffs.list())
        self.rate = self.form.add(
            _("Rate"),
            Choice(((NONE_OF_THEIRS, _("none of their own")), *rates)),
            help=_("Without one, that of their organisation or their plan counts, if there is one."),
        )
        self.rate.choose(own or NONE_OF_THEIRS)

    def commit(self) -> None:
        give = self._services.tariffs.give
        before = give(self._party_id, int(str(self.rate.choice)) or None)
        words = _("%(name)s: %(rate)s from now on. What is booked keeps its price.")
        facts = {"name": self._name, "rate": self.rate.currentText()}
        self.told.emit(words % facts, partial(give, self._party_id, before))
