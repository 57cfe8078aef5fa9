"""What the steps of the first start share: forms, what is written in them as it is, and a sentence beside a field."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.services.place.first_setup import FirstSetup
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.forms import Form, fields_of
from tierslieu_desk.ui.widgets.fields import Choice


class Step(QWidget):
    """One step. `lines` are kept in the draft by name, as they are typed; `changed` goes out with every touch."""

    changed = Signal()
    title = ""
    why = ""

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self.forms = [Form() for _column in range(columns)]
        self.lines: dict[str, QWidget] = {}
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(2 * theme.PAGE_MARGIN)
        for form in self.forms:
            holder = QVBoxLayout()
            holder.addWidget(form)
            holder.addStretch(1)
            self._across.addLayout(holder, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addLayout(self._across)

    def read(self, asked: FirstSetup) -> FirstSetup:
        """What was asked so far with this step's answers in it. Raises `DeskError`, the fact `field` naming a field."""
        raise NotImplementedError

    def set_narrow(self, narrow: bool) -> None:
        """The forms under each other where there is no room beside each other."""
        direction = QBoxLayout.Direction
        self._across.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def watch_lines(self) -> None:
        """From now on, every touch is told; called once the step is built."""
        for line in self.lines.values():
            for field in fields_of(line):
                self.watch(field)

    def watch(self, field: QWidget) -> None:
        """Tell when that field is touched."""
        if isinstance(field, QLineEdit):
            field.textChanged.connect(self.changed)
        elif isinstance(field, QComboBox):
            field.currentIndexChanged.connect(self.changed)
        elif isinstance(field, QAbstractSpinBox):
            field.findChildren(QLineEdit)[0].textChanged.connect(self.changed)
        elif isinstance(field, QAbstractButton):
            field.toggled.connect(self.changed)

    def raw(self) -> dict[str, Any]:
        """What is written, readable or not."""
        return {name: _raw(line) for name, line in self.lines.items()}

    def fill(self, raw: dict[str, Any]) -> None:
        """Show what `raw` gave; names this version does not know are left out."""
        for name, line in self.lines.items():
            if name in raw:
                _fill(line, raw[name])

    def refuse(self, refusal: DeskError, *, go_there: bool = True) -> None:
        """The sentence beside the field it names, or at the top of the step."""
        field = str(refusal.facts.get("field", ""))
        self.clear_refusals()
        form = next((form for form in self.forms if form.knows(field)), self.forms[0])
        form.show_refusal(refusal, say.sentence(refusal), go_there=go_there)

    def clear_refusals(self) -> None:
        """Before the next try."""
        for form in self.forms:
            form.clear_refusals()

    @property
    def refusals(self) -> list[str]:
        """The sentences shown now."""
        return [sentence for form in self.forms for sentence in form.refusals]


def _raw(line: QWidget) -> object:
    if isinstance(line, QLineEdit):
        return line.text()
    if isinstance(line, Choice):
        return str(line.choice)
    if isinstance(line, QCheckBox):
        return line.isChecked()
    if isinstance(line, QAbstractSpinBox):
        return line.text()
    raise TypeError(type(line).__name__)


def _fill(line: QWidget, value: Any) -> None:
    if isinstance(line, QLineEdit):
        line.setText(value)
    elif isinstance(line, Choice):
        found = next((n for n in range(line.count()) if str(line.itemData(n)) == value), -1)
        line.setCurrentIndex(max(0, found))
    elif isinstance(line, QCheckBox):
        line.setChecked(bool(value))
    elif isinstance(line, QAbstractSpinBox):
        line.findChildren(QLineEdit)[0].setText(value)
        line.interpretText()
