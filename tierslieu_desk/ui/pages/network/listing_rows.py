"""Prices and spaces of the public listing: a row each, added and taken away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.ui.pages.network.listing_base import Field
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice


class _Row(QWidget):
    changed = Signal()
    unwanted = Signal(object)

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._rest: dict[str, Any] = {}
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(8)

    def cell(self, says: str, share: int, width: int = 0) -> QLineEdit:
        """One more thing to write in the row."""
        made = QLineEdit()
        made.setPlaceholderText(says)
        made.setAccessibleName(_("%(what)s, line %(n)s") % {"what": says, "n": self._number})
        if width:
            made.setFixedWidth(width)
        made.textEdited.connect(self.changed)
        self.line.addWidget(made, share)
        return made

    def finish(self) -> None:
        """The button that takes the row away, at its end."""
        away = button("", self._go, icon="x", look="quiet", says=_("Take line %(n)s away") % {"n": self._number})
        away.setFixedWidth(36)
        self.line.addWidget(away)

    @Slot()
    def _go(self) -> None:
        self.unwanted.emit(self)

    def fact(self) -> dict[str, Any] | None:
        """What the row says, None while it is empty."""
        raise NotImplementedError

    def fill(self, fact: dict[str, Any]) -> None:
        """Show that."""
        raise NotImplementedError


class _SpaceRow(_Row):
    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.name = self.cell(_("Name"), 1)
        self.seats = self.cell(_("Seats"), 0, 76)
        self.finish()

    def fact(self) -> dict[str, Any] | None:
        name, seats = self.name.text().strip(), self.seats.text().strip()
        if not name and not seats:
            return None
        said = {**self._rest, "name": name}
        if seats:
            said["seats"] = int(seats) if seats.isdecimal() else seats
        return said

    def fill(self, fact: dict[str, Any]) -> None:
        self._rest = {key: value for key, value in fact.items() if key not in {"name", "seats"}}
        self.name.setText(fact.get("name", ""))
        self.seats.setText(str(fact["seats"]) if "seats" in fact else "")


class _PriceRow(_Row):
    def __init__(self, number: int) -> None:
        super().__init__(number)
        from tierslieu_desk.services.online.listings import price_units

        self.name = self.cell(_("What for"), 1)
        self.price = self.cell(pgettext("on a price list", "How much"), 0, 92)
        self.unit = Choice(tuple(price_units().items()))
        self.unit.setAccessibleName(_("For how long, line %(n)s") % {"n": number})
        self.unit.choose("day")
        self.unit.currentIndexChanged.connect(self.changed)
        self.line.addWidget(self.unit)
        self.finish()
        self._rest = {"currency": "EUR"}

    def fact(self) -> dict[str, Any] | None:
        name, price = self.name.text().strip(), self.price.text().strip()
        if not name and not price:
            return None
        return {**self._rest, "label": name, "cents": _cents(price), "unit": self.unit.choice}

    def fill(self, fact: dict[str, Any]) -> None:
        self._rest = {key: value for key, value in fact.items() if key not in {"label", "cents", "unit"}}
        self.name.setText(fact.get("label", ""))
        self.price.setText(formats.amount(fact["cents"], fact["currency"]))
        self.unit.choose(fact["unit"])


class RowsField(Field):
    """Rows of one kind, and the button that adds one."""

    row_type: type[_Row]

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.rows: list[_Row] = []
        self.add = button(self._add_words(), self._more, icon="plus")
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column.addLayout(foot)

    def _add_words(self) -> str:
        raise NotImplementedError

    def value(self) -> object | None:
        return [fact for row in self.rows if (fact := row.fact()) is not None] or None

    def fill(self, value: Any) -> None:
        for row in tuple(self.rows):
            self._drop(row)
        for fact in value or ():
            self._made().fill(fact)

    def _made(self) -> _Row:
        row = self.row_type(len(self.rows) + 1)
        row.changed.connect(self.changed)
        row.unwanted.connect(self._take_away)
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    @Slot()
    def _more(self) -> None:
        first = self._made().findChild(QLineEdit)
        if first is not None:
            first.setFocus()
        self.changed.emit()

    @Slot(object)
    def _take_away(self, row: _Row) -> None:
        self._drop(row)
        self.add.setFocus()
        self.changed.emit()


class SpacesField(RowsField):
    """A name and how many seats."""

    row_type = _SpaceRow

    def _add_words(self) -> str:
        return _("Add a space")


class PricesField(RowsField):
    """What for, how much, for how long."""

    row_type = _PriceRow

    def _add_words(self) -> str:
        return _("Add a price")


def _cents(typed: str) -> object:
    """Cents; as it was typed when it is no amount, which the rules then refuse."""
    try:
        return formats.parse_amount(typed)
    except DeskError:
        return typed
