"""An invoice looked at exactly as it will be, then issued: there is no way back but a credit note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QPalette
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import ChangedMeanwhile, DeskError, MissingFact
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.pages.money.words import document_word
from tierslieu_desk.ui.printing import opened
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import EmptyState
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_rows import DraftPaper, InvoiceRow
    from tierslieu_desk.services.money.to_invoice import ChargeRow

BOTH = N_("A membership fee goes on a receipt of its own. Once issued, both are numbered and never change.")
_Whom = tuple[int, date, Sequence[int] | None]


class DraftDialog(Dialog):
    """`issued` carries the documents; `told` is for the message bar.

    `whom` is the payer, until which day, and of which charges alone (None: of all).
    """

    needs = Right.ISSUE
    room = (720, 900)

    issued = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, jobs: Jobs, whom: _Whom) -> None:
        self._whom = whom
        self._payer, self._until, self._only = whom
        name = services.people.get(self._payer).name
        super().__init__(parent, _("Invoice for %(name)s") % {"name": name}, _("Issue it"), say.sentence)
        self._services, self._jobs = services, jobs
        self._gone = self._issuing = False
        self._drafts: tuple[DraftPaper, ...] = ()
        self._changed: DeskError | None = None
        self._lacks: DeskError | None = None
        self.body.takeAt(self.body.count() - 1)
        self.body.setSpacing(theme.GAP)
        self._words = Words(_("This is the draft. Once issued it has its number and never changes again."), wrap=True)
        self.body.insertWidget(0, self._words)
        self._mend = button(_("Open %(name)s") % {"name": name}, self._open_person)
        self._mend.setAutoDefault(False)
        self._mend.hide()
        self.body.addWidget(self._mend, 0, Qt.AlignmentFlag.AlignLeft)
        self._money = Words("", "strong", wrap=True)
        self.body.insertWidget(1, self._money)
        self._change = button(_("Change a line…"), self._change_line, icon="pencil-simple")
        self._change.setAutoDefault(False)
        self.foot.insertWidget(0, self._change)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, theme.colour("soft_line"))
        self.view.setPalette(ground)
        self.view.setAccessibleName(_("The draft"))
        self.view.setMinimumHeight(240)
        self.body.addWidget(self.view, 1)
        self._none = EmptyState(
            "receipt", _("There is no draft yet"), _("It is drawn here once nothing stands in its way any more.")
        )
        self._none.hide()
        self.body.addWidget(self._none, 1)
        self._which: SegmentedControl | None = None
        self._draw()

    def _draw(self) -> None:
        self.act.setEnabled(False)
        work = partial(_draw, self._services, self._whom)
        self._jobs.run(_("Drawing the draft"), work, done=self._drawn, failed=self._not_drawn)

    def _drawn(self, drafts: tuple[DraftPaper, ...]) -> None:
        if self._gone:
            return
        self._drafts = drafts
        self._money.setText(_carried_words(drafts))
        self._money.setVisible(bool(self._money.text()))
        self._change.setVisible(bool(self._changeable()))
        self.form.clear_refusals()
        self._mend.hide()
        self._none.hide()
        self._words.show()
        self.view.show()
        total = formats.amount(sum(draft.gross_cents for draft in drafts))
        self.act.setText(_("Issue it: %(amount)s") % {"amount": total})
        if len(drafts) > 1 and self._which is None:
            self.act.setText(_("Issue both: %(amount)s") % {"amount": total})
            kinds = tuple((str(n), document_word(draft.kind)) for n, draft in enumerate(drafts))
            self._which = SegmentedControl(_("Which one"), kinds)
            self._which.chosen.connect(self._show_paper)
            self.body.insertWidget(1, self._which, 0, Qt.AlignmentFlag.AlignLeft)
            self._words.setText(_(BOTH))
        self._show_paper()
        self.act.setEnabled(True)
        self.act.setFocus()
        if self._changed is not None:
            refusal, self._changed = self._changed, None
            with self.refusals():
                raise refusal

    def _changeable(self) -> tuple[ChargeRow, ...]:
        lines = self._services.to_invoice.lines(self._payer, self._until)
        mine = (line for line in lines if self._only is None or line.id in self._only)
        return tuple(line for line in mine if line.changeable and not line.held_back)

    @Slot()
    def _change_line(self) -> None:
        """The only one there is, or the one they choose."""
        with self.refusals():
            lines = self._changeable()
            if len(lines) == 1:
                self._open_line(lines[0])
            elif lines:
                menu = QMenu(self)
                menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                for line in lines:
                    words = f"{line.description} · {formats.amount(line.gross_cents)}"
                    menu.addAction(words.replace("&", "&&")).setData(line)
                menu.triggered.connect(self._line_chosen)
                menu.popup(self._change.mapToGlobal(self._change.rect().topLeft()))

    @Slot(QAction)
    def _line_chosen(self, chosen: QAction) -> None:
        self._open_line(chosen.data())

    def _open_line(self, line: ChargeRow) -> None:
        from tierslieu_desk.ui.pages.money.charge import LineDialog

        dialog = LineDialog(self, self._services, line)
        dialog.told.connect(self._mended)
        dialog.open()

    @Slot()
    def _show_paper(self) -> None:
        number = int(self._which.choice) if self._which is not None else 0
        self.view.setDocument(opened(self._drafts[number].content, self))

    def _not_drawn(self, problem: BaseException) -> None:
        if self._gone or not isinstance(problem, DeskError):
            return
        for part in (self._words, self._money, self._change, self.view):
            part.hide()
        self._none.show()
        with self.refusals():
            self._offer_to_mend(problem)
            raise problem

    def _offer_to_mend(self, problem: DeskError) -> None:
        """What is missing of somebody is one click away."""
        self._lacks = problem
        if isinstance(problem, MissingFact):
            self._mend.show()
            self._mend.setFocus()

    @Slot()
    def _open_person(self) -> None:
        from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog

        with self.refusals():
            dialog = PersonDialog(self, self._services, row=self._services.people.get(self._payer))
            dialog.mend(self._lacks)
            dialog.told.connect(self._mended)
            dialog.open()

    @Slot(str, object)
    def _mended(self, sentence: str, undo: object) -> None:
        self.told.emit(sentence, undo)
        self._draw()

    def commit(self) -> bool:
        if self.act.isEnabled() and not self._issuing:
            self._issuing = True
            self.act.setEnabled(False)
            shown = sum(draft.gross_cents for draft in self._drafts)
            work = partial(_issue, self._services, self._whom, shown)
            self._jobs.run(_("Issuing the invoice"), work, done=self._done, failed=self._refused)
        return False

    def _done(self, rows: Sequence[InvoiceRow]) -> None:
        self._issuing = False
        self.issued.emit(rows)
        self.accept()

    def _refused(self, problem: BaseException) -> None:
        """Nothing was numbered: the same key tries again, with what it has become when it was changed meanwhile."""
        self._issuing = False
        if isinstance(problem, ChangedMeanwhile):
            self._changed = problem
            self._draw()
            return
        self.act.setEnabled(True)
        self.act.setFocus()
        if isinstance(problem, DeskError):
            with self.refusals():
                raise problem

    def done(self, result: int) -> None:
        """Never while it is being issued: what came of it must be told."""
        if not self._issuing:
            self._gone = True
            super().done(result)


def _carried_words(drafts: Sequence[DraftPaper]) -> str:
    """What was paid before of what these take the place of, and what is left then; nothing when nothing was."""
    held = {one.number: one.cents for draft in drafts for one in draft.held}
    if not held:
        return ""
    carried = sum(min(draft.held_cents, draft.gross_cents) for draft in drafts)
    left, back = sum(draft.gross_cents for draft in drafts) - carried, sum(held.values()) - carried
    facts = {"amount": formats.amount(carried), "numbers": ", ".join(held)}
    parts = [_("%(amount)s paid on %(numbers)s are carried over.") % facts]
    if left:
        parts.append(_("Left to pay: %(amount)s.") % {"amount": formats.amount(left)})
    if back:
        parts.append(_("To give back: %(amount)s.") % {"amount": formats.amount(back)})
    if not (left or back):
        parts.append(_("Nothing is left to pay."))
    return " ".join(parts)


def _draw(services: DeskServices, whom: _Whom, _progress: Progress) -> tuple[DraftPaper, ...]:
    return services.invoices.draft_papers(*whom)


def _issue(services: DeskServices, whom: _Whom, shown: int, _progress: Progress) -> tuple[InvoiceRow, ...]:
    return services.invoices.issue(*whom, shown_cents=shown)
