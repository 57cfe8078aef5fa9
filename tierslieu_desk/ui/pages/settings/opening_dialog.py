"""What a workbook of an opening position would write, line by line, before it does; and a deposit given back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.ui import ask, theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money import words as money_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from tierslieu_desk.services.opening.opening_position import OpeningSeen
    from tierslieu_desk.services.opening.opening_position_deposits import DepositRow


@dataclass(frozen=True, slots=True)
class _Shown:
    sheet: str
    line: int
    words: str
    becomes: str


class OpeningDialog(Dialog):
    """`run_wanted` when it shall be written, `read_wanted` when the file shall be read again; both carry the file."""

    needs = Right.IMPORT
    room = (980, 640)

    run_wanted = Signal(object)
    read_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, file: Path, seen: OpeningSeen) -> None:
        act = _("Read it again") if seen.errors else _("Write it all down") if seen.created else _("Close")
        super().__init__(parent, _("What stood before, from %(file)s") % {"file": file.name}, act, say.sentence)
        self._services, self._file, self._seen = services, file, seen
        self.form.hide()
        self.body.takeAt(self.body.count() - 1)
        self.body.setSpacing(theme.STEP * 2)
        for text, look in sentences(seen):
            self.body.addWidget(Words(text, look, wrap=True))
        if seen.errors:
            self._keep_button = button(_("Keep these lines as a workbook…"), self._keep)
            self._keep_button.setAutoDefault(False)
            self.foot.insertWidget(0, self._keep_button)
            self._add(_("To put right first"), _wrong(seen))
        rows = _right(seen)
        if rows:
            self._add(_("As it will be written"), rows)
        self.leave.setHidden(not seen.errors and not seen.created)

    def _add(self, title: str, rows: list[_Shown]) -> None:
        columns: tuple[Column[_Shown], ...] = (
            Column(_("Sheet"), _sheet),
            Column(_("Line"), _line, sort=_number, right=True),
            Column(_("What it says"), _words, stretch=True),
            Column(_("Becomes"), _becomes),
        )
        if any(not row.becomes for row in rows):
            columns = (*columns[:2], Column(_("What to do"), _words, stretch=True))
        table = Table(title, RowsModel(columns, key=id))
        table.setWordWrap(True)
        table.set_rows(rows)
        card = Card(title)
        card.fill(table)
        card.setMinimumHeight(190)
        self.body.addWidget(card, 1)

    def commit(self) -> None:
        if self._seen.errors:
            self.read_wanted.emit(self._file)
        elif self._seen.created:
            self.run_wanted.emit(self._file)

    @Slot()
    def _keep(self) -> None:
        suggestion = self._file.with_name("-".join((self._file.stem, _("to put right"))) + ".xlsx")
        kinds = _("Spreadsheets (*.csv *.xlsx)")
        with self.refusals():
            chosen = ask.file_to_write(self, _("The lines to put right"), suggestion, kinds)
            if chosen is not None:
                kept = self._services.opening_position.write_problems(self._seen, chosen)
                self.told.emit(_("Kept as %(file)s.") % {"file": kept}, None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.act.setFocus()


class GiveBackDialog(Dialog):
    """A deposit goes back: how, then it is out of the till. `told` carries the sentence; there is no undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, one: DepositRow) -> None:
        super().__init__(parent, _("Give a deposit back"), _("Give back"), say.sentence)
        self._services, self._one = services, one
        words = f"{one.who} · {one.what} · {formats.amount(one.cents)}"
        self.body.insertWidget(0, Words(words, "strong", wrap=True))
        self._method = self.form.add(_("Method"), SegmentedControl(_("Method"), money_words.methods()), key="method")

    def commit(self) -> None:
        self._services.deposits_held.give_back(self._one.id, PaymentMethod(self._method.choice))
        facts = {"amount": formats.amount(self._one.cents), "who": self._one.who}
        self.told.emit(_("%(amount)s went back to %(who)s.") % facts, None)


def sentences(seen: OpeningSeen) -> list[tuple[str, str]]:
    """What stands above the lists: text and look."""
    wrong = len(seen.errors)
    lines: list[tuple[str, str]] = []
    if wrong:
        text = ngettext("Put %(n)s line right first.", "Put these %(n)s lines right first.", wrong)
        lines.append((text % {"n": wrong}, "strong"))
        lines.append(
            (_("All of it is written, or nothing. Correct it in your workbook, then read it again."), "second")
        )
    elif seen.created:
        text = ngettext("%(n)s line will be written.", "%(n)s lines will be written.", seen.created)
        lines.append((text % {"n": seen.created}, "strong"))
        lines.append((_("A copy of everything is made before: it is the only way back, so look well."), "second"))
    else:
        lines.append((_("All of it was brought in before. There is nothing to do."), "strong"))
    if seen.skipped and (wrong or seen.created):
        text = ngettext("%(n)s line was written before.", "%(n)s lines were written before.", seen.skipped)
        lines.append((text % {"n": seen.skipped}, "second"))
    if seen.ignored:
        lines.append((_("Sheets left out: %(sheets)s") % {"sheets": ", ".join(seen.ignored)}, "second"))
    return lines


def _wrong(seen: OpeningSeen) -> list[_Shown]:
    return [_Shown(sheet.title, one.line, say.sentence(one.error), "") for sheet, one in seen.errors]


def _right(seen: OpeningSeen) -> list[_Shown]:
    fates = {"new": _("to be written"), "known": _("written before")}
    return [
        _Shown(sheet.title, row.line, row.words, fates[row.fate.value]) for sheet in seen.sheets for row in sheet.rows
    ]


def _sheet(row: _Shown) -> str:
    return row.sheet


def _line(row: _Shown) -> str:
    return str(row.line)


def _number(row: _Shown) -> int:
    return row.line


def _words(row: _Shown) -> str:
    return row.words


def _becomes(row: _Shown) -> str:
    return row.becomes
