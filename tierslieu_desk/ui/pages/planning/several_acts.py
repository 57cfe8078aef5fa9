"""What is done with several bookings at once, and with copies: a bar tells how many are chosen and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError, NotOffered
from tierslieu_desk.i18n import _, ngettext, pgettext
from tierslieu_desk.ui import drafts, theme
from tierslieu_desk.ui.pages.planning.chosen import Kept
from tierslieu_desk.ui.pages.planning.words import shift_text
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import OneLine
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_undo import Act
    from tierslieu_desk.services.booking.late_fees import Late
    from tierslieu_desk.services.booking.several_bookings import Placed
    from tierslieu_desk.ui.pages.planning.acts import PlanningActs
    from tierslieu_desk.ui.pages.planning.page import PlanningPage


class SeveralActs(QObject):
    """`bar` stands below the planning while something is chosen. Everything is all or nothing, with one way back."""

    def __init__(self, page: PlanningPage, acts: PlanningActs, services: DeskServices) -> None:
        super().__init__(page)
        self._page, self._view, self._acts, self._services = page, page.view, acts, services
        self._kept: tuple[Kept, ...] = ()
        self.bar = self._made_bar()
        self._view.choice_changed.connect(self._tell_choice)
        self._view.block_copied.connect(self._copy_to)
        self._view.together_moved.connect(self._move)
        self._view.together_carried.connect(self._carry)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Delete", self.call_off),
            ("Backspace", self.call_off),
            ("Ctrl+C", self.copy),
            ("Ctrl+V", self.paste),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self._view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _made_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("paper")
        line = QHBoxLayout(bar)
        line.setContentsMargins(theme.CARD_PADDING, 8, theme.CARD_PADDING, 8)
        line.setSpacing(theme.GAP // 2)
        self._count = OneLine("", "strong")
        self._how = OneLine(_("Pull one, or Ctrl and an arrow: all go along."), "second")
        line.addWidget(self._count)
        line.addSpacing(theme.GAP)
        line.addWidget(self._how, 1)
        line.addStretch()
        for words, act, says in (
            (_("Write to them"), self.write, ""),
            (_("Copy"), self.copy, _("Copy them (Ctrl+C), then Ctrl+V where they go")),
            (pgettext("several bookings", "Call off"), self.call_off, _("None of them comes any more (Del)")),
        ):
            made = button(words, act)
            if says:
                made.setToolTip(says)
            line.addWidget(made)
        line.addWidget(button("", self._view.choose_none, look="quiet", icon="x", says=_("Let go of them (Escape)")))
        bar.hide()
        return bar

    def set_narrow(self, narrow: bool) -> None:
        """In a small window how many are chosen comes before how they are moved."""
        self._how.setVisible(not narrow)

    @property
    def _numbers(self) -> tuple[int, ...]:
        return tuple(sorted(self._view.chosen.numbers))

    @Slot(object)
    def _tell_choice(self, count: int) -> None:
        self._count.shorter = formats.number(count)
        self._count.setText(ngettext("%(n)s booking chosen", "%(n)s bookings chosen", count) % {"n": count})
        self.bar.setVisible(count > 0)

    @Slot()
    def call_off(self) -> None:
        """All that are chosen; the one the hand is on when none is."""
        numbers = self._numbers
        if not numbers:
            self._acts.cancel()
            return
        with self._page.refusals():
            if len(numbers) == 1:
                self._acts.call_off(self._services.bookings.get(numbers[0]))
                return
            dates = self._services.several_bookings.late(numbers)
            if dates:
                from tierslieu_desk.ui.pages.planning.late_dates import LateDates

                LateDates(self._page.window(), dates, partial(self._cancel, numbers)).open()
                return
            self._cancel(numbers, None)

    def _cancel(self, numbers: tuple[int, ...], late: Late | None) -> None:
        """Raises what `SeveralBookings.cancel` raises."""
        acts = self._services.several_bookings.cancel(numbers, late=late)
        said = ngettext("%(n)s booking is called off.", "%(n)s bookings are called off.", len(numbers))
        said %= {"n": len(numbers)}
        if late is not None and late.take:
            said = " ".join((said, _("What the house keeps is on their account.")))
        self._say(said, acts)

    @Slot(object)
    def _move(self, by: timedelta) -> None:
        with self._page.refusals():
            try:
                self._shift(self._numbers, by)
            except DeskError as refusal:
                if not refusal.may_be_overridden:
                    raise
                from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame

                AllTheSame(self._page.window(), refusal, partial(self._shift, self._numbers, by)).open()

    def _shift(
        self, numbers: tuple[int, ...], by: timedelta, reason: str = "", units: dict[int, int] | None = None
    ) -> None:
        moved = self._services.several_bookings.move(numbers, by, reason, units)
        facts: dict[str, object] = {"n": len(numbers), "when": shift_text(by)}
        said = ngettext("%(n)s booking, %(when)s.", "%(n)s bookings, %(when)s.", len(numbers)) % facts
        if units:
            names = {self._acts.unit_name(unit): None for unit in units.values()}
            facts |= {"when": shift_text(by) if by else _("at the same time"), "units": ", ".join(names)}
            said = ngettext("%(n)s booking, %(when)s: %(units)s.", "%(n)s bookings, %(when)s: %(units)s.", len(numbers))
            said %= facts
        self._say(said, tuple(one.act for one in moved))

    @Slot(object, object, object)
    def _carry(self, by: timedelta, lines: int, copying: bool) -> None:
        """All of them by so many lines, each from its own space to the one as far from it, or copies of them."""
        numbers = self._numbers
        with self._page.refusals():
            units = {number: self._line_beside(number, lines) for number in numbers} if lines else {}
            if copying:
                rows = self._services.bookings.several(numbers)
                slots = ((row, row.slot.shifted(by)) for row in rows)
                self._place([(row.id, units.get(row.id, row.unit_id), at.start, at.end) for row, at in slots])
                return
            try:
                self._shift(numbers, by, units=units)
            except DeskError as refusal:
                if not refusal.may_be_overridden:
                    raise
                from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame

                AllTheSame(self._page.window(), refusal, partial(self._shift, numbers, by, units=units)).open()

    def _line_beside(self, number: int, lines: int, stands: int | None = None) -> int:
        """The unit so many lines down from where that one stands. Raises `NotOffered` beyond the last of them."""
        order = self._view.lines
        stands = self._acts.line_of(number) if stands is None else stands
        there = order.index(stands) + lines if stands in order else -1
        if not 0 <= there < len(order):
            reason = _("Not all of them have a space that far up or down.")
            raise NotOffered(what=_("Move them together"), reason=reason)
        return order[there]

    @Slot()
    def copy(self) -> None:
        """Keep what is chosen, or what the hand is on, to be put elsewhere."""
        numbers = self._numbers
        if not numbers and self._view.block is not None:
            holder = self._acts.holder(self._view.block.booking_id)
            numbers = (holder.owner_id,) if holder is not None and holder.owner == "booking" else ()
        with self._page.refusals():
            if not numbers:
                raise NotOffered(what=_("Copy"), reason=_("Choose a booking first."))
            rows = self._services.bookings.several(numbers)
            self._kept = tuple(Kept(row.id, row.unit_id, row.slot.start, row.slot.end) for row in rows)
            said = ngettext(
                "%(n)s booking is kept: go where it goes, and press Ctrl+V.",
                "%(n)s bookings are kept: go where the first one goes, and press Ctrl+V.",
                len(rows),
            )
            self._view.choose_none()
            self._page.said.emit(said % {"n": len(rows)}, None)

    @Slot()
    def paste(self) -> None:
        """Put what was kept where the hand is: the first in the space there, the others as far from it as before."""
        where, unit_id = self._view.moment, self._view.unit_id
        with self._page.refusals():
            if not self._kept:
                raise NotOffered(what=_("Paste"), reason=_("Copy a booking first, with Ctrl+C."))
            if where is None:
                return
            if self._view.block is not None and self._view.block.start < where:
                where = self._view.block.start
            by = where - min(kept.start for kept in self._kept)
            self._place([(kept.booking_id, *kept.at(self._space_of(kept, unit_id), by)) for kept in self._kept])

    def _space_of(self, kept: Kept, unit_id: int | None) -> int | None:
        """Where it goes when the first of those kept goes there: as many lines further; None for its own space."""
        if len({one.unit_id for one in self._kept}) == 1:
            return unit_id
        order, first = self._view.lines, self._kept[0].unit_id
        if unit_id not in order or not {one.unit_id for one in self._kept} <= set(order):
            return None
        return self._line_beside(kept.booking_id, order.index(unit_id) - order.index(first), kept.unit_id)

    @Slot(object, object, object, object)
    def _copy_to(self, number: int, unit_id: int, start: datetime, end: datetime) -> None:
        holder = self._acts.holder(number)
        if holder is None:
            return
        with self._page.refusals():
            if holder.owner != "booking":
                raise NotOffered(what=holder.title, reason=_("Only bookings are changed on the planning."))
            if holder.asked_unit_id != unit_id and self._on_same_line(number, unit_id):
                unit_id = holder.asked_unit_id
            self._place([(holder.owner_id, unit_id, start, end)])

    def _on_same_line(self, number: int, unit_id: int) -> bool:
        block = self._view.block_of(number, unit_id)
        return block is not None and self._view.real_unit(block) == unit_id

    def _place(self, wanted: list[tuple[int, int, datetime, datetime]]) -> None:
        from tierslieu_desk.services.booking.several_bookings import Placed

        places = [Placed(number, unit, WallSlot(start, end)) for number, unit, start, end in wanted]
        try:
            self._book(places)
        except DeskError as refusal:
            if not refusal.may_be_overridden:
                raise
            from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame

            AllTheSame(self._page.window(), refusal, partial(self._book, places)).open()

    def _book(self, places: list[Placed], reason: str = "") -> None:
        made = self._services.several_bookings.copy(places, reason)
        if len(made) == 1:
            facts = {"unit": made[0].unit, "when": formats.slot_text(made[0].slot)}
            said = _("Copied: %(unit)s, %(when)s") % facts
        else:
            said = ngettext("%(n)s booking is copied.", "%(n)s bookings are copied.", len(made)) % {"n": len(made)}
        self._say(said, tuple(one.act for one in made))
        self._view.choose(made[0].id)

    @property
    def keeps(self) -> bool:
        """Whether something was copied, to be put elsewhere."""
        return bool(self._kept)

    @Slot()
    def write(self) -> None:
        """A message to each of them, where they leave from here; else one letter in one's own mail program.

        Of those without an address that letter tells the names.
        """
        from tierslieu_desk.ui.pages.messages.preview import from_here

        with self._page.refusals():
            if from_here(self._services) and self._services.messages.ready():
                from tierslieu_desk.ui.pages.messages.write_all import WriteToAllDialog

                dialog = WriteToAllDialog(self._page.window(), self._services, self._numbers)
                dialog.told.connect(self._page.said)
                dialog.open()
                return
            addresses, without = self._services.several_bookings.addresses(self._numbers)
            if addresses:
                drafts.begin_to_all(addresses)
            said = _("A letter to them is open in your mail program.") if addresses else ""
            if without:
                names = _("No e-mail address: %(names)s.") % {"names": ", ".join(without)}
                said = f"{said} {names}".strip()
            self._page.said.emit(said, None)

    def _say(self, sentence: str, acts: tuple[Act, ...]) -> None:
        self._page.refresh()
        self._page.said.emit(sentence, partial(self._services.several_bookings.take_back, acts))
