"""What is kept on paper of an invoice that was issued before, elsewhere: what was left of it. It is no invoice."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import HEADING, Sheet
from tierslieu_desk.documents.sheets import CarriedInvoice
from tierslieu_desk.i18n import _


def render(carried: CarriedInvoice) -> bytes:
    """The PDF, in the language in force."""
    title = _("Carried over: invoice %(number)s") % {"number": carried.number}
    sheet = Sheet(title, carried.place, carried.lang)
    blocks.head(sheet, carried.place, carried.customer)
    sheet.y += 40
    blocks.title(sheet, title)
    sheet.y += 12
    told = _(
        "This invoice was issued before the desk was kept with this program. It is not issued again: this page keeps "
        "what was left to pay of it, and the invoice itself stays as it was sent."
    )
    blocks.notes(sheet, [told])
    sheet.y += 10
    sheet.rule(sheet.y)
    sheet.y += 10
    facts = [
        (_("Number"), carried.number),
        (_("Date"), formats.date_medium(carried.issued_on)),
        (_("Due"), formats.date_medium(carried.due_on)),
        (_("Left to pay"), formats.amount(carried.left_cents)),
    ]
    blocks.pairs(sheet, facts, columns=4)
    sheet.rule(sheet.y)
    sheet.y += HEADING.leading
    return sheet.finish()
