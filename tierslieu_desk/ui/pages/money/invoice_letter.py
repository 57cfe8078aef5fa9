"""The letter that goes with an invoice by e-mail, in the customer's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.rules.letters import Letter

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_lists import InvoiceLineRow


def invoice_letter(row: InvoiceLineRow, language: str, email: str, place: str) -> Letter:
    """What they read: which document, how much is left, until when. The PDF is attached by hand."""
    from tierslieu_desk.services.message.message_offers import paper_named

    with speaking(language):
        facts = {
            "paper": paper_named(row.kind, row.number),
            "place": place,
            "amount": formats.amount(row.left_cents),
            "due": formats.date_medium(row.due_on),
        }
        subject = _("%(place)s: %(paper)s") % facts
        lines = [_("Hello,"), "", _("You will find attached: %(paper)s.") % facts]
        if row.left_cents > 0:
            lines.append(_("%(amount)s are to be paid by %(due)s.") % facts)
        lines += ["", _("With our thanks,"), place]
    return Letter(email, subject, "\n".join(lines) + "\n")
