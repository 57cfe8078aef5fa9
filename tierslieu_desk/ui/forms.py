"""Forms: one call per field sets its label, its buddy, what a screen reader says, its help and its refusal line."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from tierslieu_desk.errors import DeskError
from tierslieu_desk.ui.widgets.labels import Words, restyle
from tierslieu_desk.ui.widgets.message_bar import announce

W = TypeVar("W", bound=QWidget)
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractButton)


def fields_of(widget: QWidget) -> list[QWidget]:
    """The widgets one can fill inside another, itself included; the inner line of a spin box is not one."""
    if isinstance(widget, _FIELDS):
        return [widget]
    found: list[QWidget] = []
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        found.extend(fields_of(child))
    return found


class _Holder(QWidget):
    """A field with its label above, its help and a refusal below; the line of refusals is made for the first one."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self.block = QVBoxLayout(self)
        self.block.setContentsMargins(0, 0, 0, 0)
        self.block.setSpacing(4)
        self.refusal: Words | None = None

    def refusal_line(self) -> Words:
        """The line to tell one in."""
        if self.refusal is None:
            self.refusal = Words("", "refusal", wrap=True, parent=self)
            self.refusal.hide()
            self.block.addWidget(self.refusal)
        return self.refusal


class _Field:
    def __init__(self, holder: _Holder, widget: QWidget, help_line: str) -> None:
        self.holder = holder
        self.widget = widget
        self.help_line = help_line


class Remark(Words):
    """Muted words of a form that come and go."""

    def __init__(self) -> None:
        super().__init__("", "second", wrap=True)
        self.hide()

    def tell(self, text: str) -> None:
        """Say it, or nothing."""
        self.setText(text)
        self.setVisible(bool(text))


class Form(QWidget):
    """Fields one under the other, each with its label above, its help below, and room for one refusal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, _Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._top = Words("", "refusal", wrap=True, parent=self)
        self._top.hide()
        self._told = self._top
        self._column.addWidget(self._top)

    def add(self, label: str, widget: W, *, help: str = "", key: str = "") -> W:  # noqa: A002 - what it is
        """Add a field and return it. `key` is the name a `DeskError` calls it by in its fact `field`.

        A widget made of several fields (an amount and its unit) is given whole; each field inside that has no name
        of its own takes the label's.
        """
        holder = _Holder(self)
        block = holder.block
        caption = Words(label, "field", parent=holder)
        inner = fields_of(widget) or [widget]
        caption.setBuddy(inner[0])
        for field in inner:
            self._hear(field)
            if isinstance(field, QAbstractButton) and field.text():
                continue
            if not field.accessibleName():
                field.setAccessibleName(label)
            if not field.accessibleDescription():
                field.setAccessibleDescription(help)
        if not widget.accessibleName():
            widget.setAccessibleName(label)
        block.addWidget(caption)
        if isinstance(widget, QPushButton):  # as wide as its words: it is no bar
            block.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            block.addWidget(widget)
        if help:
            block.addWidget(Words(help, "second", wrap=True, parent=holder))
        self._column.addWidget(holder)
        name = key or label
        while not key and name in self._fields:  # two labels may be one word in another language
            name += " "
        self._fields[name] = _Field(holder, inner[0], help)
        return widget

    def _hear(self, field: QWidget) -> None:
        """What is told under a field goes once it holds something else, typed or chosen."""
        match field:
            case QLineEdit() | QPlainTextEdit() | QTextEdit():
                field.textChanged.connect(self._changed)
            case QComboBox():
                field.currentIndexChanged.connect(self._changed)
                field.editTextChanged.connect(self._changed)
            case QSpinBox():
                field.textChanged.connect(self._changed)
            case QAbstractButton() if field.isCheckable():
                field.toggled.connect(self._changed)

    @Slot()
    def _changed(self) -> None:
        changed = self.sender()
        if not isinstance(changed, QWidget):
            return
        for field in tuple(self._fields.values()):
            if field.holder.isAncestorOf(changed):
                self._take_away(field)

    def knows(self, key: str) -> bool:
        """Whether a field of that name is in this form."""
        return key in self._fields

    def name_inside(self, key: str, widget: QWidget) -> None:
        """Let a `DeskError` call one of several fields added as one by a name of its own; they share one line.

        Raises `KeyError` for one that was not added.
        """
        for field in tuple(self._fields.values()):
            if field.holder.isAncestorOf(widget):
                self._fields[key] = _Field(field.holder, widget, field.help_line)
                return
        raise KeyError(key)

    def forget(self, key: str) -> None:
        """A field inside is gone, or goes by another name."""
        self._fields.pop(key, None)

    def show_field(self, widget: QWidget, shown: bool) -> None:
        """Show a field with its label and help, or hide all of it. Raises `KeyError` for one that was not added."""
        for field in self._fields.values():
            if field.holder.isAncestorOf(widget):
                field.holder.setVisible(shown)
                return
        raise KeyError(widget.objectName())

    def place(self, widget: QWidget, column: QVBoxLayout) -> None:
        """Have a field stand in a column elsewhere, with its label, its help and what is refused of it."""
        for field in self._fields.values():
            if field.widget is widget:
                column.addWidget(field.holder)

    def add_remark(self) -> Remark:
        """A line of muted words after the fields so far, hidden while it says nothing: `tell` it what to say."""
        remark = Remark()
        self._column.addWidget(remark)
        return remark

    def add_group(self, title: str) -> QLabel:
        """A quiet heading between fields."""
        heading = Words(title, "group")
        self._column.addSpacing(4)
        self._column.addWidget(heading)
        return heading

    def show_refusal(self, error: DeskError, sentence: str, *, go_there: bool = True) -> None:
        """Put the sentence under the field the refusal names, or at the top, and say it aloud.

        Without `go_there` they stay where they are, as when a field is told while it is left.
        """
        self.clear_refusals()
        self.show()  # one without fields is hidden until there is something to tell in it
        field = self._fields.get(str(error.facts.get("field", "")))
        line = field.holder.refusal_line() if field is not None else self._top
        line.setText(sentence)
        line.show()
        self._told = line
        if field is not None:
            field.widget.setProperty("refused", True)
            restyle(field.widget)
            field.widget.setAccessibleDescription(sentence)
            if go_there:
                field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, sentence, urgent=True)

    def clear_refusals(self) -> None:
        """Take every refusal away, before the next try."""
        self._top.hide()
        for field in self._fields.values():
            self._take_away(field)

    def _take_away(self, field: _Field) -> None:
        if field.holder.refusal is not None:
            field.holder.refusal.hide()
        if field.widget.property("refused"):
            field.widget.setProperty("refused", False)
            restyle(field.widget)
            field.widget.setAccessibleDescription(field.help_line)

    @property
    def told(self) -> QWidget:
        """The line of the last refusal, to have it in sight."""
        return self._told

    @property
    def refusals(self) -> list[str]:
        """The sentences shown now."""
        lines = dict.fromkeys((self._top, *(field.holder.refusal for field in self._fields.values())))
        return [line.text() for line in lines if line is not None and not line.isHidden()]
