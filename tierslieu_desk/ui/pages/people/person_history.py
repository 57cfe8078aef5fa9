"""What comes and what happened to somebody, newest first, by kind: read by the screen, never all of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Chip, Words

if TYPE_CHECKING:
    from tierslieu_desk.services.person.happenings import Happening
    from tierslieu_desk.services.person.person_files import PersonFile

AT_ONCE = 12
DAY_WIDTH = 88


class HistoryCard(Card):
    """`refused` is for the message bar; `booking_wanted` carries the number of a booking to look at.

    `visit_wanted` carries that of a visit to correct.
    """

    refused = Signal(object)
    booking_wanted = Signal(object)
    visit_wanted = Signal(object)

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("What happened"), scrolls=True)
        self._services = services
        self._file: PersonFile | None = None
        self._shown = AT_ONCE
        self.tabs = SegmentedControl(
            _("What is shown of them"),
            (
                ("all", _("All")),
                ("visits", _("Visits")),
                ("bookings", _("Bookings")),
                ("invoices", _("Invoices")),
                ("mail", _("Mail")),
                ("sold", _("Passes")),
                ("notes", _("Notes")),
            ),
        )
        self.tabs.setObjectName("tabs")
        self._laid = QTimer(self)
        self._laid.setSingleShot(True)
        self._laid.timeout.connect(self._paint)
        self.tabs.chosen.connect(self._turn)
        self.add_to_head(self.tabs, instead=True)

    @property
    def bars(self) -> tuple[QScrollBar, ...]:
        """Of the rows."""
        return tuple(area.verticalScrollBar() for area in self.findChildren(QScrollArea))

    def show_file(self, file: PersonFile) -> None:
        """Show the first of it; whoever comes next is looked at by the same kind. Raises what the services raise."""
        if self._file is None or self._file.person.id != file.person.id:
            self._shown = AT_ONCE
        self._file = file
        for tab, there in (("mail", file.gets_mail), ("notes", file.noted)):
            self.tabs.offer(tab, there)
            if self.tabs.choice == tab and not there:
                self.tabs.choose("all")
        self._lay_out()

    def _lay_out(self) -> None:
        file, kind = self._file, self.tabs.choice
        if file is None:
            return
        lately = self._services.person_files.lately(file.person.id, kind, self._shown)
        shown = {"all": ("booking", "subscription"), "bookings": ("booking",), "sold": ("subscription",)}.get(kind, ())
        coming = sorted((one for one in file.coming if one.kind in shown), key=attrgetter("day"))
        rows: list[QWidget] = []
        if coming:
            rows += [_heading(_("To come")), *(self._row(one, file.today) for one in coming)]
            if lately:
                rows.append(_heading(_("Lately")))
        rows += [self._row(one, file.today) for one in lately]
        if len(lately) == self._shown:
            rows.append(_foot(button(_("Show more"), self._more, look="quiet")))
        self.set_rows(rows or [EmptyState("clock", _("Nothing yet"), _("What happens here is kept by itself."))])
        self.setUpdatesEnabled(False)  # new rows know their height one turn later
        self._laid.start()

    def _row(self, one: Happening, today: date) -> Row:
        told = person_words.happening(one)
        day = Words(person_words.day(one.day, today), "second")
        day.setFixedWidth(DAY_WIDTH)
        aside: QWidget | None = None
        if told.amount:
            aside = Words(told.amount, "time")
        elif told.chip:
            aside = Chip(told.chip, told.kind)
        elif one.kind == "booking":
            aside = button(_("See"), partial(self.booking_wanted.emit, one.id), look="quiet")
        elif one.kind == "visit":
            aside = button(_("Correct…"), partial(self.visit_wanted.emit, one.id), look="quiet")
        return Row(told.strong, told.second, lead=(day,), aside=aside)

    @Slot()
    def _paint(self) -> None:
        self.setUpdatesEnabled(True)

    @Slot()
    def _turn(self) -> None:
        self._shown = AT_ONCE
        self._read_again()

    @Slot()
    def _more(self) -> None:
        self._shown += AT_ONCE
        self._read_again()

    def _read_again(self) -> None:
        try:
            self._lay_out()
        except DeskError as refusal:
            self.refused.emit(refusal)


def _heading(text: str) -> QWidget:
    words = Words(text, "group")
    words.setContentsMargins(theme.CARD_PADDING, 10, theme.CARD_PADDING, 6)
    return words


def _foot(widget: QWidget) -> QWidget:
    from PySide6.QtWidgets import QHBoxLayout

    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(theme.CARD_PADDING, 8, theme.CARD_PADDING, 12)
    line.addWidget(widget)
    line.addStretch(1)
    return made
