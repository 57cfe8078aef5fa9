"""One booking seen closely: who, where, when, its state; they arrive, they go earlier, they no longer come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.vocabulary import Scope
from tierslieu_desk.services.booking.booking_words import letter, working
from tierslieu_desk.ui import drafts, theme
from tierslieu_desk.ui.dialog import Sheet
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.pages.planning.booking_acts import (
    STANDING,
    call_off,
    do_next,
    next_words,
    show_state,
    state_chip,
)
from tierslieu_desk.ui.pages.planning.deposit_part import DepositPart
from tierslieu_desk.ui.pages.planning.with_it import tools_of, with_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words

MOST_LEFT_OUT = 6
"""Dates left out that are offered again where their series is seen; all of them are in the list of the planning."""


class BookingSheet(Sheet):
    """The act is what comes next: confirm an option, say that they came, or just close.

    `told` carries a sentence and its undo, `slip_wanted` the number of the booking whose slip is to be drawn,
    `pick_list_wanted` that of the one whose kit is to be brought. `now` is the wall clock.
    """

    slip_wanted = Signal(object)
    pick_list_wanted = Signal(object)

    def __init__(
        self, parent: QWidget | None, services: DeskServices, jobs: Jobs, booking_id: int, now: datetime | None = None
    ) -> None:
        row = services.bookings.get(booking_id)
        super().__init__(parent, row.party, next_words(row, now) or _("Close"), say.sentence)
        self._services, self._jobs = services, jobs
        self._row, self._now = row, now
        self._another: QPushButton | None = None
        self.leave.setText(_("Close"))
        self._offer_next()
        lines = [row.unit, formats.slot_text(row.slot)]
        if row.people > 1:
            lines.append(ngettext("%(n)s person", "%(n)s people", row.people) % {"n": row.people})
        if row.title:
            lines.append(row.title)
        if row.expires is not None and row.state == "tentative":
            lines.append(_("Option until %(until)s") % {"until": formats.moment(row.expires)})
            if any(one.booking_id == row.id for one in services.waiting.of_person(row.party_id)):
                lines.append(_("They were on the waiting list for it."))
        self._kit = services.kits.along(row.id)
        if self._kit:
            lines.append(with_words(self._kit))
        elif (room := services.kits.room_of(row.id)) is not None:
            lines.append(_("Goes along with %(unit)s.") % {"unit": services.bookings.get(room).unit})
        if row.series_id is not None:
            lines.append(_("One of several dates: it comes back."))
        for place, text in enumerate(lines):
            self.body.insertWidget(place, Words(text, "strong" if place == 0 else "", wrap=True))
        left = Qt.AlignmentFlag.AlignLeft
        self._chip = state_chip(row)
        self._standing: tuple[QWidget, ...] = ()
        self.body.insertWidget(len(lines), self._chip, 0, left)
        deposit = DepositPart(services, row, row.state in STANDING)
        deposit.told.connect(self.told)
        self.body.insertWidget(len(lines) + 1, deposit)
        if row.state in STANDING:
            self._standing = (self._price_card(), self._acts(), deposit)
            self.body.insertWidget(len(lines) + 1, self._standing[0])
            self.body.insertWidget(len(lines) + 3, self._standing[1], 0, left)
            if row.series_id is not None:
                self._add_left_out(row.series_id)
        elif row.series_id is not None and row.state in {"clash", "skipped"} and next_words(row, now):
            self.body.insertWidget(len(lines) + 1, Words(self._what_is_there(), "second", wrap=True))
            self.body.insertWidget(len(lines) + 2, self._ways_out(), 0, left)

    def _offer_next(self) -> None:
        """The act is what comes next; where nothing does, Enter closes."""
        words = next_words(self._row, self._now)
        self.act.setText(words or _("Close"))
        self.act.setVisible(bool(words))
        self.act.setDefault(bool(words))
        self.leave.setDefault(not words)

    def _show_as_it_is(self) -> None:
        """Somebody, or the time, was quicker: the state it has now, and only what can be done of it still."""
        row = self._services.bookings.get(self._row.id)
        if row.state == self._row.state:
            return
        self._row = row
        show_state(self._chip, row)
        for part in self._standing:
            part.setVisible(row.state in STANDING)
        self._offer_next()
        look = self._services.bookings.look(row.unit_id, row.slot, row.party_id, row.people, row.id)
        if row.state not in STANDING and look.refusal is not None:
            self.act.hide()

    def _add_left_out(self, series_id: int) -> None:
        """Dates of the same series that were left out stay in sight, each a key away from being had again."""
        dates = self._services.bookings.left_out(series_id)
        if not dates:
            return
        words = ngettext("%(n)s date is left out:", "%(n)s dates are left out:", len(dates)) % {"n": len(dates)}
        self.body.insertWidget(self.body.count() - 1, Words(words, "group"))
        again = []
        for left_out in dates[:MOST_LEFT_OUT]:
            day = formats.date_weekday(left_out.slot.start.date())
            one = button(day, self._book_again, says=_("Book %(day)s after all") % {"day": day}, icon="plus")
            one.setProperty("date", left_out)
            again.append(one)
        self.body.insertWidget(self.body.count() - 1, _column(*again), 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _book_again(self) -> None:
        row = self.sender().property("date")
        with self.refusals():
            done = do_next(self._services, row, self._today)
            if done is not None:
                self.told.emit(*done)
                self.accept()

    def _what_is_there(self) -> str:
        """Who or what has the time of a date that has no space, and that it can be had where nobody does."""
        row = self._row
        look = self._services.bookings.look(row.unit_id, row.slot, row.party_id, row.people, row.id)
        self.act.setVisible(look.refusal is None)
        if look.refusal is None:
            return _("It is free now.")
        return " ".join((say.sentence(look.refusal), _("Find another time or space, or leave this date out.")))

    def _price_card(self) -> QWidget:
        price = replace(self._services.bookings.price(self._row.id), deposit_cents=0)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        column.setSpacing(2)
        column.addWidget(Words(_("Price"), "group"))
        column.addWidget(Words(formats.amount(price.gross_cents) if price.gross_cents else _("nothing to pay"), "name"))
        worked = working(price)
        if worked:
            column.addWidget(Words(worked, "second", wrap=True))
        return held

    def _acts(self) -> QWidget:
        picked: tuple[QPushButton, ...] = (
            (button(_("Pick list…"), self._want_pick_list, icon="printer"),) if self._kit else ()
        )
        tools = tools_of(self._services.units.list())
        if tools and self._row.unit_id not in [tool.id for tool in tools]:
            picked += (button(_("Take something along…"), self._take_along, icon="package"),)
        longer = [button(_("Keep it longer…"), self._keep, icon="clock")] if self._row.state == "tentative" else []
        return _column(
            *longer,
            button(_("Change hours…"), self._change, icon="calendar-blank"),
            button(_("How many, what for…"), self._describe, icon="pencil-simple"),
            button(_("Slip…"), self._want_slip, icon="printer"),
            *picked,
            button(_("Write an e-mail…"), self._write, icon="envelope-simple"),
            button(_("They no longer come"), self._cancel),
        )

    def _ways_out(self) -> QWidget:
        self._another = button(_("Another time or space…"), self._change, icon="calendar-blank")
        if self._row.state == "skipped":
            return _column(self._another)
        return _column(self._another, button(_("Leave this date out"), self._leave_out))

    def showEvent(self, event: QShowEvent) -> None:
        """Of a date whose space somebody has, the way on is one key away."""
        super().showEvent(event)
        if self._another is not None and self.act.isHidden():
            self._another.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    @Slot()
    def _leave_out(self) -> None:
        with self.refusals():
            left_out = self._services.series.cancel(self._row.id, Scope.THIS)
            facts = {"name": self._row.party, "when": formats.slot_text(self._row.slot)}
            undo = partial(self._services.series.restore, left_out)
            self.told.emit(_("%(name)s: left out, %(when)s.") % facts, undo)
            self.accept()

    @Slot()
    def _change(self) -> None:
        from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog

        with self.refusals():
            dialog = MoveDialog(self, self._services, self._jobs, self._row.id, now=self._now)
            dialog.told.connect(self.told)
            dialog.accepted.connect(self.accept)
            dialog.open()

    @Slot()
    def _describe(self) -> None:
        from tierslieu_desk.ui.pages.planning.facts_dialog import FactsDialog

        dialog = FactsDialog(self, self._services, self._row)
        dialog.told.connect(self.told)
        dialog.accepted.connect(self.accept)
        dialog.open()

    @Slot()
    def _keep(self) -> None:
        from tierslieu_desk.ui.pages.planning.keep_dialog import KeepDialog

        dialog = KeepDialog(self, self._services, self._row)
        dialog.told.connect(self.told)
        dialog.accepted.connect(self.accept)
        dialog.open()

    @Slot()
    def _want_slip(self) -> None:
        self.slip_wanted.emit(self._row.id)
        self.accept()

    @Slot()
    def _take_along(self) -> None:
        from tierslieu_desk.ui.pages.planning.kit_scope import TakeAlong

        dialog = TakeAlong(self, self._services, self._row)
        dialog.told.connect(self.told)
        dialog.accepted.connect(self.accept)
        dialog.open()

    @Slot()
    def _want_pick_list(self) -> None:
        self.pick_list_wanted.emit(self._row.id)
        self.accept()

    @Slot()
    def _write(self) -> None:
        from tierslieu_desk.ui.pages.messages import preview

        services = self._services
        with self.refusals():
            if preview.from_here(services):
                from tierslieu_desk.services.message import message_offers

                purpose = message_offers.of_option(services.waiting, self._row, self._now)
                draft = message_offers.booking(services.messages, services.bookings, self._row.id, purpose)
                if preview.leaves_from_here(services, draft):
                    preview.preview(self.parentWidget(), services, draft, self.told)
                    self.accept()
                    return
            drafts.begin(letter(services.bookings, services.people, services.places, self._row.id))
            self.told.emit(_("A letter to %(name)s is open in your mail program.") % {"name": self._row.party}, None)
            self.accept()

    @property
    def _today(self) -> date | None:
        return None if self._now is None else self._now.date()

    def commit(self) -> None:
        try:
            done = do_next(self._services, self._row, self._today)
        except DeskError:
            self._show_as_it_is()
            raise
        if done is not None:
            self.told.emit(*done)

    @Slot()
    def _cancel(self) -> None:
        if self._row.series_id is not None:
            from tierslieu_desk.ui.pages.planning.series_scope import CallOffDates

            dialog = CallOffDates(self, self._services, self._jobs, self._row)
            dialog.told.connect(self.told)
            dialog.accepted.connect(self.accept)
            dialog.open()
            return
        with self.refusals():
            if self._kit:
                from tierslieu_desk.ui.pages.planning.kit_scope import KitScope

                KitScope(self, _("They no longer come"), self._row.unit, self._kit, self._call_off).open()
                return
            self._call_off(False)

    def _call_off(self, with_kit: bool) -> None:
        from tierslieu_desk.ui.pages.planning import late_dialog

        late = late_dialog.asks(self, self._services, self._row, with_kit=with_kit)
        if late is not None:
            late.told.connect(self.told)
            late.accepted.connect(self.accept)
            late.open()
            return
        self.told.emit(*call_off(self._services, self._row, with_kit=with_kit))
        self.accept()


def _column(*acts: QPushButton) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP // 2)
    for act in acts:
        act.setAutoDefault(False)
        column.addWidget(act)
    return held
