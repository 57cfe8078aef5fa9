"""What each field of the public listing is written in: a line, a text with its limit, lines, ticks, rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.network.listing_base import Field, alone
from tierslieu_desk.ui.pages.network.listing_rows import PricesField, SpacesField
from tierslieu_desk.ui.widgets.labels import Words, restyle
from tierslieu_desk.ui.widgets.ticks import Tick

SUMMARY_LIMIT = 280
"""`rules.listing.SUMMARY_LIMIT`, repeated for what is counted while typing; a test compares them."""

MOST_ROWS = 8
_AROUND = 24
"""What the frame and the margins of a text of several lines take."""


class LineField(Field):
    """One line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.textEdited.connect(self.changed)
        alone(self, self.line)

    def value(self) -> object | None:
        return self.line.text().strip() or None

    def fill(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)


class DegreesField(LineField):
    """A latitude or a longitude, with a point or a comma."""

    def value(self) -> object | None:
        typed = self.line.text().strip()
        try:
            return float(typed.replace(",", ".")) if typed else None
        except ValueError:
            return typed


class CodesField(LineField):
    """Short codes with commas or spaces between them."""

    def value(self) -> object | None:
        return self.line.text().replace(",", " ").replace(";", " ").lower().split() or None

    def fill(self, value: Any) -> None:
        super().fill(", ".join(value or ()) or None)


class PhoneField(LineField):
    """A number as people write it; read with the country of the place."""

    country = "FR"

    def value(self) -> object | None:
        from tierslieu_desk.rules.listing import read_phone

        return read_phone(self.line.text(), self.country) or None


class _Text(QPlainTextEdit):
    """The wheel scrolls the form; it scrolls the text only where one is writing in it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()


class TextField(Field):
    """Several lines; Tab goes on to the next field. With a `limit`, what is left is counted while typing."""

    def __init__(self, name: str, rows: int, limit: int = 0) -> None:
        super().__init__()
        self._limit = limit
        self.text = _Text()
        self.text.setAccessibleName(name)
        self.text.setTabChangesFocus(True)
        self._rows = rows
        self.text.textChanged.connect(self._edited)
        column = alone(self, self.text)
        self.count = Words("", "second")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.count)
        self.count.setVisible(bool(limit))
        self._tell()

    @Slot()
    def _edited(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        written = min(max(self._rows, self.text.blockCount()), MOST_ROWS)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * written + _AROUND)
        if self._limit:
            used = len(self.text.toPlainText().strip())
            self.count.setText(_("%(used)s of %(limit)s signs") % {"used": used, "limit": self._limit})
            self.count.setProperty("look", "refusal" if used > self._limit else "second")
            restyle(self.count)

    def value(self) -> object | None:
        return self.text.toPlainText().strip() or None

    def fill(self, value: Any) -> None:
        with QSignalBlocker(self.text):
            self.text.setPlainText("" if value is None else str(value))
        self._tell()


class LinesField(TextField):
    """One thing a line."""

    def value(self) -> object | None:
        return [line.strip() for line in self.text.toPlainText().splitlines() if line.strip()] or None

    def fill(self, value: Any) -> None:
        super().fill("\n".join(value or ()))


class HoursField(Field):
    """Filled by the desk; what was written by hand in its place is kept."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._written: object | None = None
        self._words = Words("", wrap=True)
        self._words.setAccessibleName(name)
        alone(self, self._words)

    def show_hours(self, lines: Sequence[str]) -> None:
        """The hours as a visitor will read them."""
        self._words.setText("\n".join(lines) or _("No opening hours are set at the desk yet."))

    def value(self) -> object | None:
        return self._written

    def fill(self, value: Any) -> None:
        self._written = value


class AddressField(Field):
    """Street, postcode and town, country."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rest: dict[str, str] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self.lines: dict[str, QLineEdit] = {}
        places = (
            ("street", _("Street"), (0, 0, 1, 3)),
            ("postcode", _("Postcode"), (1, 0, 1, 1)),
            ("city", _("Town"), (1, 1, 1, 1)),
            ("country", _("Country"), (1, 2, 1, 1)),
        )
        for key, words, where in places:
            line = QLineEdit()
            line.setPlaceholderText(words)
            line.setAccessibleName(f"{name}, {words}")
            line.textEdited.connect(self.changed)
            grid.addWidget(line, *where)
            self.lines[key] = line
        self.lines["country"].setText("FR")
        for column, share in enumerate((3, 6, 2)):
            grid.setColumnStretch(column, share)

    def value(self) -> object | None:
        said = {key: line.text().strip() for key, line in self.lines.items() if line.text().strip()}
        if set(said) <= {"country"}:
            return None
        if "country" in said:
            said["country"] = said["country"].upper()
        return {**self._rest, **said}

    def fill(self, value: Any) -> None:
        said = dict(value or {})
        self._rest = {key: text for key, text in said.items() if key not in self.lines}
        for key, line in self.lines.items():
            line.setText(said.get(key, "FR" if key == "country" else ""))


class TicksField(Field):
    """Several among a few."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.CARD_PADDING)
        grid.setVerticalSpacing(4)
        self.ticks: dict[str, Tick] = {}
        for number, (code, words) in enumerate(choices.items()):
            tick = Tick(words)
            tick.clicked.connect(self.changed)
            grid.addWidget(tick, number // 2, number % 2)
            self.ticks[code] = tick

    def value(self) -> object | None:
        return [code for code, tick in self.ticks.items() if tick.isChecked()] or None

    def fill(self, value: Any) -> None:
        for code, tick in self.ticks.items():
            tick.setChecked(code in (value or ()))


def _services(_name: str) -> Field:
    from tierslieu_desk.services.online.listings import service_words

    return TicksField(service_words())


SHAPES: Mapping[str, Callable[[str], Field]] = {
    "line": LineField,
    "summary": lambda name: TextField(name, 3, SUMMARY_LIMIT),
    "text": lambda name: TextField(name, 2),
    "lines": lambda name: LinesField(name, 2),
    "codes": CodesField,
    "degrees": DegreesField,
    "phone": PhoneField,
    "address": AddressField,
    "hours": HoursField,
    "services": _services,
    "spaces": SpacesField,
    "prices": PricesField,
}
"""The widget of each shape, made with the name of its field."""
