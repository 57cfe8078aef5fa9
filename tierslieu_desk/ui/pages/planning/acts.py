"""What is done on the planning: booked by drawing, moved by pulling, called off; each told with its undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError, NotOffered, PoolFull, SlotTaken
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.ui.pages.planning import booking_acts, nudges
from tierslieu_desk.ui.pages.planning.booking_acts import moved
from tierslieu_desk.ui.pages.planning.day import Holder, Shown
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock
from tierslieu_desk.ui.pages.planning.words import day_name, hours_text, obstacle_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_prices import Quote
    from tierslieu_desk.services.booking.booking_rows import BookingRow
    from tierslieu_desk.services.booking.kits import Along
    from tierslieu_desk.services.booking.planning import PlanningDays
    from tierslieu_desk.ui.pages.planning.page import PlanningPage
    from tierslieu_desk.ui.pages.planning.print import DayPapers


class PlanningActs(QObject):
    """Hears what the hand asks of the view; the page says what came of it. `know` is called at every reading."""

    def __init__(self, page: PlanningPage, around: Surroundings[DeskServices], papers: DayPapers) -> None:
        super().__init__(page)
        self._page, self._papers = page, papers
        self._around = around
        self._services, self._clock, self._jobs = around.services, around.clock, around.jobs
        self._days: PlanningDays | None = None
        self._shown: Shown | None = None
        self._quoted: tuple[object, str] = (None, "")
        self._nudges = nudges.Nudges(page, self._services)
        page.view.preview = self.preview
        page.view.unit_told = self.unit_told
        page.view.slot_chosen.connect(self._book)
        page.view.block_moved.connect(self._move)
        page.view.block_opened.connect(self.open_block)

    def know(self, days: PlanningDays, shown: Shown) -> None:
        """What is drawn now."""
        self._days, self._shown = days, shown
        self._quoted = (None, "")

    def holder(self, number: int) -> Holder | None:
        """Who stands behind a block."""
        return self._shown.holders.get(number) if self._shown is not None else None

    def unit_name(self, unit_id: int) -> str:
        """What a unit is called."""
        units = self._days.units if self._days is not None else ()
        return next((unit.name for unit in units if unit.id == unit_id), "")

    def preview(self, block: PlanningBlock | None, unit_id: int, start: datetime, end: datetime) -> str:
        """Times, length, price, and who is in the way. The price is asked once for each place the pointer snaps to."""
        key = (block.booking_id if block else None, unit_id, start, end)
        if self._quoted[0] != key:
            self._quoted = (key, self._preview_words(block, unit_id, start, end))
        return self._quoted[1]

    def _preview_words(self, block: PlanningBlock | None, unit_id: int, start: datetime, end: datetime) -> str:
        if self._days is None:
            return hours_text(start, end)
        holder = self.holder(block.booking_id) if block is not None else None
        unit = self.unit_name(unit_id)
        times = hours_text(start, end)
        words = [f"{day_name(start.date())}, {times}" if self._page.week else times, unit]
        try:
            slot = WallSlot(start, end)
            besides = holder.owner_id if holder is not None and holder.owner == "booking" else None
            prospect = self._services.bookings.look(unit_id, slot, besides=besides)
        except DeskError as refusal:
            self._page.refused.emit(refusal)
            return " · ".join(words)
        if prospect.refusal is not None:
            words.append(obstacle_words(prospect.refusal))
        if not isinstance(prospect.refusal, SlotTaken | PoolFull):
            words += [formats.duration(slot.minutes), _price(prospect.price)]
        return " · ".join(words)

    def unit_told(self, unit_id: int) -> str:
        """What a unit is, under the pointer."""
        from tierslieu_desk.ui.pages.planning.unit_tip import unit_tip

        try:
            return unit_tip(self._services, unit_id)
        except DeskError as refusal:
            self._page.refused.emit(refusal)
            return ""

    @Slot()
    def calendar_file(self) -> None:
        """Who has what, for other programs."""
        from tierslieu_desk.ui.pages.planning.calendar_dialog import CalendarDialog

        dialog = CalendarDialog(self._page.window(), self._services, self._jobs, self._clock)
        dialog.told.connect(self._page.said)
        dialog.open()

    @Slot()
    def book_any(self) -> None:
        """The next free hour of the space in view."""
        self._dialog(unit_id=self._page.view.unit_id)

    @Slot()
    def find(self) -> None:
        """A free space, by its day first; what is found is booked from there."""
        from tierslieu_desk.ui.pages.planning.find_acts import find

        day = self._page.view.day if self._page.week else self._page.day
        find(self._page.window(), self._around, day or self._page.day, self._page.said.emit, booked=self._go_to)

    @Slot()
    def print_pick_list(self) -> None:
        """What is to be brought on the day shown; of a week, on the one the hand is on."""
        self._papers.print_pick_list((self._page.view.day if self._page.week else None) or self._page.day)

    @Slot(object, object, object)
    def _book(self, unit_id: int, start: datetime, end: datetime) -> None:
        if self._days is None:
            return
        with self._page.refusals():
            slot = WallSlot(start, end)
            refusal = self._services.bookings.look(unit_id, slot).refusal
            if isinstance(refusal, SlotTaken):
                raise refusal
            self._dialog(unit_id=unit_id, slot=slot)

    def _dialog(self, unit_id: int | None = None, slot: WallSlot | None = None) -> None:
        from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog

        day = self._page.view.day if self._page.week else self._page.day
        now = self._clock.wall()
        dialog = BookingDialog(
            self._page.window(), self._services, self._jobs, now=now, day=day, unit_id=unit_id, slot=slot
        )
        dialog.told.connect(self._page.said)
        dialog.booked.connect(self._go_to)
        dialog.open()

    @Slot(object)
    def _go_to(self, booking_id: int) -> None:
        """Stand on what was just booked: Enter opens it, for its slip or its letter."""
        with self._page.refusals():
            page, row = self._page, self._services.bookings.get(booking_id)
            if page.shows(row.slot.start.date()):
                page.refresh()
            else:
                page.show_day(row.slot.start.date())
            page.view.choose(booking_id)
            if page.view.block is None or page.view.block.booking_id != booking_id:
                page.show_all()  # only what was looked for was drawn, or a list
                page.view.choose(booking_id, (row.unit_id, row.slot.start))
            page.view.led_here.begin()
            page.ways.take_keys()

    @Slot(object, object, object, object)
    def _move(self, number: int, unit_id: int, start: datetime, end: datetime) -> None:
        from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame

        holder = self.holder(number)
        if holder is None:
            return
        same_seat = unit_id == self.line_of(number)
        wanted = holder.asked_unit_id if same_seat else unit_id
        with self._page.refusals():
            self._only_bookings(holder)
            slot = WallSlot(start, end)
            kit = self._services.kits.along(holder.owner_id)
            if kit and slot != WallSlot(holder.start, holder.end):
                unit = self.unit_name(holder.asked_unit_id)
                self._ask_of_kit(_("Move it"), unit, kit, partial(self._settle_scope, holder, slot, wanted))
                return
            try:
                self._settle(holder, slot, wanted)
            except DeskError as refusal:
                if not refusal.may_be_overridden:
                    raise
                AllTheSame(self._page.window(), refusal, partial(self._settle, holder, slot, wanted)).open()

    def _settle_scope(self, holder: Holder, slot: WallSlot, unit_id: int, with_kit: bool) -> None:
        self._settle(holder, slot, unit_id, with_kit=with_kit)

    def _settle(
        self, holder: Holder, slot: WallSlot, unit_id: int, reason: str = "", *, with_kit: bool = False
    ) -> None:
        """Move it, with the facilitator's reason for what is refused without. Raises what `Bookings.move` raises."""
        from tierslieu_desk.ui.pages.messages import tell

        booked, back = moved(self._services, (holder.owner_id, slot, unit_id, reason), with_kit=with_kit)
        booked, back = self._nudges.joined(booked, back, with_kit=with_kit)
        self._page.refresh()  # at once: a key held down goes on from where the block is now
        facts = {"name": holder.title, "unit": booked.unit, "times": formats.times(booked.slot)}
        if self._page.week:
            facts["times"] = formats.slot_text(booked.slot)
        sentence = _("%(name)s: %(unit)s, %(times)s") % facts + f" · {_price(booked.price)}"
        back = partial(self._nudges.take_back, back, nudges.back_words(holder.title, booked, self.unit_name))
        self._page.said.emit(sentence, tell.of_booking(self._services, booked.id, Purpose.BOOKING_CHANGED, back))
        self._nudges.keep()

    def line_of(self, number: int) -> int | None:
        """The unit on whose line a booking is drawn."""
        blocks = self._shown.day.blocks if self._shown is not None else ()
        return next((b.unit_id for b in blocks if b.booking_id == number and b.state != "by_whole"), None)

    @Slot()
    def cancel(self) -> None:
        block = self._page.view.block
        holder = self.holder(block.booking_id) if block is not None else None
        if holder is None:
            return
        with self._page.refusals():
            self._only_bookings(holder)
            self.call_off(self._services.bookings.get(holder.owner_id))

    @Slot(object)
    def call_off(self, row: BookingRow) -> None:
        """They no longer come; of a booking that comes back, it is asked on which dates."""
        if row.series_id is not None:
            from tierslieu_desk.ui.pages.planning.series_scope import CallOffDates

            dialog = CallOffDates(self._page.window(), self._services, self._jobs, row)
            dialog.told.connect(self._page.said)
            dialog.open()
            return
        with self._page.refusals():
            kit = self._services.kits.along(row.id)
            if kit:
                self._ask_of_kit(_("They no longer come"), row.unit, kit, partial(self._call_off, row))
                return
            self._call_off(row, False)

    def _call_off(self, row: BookingRow, with_kit: bool) -> None:
        from tierslieu_desk.ui.pages.planning import late_dialog

        late = late_dialog.asks(self._page.window(), self._services, row, with_kit=with_kit)
        if late is not None:
            late.told.connect(self._page.said)
            late.open()
            return
        self._page.said.emit(*booking_acts.call_off(self._services, row, with_kit=with_kit))

    def _ask_of_kit(self, act: str, unit: str, kit: Sequence[Along], do: Callable[[bool], object]) -> None:
        from tierslieu_desk.ui.pages.planning.kit_scope import KitScope

        KitScope(self._page.window(), act, unit, kit, do).open()

    @Slot(object)
    def change(self, row: BookingRow) -> None:
        """Other hours for it, typed."""
        from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog

        with self._page.refusals():
            dialog = MoveDialog(self._page.window(), self._services, self._jobs, row.id, now=self._clock.wall())
            dialog.told.connect(self._page.said)
            dialog.moved.connect(self._go_to)
            dialog.open()

    @Slot(object)
    def open_block(self, number: int) -> None:
        holder = self.holder(number)
        if holder is None:
            return
        with self._page.refusals():
            if holder.owner == "event":
                self._papers.open_event(holder.owner_id, holder.start)
                return
            self._only_bookings(holder)
            self._papers.open_booking(holder.owner_id)

    def _only_bookings(self, holder: Holder) -> None:
        """An event, a loan or a closed hour is changed where it was made. Raises `NotOffered`."""
        if holder.owner != "booking":
            raise NotOffered(what=holder.title or _("Closed"), reason=_("Only bookings are changed on the planning."))


def _price(price: Quote) -> str:
    return formats.amount(price.gross_cents) if price.gross_cents else _("nothing to pay")
