"""The computers open to all, as a card of Today: who sits where until when, who is next, and help given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row

if TYPE_CHECKING:
    from tierslieu_desk.services.visit.stations import Station, Turn
    from tierslieu_desk.ui.dialog import Dialog

MOST_NEXT = 3


class DigitalCard(Card):
    """What it does is told by its page."""

    def __init__(self, page: Page, services: DeskServices) -> None:
        super().__init__(_("Computers"), scrolls=True)
        self._page, self._services = page, services
        self._shown: tuple[Station, ...] | None = None
        self.add_foot(button(_("Half an hour…"), self._ask_who), button(_("Help given…"), self._ask_what))
        names = button("", self._ask_names, look="quiet", icon="sliders", says=_("Name the computers…"))
        self.add_to_head(names)

    def show_stations(self, stations: tuple[Station, ...]) -> None:
        """Draw them anew when anything differs."""
        if stations == self._shown:
            return
        self._shown = stations
        if stations:
            self.set_rows([self._row(station) for station in stations])
        else:
            name = button(_("Name them…"), self._ask_names)
            self.set_rows([Row(_("No computer yet"), _("People take turns at them by half-hours."), aside=name)])
        waiting = sum(len(station.next) for station in stations)
        self.set_aside(_("%(n)s waiting") % {"n": waiting} if waiting else "")

    def _row(self, station: Station) -> Row:
        ends: QWidget | None = None
        turn = station.now or next(iter(station.next), None)
        if turn is not None:
            ends = button(_("Ends"), self._end, look="quiet", says=_("%(name)s is free again") % {"name": station.name})
            ends.setProperty("turn", turn.id)
        return Row(station.name, words(station), aside=ends)

    @Slot()
    def _end(self) -> None:
        with self._page.refusals():
            self._services.digital_space.end(self.sender().property("turn"))
            self._page.said.emit(_("The computer is free; whoever waits moves up."), None)

    @Slot()
    def _ask_who(self) -> None:
        from tierslieu_desk.ui.pages.today.digital_dialogs import QueueDialog

        if self._shown:
            self._open(QueueDialog(self.window(), self._services))
        else:
            self._ask_names()

    @Slot()
    def _ask_what(self) -> None:
        from tierslieu_desk.ui.pages.today.digital_dialogs import HelpGivenDialog

        self._open(HelpGivenDialog(self.window(), self._services))

    @Slot()
    def _ask_names(self) -> None:
        from tierslieu_desk.ui.pages.today.digital_dialogs import StationsDialog

        self._open(StationsDialog(self.window(), self._services))

    def _open(self, dialog: Dialog) -> None:
        dialog.told.connect(self._page.said)
        dialog.open()


def words(station: Station) -> str:
    """Who sits there until when, and who is next."""
    parts = [_("free now")]
    if station.now is not None:
        facts = {"who": who(station.now), "time": formats.clock_time(station.now.ends)}
        parts = [_("%(who)s until %(time)s") % facts]
    for turn in station.next[:MOST_NEXT]:
        parts.append(_("%(time)s %(who)s") % {"who": who(turn), "time": formats.clock_time(turn.starts)})
    more = len(station.next) - MOST_NEXT
    if more > 0:
        parts.append(_("and %(n)s more") % {"n": more})
    return " · ".join(parts)


def who(turn: Turn) -> str:
    """Their name, or that nobody asked for it."""
    return turn.name or _("somebody")
