"""Tools to be brought along with a room: those of the house, where they are kept, and whether they are free then."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui.pages.planning.words import obstacle_words
from tierslieu_desk.ui.widgets.labels import Words, restyle
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_work import Booked, NewBooking
    from tierslieu_desk.services.booking.kits import Along, Kits, Tool
    from tierslieu_desk.services.place.units import UnitRow
    from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
    from tierslieu_desk.ui.services import DeskServices

_UNDER_THE_WORDS = 29


class WithIt(QWidget):
    """One box a tool; under it the shelf and the price, or who has it then. `changed` when one was ticked or not."""

    changed = Signal()

    def __init__(self, tools: Sequence[UnitRow]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.boxes: dict[int, Tick] = {}
        self._under: dict[int, Words] = {}
        self._prices: dict[int, int] = {}
        for tool in tools:
            box = Tick(tool.name)
            box.setAccessibleName(tool.name)
            box.toggled.connect(self.changed)
            under = Words(tool.shelf, "second", wrap=True)
            under.setContentsMargins(_UNDER_THE_WORDS, 0, 0, 0)
            column.addWidget(box)
            column.addWidget(under)
            self.boxes[tool.id], self._under[tool.id] = box, under

    @property
    def chosen(self) -> tuple[int, ...]:
        """The tools to be brought along."""
        return tuple(number for number, box in self.boxes.items() if box.isChecked())

    @property
    def cents(self) -> int:
        """What they cost."""
        return sum(self._prices.get(number, 0) for number in self.chosen)

    def choose(self, tools: Collection[int]) -> None:
        """Tick these."""
        for number, box in self.boxes.items():
            box.setChecked(number in tools)

    def tell(self, tools: Sequence[Tool]) -> None:
        """Under each what it costs then, or what keeps it from being had."""
        for tool in tools:
            under = self._under.get(tool.unit_id)
            if under is None:
                continue
            self._prices[tool.unit_id] = tool.price.gross_cents
            price = formats.amount(tool.price.gross_cents) if tool.price.gross_cents else _("nothing to pay")
            words = f"{tool.shelf} · {price}" if tool.refusal is None else obstacle_words(tool.refusal)
            under.setText(words)
            under.setProperty("look", "second" if tool.refusal is None else "refusal")
            restyle(under)
            self.boxes[tool.unit_id].setAccessibleDescription(words)


def tools_of(units: tuple[UnitRow, ...]) -> tuple[UnitRow, ...]:
    """What can be taken along: tools that have a place they are brought from."""
    return tuple(unit for unit in units if unit.kind is UnitKind.TOOL and unit.shelf and not unit.retired)


def follow(with_it: WithIt, dialog: BookingDialog, kits: Kits, *, alone: bool) -> None:
    """Tell of each tool whether it can be had then; with a tool itself (`alone`) nothing goes along."""
    if not with_it.boxes:
        return
    dialog.form.show_field(with_it, not alone)
    if alone:
        with_it.choose(())
        return
    try:
        with_it.tell(kits.tools(dialog.slot, dialog.party_id))
    except DeskError:
        return  # told beside its field


def book(
    services: DeskServices, new: NewBooking, tools: Sequence[int], override: str
) -> tuple[Booked, str, Callable[[], object]]:
    """The room with these tools: what was booked, what to say of the tools, and the way back of all of it."""
    if not tools:
        booked = services.bookings.book(new, override)
        return booked, "", partial(services.bookings.take_back, booked.act)
    made = services.kits.book(new, tools, override)
    words = with_words(services.kits.along(made.room.id))
    return made.room, words, partial(services.kits.take_back, made.acts)


def with_words(kit: Sequence[Along]) -> str:
    """What goes along, each with its shelf; empty when nothing does."""
    if not kit:
        return ""
    return _("With it: %(tools)s.") % {"tools": ", ".join(f"{tool.unit} ({tool.shelf})" for tool in kit)}
