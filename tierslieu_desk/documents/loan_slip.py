"""The loan slip: what left, with whom, until when, and lines to sign when it leaves and when it is back."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import BODY, HEADING, LEFT, WIDTH, Sheet
from tierslieu_desk.documents.sheets import LoanSlip
from tierslieu_desk.i18n import _, pgettext

COLUMN = WIDTH / 2 - 12
LINE_TO_SIGN = 56.0
LINE_TO_WRITE = 18.0


def render(loan: LoanSlip) -> bytes:
    """The PDF of a loan slip, in the language in force."""
    sheet = Sheet(_("Loan slip: %(thing)s") % {"thing": loan.thing}, loan.place, loan.lang)
    blocks.head(sheet, loan.place, loan.customer)
    sheet.y += 30
    sheet.lines(LEFT, [(_("Loan slip"), HEADING)], WIDTH)
    blocks.title(sheet, loan.thing)
    sheet.y += 10
    deposit = formats.amount(loan.deposit_cents, loan.currency) if loan.deposit_cents else _("none")
    blocks.pairs(
        sheet,
        [
            (_("Lent on"), formats.moment(loan.out)),
            (_("Must be back by"), formats.moment(loan.due)),
            (_("Deposit"), deposit),
            (_("Where it belongs"), loan.shelf),
        ],
    )
    sheet.y += 4
    sheet.lines(LEFT, [(_("State when it left"), HEADING)], WIDTH)
    if loan.state_out:
        blocks.notes(sheet, [loan.state_out])
    else:
        sheet.y += LINE_TO_WRITE  # nobody said how it was: to be written by hand
        sheet.rule(sheet.y)
    sheet.y += 10
    blocks.notes(sheet, [_promise(loan)])
    sheet.y += 22
    _signatures(sheet)
    return sheet.finish()


def _promise(loan: LoanSlip) -> str:
    if not loan.deposit_cents:
        return _("I take good care of it and bring it back in time.")
    return _("I take good care of it and bring it back in time. The deposit is given back to me then.")


def _signatures(sheet: Sheet) -> None:
    """Side by side: taken, and back; each with its date, its state and who signs for the place."""
    top = sheet.y
    for number, (heading, lines) in enumerate(
        (
            (pgettext("loan slip", "Taken"), (_("Date and signature of the borrower"), _("For the place"))),
            (
                pgettext("loan slip", "Back"),
                (_("Date and signature of the borrower"), _("For the place"), _("State, and deposit given back")),
            ),
        )
    ):
        left = LEFT + number * (COLUMN + 24)
        sheet.y = top
        sheet.lines(left, [(heading, BODY.strong())], COLUMN)
        for label in lines:
            sheet.lines(left, [(label, BODY.muted())], COLUMN)
            sheet.y += LINE_TO_SIGN - BODY.leading
            sheet.rule(sheet.y, left, left + COLUMN)
            sheet.y += 8
